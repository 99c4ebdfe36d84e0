"""What differs between two schemes, rule by rule: the path in the document, and both values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from xltier.core.scheme import Scheme
from xltier.core.words import Words

_QUIET: Final = frozenset({"cases", "source"})
"""Parts of a document that rate nobody."""


class RuleChange(NamedTuple):
    """One difference.

    Args:
        path: Such as ``tiers[A].floor``.
        old: As text; None is absent. ``new`` likewise.
    """

    path: str
    old: str | None
    new: str | None


def rule_changes(old: Scheme, new: Scheme, language: str) -> tuple[RuleChange, ...]:
    """Return every rule that differs, in the order of the document; cases and sources are no rules.

    Args:
        old: The rules of before.
        new: The rules of now.
        language: Of texts in two languages; one that differs in the other language alone is said in that.
    """
    return tuple(_Differences(language)("", old, new))


class _Differences:
    """What differs, for a reader of one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, path: str, old: object, new: object) -> Iterator[RuleChange]:
        if old == new:
            return
        if isinstance(old, Words) or isinstance(new, Words) or type(old) is not type(new):
            yield self._change(path, old, new)
        elif is_dataclass(old) and is_dataclass(new):
            for field in fields(old):
                if field.name not in _QUIET:
                    below = f"{path}.{field.name}" if path else field.name
                    yield from self(below, getattr(old, field.name), getattr(new, field.name))
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            for key in dict.fromkeys((*old, *new)):
                yield from self(f"{path}.{key}", old.get(key), new.get(key))
        elif isinstance(old, tuple) and isinstance(new, tuple):
            yield from self._rows(path, old, new)
        else:
            yield self._change(path, old, new)

    def _rows(self, path: str, old: Sequence[object], new: Sequence[object]) -> Iterator[RuleChange]:
        """Compare rows by their key or code, or by their place where they have neither."""
        before = {_name(row, at): row for at, row in enumerate(old)}
        after = {_name(row, at): row for at, row in enumerate(new)}
        for name in dict.fromkeys((*before, *after)):
            yield from self(f"{path}[{name}]", before.get(name), after.get(name))

    def _change(self, path: str, old: object, new: object) -> RuleChange:
        said, now = _text(old, self._language), _text(new, self._language)
        if said == now:
            other = "en" if self._language == "zh" else "zh"
            return RuleChange(path, _text(old, other), _text(new, other))
        return RuleChange(path, said, now)


def _name(row: object, at: int) -> str:
    name = getattr(row, "key", None) or getattr(row, "code", None)
    line = getattr(row, "line", None)
    return f"{name}, {line}" if name and isinstance(line, str) else str(name or at)


def _text(value: object, language: str) -> str | None:
    match value:
        case None:
            return None
        case Decimal():
            return f"{value.normalize():f}"
        case Words():
            return value.said(language)
        case _ if is_dataclass(value):
            return str(getattr(value, "key", None) or getattr(value, "code", None) or value)
    return str(value)
