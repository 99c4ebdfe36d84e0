"""A worksheet whose formulas are written as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format


class PlainSheet(Worksheet):  # type: ignore[misc]  # because the library has no types
    """A sheet of formulas that every program knows.

    XlsxWriter looks through each formula thirty times for functions that need a prefix, texts in quotes included.
    Ours use none of them (design: UX 2.4), a month has hundreds of thousands, and a text such as ``"MAP("`` must
    stay what it is.
    """

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: str | float = 0
    ) -> int:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0
