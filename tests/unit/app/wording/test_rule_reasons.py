"""The reason of a rule names its class and the figures that it read, not its code."""

from __future__ import annotations

import datetime as dt

from tests.support.readings import reading
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.schemes import load_scheme


def _reasons(language: str) -> list[str]:
    rows = [("K1", 320_000, 0.3, 11, None), ("K2", 320_000, 0.9, 11, "价格"), ("K3", 200_000, 0.3, 12, None)]
    sheet = reading(
        ("客户编码", "消费金额", "月金额变异系数", "活跃月数", "游离原因"),
        rows,
        units={"消费金额": "元", "活跃月数": "月"},
    )
    tiered = tier_sheet(sheet, load_scheme("ei-eiv"), as_of=dt.date(2026, 10, 31))
    return [row_reason(tiered, row, language) for row in tiered.rows]


def test_the_figures_that_a_rule_read_are_said_beside_the_cut() -> None:
    # the mean of 320,000, 320,000 and 200,000 is 280,000
    assert _reasons("zh") == [
        "EI：消费金额 320,000 元（均值 280,000 元）、月金额变异系数 0.3、活跃月数 11 月（第 2 条）",
        "EII-价格：消费金额 320,000 元（均值 280,000 元）、游离原因 价格（第 4 条）",
        "EIII：月金额变异系数 0.3、活跃月数 12 月（第 7 条）",
    ]


def test_they_are_said_in_english_too() -> None:
    assert _reasons("en")[0] == (
        "EI: Amount 320,000 CNY (mean 280,000 CNY), Variation of monthly amounts 0.3, Active months 11 months (rule 2)"
    )
