"""The data team's door: plain columns in, ratings beside them."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

import xltier
from xltier import DataError


def test_ratings_stand_beside_the_frames_own_columns() -> None:
    frame = pd.DataFrame({"code": ["K1", "K2"], "得分": [86.0, 91.5]}, index=[7, 3])
    rated = xltier.rate_frame("standard", frame)
    assert rated.index.tolist() == [7, 3]
    assert rated[["code", "得分", "tier", "score"]].to_numpy().tolist() == [
        ["K1", 86.0, "B", 86.0],
        ["K2", 91.5, "A", 91.5],
    ]


def test_a_result_whose_name_is_taken_says_that_it_is_rated() -> None:
    rated = xltier.rate_frame("standard", pl.DataFrame({"score": [89.995, 120.0]}))
    assert rated.select("score", "tier", "rated_score", "error").rows() == [
        (89.995, "A", 90.0, None),
        (120.0, None, None, "#NUM!"),
    ]


def test_a_frame_may_hold_derived_measures_themselves() -> None:
    frame = pl.DataFrame(
        {
            "目标达成率": [0.86],
            "同期成长率": [0.1],
            "重点品达成率": [1.0],
            "库存天数": [30],
            "回款准时率": [1.0],
            "铺市率": [0.8],
        }
    )
    # 40 x 0.86 = 34.4, 12, 10, 15, 10, 8: together 89.4
    rated = xltier.rate_frame("dealer-monthly", frame)
    assert rated.select("tier", "score").rows() == [("B", 89.4)]


def test_a_distribution_is_fitted_to_the_frame() -> None:
    # 60 + 30 = 90 of 100: the first 80 % end within 30; 8 ends at 98 %.
    frame = pl.DataFrame({"amount": [60, 30, 8, 2]})
    rated = xltier.rate_frame("value-share", frame)
    assert rated["tier"].to_list() == ["高", "高", "中", "低"]


def test_a_frame_without_a_required_measure_is_refused_by_name() -> None:
    with pytest.raises(DataError) as refused:
        xltier.rate_frame("b2b-abcd", pd.DataFrame({"年销量": [3.0]}))
    (problem,) = refused.value.problems
    assert problem.reference == "frame-measures-missing"
    assert [str(name.en) for name in problem.values["measures"]] == ["Annual sales"]  # type: ignore[attr-defined]  # Words


def test_a_query_is_told_to_be_collected_first() -> None:
    with pytest.raises(DataError) as error:
        xltier.rate_frame("standard", pl.LazyFrame({"score": [86.0]}))

    assert [problem.reference for problem in error.value.problems] == ["frame-not-in-memory"]
