"""What has not been reported, by dealer and by the department that owes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.result import Missing, MonthRow
from xltier.app.sheet.columns import operands
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Window
from xltier.errors import Problem


def absent_columns(inputs: MonthInputs, scheme: Scheme) -> tuple[Problem, ...]:
    """Return, once, which figures no sheet has a column for: they apply to nobody, and their weight moves.

    A figure whose sum over several months is sent instead, such as three months of sell-out, is not missed.
    """
    told = {measure.of for measure in scheme.measures if measure.of is not None and measure.key in inputs.measures}
    told -= {key for keys in operands(scheme).values() for key in keys}
    absent = [
        measure
        for measure in scheme.measures
        if measure.expression is None
        and measure.of is None
        and measure.window is Window.MONTH
        and measure.key not in inputs.measures | told
    ]
    if not absent:
        return ()
    return (Problem("month-column-absent", values={"measures": tuple(measure.name for measure in absent)}),)


def missing_of(rows: Sequence[MonthRow], inputs: MonthInputs) -> tuple[Missing, ...]:
    """Return each key's measures without a value, together with the kind of sheet they belong to."""
    kind_of = {key: inputs.sources[facts.source].kind for facts in inputs.facts for key in facts.values}
    return tuple(found for row in rows for found in _of_row(row, kind_of))


def _of_row(row: MonthRow, kind_of: dict[str, str]) -> Iterator[Missing]:
    owed: dict[str, list[str]] = defaultdict(list)
    for measure, value in zip(row.plan.measures, row.entries, strict=False):
        if value is None:
            owed[kind_of.get(measure.key) or kind_of.get(measure.of or "", "")].append(measure.key)
    for kind, measures in owed.items():
        yield Missing(row.key, row.name, tuple(measures), kind)
