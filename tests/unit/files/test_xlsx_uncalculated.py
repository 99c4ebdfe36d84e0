"""A writer that calculates nothing leaves zeros, and says so: they are no results, whatever else stands there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from xltier.files.read import read_book
from xltier.tables.sheet import FaultKind


def book(path: Path, *, name: str) -> Path:
    """Write a sheet whose scores are formulas without results, beside a column of formulas with results."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as made:
        page = made.add_worksheet("客户")
        page.write_row(0, 0, ["编号", "得分", "等级"])
        for row in (1, 2):
            page.write(row, 0, f"K{row}")
            page.write_formula(row, 1, "=40+50")
            page.write_formula(row, 2, '=IF(B2>80,"A","B")', None, "A")
        made.define_name(name, "='客户'!$C$1:$C$3")
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(("name", "is_doubted"), [("_xltier_客户_tier", True), ("等级列", False)])
def test_results_of_ours_do_not_vouch_for_the_zeros_of_others(tmp_path: Path, *, name: str, is_doubted: bool) -> None:
    [sheet] = read_book(book(tmp_path / "客户.xlsx", name=name)).sheets
    faults = [fault.kind for fault in sheet.faults.values()]

    assert faults == ([FaultKind.NOT_CALCULATED] * 2 if is_doubted else [])
