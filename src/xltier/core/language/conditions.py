"""The text of a condition, ``AND(回款率 >= 80%, NOT(frozen))``, to an expression, by our own parser.

Business users know Excel formulas, so this is their grammar, cut down to what a rule needs. Nothing else is
understood: no cell, no other function, no power.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Final

from xltier.core.language.expressions import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    IsBlank,
    IsNumber,
    Name,
    Node,
    Not,
    Number,
    Sort,
    Text,
)
from xltier.core.words import folded
from xltier.errors import Location, Problem

DEPTH: Final = 32
LENGTH: Final = 400
"""Most numbers, names and signs of one text: a chain of sums nests as deep as it is long."""
_OPERATORS: Final = {"≥": ">=", "≤": "<=", "≠": "<>", "!=": "<>", "==": "=", "×": "*", "÷": "/"}
_MAGNITUDES: Final = {"千": 1000, "万": 10**4, "亿": 10**8}
_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?|\.\d+)([千万亿]?)(%?)")
_SYMBOL: Final = re.compile(r">=|<=|<>|!=|==|[≥≤≠<>=+\-*/×÷(),]")
_TEXT: Final = re.compile(r'"([^"]*)"|“([^”]*)”|\'([^\']*)\'')
_WORD: Final = re.compile(r"[^\s<>=≥≤≠!+\-*/×÷(),\"'“”]+")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that an expression may use: every key, label and alias, folded, to key and sort."""

    sorts: Mapping[str, Sort]
    labels: Mapping[str, str]

    def longest_at(self, text: str, at: int) -> str | None:
        """Return the longest known label that stands at this place as a whole word."""
        best = ""
        for label in self.labels:
            if len(label) > len(best) and text.startswith(label, at):
                after = text[at + len(label) : at + len(label) + 1]
                if not (after.isalnum() or after == "_") or not (label[-1].isalnum() or label[-1] == "_"):
                    best = label
        return best or None


class _Stop(Exception):
    """Leaves the parser at the first thing that it does not understand."""

    def __init__(self, reference: str, **values: object) -> None:
        self.reference = reference
        self.values = values
        super().__init__(reference)


def parse(text: str, names: Names, at: Location, *, wants: Sort, divides: bool = False) -> Node | Problem:
    """Return the expression that a text means, or the Problem with its place.

    Args:
        text: As written in a rule: ``回款率>=80%``, with or without a leading ``=``.
        names: What it may refer to.
        at: The rule's place, for the Problem.
        wants: What the text must give: a truth for conditions, a number for derived measures.
        divides: Whether ``/`` is allowed (derived measures only).
    """
    try:
        tokens = _tokens(text, names)
        reader = _Reader(tokens, names, divides=divides)
        node, sort = reader.comparison(0)
        reader.expect_end()
        if sort is not wants:
            raise _Stop("condition-kind", wants=wants.words, got=sort.words)  # noqa: TRY301 - one way out of the parser
    except _Stop as stop:
        return Problem(stop.reference, at, values={"text": text, **stop.values})
    return node


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, text, symbol, name, word
    text: str
    value: Decimal | str = ""


def _tokens(raw: str, names: Names) -> list[_Token]:
    text = unicodedata.normalize("NFKC", raw).casefold().strip()
    text = text.removeprefix("=").lstrip() if not text.startswith("==") else text
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        if len(tokens) == LENGTH:
            raise _Stop("condition-too-long", limit=LENGTH)
        token, at = _token(text, at, names)
        tokens.append(token)
    return tokens


def _token(text: str, at: int, names: Names) -> tuple[_Token, int]:
    if (label := names.longest_at(text, at)) is not None:
        return _Token("name", label, names.labels[label]), at + len(label)
    if found := _NUMBER.match(text, at):
        digits, magnitude, percent = found.groups()
        value = Decimal(digits) * _MAGNITUDES.get(magnitude, 1)
        return _Token("number", found[0], value / 100 if percent else value), found.end()
    if found := _TEXT.match(text, at):
        return _Token("text", found[0], folded(next(part for part in found.groups() if part is not None))), found.end()
    if found := _SYMBOL.match(text, at):
        return _Token("symbol", _OPERATORS.get(found[0], found[0])), found.end()
    if found := _WORD.match(text, at):
        return _Token("word", found[0]), found.end()
    raise _Stop("condition-unreadable", found=text[at])


