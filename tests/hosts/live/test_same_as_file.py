"""A refresh of an open workbook writes what a refresh of its file writes: the same cells on every sheet."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.support.live_book import FakeBook, desk_of
from tests.support.shared import ROOT
from tests.support.shown_cells import plain, refreshed_file
from xltier.app.live.refresh import refresh

EXAMPLES = ("customers_zh.xlsx", "customers_en.xlsx")
DAY = dt.date(2026, 11, 5)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cell_of_every_sheet_is_the_same(tmp_path: Path, name: str, language: str) -> None:
    file, opened = (Path(shutil.copy(ROOT / "examples" / name, tmp_path / side / name)) for side in folders(tmp_path))
    book = FakeBook.of_file(opened)
    refresh(desk_of(book, language=language, today=DAY))

    expected, got = refreshed_file(file, DAY, language), of_book(book)
    assert list(got) == list(expected)
    for sheet, cells in expected.items():
        assert got[sheet] == cells, sheet


def of_book(book: FakeBook) -> dict[str, dict[tuple[int, int], object]]:
    """Return the cells of every sheet of an open workbook, save the one for undo."""
    return {
        name: {at: plain(value) for at, value in sheet.cells.items()}
        for name, sheet in book.by_name.items()
        if name != "_xltier_undo"
    }


def folders(tmp_path: Path) -> tuple[str, str]:
    for side in ("file", "live"):
        (tmp_path / side).mkdir()
    return "file", "live"


def test_a_file_that_was_refreshed_is_refreshed_in_place_when_it_is_open(tmp_path: Path) -> None:
    path = Path(shutil.copy(ROOT / "examples" / EXAMPLES[0], tmp_path / EXAMPLES[0]))
    expected = refreshed_file(path, DAY, "zh")
    book = FakeBook.of_file(path)
    names = book.names()
    refresh(desk_of(book, today=DAY))

    assert not book.asked
    assert of_book(book) == expected  # the same month: there is nothing new to compare with
    assert book.names() == {**names, "_xltier_sheet_undo": "'_xltier_undo'!$A$1"}
