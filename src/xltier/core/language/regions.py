"""Where a condition holds: alternatives, each a range or a set of words for every quantity that it asks about.

That is enough to tell from rules alone that one takes everything of another, or that two can hold together. What
a quantity may be besides, or how two quantities depend on each other, is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

from xltier.core.language.expressions import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    IsBlank,
    IsNumber,
    Node,
    Not,
    Number,
    Text,
    names_in,
)

MOST: Final = 64
"""Alternatives of one condition that are followed: they multiply with every OR inside an AND."""
Limit: TypeAlias = "Span | Texts"
Region: TypeAlias = Mapping[Node, Limit]
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
_OPPOSITE: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "="}


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers between two ends; an end that is None is open, and an end itself belongs where ``has_`` says so."""

    low: Decimal | None = None
    has_low: bool = False
    high: Decimal | None = None
    has_high: bool = False

    def meet(self, other: Limit) -> Span | None:
        """Return the numbers that are in both, or None."""
        if not isinstance(other, Span):
            return None
        low, has_low = max(((one.low, one.has_low) for one in (self, other)), key=_rank_from)
        high, has_high = min(((one.high, one.has_high) for one in (self, other)), key=_rank_to)
        if low is not None and high is not None and (low > high or (low == high and not (has_low and has_high))):
            return None
        return Span(low, has_low, high, has_high)

    def covers(self, other: Limit) -> bool:
        """Return whether every number of another span is in this one."""
        return self.meet(other) == other


def _rank_from(end: tuple[Decimal | None, bool]) -> tuple[Decimal, bool]:
    value, has = end
    return (Decimal("-Infinity") if value is None else value), not has


def _rank_to(end: tuple[Decimal | None, bool]) -> tuple[Decimal, bool]:
    value, has = end
    return (Decimal("Infinity") if value is None else value), has


@dataclass(frozen=True, slots=True)
class Texts:
    """One of some texts, or any but these."""

    texts: frozenset[str]
    is_any_but: bool = False

    def meet(self, other: Limit) -> Texts | None:
        """Return the texts that are in both, or None."""
        if not isinstance(other, Texts):
            return None
        if self.is_any_but and other.is_any_but:
            return Texts(self.texts | other.texts, is_any_but=True)
        if self.is_any_but:
            return other.meet(self)
        texts = self.texts - other.texts if other.is_any_but else self.texts & other.texts
        return Texts(texts) if texts else None

    def covers(self, other: Limit) -> bool:
        """Return whether every text of the other is in this one."""
        return self.meet(other) == other


_YES: Final = Texts(frozenset({"yes"}))
_NO: Final = Texts(frozenset({"no"}))


def regions(condition: Node) -> tuple[Region, ...] | None:
    """Return the alternatives under which a condition holds; none is never, None is too many to follow.

    Args:
        condition: A parsed condition.
    """
    found = _alternatives(condition, holds=True)
    return None if found is None else tuple(found)


def meets(one: Sequence[Region], other: Sequence[Region]) -> bool:
    """Return whether two conditions can hold together, as far as their own words tell."""
    return any(_meet(left, right) is not None for left in one for right in other)


def takes(outer: Sequence[Region], inner: Sequence[Region]) -> bool:
    """Return whether the outer condition holds wherever the inner one does.

    True is certain; False may be an inner one that several alternatives of the outer take only together.
    """
    return all(any(_covers(wide, narrow) for wide in outer) for narrow in inner)


def _alternatives(node: Node, *, holds: bool) -> list[Region] | None:
    match node:
        case AllOf(parts) | AnyOf(parts):
            several = [_alternatives(part, holds=holds) for part in parts]
            known = [one for one in several if one is not None]
            if len(known) < len(several):
                return None
            return _all(known) if isinstance(node, AllOf) is holds else _any(known)
        case Not(part):
            return _alternatives(part, holds=not holds)
        case IsBlank() | IsNumber():
            return [{node: _YES if holds else _NO}]
        case Comparison():
            return list(_compared(node, holds=holds))
    return [_reported(node, _YES if holds else _NO)]


def _any(parts: Sequence[list[Region]]) -> list[Region] | None:
    found = [region for part in parts for region in part]
    return found if len(found) <= MOST else None


def _all(parts: Sequence[list[Region]]) -> list[Region] | None:
    found: list[Region] = [{}]
    for part in parts:
        found = [both for one in found for other in part if (both := _meet(one, other)) is not None]
        if len(found) > MOST:
            return None
    return found


def _compared(node: Comparison, *, holds: bool) -> Iterator[Region]:
    operator = node.operator if holds else _OPPOSITE[node.operator]
    left, right = node.left, node.right
    if isinstance(left, Text) or (isinstance(left, Number) and not isinstance(right, Number)):
        left, right, operator = right, left, _MIRRORED[operator]
    if isinstance(right, Text):
        yield _reported(left, Texts(frozenset({right.value}), is_any_but=operator == "<>"))
        return
    value = right.value if isinstance(right, Number) else Decimal(0)
    if not isinstance(right, Number):
        if repr(left) > repr(right):
            left, right, operator = right, left, _MIRRORED[operator]
        left = Arithmetic("-", left, right)
    for span in _spans(operator, value):
        yield _reported(left, span)


def _spans(operator: str, value: Decimal) -> tuple[Span, ...]:
    below, above = Span(high=value), Span(low=value)
    match operator:
        case "<":
            return (below,)
        case "<=":
            return (Span(high=value, has_high=True),)
        case ">":
            return (above,)
        case ">=":
            return (Span(low=value, has_low=True),)
        case "=":
            return (Span(value, True, value, True),)  # noqa: FBT003 - the two ends, each with its belonging
    return (below, above)


def _reported(subject: Node, limit: Limit) -> Region:
    """A quantity that is compared is known, so that whatever it reads is not blank."""
    return {subject: limit, **{IsBlank(name): _NO for name in names_in(subject)}}


def _meet(one: Region, other: Region) -> Region | None:
    found = dict(one)
    for subject, limit in other.items():
        both = limit if subject not in found else found[subject].meet(limit)
        if both is None:
            return None
        found[subject] = both
    return found


def _covers(outer: Region, inner: Region) -> bool:
    return all(subject in inner and limit.covers(inner[subject]) for subject, limit in outer.items())
