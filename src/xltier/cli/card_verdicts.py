"""What the schemes say of one customer of an order list: now, and at the ends of the quarters before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xltier.core.months import first_day, month_of

if TYPE_CHECKING:
    from xltier.app.orders.card import Verdict
    from xltier.app.orders.order_features import Order
    from xltier.cli.session import Session
    from xltier.cli.sheet_options import SheetRequest

SCHEMES: Final = ("value-share", "rfm", "behaviour", "churn-warning", "high-risk")
WARNINGS: Final = frozenset({"churn-warning", "high-risk"})
QUARTERS: Final = 4
_QUARTER: Final = 3


def verdicts(wanted: SheetRequest, code: str, session: Session) -> list[Verdict]:
    """Return the customer's class by each scheme: the one that was asked for, or those that an order list allows."""
    names = (wanted.scheme,) if wanted.scheme else SCHEMES
    return [_verdict(replace(wanted, scheme=name), code, session) for name in names]


def history(wanted: SheetRequest, code: str, orders: Sequence[Order], session: Session) -> list[Verdict]:
    """Return the customer's class by the first scheme at the ends of the last quarters in which it had bought."""
    scheme = wanted.scheme or SCHEMES[0]
    first = min((order.day for order in orders if order.customer == code), default=None)
    return [
        _verdict(replace(wanted, scheme=scheme, as_of=end), code, session)
        for end in _quarter_ends(wanted.as_of)
        if first is not None and first <= end
    ]


def _quarter_ends(day: dt.date) -> list[dt.date]:
    month = month_of(day)
    start = month - month % _QUARTER
    return [first_day(start - _QUARTER * back) - dt.timedelta(days=1) for back in range(QUARTERS)]


def _verdict(wanted: SheetRequest, code: str, session: Session) -> Verdict:
    from xltier.app.orders.card import Verdict
    from xltier.app.sheet.row_reason import reason_beside_class
    from xltier.cli.rated import rated
    from xltier.core.words import NO_WORDS

    sheet = rated(wanted, session)
    row = next(one for one in sheet.rows if one.key == code)
    found = None if row.rating.tier is None else sheet.scheme.tier(row.rating.tier)
    return Verdict(
        sheet.scheme.id,
        f"{wanted.as_of}",
        row.rating.tier,
        reason_beside_class(sheet, row, session.language),
        sheet.scheme.name,
        NO_WORDS if found is None else found.name,
        NO_WORDS if found is None else found.strategy.text,
    )
