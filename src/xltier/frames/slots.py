"""Filled slots as columns: a value that is never null beside what says whether there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltier.frames.flags import Flag, both, negated
from xltier.frames.whole import Number

if TYPE_CHECKING:
    import narwhals as nw


@dataclass(slots=True)
class Slots:
    """The slots of all rows, by place.

    Args:
        numbers: Fixed point, 0 where there is no value; of a text measure 0.
        texts: Folded text of a text measure, empty where there is none; of others an empty literal.
        known: Where there is a value.
        away: Where the measure is not applicable.
        nothing: Rows of which nothing is reported, though not everything is inapplicable.
    """

    numbers: list[Number]
    texts: list[nw.Expr]
    known: list[Flag]
    away: list[Flag]
    nothing: Flag = False

    def blank(self, slot: int) -> Flag:
        """Return where a measure is not reported."""
        return both(negated(self.known[slot]), negated(self.away[slot]))
