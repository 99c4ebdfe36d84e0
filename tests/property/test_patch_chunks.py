"""Law: where a chunk ends does not show. A tag cut in two is the classic mistake of splicing a stream."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.support.patch_books import ALL, SHEET_NAME, Book
from tests.support.patch_changes import columns
from xltier.files.patch.columns import PlannedColumn, TablePlan
from xltier.files.patch.encoding import through_utf8
from xltier.files.patch.markup import parse
from xltier.files.patch.refs import Area
from xltier.files.patch.sheet import SheetSplice
from xltier.files.patch.styles import MINIMAL, StyleBook

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
IS_FULL = os.environ.get("XLTIER_FULL") == "1"
SIZES = [*range(1, 201), 65_536]


def sheet_of(package: bytes) -> bytes:
    with ZipFile(BytesIO(package)) as source:
        return next(source.read(info) for info in source.infolist() if info.orig_filename.endswith("sheet1.xml"))


def plan(book: Book, *, are_ours: bool) -> TablePlan:
    edits = columns(len(book.rows))
    top = book.header_row or book.rows[0]
    return TablePlan(
        file="book.xlsx",
        sheet=SHEET_NAME,
        header_row=book.header_row,
        rows=book.rows,
        columns=tuple(PlannedColumn(edit, 4 + n, is_ours=are_ours) for n, edit in enumerate(edits)),
        base_column=3,
        area=tuple(Area(top, 4 + n, book.rows[-1], 4 + n) for n in range(len(edits))),
    )


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def spliced(data: bytes, wanted: TablePlan, size: int) -> bytes:
    splice = SheetSplice(wanted, StyleBook(parse(MINIMAL % MAIN), b""))
    return b"".join(through_utf8(cut(data, size), splice))


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_every_chunk_size_gives_the_same_sheet(make: Callable[[], Book]) -> None:
    book = make()
    data = sheet_of(book.package)
    first, again = plan(book, are_ours=False), plan(book, are_ours=True)
    whole = spliced(data, first, len(data))
    sizes = SIZES if IS_FULL else [*range(1, 24), 97, 128, 199, 200, 65_536]

    assert [size for size in sizes if spliced(data, first, size) != whole] == []
    assert [size for size in sizes if spliced(whole, again, size) != whole] == []
