"""A sheet of the open workbook, read as its file would be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from xltier.app.live.book import Formula
from xltier.files.gather import Gathered
from xltier.hosts.excel.coercion import TEXTS, rows_of
from xltier.hosts.excel.live.constants import NONE
from xltier.hosts.excel.live.uniform import alike, area_of, cells_of
from xltier.hosts.excel.live.values import held
from xltier.tables.sheet import Area, ExcelTable, Fault, FaultKind, RawSheet

_GENERAL: Final = "General"


def read_sheet(book: Any, sheet: Any) -> RawSheet:  # noqa: ANN401 - COM objects
    """Return a sheet: values, formats, faults, merges, Tables, and what is hidden.

    Each kind of question costs a few calls, not one a cell: Excel answers for whole areas.
    """
    gathered = Gathered(str(book.Name), str(sheet.Name), date1904=bool(book.Date1904))
    used = area_of(sheet.UsedRange)
    formats = dict(_formats(sheet, used))
    for at_row, row in enumerate(rows_of(cells_of(sheet, used).Value), start=used.top):
        for at, value in enumerate(row, start=used.left):
            _put(gathered, (at_row, at), value, formats)
    gathered.merges = list(_merges(sheet, used))
    gathered.tables = [_table(one) for one in sheet.ListObjects]
    gathered.hidden_rows = _hidden(used.top, used.bottom, lambda first, last: sheet.Rows(f"{first}:{last}"))
    gathered.hidden_columns = _hidden(
        used.left, used.right, lambda first, last: cells_of(sheet, Area(1, first, 1, last)).EntireColumn
    )
    if sheet.AutoFilterMode and sheet.FilterMode:
        gathered.filter = area_of(sheet.AutoFilter.Range)
    gathered.is_protected = bool(sheet.ProtectContents)
    return gathered.sheet()


def fills_of(sheet: Any) -> dict[tuple[int, int], str]:  # noqa: ANN401 - a COM object
    """Return the cells' own fill colours, ``#RRGGBB`` by (row, column)."""

    def fill(area: Area) -> int | None:
        interior = cells_of(sheet, area).Interior
        index = interior.ColorIndex
        if index is None:
            return None
        return NONE if int(index) == NONE else _colour(interior.Color)

    found = {}
    for area, colour in alike(area_of(sheet.UsedRange), fill):
        if colour != NONE:
            text = f"#{colour & 0xFF:02X}{colour >> 8 & 0xFF:02X}{colour >> 16:02X}"
            found.update(dict.fromkeys(_cells(area), text))
    return found


def formulas_of(sheet: Any) -> list[Formula]:  # noqa: ANN401 - a COM object
    """Return the formulas of a sheet by rising row and column; an array or spill is one of them."""
    used = area_of(sheet.UsedRange)
    found: list[Formula] = []
    filled: set[tuple[int, int]] = set()  # every cell of an array tells its formula
    for at_row, row in enumerate(rows_of(cells_of(sheet, used).Formula), start=used.top):
        for at, text in enumerate(row, start=used.left):
            if isinstance(text, str) and text.startswith("=") and (at_row, at) not in filled:
                area = _reach(sheet.Cells(at_row, at))
                found.append(Formula(area, text))
                filled.update(_cells(area) if area.bottom > area.top or area.right > area.left else ())
    return found


def _colour(colour: float | None) -> int | None:
    return None if colour is None else int(colour)


def _reach(cell: Any) -> Area:  # noqa: ANN401 - a COM object
    if cell.HasArray:
        return area_of(cell.CurrentArray)
    if getattr(cell, "HasSpill", False):  # an Excel from before dynamic arrays has no such property
        return area_of(cell.SpillingToRange)
    return area_of(cell)


def _put(gathered: Gathered, at: tuple[int, int], value: object, formats: dict[tuple[int, int], str]) -> None:
    if isinstance(value, int) and not isinstance(value, bool) and value in TEXTS:
        gathered.fault(*at, Fault(FaultKind.ERROR_VALUE, TEXTS[value]))
    else:
        gathered.put(*at, held(value), formats.get(at))


def _formats(sheet: Any, used: Area) -> Iterator[tuple[tuple[int, int], str]]:  # noqa: ANN401 - a COM object
    for area, code in alike(used, lambda part: cells_of(sheet, part).NumberFormat):
        if code != _GENERAL:
            yield from ((at, str(code)) for at in _cells(area))


def _merges(sheet: Any, used: Area) -> Iterator[Area]:  # noqa: ANN401 - a COM object
    seen = set()
    for area, is_merged in alike(used, lambda part: cells_of(sheet, part).MergeCells):
        if is_merged:
            for row, column in _cells(area):
                merge = area_of(sheet.Cells(row, column).MergeArea)
                if merge not in seen:
                    seen.add(merge)
                    yield merge


def _table(one: Any) -> ExcelTable:  # noqa: ANN401 - a COM object
    return ExcelTable(
        str(one.DisplayName),
        area_of(one.Range),
        header_rows=int(bool(one.ShowHeaders)),
        totals_rows=int(bool(one.ShowTotals)),
        names=tuple(str(column.Name) for column in one.ListColumns),
        is_placeholder=one.DataBodyRange is None,
    )


def _hidden(first: int, last: int, lines: Any) -> set[int]:  # noqa: ANN401 - a function that gives a COM object
    """Return which rows (or columns) are hidden."""
    found: set[int] = set()
    for area, is_hidden in alike(Area(first, 1, last, 1), lambda part: lines(part.top, part.bottom).Hidden):
        if is_hidden:
            found.update(range(area.top, area.bottom + 1))
    return found


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.top, area.bottom + 1):
        yield from ((row, column) for column in range(area.left, area.right + 1))
