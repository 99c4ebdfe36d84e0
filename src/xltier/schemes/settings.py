"""Fields of a scheme that somebody sets otherwise for one run: ``--set buffer=5%``, ``--set spread=median``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Final

from xltier.core.fields import as_number
from xltier.core.palette import PALETTES, palette_of
from xltier.errors import Location, Problem

_MIDDLES: Final = ("mean", "median")
"""Spreads that need nothing beside their word, so that one can stand for the other."""
_ABOUT: Final = frozenset({"id", "version", "valid_from", "name", "summary", "source", "by_name"})


def with_settings(
    document: Mapping[str, object], settings: Mapping[str, str]
) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Return a document with some of its fields set otherwise, and a Problem for each that would do nothing.

    ``spread`` of a scheme that bands no single measure means its axes and cuts: those at the mean or the
    median take the other.

    Args:
        document: Nested tables; they are not changed.
        settings: Top-level fields as texts.
    """
    found = dict(document)
    problems = []
    for key, text in settings.items():
        if key == "palette":
            if text in PALETTES:
                found["tiers"] = list(_painted(found.get("tiers"), text))
            else:
                values = {"key": key, "value": text, "known": tuple(PALETTES)}
                problems.append(Problem("setting-without-effect", Location(path=key), values=values))
        elif key != "spread" or "measure" in document:
            found[key] = value_of(text)
        elif text in _MIDDLES and any(_middles(document)):
            found |= dict(_spread(document, text))
        else:
            values = {"key": key, "value": text, "known": _known(document)}
            problems.append(Problem("setting-without-effect", Location(path=key), values=values))
    return found, tuple(problems)


def _painted(tiers: object, palette: str) -> Iterator[object]:
    """Yield tiers in the colours of a palette; a line's own ladder takes them from the top again."""
    tables = [tier for tier in tiers if isinstance(tier, Mapping)] if isinstance(tiers, Sequence) else []
    counts = Counter(tier.get("line") for tier in tables)
    colours = {line: iter(palette_of(count, palette)) for line, count in counts.items()}
    for tier in tables:
        chip = next(colours[tier.get("line")])
        yield {**tier, "fill": chip.fill, "ink": chip.ink}


def value_of(text: str) -> object:
    """Return a setting typed on a command line as the document would have it."""
    if text.casefold() in {"true", "false"}:
        return text.casefold() == "true"
    number = as_number(text)
    if number is None or text.strip().endswith("%"):
        return text
    return int(number) if number == number.to_integral_value() else number


def _spread(document: Mapping[str, object], word: str) -> Iterator[tuple[str, object]]:
    """Yield the blocks of axes and cuts with every mean or median as one word says."""
    for block in ("axes", "cuts"):
        tables = document.get(block)
        if isinstance(tables, Sequence):
            yield block, [{**one, "spread": word} if one.get("spread") in _MIDDLES else one for one in tables]


def _known(document: Mapping[str, object]) -> tuple[str, ...]:
    """Return what can be set: the fields that the document states, and the spreads of its axes and cuts."""
    fields = tuple(name for name, value in document.items() if name not in _ABOUT and not _is_block(value))
    return fields + (tuple(f"spread={word}" for word in _MIDDLES) if any(_middles(document)) else ())


def _middles(document: Mapping[str, object]) -> Iterator[bool]:
    """Yield of each axis and cut whether it is at the mean or the median."""
    for block in ("axes", "cuts"):
        tables = document.get(block)
        if isinstance(tables, Sequence):
            yield from (isinstance(one, MutableMapping) and one.get("spread") in _MIDDLES for one in tables)


def _is_block(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str))
