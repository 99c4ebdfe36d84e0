from __future__ import annotations

import math
from decimal import Decimal
from random import Random

import pandas as pd
import polars as pl
import pytest

from tests.support.native_frames import Native, rows_of
from tests.support.rule_books import rule_book
from xltier.core.compile import compile_plan
from xltier.core.entries import entry
from xltier.core.scheme.measure import Measure
from xltier.core.values import NOT_APPLICABLE, ExcelError
from xltier.errors import DataError, Problem
from xltier.frames.intake import LARGEST, fixed_frame
from xltier.frames.states import STATE_OF, State

PLAN = compile_plan(
    rule_book("""
    amount = { decimals = 2 }
    days = { decimals = 0 }
    ratio = { decimals = 4 }
    kind = { type = "text", decimals = 0 }
    frozen = { type = "flag", decimals = 0 }
    """)
)


def wanted(measure: Measure, raw: object) -> tuple[int | str | None, int]:
    """Return what the reference makes of a value: entry and state."""
    found = entry(measure, raw)
    if isinstance(found, Problem):
        return None, State.VALUE
    if isinstance(found, ExcelError):
        return None, STATE_OF[found]
    if found is NOT_APPLICABLE:
        return None, State.NOT_APPLICABLE
    if isinstance(found, int) and abs(found) > LARGEST:
        return None, State.NUM
    assert found is None or isinstance(found, (int, str))
    return found, 0


def entered(native: Native, key: str) -> list[tuple[int | str | None, int]]:
    return [(row[key], row.get(f"{key}__state") or 0) for row in rows_of(fixed_frame(PLAN, native))]


def floats(rng: Random, count: int) -> list[float]:
    """Return floats of every size, many with few digits, many a half of the last one away."""
    found = [0.0, -0.0, 2.675, -2.675, 10.7 - 10, 1e300, 5e-324, 1e15, 999999999999999.9, math.inf, -math.inf, math.nan]
    while len(found) < count:
        size = rng.uniform(-1, 1) * 10.0 ** rng.randint(-4, 17)
        half = (rng.randint(-(10**6), 10**6) + 0.5) / 10.0 ** rng.randint(0, 6)
        found += [size, round(size, rng.randint(0, 6)), half, math.nextafter(half, math.inf), float(round(size))]
    return found


@pytest.mark.parametrize("key", ["amount", "days", "ratio"])
def test_floats_become_the_fixed_point_of_the_reference(key: str) -> None:
    values = floats(Random(key), 20_000)
    measure = PLAN.measures[PLAN.slot(key)]
    expected = [wanted(measure, value) for value in values]
    assert entered(pl.DataFrame({key: values}), key) == expected
    assert entered(pd.DataFrame({key: values}), key) == expected
    assert entered(pd.DataFrame({key: pd.array(values, dtype="Float64")}), key) == expected


def test_whole_numbers_are_scaled_and_those_beyond_64_bits_are_errors() -> None:
    values = [0, -3, 2**53 + 1, LARGEST // 100, LARGEST // 100 + 1, -LARGEST, None]
    expected = [(0, 0), (-300, 0), (100 * (2**53 + 1), 0), (LARGEST // 100 * 100, 0), (None, 3), (None, 3), (None, 0)]
    assert entered(pl.DataFrame({"amount": values}), "amount") == expected
    assert entered(pd.DataFrame({"amount": pd.array(values, dtype="Int64")}), "amount") == expected
    assert entered(pd.DataFrame({"amount": values[:-1]}), "amount") == expected[:-1]


def test_a_mixed_column_is_read_value_by_value_as_cells_are() -> None:
    values = [1, 1.0, True, "x", " ", "2.5", Decimal("3.005"), None, math.nan, pd.NA, ExcelError.DIV0, NOT_APPLICABLE]
    measure = PLAN.measures[PLAN.slot("amount")]
    expected = [(None, 0) if value is pd.NA else wanted(measure, value) for value in values]
    assert expected[2] == (None, State.VALUE)
    assert expected[6] == (301, 0)
    assert entered(pd.DataFrame({"amount": pd.Series(values, dtype=object)}), "amount") == expected


def test_decimals_are_exact() -> None:
    values = [Decimal("2.675"), Decimal("-0.005"), None]
    assert entered(pl.DataFrame({"amount": values}), "amount") == [(268, 0), (-1, 0), (None, 0)]


def test_texts_are_folded_and_blank_ones_are_not_reported() -> None:
    expected = [("a型", 0), ("strasse", 0), (None, 0), (None, 0)]
    values = ["　Ａ型 ", "Straße", "  ", None]
    assert entered(pl.DataFrame({"kind": values}), "kind") == expected
    assert entered(pd.DataFrame({"kind": values}), "kind") == expected


def test_marks_are_read_from_booleans_numbers_and_words() -> None:
    assert entered(pl.DataFrame({"frozen": [True, False, None]}), "frozen") == [(1, 0), (0, 0), (None, 0)]
    values = [True, 0, "是", "no", "perhaps", 2]
    expected = [(1, 0), (0, 0), (1, 0), (0, 0), (None, State.VALUE), (None, State.VALUE)]
    assert entered(pd.DataFrame({"frozen": pd.Series(values, dtype=object)}), "frozen") == expected


def test_a_given_state_outweighs_what_the_cell_says() -> None:
    frame = pl.DataFrame({"days": ["1", "x", "x", None], "days__state": [1, None, 5, 0]})
    assert entered(frame, "days") == [(1, 1), (None, 2), (None, 5), (None, 0)]


def test_rows_keep_their_index_and_columns_can_be_named() -> None:
    frame = pd.DataFrame({"销售额": [1.5, None]}, index=pd.Index(["b", "b"], name="row"))
    found = fixed_frame(PLAN, frame, columns={"amount": "销售额"})
    assert list(found.columns) == ["amount"]
    assert found.index.equals(frame.index)
    assert str(found["amount"].dtype) == "Int64"


def test_a_query_is_refused_and_a_missing_column_is_named() -> None:
    with pytest.raises(DataError) as refused:
        fixed_frame(PLAN, pl.LazyFrame({"days": [1]}))
    assert [problem.reference for problem in refused.value.problems] == ["frame-not-in-memory"]
    with pytest.raises(DataError) as missing:
        fixed_frame(PLAN, pl.DataFrame({"a": [1]}), columns={"days": "days", "amount": "sum"})
    assert [problem.values["column"] for problem in missing.value.problems] == ["sum", "days"]
