from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from tests.support.native_frames import Native, rows_of
from tests.support.rule_books import rule_book
from xltier.core.compile import compile_plan
from xltier.errors import DataError
from xltier.frames.lines import rate_lines
from xltier.frames.rate import rate_entries

BOOK = rule_book(
    "sales = { decimals = 0 }",
    """
    kind = "band"
    measure = "sales"
    [[tiers]]
    code = "A"
    name = { zh = "甲", en = "First" }
    floor = 100
    [[tiers]]
    code = "B"
    name = { zh = "乙", en = "Second" }
    [[tiers]]
    code = "A"
    name = { zh = "甲", en = "First" }
    floor = 10
    line = "县城"
    [[tiers]]
    code = "B"
    name = { zh = "乙", en = "Second" }
    line = "县城"
    """,
)
PLANS = {line: compile_plan(BOOK, line=line) for line in (None, "县城")}
SALES = [50, 50, 5, 100, 10]
FRAME = {"line": ["县城", None, "县城", "城区", "县城"], "sales": SALES}
TIERS = ["A", "B", "B", "A", "A"]


@pytest.mark.parametrize("frame", [pd.DataFrame(FRAME, index=[2, 2, 0, 9, 1]), pl.DataFrame(FRAME)])
def test_each_row_is_rated_by_its_line_in_the_order_they_came(frame: Native) -> None:
    rated = rate_lines(PLANS, frame, "line", keep=("sales",))
    assert [(row["sales"], row["tier"]) for row in rows_of(rated)] == list(zip(SALES, TIERS, strict=True))
    if isinstance(frame, pd.DataFrame):
        assert rated.index.equals(frame.index)


def test_fixed_point_is_rated_by_line_too() -> None:
    rated = rate_lines(PLANS, pl.DataFrame(FRAME), "line", rate=rate_entries)
    assert [row["tier"] for row in rows_of(rated)] == TIERS


def test_an_empty_frame_gives_an_empty_frame() -> None:
    assert rows_of(rate_lines(PLANS, pl.DataFrame(FRAME).head(0), "line")) == []


def test_lines_without_a_plan_are_all_named() -> None:
    with pytest.raises(DataError) as refused:
        rate_lines({"县城": PLANS["县城"]}, pl.DataFrame(FRAME), "line")
    assert [problem.values["line"] for problem in refused.value.problems] == ["", "城区"]


def test_a_query_is_refused() -> None:
    with pytest.raises(DataError) as refused:
        rate_lines(PLANS, pl.LazyFrame(FRAME), "line")
    assert [problem.reference for problem in refused.value.problems] == ["frame-not-in-memory"]
