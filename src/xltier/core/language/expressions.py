"""What a condition or a derived measure is made of, once its text has been understood."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from xltier.core.words import Words

Node: TypeAlias = "Number | Text | Name | Arithmetic | Comparison | AllOf | AnyOf | Not | IsBlank | IsNumber"


class Sort(StrEnum):
    """What an expression gives."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"

    @property
    def words(self) -> Words:
        """Return how messages call it."""
        return _SORT_WORDS[self]


_SORT_WORDS: Final = {
    Sort.NUMBER: Words("数字", "a number"),
    Sort.TEXT: Words("文字", "a text"),
    Sort.TRUTH: Words("判断（是或否）", "a yes or no"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; a percent is already a ratio."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text, folded as cells are at intake."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A measure, a fitted cut or a fact of the rating, by its key."""

    key: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers joined by + - * or, in derived measures only, /."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two numbers or two texts compared by < <= > >= = or <>."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """AND(...)."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """OR(...)."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """NOT(...)."""

    part: Node


@dataclass(frozen=True, slots=True)
class IsBlank:
    """ISBLANK(measure): not reported. It is the one question that a blank answers."""

    key: str


@dataclass(frozen=True, slots=True)
class IsNumber:
    """ISNUMBER(measure): it has a value, so that it is neither blank nor not applicable. Every customer answers it."""

    key: str


def names_in(node: Node) -> tuple[str, ...]:
    """Return the keys that an expression reads, in order of appearance, each once."""
    match node:
        case Name(key) | IsBlank(key) | IsNumber(key):
            return (key,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            parts: tuple[Node, ...] = (left, right)
        case AllOf(several) | AnyOf(several):
            parts = several
        case Not(part):
            parts = (part,)
        case _:
            return ()
    return tuple(dict.fromkeys(key for part in parts for key in names_in(part)))
