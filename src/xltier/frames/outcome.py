"""Where a row gets no rating, and what it shows instead: the first stop that applies, in the reference's order."""

from __future__ import annotations

from operator import eq, gt
from typing import Final

import narwhals as nw

from xltier.frames import whole
from xltier.frames.flags import Flag, either
from xltier.frames.states import BLANK, ERRORS, State
from xltier.frames.whole import Number, chosen, compared, subtract
from xltier.frames.working import NOTHING, Working

RATED: Final = 0


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

    __slots__ = ("_code", "_zero", "is_error", "is_rated")

    def __init__(self, working: Working, code: Number) -> None:
        """Compute the outcome once.

        Args:
            working: The frame under way.
            code: ``RATED``, ``BLANK`` or the State of an error.
        """
        self._code = working.number("outcome", code)
        working.settle()
        self.is_rated = working.flag("rated", compared(eq, self._code, RATED))
        self.is_error = working.flag("error", compared(gt, self._code, BLANK))
        working.settle()
        self._zero = working.put("zero or null", where(self.is_rated, 0))
        working.settle()

    def shown(self, number: Number) -> nw.Expr:
        """Return a figure, null where there is no rating.

        Adding a column of zeros and nulls is several times faster than choosing, in every backend.
        """
        return self._zero + whole.column(number)

    def error(self, working: Working) -> nw.Expr:
        """Return the error that a cell shows, null where there is none."""
        place = working.put("error place", where(self.is_error, subtract(self._code, int(State.VALUE))))
        working.settle()
        return working.words(place, [str(ERRORS[state]) for state in sorted(ERRORS)])


def where(flag: Flag, number: Number) -> nw.Expr:
    """Return a number where a flag is true, null elsewhere."""
    none = nw.col(NOTHING)
    if isinstance(flag, bool):
        return none.fill_null(0) + whole.column(number) if flag else none
    return nw.when(flag).then(none.fill_null(0) + whole.column(number)).otherwise(none)
