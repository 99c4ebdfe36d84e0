from __future__ import annotations

from operator import ge

import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.native_frames import BACKENDS, rows_of
from xltier.core import fixed
from xltier.core.language.arithmetic import Constant, Product, Slot, Sum
from xltier.frames.entrance import lazy
from xltier.frames.whole import (
    Number,
    add,
    chosen,
    column,
    compared,
    count,
    divide,
    expression,
    larger,
    multiply,
    smaller,
    subtract,
    total,
)

PAST_FLOATS = 2**53 + 1


def computed(number: Number, backend: str = "polars", values: tuple[int, ...] = (-7, 0, 5)) -> list[int]:
    frame = lazy(nw.from_native(BACKENDS[backend]({"a": list(values)}, ["a"])))
    return [row["n"] for row in rows_of(frame.with_columns(column(number).alias("n")).to_native())]


A = nw.col("a")
YES, NO = True, False


def test_constants_are_folded() -> None:
    assert add(2, 3) == 5
    assert subtract(2, 3) == -1
    assert multiply(2, 3) == 6
    assert multiply(A, 0) == 0
    assert multiply(0, A) == 0
    assert total([]) == 0
    assert divide(-5, 2) == -3
    assert larger(2, 3) == 3
    assert smaller(2, 3) == 2
    assert chosen(YES, 1, 2) == 1
    assert chosen(NO, 1, 2) == 2
    assert chosen(A > 0, 4, 4) == 4
    assert compared(ge, 3, 3) is True
    assert count(YES) == 1


def test_what_adds_nothing_leaves_the_column_as_it_is() -> None:
    assert add(A, 0) is A
    assert add(0, A) is A
    assert subtract(A, 0) is A
    assert multiply(A, 1) is A
    assert divide(A, 1) is A


@pytest.mark.parametrize("backend", [*BACKENDS])
def test_columns_compute_the_same_in_every_backend(backend: str) -> None:
    assert computed(add(A, 2), backend) == [-5, 2, 7]
    assert computed(subtract(2, A), backend) == [9, 2, -3]
    assert computed(multiply(A, 3), backend) == [-21, 0, 15]
    assert computed(larger(A, 1), backend) == [1, 1, 5]
    assert computed(smaller(1, A), backend) == [-7, 0, 1]
    assert computed(chosen(A > 0, A, 9), backend) == [9, 9, 5]
    assert computed(count(A > 0), backend) == [0, 0, 1]
    assert computed(total([A, 1, A]), backend) == [-13, 1, 11]


@pytest.mark.parametrize("backend", [*BACKENDS])
def test_division_rounds_half_away_from_zero_in_every_backend(backend: str) -> None:
    assert computed(divide(A, 2), backend, (-5, -4, -3, 3, 4, 5)) == [-3, -2, -2, 2, 2, 3]
    assert computed(divide(A, nw.col("a").abs() + 1), backend, (-5, -1, 0, 1, 9)) == [-1, -1, 0, 1, 1]
    assert computed(divide(A, 3), backend, (PAST_FLOATS, -PAST_FLOATS)) == [
        fixed.divide(PAST_FLOATS, 3),
        fixed.divide(-PAST_FLOATS, 3),
    ]


@given(st.integers(-(2**62), 2**62), st.integers(1, 2**62))
def test_division_agrees_with_the_reference_up_to_62_bits(numerator: int, denominator: int) -> None:
    frame = nw.from_native(pl.DataFrame({"a": [numerator], "b": [denominator]}, schema={"a": pl.Int64, "b": pl.Int64}))
    for below in (denominator, nw.col("b")):
        found = frame.with_columns(column(divide(A, below)).alias("n")).get_column("n").to_list()
        assert found == [fixed.divide(numerator, denominator)]


def test_numbers_past_floats_stay_whole_in_pandas() -> None:
    frame = nw.from_native(pd.DataFrame({"a": pd.array([PAST_FLOATS, -PAST_FLOATS], dtype="Int64")}))
    found = frame.with_columns(column(chosen(A > 0, A, subtract(A, 2))).alias("n")).get_column("n")
    assert found.dtype == nw.Int64
    assert found.to_list() == [PAST_FLOATS, -PAST_FLOATS - 2]


def test_an_expression_reads_its_slots() -> None:
    whole = Sum(Product(Slot(0), Constant(10)), Slot(1), -1)
    assert computed(expression(whole, [A, 3])) == [-73, -3, 47]
    assert expression(whole, [2, 3]) == 17
