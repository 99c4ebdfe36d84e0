"""Blocks of the rules sheet as tables that formulas look rows up in: items and red lines by their code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from xltier.core.scheme import Scheme
from xltier.formulas.cells import quoted
from xltier.formulas.evaluate import Held
from xltier.report.rulebook.cells import held_value
from xltier.tables.address import letters
from xltier.tables.rules.layout import PlacedBlock, layout, shown_value


@dataclass(frozen=True)
class RuleTable:
    """A block of the rules sheet.

    Args:
        sheet: The rules sheet's name, quoted.
        placed: Where the block stands.
        language: Of the sheet.
    """

    sheet: str
    placed: PlacedBlock
    language: str

    def column(self, name: str) -> str | None:
        """Return the absolute reference of a field's cells in all rows, or None where the block has no such column."""
        column = self.placed.column(name)
        if column is None:
            return None
        rows = [row for row, _ in self.placed.rows]
        return f"{self.sheet}!${letters(column)}${rows[0]}:${letters(column)}${rows[-1]}"

    @cached_property
    def _known(self) -> dict[str, list[Held]]:
        return {}

    def shown(self, name: str) -> list[Held]:
        """Return what a field's cells show, top to bottom."""
        if name not in self._known:
            self._known[name] = self._shown(name)
        return self._known[name]

    def _shown(self, name: str) -> list[Held]:
        field = next(place.field for place in self.placed.columns if place.field.name == name)
        return [held_value(shown_value(field, row.values.get(name), self.language)) for _, row in self.placed.rows]

    def place(self, code: str) -> int:
        """Return the row of the table, from 1, that has a code; 0 where none has."""
        codes = self.shown("code")
        return codes.index(code) + 1 if code in codes else 0


def rule_table(scheme: Scheme, marker: str, sheet: str, language: str) -> RuleTable | None:
    """Return a block by its marker, or None where the scheme does not fill it."""
    placed = layout(scheme).block(marker)
    return None if placed is None else RuleTable(quoted(sheet), placed, language)
