"""Values put into cells of Calc: in one block, texts never as formulas, errors as true error values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from xltier.app.live.content import Value
from xltier.core.values import ExcelError

_DAY_0: Final = dt.date(1899, 12, 30)
_CONTENT: Final = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas
_ERROR_RESULT: Final = 4  # com.sun.star.sheet.FormulaResult


def put_values(cells: Any, rows: Sequence[Sequence[Value]]) -> None:  # noqa: ANN401  a UNO object
    """Write values; what is None empties its cell."""
    cells.setDataArray(tuple(tuple(_plain(value) for value in row) for row in rows))
    for at_row, row in enumerate(rows):
        for at, value in enumerate(row):
            if isinstance(value, ExcelError):
                cells.getCellByPosition(at, at_row).Formula = f"={value.value}"


def to_values(cells: Any) -> None:  # noqa: ANN401  a UNO object
    """Put in place of formulas what they show."""
    shown = cells.getDataArray()
    errors = list(_errors(cells))
    cells.clearContents(_CONTENT)
    cells.setDataArray(tuple(tuple("" if value is None else value for value in row) for row in shown))
    for row, column, text in errors:
        cells.getCellByPosition(column, row).Formula = f"={text}"


def _errors(cells: Any) -> Iterator[tuple[int, int, str]]:  # noqa: ANN401  a UNO object
    """Yield the errors by their place in the range; one that Excel does not know is #VALUE!."""
    start = cells.RangeAddress
    for one in cells.queryFormulaCells(_ERROR_RESULT).getRangeAddresses():
        for row in range(one.StartRow - start.StartRow, one.EndRow - start.StartRow + 1):
            for column in range(one.StartColumn - start.StartColumn, one.EndColumn - start.StartColumn + 1):
                text = str(cells.getCellByPosition(column, row).String)
                yield row, column, text if text.startswith("#") else ExcelError.VALUE.value


def _plain(value: Value) -> float | str:
    if value is None or isinstance(value, ExcelError):
        return ""
    if isinstance(value, bool | int | float | Decimal):
        return float(value)
    if isinstance(value, dt.date):
        return float((value - _DAY_0).days)
    return value
