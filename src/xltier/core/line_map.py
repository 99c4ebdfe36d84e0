"""Which line a product's figures belong to: a dated map, applied to every measure alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xltier.core.months import Month
from xltier.core.scheme import Scheme
from xltier.core.scheme.lines import LineMove
from xltier.core.words import folded
from xltier.errors import Problem

CHAIN: Final = 5
"""Most moves that one product may go through."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A line, and the part of the figures that it gets."""

    line: str
    share: Fraction


class LineMap:
    """Routes figures to lines as they are divided in one month.

    Last year's figures are routed by the map of the month that is rated: that restates the base.
    """

    def __init__(self, moves: Iterable[LineMove], aliases: Mapping[str, str], month: Month) -> None:
        """Keep the moves that hold in ``month``; ``aliases`` gives each folded name its line."""
        self._aliases = aliases
        self._moves = [
            move
            for move in moves
            if (move.start is None or move.start <= month) and (move.end is None or month <= move.end)
        ]
        self._known: dict[tuple[str, str, str], tuple[Receiver, ...] | Problem] = {}

    def line(self, name: str) -> str:
        """Return a line's own name for any of its names."""
        return self._aliases.get(folded(name), name)

    def products_leaving(self, line: str, since: Month) -> tuple[str, ...]:
        """Return the products that left a line after a month.

        Figures of that month which are not divided by product can't be restated without them.
        """
        return tuple(
            move.product
            for move in self._moves
            if move.product is not None
            and move.start is not None
            and move.start > since
            and (move.old_line is None or self.line(move.old_line) == line)
            and self.line(move.new_line) != line
        )

    def products_moved_from(self, line: str) -> frozenset[str]:
        """Return the products, folded, that have left a line: figures which lump them in mix two lines."""
        return frozenset(
            folded(move.product)
            for move in self._moves
            if move.product is not None
            and (move.old_line is None or self.line(move.old_line) == line)
            and self.line(move.new_line) != line
        )

    def route(self, line: str, product: str, channel: str) -> tuple[Receiver, ...] | Problem:
        """Return who receives the figures of a line's product, or why nobody can be named.

        Two receivers are decided by the dealer's channel, else by their shares, else it is an error.

        Args:
            line: As the row has it; any of its names.
            product: Empty where the row is not divided by product.
            channel: The dealer's kind of channel; empty where it is not known.
        """
        key = (line, product, channel)
        if key not in self._known:
            self._known[key] = self._route(self.line(line), folded(product), folded(channel), CHAIN)
        return self._known[key]

    def _route(self, line: str, product: str, channel: str, left: int) -> tuple[Receiver, ...] | Problem:
        moves = self._matching(line, product)
        if not moves or left == 0:
            return (Receiver(line, Fraction(1)),)
        own = [move for move in moves if move.channel is not None and folded(move.channel) == channel]
        free = [move for move in moves if move.channel is None]
        if not own and not free and len(moves) == 1 and channel:
            return (Receiver(line, Fraction(1)),)  # the move is for another kind of dealer
        undecided = not own and not free and len(moves) == 1
        moves = own or free or moves
        if undecided or (len(moves) > 1 and sum(Fraction(move.share) for move in moves) != 1):
            receivers = tuple(move.new_line for move in moves)
            values = {"line": line, "product": product, "channel": channel, "receivers": receivers}
            return Problem("line-undecided", values=values)
        found: list[Receiver] = []
        for move in moves:
            further = self._route(self.line(move.new_line), product, channel, left - 1)
            if isinstance(further, Problem):
                return further
            share = Fraction(move.share) if len(moves) > 1 else Fraction(1)
            found.extend(Receiver(receiver.line, receiver.share * share) for receiver in further)
        return tuple(found)

    def _matching(self, line: str, product: str) -> list[LineMove]:
        """Return the moves of a line's product: those that name the product win over those of the whole line."""
        named = [move for move in self._moves if move.product is not None and folded(move.product) == product]
        if any(self.line(move.new_line) == line for move in named):
            return []  # it is where it belongs
        whole = [move for move in self._moves if move.product is None and self.line(move.new_line) != line]
        for moves in (named, whole):
            here = [move for move in moves if move.old_line is None or self.line(move.old_line) == line]
            if here:
                return here
        return []


def aliases_of(scheme: Scheme) -> dict[str, str]:
    """Return every name of the scheme's lines, folded, to the line's own name."""
    return {folded(name): line.name for line in scheme.lines for name in (line.name, *line.aliases)}


def split(amount: int, shares: Sequence[Fraction]) -> tuple[int, ...]:
    """Return an amount divided by shares that make 1, exact to the unit (largest remainder).

    Example:
        >>> split(100, [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)])
        (34, 33, 33)
    """
    exact = [amount * share for share in shares]
    parts = [int(part // 1) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: amount - sum(parts)]:
        parts[at] += 1
    return tuple(parts)
