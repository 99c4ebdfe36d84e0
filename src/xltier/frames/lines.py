"""A frame of customers on several lines: each row rated by its line's plan, in the order they came."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import narwhals as nw

from xltier.core.plan import Plan
from xltier.errors import DataError, Problem
from xltier.frames.circumstances import NOTHING, FrameCircumstances, Native
from xltier.frames.entrance import Entrance, lazy, require
from xltier.frames.rate import rate_frame
from xltier.frames.working import MARK

ROW: Final = MARK + "row of all lines"

Rate: TypeAlias = "Callable[..., Native]"


def rate_lines(
    plans: Mapping[str | None, Plan],
    frame: Native,
    line: str,
    circumstances: FrameCircumstances = NOTHING,
    *,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    details: bool = False,
    rate: Rate = rate_frame,
) -> Native:
    """Return the ratings of a frame whose rows belong to several lines.

    Args:
        plans: Plans of one scheme by line; None rates rows without a line, or of a line that is not listed.
        frame: Customers of pandas or polars, in memory.
        line: Column of the line.
        circumstances: Logs, history and decisions by hand.
        columns: Column by measure key; None takes columns that are named by the key.
        keep: Columns of ``frame`` that are handed through, before the results.
        details: As for :func:`xltier.frames.rate.rate_frame`.
        rate: ``rate_frame`` for raw values, ``rate_entries`` for fixed point.

    Raises:
        DataError: A line has no plan and there is none for None, or the frame is not in memory.
    """
    entrance = Entrance(frame)
    whole = entrance.frame
    if isinstance(whole, nw.LazyFrame):
        raise DataError(Problem("frame-not-in-memory", values={"backend": str(whole.implementation.name)}))
    require(whole, [line])
    numbered = whole.with_row_index(ROW)
    codes = [*dict.fromkeys(None if code is None else str(code) for code in _values(whole, line))]
    unknown = [Problem("frame-line-unknown", values={"line": code or ""}) for code in codes if code not in plans]
    if unknown and None not in plans:
        raise DataError(unknown)
    text = nw.col(line).cast(nw.String)
    parts = []
    for code in codes or [None]:
        own = numbered.filter(nw.col(line).is_null() if code is None else text == code)
        plan = plans[code] if code in plans else plans[None]
        native = rate(plan, own.to_native(), circumstances, columns=columns, keep=(*keep, ROW), details=details)
        parts.append(nw.from_native(native, eager_only=True))
    result = nw.concat(parts, how="vertical").sort(ROW).drop(ROW)
    return entrance.out(lazy(result))


def _values(frame: nw.DataFrame[Any], column: str) -> list[object]:
    """Return the distinct values of a column, nulls of any kind as None, in the order that they appear."""
    series = frame.get_column(column)
    return [
        None if missing else value for value, missing in zip(series.to_list(), series.is_null().to_list(), strict=True)
    ]
