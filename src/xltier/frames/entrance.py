"""A user's frame on its way in and out: rows, order and index kept, whole numbers as 64-bit columns with nulls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import narwhals as nw

from xltier.errors import DataError, Problem
from xltier.frames.circumstances import Native

Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


class Entrance:
    """A user's frame, with what it takes to hand back one of the same kind."""

    __slots__ = ("_index", "frame")

    def __init__(self, native: Native) -> None:
        """Take a frame in.

        Args:
            native: A frame of pandas, polars or DuckDB.
        """
        frame: Frame = nw.from_native(native)
        self._index = None
        if isinstance(frame, nw.DataFrame) and frame.implementation.is_pandas_like():
            self._index = frame.to_native().index
            frame = nw.maybe_reset_index(frame)
        self.frame = frame

    def out(self, result: nw.LazyFrame[Any]) -> Native:
        """Return a result as a frame of the same kind, in memory when the user's was."""
        if isinstance(self.frame, nw.LazyFrame):
            return result.to_native()
        native = result.collect().to_native()
        if self._index is not None:
            native.index = self._index
        return native


def lazy(frame: Frame) -> nw.LazyFrame[Any]:
    """Return a frame whose steps become one query where the backend can do that."""
    return frame if isinstance(frame, nw.LazyFrame) else frame.lazy()


def require(frame: Frame, columns: Iterable[str]) -> None:
    """Refuse a frame without some columns.

    Raises:
        DataError: Some are absent; each is named.
    """
    known = frame.collect_schema().names()
    missing = [
        Problem("frame-column-missing", values={"column": name, "known": known})
        for name in columns
        if name not in known
    ]
    if missing:
        raise DataError(missing)


def whole(frame: Frame, columns: Sequence[str]) -> Frame:
    """Return a frame with some columns as 64-bit whole numbers that can be null.

    Raises:
        DataError: A column holds something else, such as floats; each is named.
    """
    schema = frame.collect_schema()
    wrong = [
        Problem("frame-not-whole", values={"column": name, "type": str(schema[name])})
        for name in columns
        if not (schema[name].is_integer() or schema[name] == nw.Boolean)
    ]
    if wrong:
        raise DataError(wrong)
    if isinstance(frame, nw.DataFrame) and frame.implementation.is_pandas_like():
        # The plain numpy columns of pandas have no null: the first one would make floats of whole numbers.
        native = frame.to_native()
        plain = [name for name in columns if not hasattr(native[name].dtype, "na_value")]
        frame = nw.from_native(native.astype(dict.fromkeys(plain, "Int64"))) if plain else frame
    others = [name for name in columns if schema[name] != nw.Int64]
    return frame.with_columns(nw.col(name).cast(nw.Int64) for name in others) if others else frame


def with_nothing(frame: Frame, name: str) -> Frame:
    """Return a frame with a column of 64-bit whole numbers that are all null.

    pandas alone cannot make one from a literal: it would be a column of floats or of objects.
    """
    if isinstance(frame, nw.DataFrame) and frame.implementation.is_pandas_like():
        native = frame.to_native()
        # Older pandas cannot add its own nullable numbers to those of Arrow.
        arrow = any(str(dtype).endswith("[pyarrow]") for dtype in native.dtypes)
        rows = native.index.to_series().astype("int64[pyarrow]" if arrow else "Int64")
        found: Frame = nw.from_native(native.assign(**{name: rows.mask(rows >= 0)}))
        return found
    return frame.with_columns(nw.lit(None, dtype=nw.Int64).alias(name))
