"""Columns of few values: every cell as if each had been given, each value made once."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

from tests.support.patch_books import XLSXWRITER
from tests.support.patch_changes import changes, patched
from xltier.app.sheet.repeated import MOST_DISTINCT, Repeated, repeated
from xltier.files.patch.edits import ColumnEdit, TableEdit
from xltier.files.patch.values import CellError, CellValue


def test_each_value_is_made_once_and_every_cell_has_its_own() -> None:
    made: list[int] = []

    def score(key: int) -> CellValue:
        made.append(key)
        return Decimal(key) / 10

    column = repeated([30, 25, 30, 30], score)

    assert made == [30, 25]
    assert list(column) == [Decimal(3), Decimal("2.5"), Decimal(3), Decimal(3)]
    assert (len(column), column[1], list(column[1:3])) == (4, Decimal("2.5"), [Decimal("2.5"), Decimal(3)])


def test_values_that_mostly_differ_are_a_plain_list() -> None:
    keys = range(MOST_DISTINCT + 1)

    assert isinstance(repeated(keys[:-1], str), Repeated)
    assert repeated(keys, str) == [str(key) for key in keys]


def test_a_repeated_column_is_written_as_the_plain_one_is(tmp_path: Path) -> None:
    book = XLSXWRITER["plain"]()
    source = tmp_path / "before.xlsx"
    source.write_bytes(book.package)
    values: list[CellValue] = ["A", CellError.NA, None, 0, 1, Decimal("1.0"), "A", "=1+1", 1, Decimal("1.0"), None, "B"]
    wanted = changes(book, with_summary=False)
    written = []
    for name, column in (("plain", values), ("repeated", repeated(list(enumerate(values)), lambda pair: pair[1]))):
        edit = TableEdit(wanted.edits[0].table, (ColumnEdit("tier", "等级", column),))
        assert patched(source, dataclasses.replace(wanted, edits=(edit,)), tmp_path / name) == ()
        written.append((tmp_path / name).read_bytes())

    assert written[0] == written[1]
