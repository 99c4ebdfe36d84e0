"""Old and encrypted books are read in a child process, and whatever becomes of the child, we live."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from xltier.errors import Refusal
from xltier.files import isolated
from xltier.files.identify import Format
from xltier.files.wire import from_wire, to_wire
from xltier.tables.sheet import Area, ExcelTable, Fault, FaultKind, FormatRun, RawBook, RawSheet, Visibility


def test_a_book_survives_the_way_between_processes() -> None:
    sheet = RawSheet(
        "客户",
        range(1, 4),
        (1, 3),
        [["a", 1.5, None], [dt.date(2012, 3, 5), dt.datetime(2012, 3, 5, 10, 30, 0, 7), dt.time(8, 15)]],
        faults={(3, 1): Fault(FaultKind.ERROR_VALUE, "#N/A")},
        formats={1: [FormatRun(1, 2, "00000")]},
        merges=(Area(1, 1, 2, 1),),
        tables=(ExcelTable("t", Area(1, 1, 3, 3), 1, 1, ("a", "b")),),
        hidden_rows=frozenset({2}),
        filter=Area(1, 1, 3, 3),
        date1904=True,
    )
    book = RawBook("a.xls", "xls", (sheet,), (Visibility.HIDDEN,), notes=("damaged_package",))
    assert from_wire(to_wire(book)) == book


def test_a_child_that_dies_is_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    with pytest.raises(Refusal) as refused:
        isolated.read_isolated(path, Format.XLS, None)
    assert refused.value.code == "damaged_file"


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("read", isolated.SECONDS)

    monkeypatch.setattr(subprocess, "run", slow)
    with pytest.raises(Refusal) as refused:
        isolated.read_isolated(tmp_path / "a.xls", Format.XLS, None)
    assert (refused.value.code, refused.value.problems[0].values["seconds"]) == ("took_too_long", isolated.SECONDS)
