from __future__ import annotations

import narwhals as nw
import polars as pl

from xltier.frames.flags import Flag, both, column, either, negated

FRAME = nw.from_native(pl.DataFrame({"a": [True, True, False, False], "b": [True, False, True, False]}))
A, B = nw.col("a"), nw.col("b")
YES, NO = True, False


def values(flag: Flag) -> list[bool]:
    return FRAME.with_columns(column(flag).alias("flag")).get_column("flag").to_list()


def test_constants_are_folded_before_any_row_is_seen() -> None:
    assert both() is True
    assert either() is False
    assert both(A, NO) is False
    assert either(A, YES) is True
    assert negated(NO) is True


def test_a_constant_that_decides_nothing_is_dropped() -> None:
    assert values(both(A, YES)) == [True, True, False, False]
    assert values(either(NO, B)) == [True, False, True, False]


def test_columns_are_joined() -> None:
    assert values(both(A, B)) == [True, False, False, False]
    assert values(either(A, B)) == [True, True, True, False]
    assert values(negated(A)) == [False, False, True, True]
    assert values(YES) == [True] * 4
