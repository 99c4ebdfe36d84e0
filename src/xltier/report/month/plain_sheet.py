"""A worksheet whose formulas are written as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from xltier.core.values import ExcelError
from xltier.tables.address import letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format


_ERRORS: Final = frozenset(error.value for error in ExcelError)


class PlainSheet(Worksheet):  # type: ignore[misc]  # because the library has no types
    """A sheet of formulas that every program knows.

    XlsxWriter looks through each formula thirty times for functions that need a prefix, texts in quotes included.
    Ours use none of them, a month has hundreds of thousands, and a text such as ``"MAP("`` must stay what it is.
    """

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: str | float = 0
    ) -> int:
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:  # noqa: ANN401 - one of the library's private tuples
        """Write a formula in one piece, which is most of a month's workbook; leave the rest to the library."""
        if cell.__class__ is not CellFormulaTuple or cell.format is None:
            super()._write_cell(row, col, cell)
            return
        formula, look, value = cell
        kind = ""
        if isinstance(value, str):
            kind = ' t="e"' if value in _ERRORS else ' t="str"' if value else ""
            value = _escaped(value)
        at = f'r="{letters(col + 1)}{row + 1}" s="{look._get_xf_index()}"'  # noqa: SLF001 - as the library does
        self.fh.write(f"<c {at}{kind}><f>{_escaped(formula)}</f><v>{value}</v></c>")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