@dataclass(slots=True)
class _Reader:
    tokens: list[_Token]
    names: Names
    divides: bool
    at: int = field(default=0)

    def peek(self) -> str:
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    def take(self) -> _Token:
        if self.at == len(self.tokens):
            raise _Stop("condition-unfinished")
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, symbol: str) -> None:
        if not self.peek():
            raise _Stop("condition-unfinished")
        if self.peek() != symbol:
            raise _Stop("condition-expected", wanted=symbol, found=self.peek())
        self.at += 1

    def expect_end(self) -> None:
        if self.at < len(self.tokens):
            raise _Stop("condition-unreadable", found=self.peek())

    def comparison(self, depth: int) -> tuple[Node, Sort]:
        if depth > DEPTH:
            raise _Stop("condition-too-deep", limit=DEPTH)
        left, sort = self.sum(depth)
        if self.peek() not in {"<", "<=", ">", ">=", "=", "<>"}:
            return left, sort
        operator = self.take().text
        right, other = self.sum(depth)
        if sort is not other or (sort is not Sort.NUMBER and operator not in {"=", "<>"}):
            raise _Stop("condition-compares", left=sort.words, right=other.words, operator=operator)
        if sort is Sort.TRUTH:
            same = AnyOf((AllOf((left, right)), AllOf((Not(left), Not(right)))))
            return (same if operator == "=" else Not(same)), Sort.TRUTH
        return Comparison(operator, left, right), Sort.TRUTH

    def sum(self, depth: int) -> tuple[Node, Sort]:
        node, sort = self.product(depth)
        while self.peek() in {"+", "-"}:
            node, sort = self._joined(self.take().text, (node, sort), self.product(depth))
        return node, sort

    def product(self, depth: int) -> tuple[Node, Sort]:
        node, sort = self.signed(depth)
        while self.peek() in {"*", "/"}:
            operator = self.take().text
            if operator == "/" and not self.divides:
                raise _Stop("condition-divides")
            node, sort = self._joined(operator, (node, sort), self.signed(depth))
        return node, sort

    def _joined(self, operator: str, left: tuple[Node, Sort], right: tuple[Node, Sort]) -> tuple[Node, Sort]:
        if left[1] is not Sort.NUMBER or right[1] is not Sort.NUMBER:
            raise _Stop("condition-compares", left=left[1].words, right=right[1].words, operator=operator)
        return Arithmetic(operator, left[0], right[0]), Sort.NUMBER

    def signed(self, depth: int) -> tuple[Node, Sort]:
        if depth > DEPTH:
            raise _Stop("condition-too-deep", limit=DEPTH)
        if self.peek() == "-":
            self.take()
            return self._joined("-", (Number(Decimal(0)), Sort.NUMBER), self.signed(depth + 1))
        return self.atom(depth)

    def atom(self, depth: int) -> tuple[Node, Sort]:
        token = self.take()
        match token.kind:
            case "number":
                return Number(Decimal(token.value)), Sort.NUMBER
            case "text":
                return Text(str(token.value)), Sort.TEXT
            case "name":
                key = str(token.value)
                return Name(key, self.names.sorts[key]), self.names.sorts[key]
            case "symbol" if token.text == "(":
                inner = self.comparison(depth + 1)
                self.expect(")")
                return inner
            case "word":
                return self.word(token.text, depth), Sort.TRUTH
        raise _Stop("condition-unreadable", found=token.text)

    def word(self, word: str, depth: int) -> Node:  # noqa: PLR0911 - one return a word
        match word:
            case "true":
                return AllOf(())
            case "false":
                return AnyOf(())
            case "and" | "or":
                parts = tuple(self.truths(depth))
                return AllOf(parts) if word == "and" else AnyOf(parts)
            case "not":
                (part,) = self.truths(depth, count=1)
                return Not(part)
            case "isblank":
                return IsBlank(self.name())
            case "isnumber":
                key = self.name()
                if self.names.sorts[key] is not Sort.NUMBER:
                    raise _Stop("condition-kind", wants=Sort.NUMBER.words, got=self.names.sorts[key].words)
                return IsNumber(key)
        return self.unknown(word)

    def name(self) -> str:
        """Take a name in brackets."""
        self.expect("(")
        token = self.take()
        if token.kind != "name":
            self.unknown(token.text)
        self.expect(")")
        return str(token.value)

    def truths(self, depth: int, count: int | None = None) -> list[Node]:
        self.expect("(")
        parts: list[Node] = []
        while True:
            node, sort = self.comparison(depth + 1)
            if sort is not Sort.TRUTH:
                raise _Stop("condition-kind", wants=Sort.TRUTH.words, got=sort.words)
            parts.append(node)
            if self.peek() != ",":
                break
            self.take()
        self.expect(")")
        if count is not None and len(parts) != count:
            raise _Stop("condition-expected", wanted=")", found=",")
        return parts

    def unknown(self, word: str) -> Node:
        near = get_close_matches(word, self.names.labels, n=3, cutoff=0.5)
        raise _Stop("unknown-name", name=word, near=near or list(self.names.sorts)[:8])
