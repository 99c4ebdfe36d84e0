from __future__ import annotations

import subprocess
import sys

import pandas as pd
import polars as pl
import pytest

from tests.support.native_frames import BACKENDS, Native, rows_of
from tests.support.rule_books import rule_book
from xltier.core.compile import compile_plan
from xltier.errors import DataError
from xltier.frames.circumstances import FrameCircumstances, OverrideColumns
from xltier.frames.rate import rate_entries, rate_frame
from xltier.frames.results import RESULTS
from xltier.frames.states import State

CARD = compile_plan(
    rule_book(
        """
        sales = { decimals = 2, weight = 60, full = 100, method = "linear", t1 = 0, t2 = 1000 }
        payment = { decimals = 0, weight = 40, full = 100, method = "linear", t1 = 0, t2 = 100 }
        """,
        """
        kind = "scorecard"
        score_decimals = 1
        [[tiers]]
        code = "A"
        name = { zh = "甲", en = "First" }
        floor = 80
        [[tiers]]
        code = "B"
        name = { zh = "乙", en = "Second" }
        floor = 50
        [[tiers]]
        code = "C"
        name = { zh = "丙", en = "Third" }
        [[items]]
        code = "order"
        name = { zh = "订单", en = "Order" }
        points_min = 1
        points_max = 5
        cap = 6
        whole = false
        [[red_lines]]
        code = "fake"
        name = { zh = "假货", en = "Fake goods" }
        cap = "C"
        void_bonus = true
        """,
    )
)


def column(native: Native, name: str) -> list[object]:
    return [row[name] for row in rows_of(native)]


def test_a_frame_of_raw_values_is_rated_with_scores_as_floats() -> None:
    frame = pd.DataFrame({"sales": [1000, 333.33, None], "payment": [50, 100, None]}, index=[7, 7, 3])
    rated = rate_frame(CARD, frame)
    assert list(rated.columns) == list(RESULTS)
    assert rated.index.tolist() == [7, 7, 3]
    assert column(rated, "tier") == ["A", "B", None]
    assert column(rated, "score") == [80.0, 60.0, None]
    assert column(rated, "error") == [None, None, None]


def test_results_stand_behind_the_columns_that_are_kept() -> None:
    frame = pl.DataFrame({"code": ["x", "y"], "sales": [1000.0, 0.0], "payment": [100, 0]})
    rated = rate_frame(CARD, frame, keep=("code", "sales"))
    assert rated.columns == ["code", "sales", *RESULTS]
    assert rated["code"].to_list() == ["x", "y"]
    assert rated["sales"].to_list() == [1000.0, 0.0]


def test_a_column_kept_under_the_name_of_a_result_is_refused() -> None:
    frame = pl.DataFrame({"tier": ["old"], "sales": [1.0], "payment": [1]})
    with pytest.raises(DataError) as refused:
        rate_frame(CARD, frame, keep=("tier",))
    assert [(p.reference, p.values["column"]) for p in refused.value.problems] == [("frame-name-taken", "tier")]


def test_floats_given_as_fixed_point_are_refused_column_by_column() -> None:
    with pytest.raises(DataError) as refused:
        rate_entries(CARD, pl.DataFrame({"sales": [1.0], "payment": ["x"]}))
    assert [problem.values["column"] for problem in refused.value.problems] == ["sales", "payment"]


def test_a_measure_without_a_column_moves_its_weight() -> None:
    rated = rate_entries(CARD, pl.DataFrame({"sales": [90_000]}), details=True)
    assert column(rated, "score") == [900]
    assert column(rated, "points_sales") == [900_000]
    assert column(rated, "points_payment") == [None]


def test_states_say_not_applicable_and_errors_of_single_cells() -> None:
    states = [None, State.NOT_APPLICABLE, State.DIV0, State.REPORTED]
    frame = pl.DataFrame({"sales": [90_000, 90_000, 90_000, None], "payment": [0, 0, 0, 50]})
    frame = frame.with_columns(
        pl.Series("payment__state", [state if state is None else int(state) for state in states])
    )
    rated = rate_entries(CARD, frame)
    assert column(rated, "score") == [540, 900, None, 200]
    assert column(rated, "error") == [None, None, "#DIV/0!", None]
    assert column(rated, "has_problems") == [False, False, True, False]


