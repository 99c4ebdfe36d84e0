"""From what a rating found wrong to the cell of the sheet that is to blame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xltier.app.sheet.columns import Columns
from xltier.core.language.arithmetic import slots_of
from xltier.core.plan import Plan
from xltier.core.rating import Rating
from xltier.core.values import Entry
from xltier.errors import Location, Problem, Severity
from xltier.tables.reading import Reading


@dataclass(frozen=True, slots=True)
class Blame:
    """Finds cells.

    Args:
        reading: The sheet.
        plan: What rates it.
        columns: Which column is which measure.
        cell_faults: By measure key and index of the row, why an entry is an error.
    """

    reading: Reading
    plan: Plan
    columns: Columns
    cell_faults: Mapping[str, Mapping[int, Problem]]

    def faults(self, index: int, entries: Sequence[Entry], rating: Rating) -> tuple[Problem, ...]:
        """Return everything wrong or doubtful in a row, each with its cell: unreadable cells first."""
        cells = [faults[index] for faults in self.cell_faults.values() if index in faults]
        if not rating.problems and not cells:
            return ()
        others = [
            self._placed(index, entries, problem, rated=rating.tier is not None)
            for problem in rating.problems
            if problem.reference != "measure-error"
        ]
        return (*cells, *others)

    def _placed(self, index: int, entries: Sequence[Entry], problem: Problem, *, rated: bool) -> Problem:
        """Return a Problem at the cell of its measure, or of the operand that a derived measure lacks."""
        row = self.reading.rows[index]
        key = str(problem.values.get("key", ""))
        values = dict(problem.values)
        if key and key not in self.columns.measures:
            operand = self._blank_operand(key, entries)
            if operand is not None:
                measure = self.plan.measures[operand]
                key = measure.key
                values |= {"key": key, "measure": measure.name}
        position = self.columns.measures.get(key, self.columns.key)
        shown = self.reading.source_row(row)
        at = Location(file=self.reading.file, sheet=self.reading.sheet, cell=f"{shown}:{shown}")
        if position is not None:
            at = self.reading.location(row, position)
        severity = Severity.WARNING if rated and problem.is_error else problem.severity
        return replace(problem, at=at, severity=severity, values=values)

    def _blank_operand(self, key: str, entries: Sequence[Entry]) -> int | None:
        """Return the slot of the first input of a derived measure that is not reported."""
        for step in self.plan.steps:
            if self.plan.measures[step.slot].key == key and step.value is not None:
                slots = (*slots_of(step.value.numerator), *slots_of(step.value.denominator))
                return next((slot for slot in slots if slot < len(entries) and entries[slot] is None), None)
        return None
