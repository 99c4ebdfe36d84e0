"""What a terminal shows of a rated sheet, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.readings import reading
from xltier.app.explain.explanation import explanation
from xltier.app.explain.tier_view import view
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.schemes import load_scheme


def rated() -> TieredSheet:
    table = reading(("客户编号", "消费金额"), [("K1", 1_200_000), ("K2", 1_000)], units={"消费金额": "元"})
    return tier_sheet(table, load_scheme("value-cut"), as_of=dt.date(2026, 10, 31))


@pytest.mark.parametrize(
    ("language", "counts", "tier"),
    [
        ("zh", "高 1 (50%)   中 0 (0%)   低 1 (50%)", "低"),
        ("en", "高 (High value) 1 (50%)   中 (Middle value) 0 (0%)   低 (Low value) 1 (50%)", "低 (Low value)"),
    ],
)
def test_chinese_codes_stand_with_their_english_names_in_english(language: str, counts: str, tier: str) -> None:
    sheet = rated()
    assert counts in "\n".join(view(sheet, language))
    lines = explanation(sheet, sheet.rows[1], language, detail=False)
    assert tier in lines[1]
    assert "(High" not in "\n".join(explanation(sheet, sheet.rows[1], "zh", detail=False))
