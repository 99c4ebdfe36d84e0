"""Points of one measure as a column: half-open intervals found by comparison, each a constant or a line."""

from __future__ import annotations

from operator import ge

import narwhals as nw

from xltier.core.language.arithmetic import Range
from xltier.core.pieces import Piece, Pieces
from xltier.core.plan import TextPoints
from xltier.frames.flags import Flag, either
from xltier.frames.whole import Number, add, chosen, compared, divide, multiply


def points(pieces: Pieces, value: Number, within: Range) -> Number:
    """Return the points of a column of values, in units of 10**-points_decimals.

    Args:
        pieces: The measure's intervals.
        value: Its values in fixed point.
        within: Least and largest value; points of others mean nothing, but never overflow.
    """
    low, high = within

    def find(first: int, last: int) -> Number:
        # A balanced tree: a hundred intervals nested in a row would exceed the depth that backends parse.
        if first == last:
            begin, end = pieces.span(first)
            span = (low if begin is None else max(begin, low), high if end is None else min(end - 1, high))
            return _at(pieces.pieces[first], value, span)
        middle = (first + last) // 2
        return chosen(compared(ge, value, pieces.cuts[middle]), find(middle + 1, last), find(first, middle))

    return find(pieces.index(low), pieces.index(high))


def _at(piece: Piece, value: Number, span: Range) -> Number:
    if piece.slope == 0 and piece.divisor == 1:
        return piece.intercept
    # Rows of other intervals are computed too and thrown away: kept inside this one, they cannot overflow.
    inside = value.clip(*span) if isinstance(value, nw.Expr) else min(max(value, span[0]), span[1])
    return divide(
        add(multiply(inside, piece.slope), piece.intercept),
        add(multiply(inside, piece.divisor_slope), piece.divisor),
    )


def text_points(scorer: TextPoints, text: nw.Expr) -> tuple[Number, Flag]:
    """Return the points of a column of folded texts (0 for a text not listed), and where a text is listed."""
    found: Number = 0
    listed: list[Flag] = []
    for word, points_ in reversed(tuple(scorer.points.items())):  # the first one that matches decides, so it comes last
        here = text.str.contains(word, literal=True) if scorer.by_keyword else text == word
        found = chosen(here, points_, found)
        listed.append(here)
    return found, either(*listed)
