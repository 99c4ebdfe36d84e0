"""What cells show, the same for every way in which a workbook was read: numbers to 14 digits, errors as their text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from xltier.cli import main
from xltier.core.values import ExcelError
from xltier.files.read import read_book
from xltier.tables.sheet import Fault, RawSheet

Shown = dict[tuple[int, int], object]


def refreshed_file(path: Path, day: dt.date, language: str) -> dict[str, Shown]:
    """Refresh a file in place for the month before a day; return the cells of every sheet."""
    period = f"{day.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    with pytest.raises(SystemExit) as ended:
        main(["refresh", str(path), "--in-place", "--as-of", f"{day}", "--period", period, "--lang", language])
    assert ended.value.code == 0
    return shown_cells(path)


def shown_cells(path: Path) -> dict[str, Shown]:
    """Return the cells of every sheet of a file."""
    return {sheet.name: _cells(sheet) for sheet in read_book(path).sheets}


def _cells(sheet: RawSheet) -> Shown:
    found: Shown = {
        (row, column): plain(value)
        for column, values in zip(sheet.columns, sheet.cells, strict=True)
        for row, value in zip(sheet.rows, values, strict=True)
        if value is not None
    }
    return found | {at: fault.text for at, fault in sheet.faults.items()}


def plain(value: object) -> object:
    """Return a value as it is shown."""
    match value:
        case ExcelError():
            return value.value
        case Fault():
            return value.text
        case bool():
            return value
        case Decimal() | float() | int():
            return float(f"{value:.14g}")
    return value
