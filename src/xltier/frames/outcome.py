"""Where a row gets no rating, and what it shows instead: the first stop that applies, in the reference's order."""

from __future__ import annotations

from operator import eq, gt
from typing import Final

import narwhals as nw

from xltier.frames import whole
from xltier.frames.flags import Flag, column, either
from xltier.frames.states import BLANK, ERRORS, State
from xltier.frames.whole import Number, chosen, compared
from xltier.frames.working import NOTHING, Working

RATED: Final = 0
_WORDS: Final = (None, None, *(str(ERRORS[State(code)]) for code in sorted(ERRORS)))


class Stops:
    """Stops in order of precedence. Each says where it applies and what it shows."""

    __slots__ = ("_stops",)

    def __init__(self) -> None:
        """Start without any."""
        self._stops: list[tuple[Flag, Number]] = []

    def stop(self, where: Flag, shows: Number) -> None:
        """Add a stop that gives way to all earlier ones.

        Args:
            where: The rows.
            shows: ``BLANK``, a State of an error, or a column of them.
        """
        if where is False:
            return
        if self._stops and isinstance(shows, int) and self._stops[-1][1] is shows:
            self._stops[-1] = (either(self._stops[-1][0], where), shows)
        else:
            self._stops.append((where, shows))

    def outcome(self) -> Number:
        """Return for each row ``RATED``, ``BLANK`` or the State of its error."""
        result: Number = RATED
        for where, shows in reversed(self._stops):
            result = chosen(where, shows if isinstance(shows, nw.Expr) else int(shows), result)
        return result


class Outcome:
    """The outcome of each row, and what hides the figures of rows without a rating."""

    __slots__ = ("_nothing", "code", "is_rated")

    def __init__(self, working: Working, code: Number) -> None:
        """Compute the outcome once.

        Args:
            working: The frame under way.
            code: ``RATED``, ``BLANK`` or the State of an error.
        """
        self.code = working.number("outcome", code)
        working.settle()
        self.is_rated = working.flag("rated", compared(eq, self.code, RATED))
        working.settle()
        none = nw.col(NOTHING)
        hidden = nw.when(column(self.is_rated)).then(none.fill_null(0)).otherwise(none)
        self._nothing = working.put("zero or null", hidden)
        working.settle()

    def shown(self, number: Number) -> nw.Expr:
        """Return a figure, null where there is no rating.

        Adding a column of zeros and nulls is several times faster than choosing, in every backend.
        """
        return self._nothing + whole.column(number)

    def place(self, number: Number) -> Number:
        """Return a place, -1 where there is no rating."""
        return chosen(self.is_rated, number, -1)

    def error(self, working: Working) -> nw.Expr:
        """Return the error that a cell shows, null where there is none."""
        return working.words(self.code, _WORDS)

    @property
    def is_error(self) -> Flag:
        """Return where a row shows an error."""
        return compared(gt, self.code, BLANK)
