"""The frame under way: each step puts a named column, so that nothing is computed twice.

Backends that are lazy (polars, DuckDB) see one query; pandas computes column by column. Names start with
``MARK``, which no measure key and hardly a header does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw

from xltier.frames import whole
from xltier.frames.flags import Flag
from xltier.frames.whole import Number

MARK: Final = "xltier "
NOTHING: Final = MARK + "nothing"
"""A column of whole numbers that are all null, from which others take their nulls."""


class Working:
    """A lazy frame that grows by named columns. It starts with the column ``NOTHING``.

    Columns are put in batches: those of one batch are computed together, and can be read after ``settle``.
    """

    __slots__ = ("_batch", "_frame", "_maps")

    def __init__(self, frame: nw.LazyFrame[Any]) -> None:
        """Start from a frame.

        Args:
            frame: Any backend; pandas is lazy in name only.
        """
        self._frame = frame
        self._batch: list[nw.Expr] = []
        self._maps = frame.implementation.is_pandas_like() or frame.implementation.is_polars()

    def put(self, name: str, expression: nw.Expr) -> nw.Expr:
        """Add a column to the batch and return it; it is computed once."""
        self._batch.append(expression.alias(MARK + name))
        return nw.col(MARK + name)

    def number(self, name: str, number: Number) -> Number:
        """Add a number to the batch; a constant stays one."""
        return self.put(name, number) if isinstance(number, nw.Expr) else number

    def flag(self, name: str, flag: Flag) -> Flag:
        """Add a flag to the batch; a constant stays one."""
        return self.put(name, flag) if isinstance(flag, nw.Expr) else flag

    def settle(self) -> nw.LazyFrame[Any]:
        """Compute the batch, and return the frame so far."""
        if self._batch:
            self._frame = self._frame.with_columns(*self._batch)
            self._batch = []
        return self._frame

    def words(self, place: nw.Expr, words: Sequence[str]) -> nw.Expr:
        """Return the word for each place, 0 the first; null where the place is."""
        if self._maps:  # several times faster than choices, where there is a map
            return place.replace_strict([*range(len(words))], [*words], return_dtype=nw.String)
        result = nw.lit(None, dtype=nw.String)
        for at, word in enumerate(words):
            result = nw.when(place == whole.literal(at)).then(nw.lit(word, dtype=nw.String)).otherwise(result)
        return result
