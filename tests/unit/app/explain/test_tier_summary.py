"""Who is close to the next tier, and by how much."""

from __future__ import annotations

import datetime as dt

from tests.support.readings import reading
from xltier.app.explain.tier_summary import summary_of
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.schemes import load_scheme


def test_what_a_combined_sub_grade_misses_is_a_whole_one() -> None:
    scheme = load_scheme("b2b-abcd", settings={"combine": "best"})
    rows = [("K1", 999_999, 10, "新进", 0.5)]
    sheet = reading(
        ("客户编码", "年销售额", "年销量", "行业影响力", "合作年限"),
        rows,
        units={"年销售额": "元", "年销量": "吨", "合作年限": "年"},
    )

    ((row, missing),) = summary_of(tier_sheet(sheet, scheme, as_of=dt.date(2026, 10, 31))).closest
    assert (row.key, missing) == ("K1", 100)  # from 3.00 to 4.00, in hundredths
