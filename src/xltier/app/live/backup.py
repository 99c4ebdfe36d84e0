"""What stood where a run writes, kept on a hidden sheet of the workbook: the last three runs can be taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from xltier.app.live.book import LiveBook
from xltier.app.sheet.our_names import NAME_PREFIX, reference, sheet_name
from xltier.tables.sheet import Area, Visibility

UNDO_SHEET: Final = "_xltier_undo"
MOST_RUNS: Final = 3

_MARK: Final = sheet_name("undo")

_LOWER: Final = MOST_RUNS + 1
"""Rows that copies stand lower than their originals: a formula's reference down there never leaves the sheet."""


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that a run was about to write.

    Args:
        sheet: Sheet name.
        area: Where they stood.
        kept: First column of their copy on the hidden sheet.
        widths: Of the columns.
        table: Name of the Excel Table that was about to grow; empty for none.
        table_area: Its area before; empty for none.
    """

    sheet: str
    area: Area
    kept: int
    widths: tuple[float, ...]
    table: str = ""
    table_area: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it can be taken back.

    Args:
        period: Of which month it was.
        blocks: What it was about to write over.
        names: Our hidden names before it.
        sheets: Our sheets that were there before it.
    """

    period: str
    blocks: tuple[Block, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


def runs_of(book: LiveBook) -> list[Run]:
    """Return the runs that can be taken back, the last one first."""
    if UNDO_SHEET not in {tab.name for tab in book.sheets()}:
        return []
    sheet = book.read(UNDO_SHEET)
    if 1 not in sheet.columns:
        return []
    texts = sheet.cells[list(sheet.columns).index(1)]
    at = {row: text for row, text in zip(sheet.rows, texts, strict=True) if row <= MOST_RUNS}
    return [_run(text) for _, text in sorted(at.items()) if isinstance(text, str)]


def keep(book: LiveBook, run: Run) -> None:
    """Copy what a run is about to write over, and forget the run before the last two.

    Args:
        book: The workbook.
        run: Its blocks say where; where their copies go is decided here.
    """
    tabs = {tab.name for tab in book.sheets()}
    if UNDO_SHEET not in tabs:
        book.add_sheet(UNDO_SHEET, Visibility.VERY_HIDDEN)
        book.set_name(_MARK, reference(UNDO_SHEET, Area(1, 1, 1, 1)))
    kept = runs_of(book)
    for old in kept[MOST_RUNS - 1 :]:
        _forget(book, old)
    kept = kept[: MOST_RUNS - 1]
    taken = [column for one in kept for block in one.blocks for column in _columns(block)]
    blocks = []
    for block in run.blocks:
        first = _free(taken, len(block.widths))
        here = Block(block.sheet, block.area, first, block.widths, block.table, block.table_area)
        book.copy(block.sheet, block.area, (UNDO_SHEET, block.area.top + _LOWER, first))
        taken += _columns(here)
        blocks.append(here)
    _note(book, [Run(run.period, tuple(blocks), run.names, run.sheets), *kept])


def take_back(book: LiveBook) -> Run | None:
    """Put back what stood there before the last run; return that run, None where none can be taken back."""
    runs = runs_of(book)
    if not runs:
        return None
    run, *rest = runs
    sheets = {tab.name for tab in book.sheets()}
    for block in run.blocks:
        if block.sheet in sheets:
            _put_back(book, block)
    for name in book.names():
        if name.startswith(NAME_PREFIX) and name != _MARK and name not in run.names:
            book.forget_name(name)
    for name, text in run.names.items():
        book.set_name(name, text)
    _forget(book, run)
    _note(book, rest)
    return run


def block_of(book: LiveBook, sheet: str, area: Area, *, table: str = "", table_area: Sequence[int] = ()) -> Block:
    """Return cells that are about to be written over."""
    widths = tuple(book.width(sheet, column) for column in range(area.left, area.right + 1))
    return Block(sheet, area, 0, widths, table, tuple(table_area))


def _put_back(book: LiveBook, block: Block) -> None:
    area = block.area
    top = area.top + _LOWER
    copy = Area(top, block.kept, top + area.bottom - area.top, block.kept + area.right - area.left)
    if block.table:
        book.widen_table(block.sheet, block.table, Area(*block.table_area))
    book.clear(block.sheet, area)
    book.copy(UNDO_SHEET, copy, (block.sheet, area.top, area.left))
    for at, width in enumerate(block.widths):
        book.set_width(block.sheet, area.left + at, width)


def _forget(book: LiveBook, run: Run) -> None:
    for block in run.blocks:
        top = block.area.top + _LOWER
        columns = _columns(block)
        book.clear(UNDO_SHEET, Area(top, columns[0], top + block.area.bottom - block.area.top, columns[-1]))


def _columns(block: Block) -> list[int]:
    return list(range(block.kept, block.kept + len(block.widths)))


def _free(taken: Sequence[int], wide: int) -> int:
    """Return the first column, after that of the notes, from which so many are free."""
    first = 2
    while any(first <= column < first + wide for column in taken):
        first += 1
    return first


def _note(book: LiveBook, runs: Sequence[Run]) -> None:
    texts = [json.dumps(asdict(run), ensure_ascii=False, sort_keys=True) for run in runs]
    rows = [(text,) for text in texts] + [(None,)] * (MOST_RUNS - len(texts))
    book.write(UNDO_SHEET, Area(1, 1, MOST_RUNS, 1), rows)


def _run(text: str) -> Run:
    found = json.loads(text)
    blocks = tuple(
        Block(
            one["sheet"],
            Area(*one["area"]),
            one["kept"],
            tuple(one["widths"]),
            one["table"],
            tuple(one["table_area"]),
        )
        for one in found["blocks"]
    )
    return Run(found["period"], blocks, found["names"], tuple(found["sheets"]))
