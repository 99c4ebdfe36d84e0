"""The rules that a workbook of customers brings with it: used wherever they stand, refused where they are damaged."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from xltier.report.rulebook.book import rules_file
from xltier.schemes.library import load_scheme

if TYPE_CHECKING:
    from openpyxl import Workbook

    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


def with_customers() -> Workbook:
    """Return the rules of ``value-cut`` (high from 500,000 on) with a sheet of two customers in front of them."""
    book = load_workbook(BytesIO(rules_file(load_scheme("value-cut"), language="zh", name="规则")))
    sheet = book.create_sheet("客户", 0)
    for row in (["客户编号", "客户名称", "消费金额"], ["K1", "甲", 800_000], ["K2", "乙", 1_000]):
        sheet.append(row)
    return book


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "客户.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("title", ["规则", "规则 2026", "分级标准"])
def test_rules_are_used_whatever_their_owner_calls_the_sheet(xltier: Call, tmp_path: Path, title: str) -> None:
    book = with_customers()
    book["规则"].title = title
    answer = xltier("tier", saved(book, tmp_path), "--lang", "zh")
    assert answer.code == 0
    assert answer.out.startswith("方案 value-cut@")


@pytest.mark.parametrize("title", ["规则", "分级标准"])
@pytest.mark.parametrize("command", ["tier", "check"])
def test_rules_that_have_lost_their_marks_are_refused_and_no_shipped_scheme_takes_their_place(
    xltier: Call, tmp_path: Path, command: str, title: str
) -> None:
    book = with_customers()
    book["规则"].delete_cols(1)
    book["规则"].title = title
    answer = xltier(command, saved(book, tmp_path), "--lang", "zh")
    assert answer.code == 4
    said = answer.out + answer.err
    assert f"[rules-marks-gone] '[客户.xlsx]{title}'" in said
    assert "xltier new rules" in said
    assert list(tmp_path.iterdir()) == [tmp_path / "客户.xlsx"]
