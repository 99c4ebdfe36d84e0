"""Problems with a path, and the checks that several lists share: names that occur twice, what needs a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import ValueType
from xltier.errors import Location, Problem, Severity

DECIMALS: Final = 9
"""The most digits after the point that a measure or a score may have."""


def wrong(reference: str, path: str, **values: object) -> Problem:
    """Return an error at a path of the document."""
    return Problem(reference, Location(path=path), values=values)


def doubtful(reference: str, path: str, **values: object) -> Problem:
    """Return a warning at a path of the document."""
    return Problem(reference, Location(path=path), Severity.WARNING, values)


def noted(reference: str, path: str, **values: object) -> Problem:
    """Return a note at a path of the document."""
    return Problem(reference, Location(path=path), Severity.NOTE, values)


def repeated(block: str, field: str, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a Problem for each name that stood earlier in the same block."""
    seen: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in seen:
            yield wrong("name-repeated", f"{block}[{at}].{field}", name=name, first=seen[name] + 1)
        seen.setdefault(name, at)


def measured(scheme: Scheme, path: str, key: str | None) -> Iterator[Problem]:
    """Yield a Problem unless a key names a measure that is a number."""
    found = next((measure for measure in scheme.measures if measure.key == key), None)
    if found is None:
        near = tuple(measure.key for measure in scheme.measures)
        yield wrong("unknown-name", path, text=key or "", name=key or "", near=near)
    elif found.type is not ValueType.NUMBER:
        yield wrong("banded-not-number", path, measure=found.name)