@pytest.mark.parametrize("backend", [*BACKENDS])
def test_logs_history_and_decisions_count_in_every_backend(backend: str) -> None:
    make = BACKENDS[backend]
    frame = make(
        {
            "code": [1, 2, 3, 4],
            "sales": [80_000, 80_000, 80_000, 80_000],
            "payment": [75, 75, 75, 75],
            "decided": [None, None, "A", "A"],
            "author": [None, None, "王", None],
            "date": [None, None, "2024-05-01", "2024-05-01"],
            "reason": [None, None, "agreed", "agreed"],
        },
        ["code", "sales", "payment"],
    )
    events = make({"code": [1, 1, 9], "item": ["order"] * 3, "points": [20_000, 70_000, 50_000]}, ["code", "points"])
    about = FrameCircumstances(
        key=("code",), events=events, override=OverrideColumns("decided", "author", "date", "reason")
    )
    rows = sorted(rows_of(rate_entries(CARD, frame, about, keep=("code",))), key=lambda row: int(row["code"]))
    assert [(row["tier"], row["score"], row["bonus"], row["has_problems"]) for row in rows] == [
        ("A", 840, 60_000, True),
        ("B", 780, 0, False),
        ("A", 780, 0, False),
        ("B", 780, 0, True),
    ]


def test_a_log_without_its_columns_is_refused() -> None:
    frame = pl.DataFrame({"id": [1], "sales": [1], "payment": [1]})
    for about in (
        FrameCircumstances(key=("id",), red_lines=pl.DataFrame({"id": [1], "line": ["fake"]})),
        FrameCircumstances(key=("code",), red_lines=pl.DataFrame({"id": [1], "code": ["fake"]})),
    ):
        with pytest.raises(DataError) as missing:
            rate_entries(CARD, frame, about)
        assert [problem.values["column"] for problem in missing.value.problems] == ["code"]


def test_a_red_line_shows_the_score_before_it_and_voids_the_bonus() -> None:
    frame = pl.DataFrame({"id": [1, 2], "sales": [100_000, 100_000], "payment": [100, 100]})
    about = FrameCircumstances(
        key=("id",),
        events=pl.DataFrame({"id": [1], "item": ["order"], "points": [30_000]}),
        red_lines=pl.DataFrame({"id": [1], "code": ["fake"]}),
    )
    row, other = rows_of(rate_entries(CARD, frame, about, details=True))
    assert {name: row[name] for name in ("tier", "score", "score_before", "bonus", "earned", "red_lined")} == {
        "tier": "C",
        "score": 1000,
        "score_before": 1030,
        "bonus": 0,
        "earned": "A",
        "red_lined": True,
    }
    assert (row["red_line_fake"], other["red_line_fake"], other["tier"]) == (True, False, "A")


def test_months_and_times_read_as_floats_with_gaps_count_as_whole_numbers() -> None:
    frame = pd.DataFrame({"id": [1, 2], "sales": [0.0, 0.0], "payment": [0, 0], "months": [1.0, None]})
    events = pd.DataFrame({"id": [1, 1], "item": ["order"] * 2, "points": [1, 2], "times": [2.0, None]})
    about = FrameCircumstances(key=("id",), events=events, tier_before="was", pending="months")
    rated = rate_frame(CARD, frame.assign(was="A"), about)
    assert column(rated, "bonus") == [4.0, 0.0]


def test_plain_points_of_a_log_are_read_as_numbers() -> None:
    frame = pl.DataFrame({"id": [1], "sales": [0.0], "payment": [0], "extra": [-0.5]})
    events = pl.DataFrame({"id": [1], "item": ["order"], "points": [2.5]})
    about = FrameCircumstances(key=("id",), events=events, points="extra")
    assert rows_of(rate_frame(CARD, frame, about))[0]["bonus"] == 2.5
    assert rows_of(rate_frame(CARD, frame, about))[0]["penalty"] == 0.5
    wrong = FrameCircumstances(key=("id",), events=events.with_columns(points=pl.lit("three")))
    with pytest.raises(DataError) as refused:
        rate_frame(CARD, frame, wrong)
    assert [problem.values["value"] for problem in refused.value.problems] == ["three"]


@pytest.mark.parametrize("backend", [*BACKENDS])
def test_an_empty_frame_gives_an_empty_frame(backend: str) -> None:
    frame = BACKENDS[backend]({"sales": [], "payment": []}, ["sales", "payment"])
    assert rows_of(rate_entries(CARD, frame)) == []


def test_a_lazy_frame_stays_lazy() -> None:
    assert isinstance(rate_entries(CARD, pl.LazyFrame({"sales": [1], "payment": [1]})), pl.LazyFrame)


def test_the_users_frame_is_left_as_it_was() -> None:
    frame = pd.DataFrame({"sales": [1, 2], "payment": [3, 4]}, index=[5, 4])
    before = frame.copy(deep=True)
    rate_frame(CARD, frame)
    rate_entries(CARD, frame)
    pd.testing.assert_frame_equal(frame, before)


def test_importing_frames_loads_no_dataframe_library() -> None:
    script = (
        "import sys, xltier.frames, xltier.frames.rate, xltier.frames.fit, xltier.frames.lines, xltier.frames.intake;"
        "print([name for name in ('pandas', 'polars', 'duckdb', 'pyarrow', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
