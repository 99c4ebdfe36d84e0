from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xltier.errors import BookError, Location, Problem, Severity
from xltier.files.every_table import every_file, every_table


def book(path: Path, sheets: dict[str, list[list[str | int]]], hidden: str | None = None) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
        if name == hidden:
            page.sheet_state = "hidden"
    made.save(path)
    return path


TABLE: list[list[str | int]] = [["客户编码", "销售额"], ["K1", 10], ["K2", 20], ["K3", 30]]


def test_a_folder_gives_its_tables_in_name_order_without_locks_and_strangers(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.CSV", "~$b.xlsx", ".c.xlsx", "说明.docx", "c.ods"):
        (tmp_path / name).touch()
    (tmp_path / "d.xlsx").mkdir()

    assert [path.name for path in every_file([tmp_path]).given] == ["a.CSV", "b.xlsx", "c.ods"]


def test_a_file_named_and_in_a_folder_named_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()

    assert every_file([tmp_path, tmp_path / "a.csv"]).given == (tmp_path / "a.csv",)


def test_every_visible_sheet_with_data_is_a_table(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", {"一": TABLE, "空": [], "二": TABLE})

    readings, problems = every_table([path])

    assert [(one.file, one.sheet, len(one.rows)) for one in readings] == [("b.xlsx", "一", 3), ("b.xlsx", "二", 3)]
    assert problems == ()


def test_a_hidden_sheet_is_passed_over_and_said(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", {"一": TABLE, "旧": TABLE}, hidden="旧")

    readings, problems = every_table([path])

    assert [one.sheet for one in readings] == ["一"]
    assert problems == (Problem("hidden-sheet-passed-over", Location(file="b.xlsx", sheet="旧"), Severity.NOTE),)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BookError):
        every_table([tmp_path / "missing.xlsx"])


def test_one_of_several_files_that_cannot_be_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no archive")

    readings, problems = every_table([tmp_path / "a.xlsx", book(tmp_path / "b.xlsx", {"一": TABLE})])

    assert [one.file for one in readings] == ["b.xlsx"]
    assert [(problem.at.file, problem.is_error) for problem in problems] == [("a.xlsx", True)]


def test_files_of_which_none_can_be_read_are_all_named(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 no archive")

    with pytest.raises(BookError) as caught:
        every_table([tmp_path / "a.xlsx", tmp_path / "b.xlsx"])

    assert [problem.at.file for problem in caught.value.problems] == ["a.xlsx", "b.xlsx"]
