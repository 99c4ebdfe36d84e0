"""Why a row has its class or none: the blank that is to blame, by its name and cell."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.readings import reading
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.messages import render
from xltier.schemes.library import load_scheme
from xltier.tables.reading import Value

HEAD = ("客户编码", "消费金额", "订单数", "13周互动次数", "客户潜力", "决策类型")


def rated(scheme: str, *row: Value) -> TieredSheet:
    rows = [("K1", 900, 3, 20, "高", "A型"), ("K2", *row)]
    return tier_sheet(reading(HEAD, rows), load_scheme(scheme), as_of=dt.date(2026, 10, 31))


@pytest.mark.parametrize(("language", "why"), [("zh", "决策类型为空（F3）"), ("en", "Decision type is blank (F3)")])
def test_a_side_that_no_rule_can_place_names_the_blank_cell(language: str, why: str) -> None:
    sheet = rated("value-interaction-need", 50, 2, 4, "高", None)

    assert sheet.rows[1].rating.tier is None
    assert row_reason(sheet, sheet.rows[1], language) == why


def test_a_blank_that_several_rules_read_is_said_once_at_its_cell() -> None:
    sheet = rated("strategy-matrix", 50, 2, None, None, "A型")
    doubts = [one for one in sheet.rows[1].faults if one.reference == "rule-unknown"]

    assert [(one.at.cell, render(one, "zh").what) for one in doubts] == [
        ("E3", "无法判断“策略矩阵（价值 × 潜力）”的第 1 条规则：“客户潜力”未报，按不成立处理。"),
        ("D3", "无法判断“策略矩阵（价值 × 潜力）”的第 4 条规则：“13周互动次数”未报，按不成立处理。"),
    ]
