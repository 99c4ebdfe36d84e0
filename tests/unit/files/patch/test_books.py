"""Sixty workbooks with one hard thing each: only what was meant changes, and a second run changes nothing."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
import python_calamine

from tests.support.patch_books import ALL, SHEET_NAME, Book
from tests.support.patch_changes import SUMMARY, changes, columns, patched
from xltier.files.patch.values import CellError


@pytest.fixture(params=list(ALL))
def book(request: pytest.FixtureRequest) -> Book:
    return ALL[request.param]()


def contents(path: Path) -> list[tuple[str, bytes]]:
    with ZipFile(path) as package:
        return [(info.orig_filename, package.read(info)) for info in package.infolist()]


def test_only_the_intended_parts_change(book: Book, tmp_path: Path) -> None:
    source = tmp_path / f"in{book.suffix}"
    source.write_bytes(book.package)

    assert patched(source, changes(book), tmp_path / f"out{book.suffix}") == ()


def test_a_second_run_gives_the_same_bytes(book: Book, tmp_path: Path) -> None:
    source, first, second = (tmp_path / f"{name}{book.suffix}" for name in ("in", "first", "second"))
    source.write_bytes(book.package)
    patched(source, changes(book), first)

    assert patched(first, changes(book), second) == ()
    assert contents(first) == contents(second)
    assert first.read_bytes() == second.read_bytes()


def test_a_reader_finds_our_values_beside_the_customers(book: Book, tmp_path: Path) -> None:
    source, target = tmp_path / f"in{book.suffix}", tmp_path / f"out{book.suffix}"
    source.write_bytes(book.package)
    patched(source, changes(book), target)

    try:
        python_calamine.CalamineWorkbook.from_path(str(source)).get_sheet_by_name(SHEET_NAME).to_python()
    except (python_calamine.CalamineError, KeyError) as err:
        pytest.skip(f"this reader cannot read the workbook even before: {err}")
    found = python_calamine.CalamineWorkbook.from_path(str(target))
    sheet = found.get_sheet_by_name(SHEET_NAME).to_python(skip_empty_area=False)

    tiers, scores, _ = columns(len(book.rows))
    shown = [(sheet[row - 1][3], sheet[row - 1][4]) for row in book.rows]
    wanted = [
        ("#N/A" if tier is CellError.NA else tier, "" if score is None else score)
        for tier, score in zip(tiers.values, scores.values, strict=True)
    ]
    assert [(tier or "#N/A", score) for tier, score in shown] == wanted
    assert SUMMARY in found.sheet_names
