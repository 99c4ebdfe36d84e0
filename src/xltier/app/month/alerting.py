"""Alerts of a month: which rule, about whom, what to do, who does it and until when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from xltier.app.month.about import Book
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthRow, RaisedAlert
from xltier.core.facts import Watch, raised, watches
from xltier.core.months import Month, last_day
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme

_LEVELS = ("high", "medium", "low")


def alerts_of(rows: Sequence[MonthRow], scheme: Scheme, period: Month) -> tuple[RaisedAlert, ...]:
    """Return the alerts of all rows: highest level first, then in the order of the scheme and the rows."""
    end = last_day(period, scheme.month_start_day)
    watched: dict[int, tuple[Watch, ...]] = {}
    found: list[RaisedAlert] = []
    for row in rows:
        found.extend(
            RaisedAlert(row, watch, _owner(row), (end + dt.timedelta(days=watch.alert.days)).isoformat())
            for watch in raised(_watches(watched, row.plan), row.values or (None,) * len(row.plan.measures), row.facts)
        )
    order = {alert.code: at for at, alert in enumerate(scheme.alerts)}
    levels = {level: at for at, level in enumerate(_LEVELS)}
    return tuple(sorted(found, key=lambda alert: (levels.get(alert.level, 0), order[alert.alert.code])))


def _watches(known: dict[int, tuple[Watch, ...]], plan: Plan) -> tuple[Watch, ...]:
    if id(plan) not in known:
        known[id(plan)] = watches(plan)
    return known[id(plan)]


def _owner(row: MonthRow) -> str:
    return (row.dealer.manager or "") if row.dealer is not None else ""


def overdue_complaints(inputs: MonthInputs, scheme: Scheme, period: Month, book: Book) -> Mapping[Key, int]:
    """Return how many complaints of each key are past their due date at the end of the month."""
    end = last_day(period, scheme.month_start_day)
    counts: Counter[Key] = Counter()
    for complaint in inputs.complaints:
        is_open = complaint.done is None or complaint.done > end
        if complaint.due is not None and complaint.due <= end and is_open and complaint.date <= end:
            counts.update(book.meant(complaint))
    return counts
