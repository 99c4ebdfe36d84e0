"""The input contract: which kinds of table a month is rated from, and the columns that each must have.

Every kind is a sheet of one workbook or a file of its own. The templates, the page docs/monthly-inputs.md and the
recognition of sheets all follow this table.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from xltier.app.month.intake.fields import (
    DEALER,
    DIVISION,
    FINANCE,
    LINE,
    LOGISTICS,
    MARKETING,
    MONTH,
    NAME,
    PRODUCT,
    SALES,
    InputKind,
)
from xltier.app.month.intake.logs import (
    ADJUSTMENTS,
    COMPLAINTS,
    DEALERS,
    HISTORY,
    LEDGER,
    LINE_MAP,
    OVERRIDES,
    RED_LINES,
)
from xltier.core.words import Words

_KEY: Final = (MONTH, DEALER, NAME, DIVISION, LINE)


def _measured(
    key: str,
    name: Words,
    department: Words,
    measures: tuple[str, ...],
    aliases: tuple[str, ...],
    *,
    by_product: bool = True,
) -> InputKind:
    fields = (*_KEY, PRODUCT) if by_product else _KEY
    return InputKind(key, name, department, fields, aliases, measures=measures)


MEASURED: Final = (
    _measured(
        "sales", Words("销售", "Sales"), SALES, ("sell_in", "focus_sell_in", "sell_out"), ("进货", "出货", "sell-in")
    ),
    _measured("targets", Words("目标", "Targets"), SALES, ("target", "focus_target"), ("月度目标", "任务")),
    _measured("stock", Words("库存", "Stock"), LOGISTICS, ("stock",), ("月末库存", "仓储", "inventory")),
    _measured("payment", Words("回款", "Payment"), FINANCE, ("due", "paid_on_time"), ("应收", "付款", "payments")),
    _measured("delivery", Words("直配", "Direct delivery"), MARKETING, ("direct_volume", "total_volume"), ("配送",)),
    _measured(
        "coverage",
        Words("铺市", "Coverage"),
        MARKETING,
        ("stores_covered", "stores_total"),
        ("铺货", "门店"),
        by_product=False,
    ),
)
"""Tables of measures. A table may hold the measures of several: its columns say which."""

LOGS: Final = (DEALERS, ADJUSTMENTS, RED_LINES, LINE_MAP, COMPLAINTS, HISTORY, LEDGER, OVERRIDES)

KINDS: Final = (DEALERS, *MEASURED, ADJUSTMENTS, RED_LINES, LINE_MAP, COMPLAINTS, OVERRIDES, HISTORY, LEDGER)
"""Every kind, in the order of a workbook."""


def kind(key: str) -> InputKind:
    """Return a kind by its key."""
    return next(kind for kind in KINDS if kind.key == key)


@cache
def is_by_product(measure: str) -> bool:
    """Return whether a measure can be divided by product; shops covered can't, and follow no product."""
    sender = sender_of(measure)
    return sender is None or PRODUCT in sender.fields


def sender_of(measure: str) -> InputKind | None:
    """Return the kind that a measure is sent in, or None for a measure that ``dealer-monthly`` does not have."""
    return next((kind for kind in MEASURED if measure in kind.measures), None)
