"""What ``explain`` says of a small month made by hand: rules, what does not apply, red lines, the next tier."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from tests.support.full_marks import GOOD, KEY
from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.explain import explain_dealer
from xltier.app.month.explanation import explanation_lines
from xltier.app.month.findings import findings
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.records import read_inputs
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult
from xltier.tables.reading import Value

SCHEME = load_scheme("dealer-monthly")
OCTOBER = 2026 * 12 + 9
# Where a dealer differs from full marks.
DEALERS: dict[str, dict[str, Value]] = {
    "RULED": {"直配量": 50},
    "ZERO": {"进货目标": 0},
    "NEW": {"去年同期进货额": 0},
    "CLIPPED": {},
    "FAR": {
        "本月进货额": 50,  # 50 % of the target: 0, and 37.5 % less than last year: 0
        "重点品进货额": 5,  # 5
        "月末库存额": 70,  # 70 days: 0
        "按时回款额": 5,  # 50 %: 0
        "已铺门店": 25,  # 5
    },
}


@cache
def month() -> tuple[MonthResult, MonthInputs]:
    rows: list[list[Value]] = [
        ["2026-10", code, "华东", "强网休闲", *(GOOD | own).values()] for code, own in DEALERS.items()
    ]
    day = dt.date(2026, 10, 9)
    tables = [
        reading((*KEY, *GOOD), rows, file="月.xlsx", sheet="月"),
        reading(
            ("日期", *KEY[1:], "项目", "分值", "凭证", "批准人"),
            [[day, "CLIPPED", "华东", "强网休闲", "好的市场操作建议", 8, "批示", "顾清和"]],
            file="月.xlsx",
            sheet="加减分登记",
        ),
        reading(
            ("日期", *KEY[1:], "红线", "解除日期"),
            [[day, "RULED", "华东", "强网休闲", "虚报数据", None]],
            file="月.xlsx",
            sheet="红线登记",
        ),
    ]
    inputs = read_inputs(tables, SCHEME)
    return rate_month(inputs, SCHEME, OCTOBER), inputs


def lines(code: str, language: str = "en") -> list[str]:
    result, inputs = month()
    (found,) = explain_dealer(inputs, result, code)
    return [line.strip() for line in explanation_lines(found, inputs, OCTOBER, language)]


def test_a_measure_that_only_a_rule_reads_is_shown_with_its_cells() -> None:
    said = lines("RULED")
    at = said.index("Direct delivery share  50%  (read by a rule, earns no points)")

    assert said[at + 1 : at + 3] == [
        "Direct delivery volume 50 pieces = 50 pieces (2026-10 '[月.xlsx]月'!P2)",
        "Total volume 100 pieces = 100 pieces (2026-10 '[月.xlsx]月'!Q2)",
    ]
    assert any(
        line.startswith("+1 Direct delivery")
        and line.endswith("(rule: Direct delivery share >= 50% (Direct delivery share 50%))")
        for line in said
    )


def test_the_score_before_a_red_line_is_shown_and_how_the_score_follows() -> None:
    said = lines("RULED")

    assert said[0].endswith(": D, score 100 (before the red line A, score 101)")
    at = said.index("score before the red line = 100 + 1 − 0 = 101, rounded to 101")
    assert said[at + 1 : at + 3] == [
        "the red line voids the bonus of 1:",
        "score = 100 + 0 − 0 = 100, rounded to 100",
    ]


@pytest.mark.parametrize(
    ("code", "language", "reason"),
    [
        ("ZERO", "en", "Target attainment  n/a: Sell-in target is 0"),
        ("ZERO", "zh", "目标达成率  不适用: 进货目标为 0"),
        ("NEW", "en", "Growth on last year  n/a: it applies only where Sell-in a year earlier > 0"),
    ],
)
def test_what_does_not_apply_has_its_reason(code: str, language: str, reason: str) -> None:
    assert reason in lines(code, language)


def test_where_no_single_measure_reaches_the_next_tier_that_is_said() -> None:
    assert lines("FAR")[-1] == "50 short of C; no single measure is enough, several would have to rise."


def test_points_outside_their_range_are_a_finding_at_the_log_row() -> None:
    said = [line for line in lines("CLIPPED") if "outside 1 to 5" in line]
    (found,) = (problem for row, problem in findings(*month()) if row.key.dealer == "CLIPPED")

    assert len(said) == 1
    assert "8 points, outside 1 to 5; 5 count" in said[0]
    assert said[0].endswith("('[月.xlsx]加减分登记'!2:2)")
    assert (found.reference, found.at.sheet, found.at.cell) == ("item-clipped", "加减分登记", "2:2")
