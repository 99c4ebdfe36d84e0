"""Problems with a path, and the check that several lists share: names that occur twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xltier.errors import Location, Problem, Severity


def wrong(reference: str, path: str, **values: object) -> Problem:
    """Return an error at a path of the document."""
    return Problem(reference, Location(path=path), values=values)


def doubtful(reference: str, path: str, **values: object) -> Problem:
    """Return a warning at a path of the document."""
    return Problem(reference, Location(path=path), Severity.WARNING, values)


def repeated(block: str, field: str, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a Problem for each name that stood earlier in the same block."""
    seen: dict[str, int] = {}
    for at, name in enumerate(names):
        if name in seen:
            yield wrong("name-repeated", f"{block}[{at}].{field}", name=name, first=seen[name] + 1)
        seen.setdefault(name, at)
