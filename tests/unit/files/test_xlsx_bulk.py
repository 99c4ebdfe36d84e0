"""The bulk reader and the tolerant reader see the same sheet."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest

from tests.support.sheets import Case, Formula, Row, Shown, write_xlsx
from xltier.files import xlsx
from xltier.files.read import read_book
from xltier.tables.sheet import RawSheet


def _rows(source: random.Random, count: int) -> list[Row]:
    """Return rows with gaps, styles, text that needs decoding, errors and formulas."""
    rows = []
    for i in range(count):
        cells: list[object] = [
            f"C{i:04d}",
            source.choice(["甲 & 乙", "a<b", " x ", "_x000D_", None, "乙"]),
            source.choice([i, i / 7, -3.5e-9, None, Shown(i, "00000"), Shown(0.5, "0%"), True]),
            source.choice([dt.datetime(2012, 3, 5), dt.datetime(2012, 3, 5, 10, 30), None]),
            source.choice([Formula("=A1", 5), Formula("=A1", "text"), Formula("=1/0", "#DIV/0!"), None]),
        ]
        rows.append(Row(cells if source.random() < 0.95 else []))
    return rows


def _both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[RawSheet, RawSheet]:
    monkeypatch.setattr(xlsx, "WORTHWHILE", 0)
    bulk = read_book(path).sheets[0]
    monkeypatch.setattr(xlsx, "WORTHWHILE", 2**62)
    return bulk, read_book(path).sheets[0]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("inline", [False, True])
def test_both_readers_give_the_same_sheet(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, inline: bool
) -> None:
    source = random.Random(seed)
    case = Case([["编号", "名称", "数", "日", "式"]], [], _rows(source, 400))
    path = write_xlsx(case, tmp_path / "a.xlsx", options={"constant_memory": inline})
    bulk, slow = _both(path, monkeypatch)
    assert list(bulk.rows) == list(slow.rows)
    assert bulk.columns == slow.columns
    assert [list(cells) for cells in bulk.cells] == [list(cells) for cells in slow.cells]
    assert bulk.faults == slow.faults
    for column in bulk.columns:
        assert [bulk.format_at(row, column) for row in bulk.rows] == [slow.format_at(row, column) for row in slow.rows]


def test_hidden_rows_filters_and_merges_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case([["a", "b"]], [], [Row([f"x{i}", i]) for i in range(50)])

    def finish(_: object, sheet: object, __: object) -> None:
        sheet.autofilter(0, 0, 50, 1)  # type: ignore[attr-defined]  # a worksheet
        sheet.set_row(7, None, None, {"hidden": True})  # type: ignore[attr-defined]  # a worksheet
        sheet.protect()  # type: ignore[attr-defined]  # a worksheet

    case.options["finish"] = finish
    case.merges = [(3, 0, 5, 0)]
    bulk, slow = _both(write_xlsx(case, tmp_path / "a.xlsx"), monkeypatch)
    facts = [(s.hidden_rows, s.filter, s.is_protected, s.merges) for s in (bulk, slow)]
    assert facts[0] == facts[1]
    assert facts[0][0] == {8}
