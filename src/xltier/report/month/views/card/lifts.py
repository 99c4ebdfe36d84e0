"""What would lift each key to the next tier: the measures that alone are enough, as the engine finds them.

They are texts, since the way from points back to a value is no formula; beside them stands for which distance they
hold, so that the card shows them only as long as the live distance is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xltier.app.month.result import MonthRow
from xltier.app.wording.shown_value import shown_value
from xltier.core.distance import next_tier
from xltier.core.fixed import to_decimal
from xltier.messages import phrase
from xltier.report.month.live_value import Scalar
from xltier.report.month.places import Run
from xltier.report.month.views.canvas import Canvas
from xltier.report.month.views.card.columns import LIFTS
from xltier.report.month.views.table import Table


@dataclass(frozen=True, slots=True)
class Lift:
    """What lifts a key.

    Args:
        missing: Points to the next tier; None where there is none.
        goals: The value that is enough, by measure.
    """

    missing: float | None
    goals: Mapping[str, str]


def lift_of(row: MonthRow, language: str) -> Lift:
    """Return what lifts a key to the next tier."""
    if row.rating.place is None or not row.values:
        return Lift(None, {})
    upwards = next_tier(row.plan, row.values, row.about, row.rating)
    if upwards is None:
        return Lift(None, {})
    goals = {
        lever.measure.key: phrase(
            "view-goal-up" if lever.upwards else "view-goal-down",
            language,
            value=shown_value(lever.measure, lever.value, language),
        )
        for lever in upwards.levers
    }
    return Lift(float(to_decimal(upwards.missing, row.plan.score_decimals)), goals)


def write_lifts(canvas: Canvas, lifts: Sequence[Lift], order: Sequence[int], keys: Sequence[str]) -> Table:
    """Write them hidden beside the list of keys, and return them as ``missing`` and ``goal:KEY``."""
    columns: dict[str, list[Scalar]] = {"missing": [_blank(lifts[at].missing) for at in order]}
    columns |= {f"goal:{key}": [lifts[at].goals.get(key, "") for at in order] for key in keys}
    runs = {}
    for column, (name, values) in enumerate(columns.items(), LIFTS):
        for row, value in enumerate(values):
            if value != "":
                canvas.put(row, (column, column), value)
        runs[name] = Run(canvas.name, column, 0, max(len(values), 1) - 1)
    canvas.page.set_column(LIFTS, LIFTS + len(columns) - 1, None, None, {"hidden": True})
    return Table(runs, columns)


def _blank(value: float | None) -> Scalar:
    return "" if value is None else value
