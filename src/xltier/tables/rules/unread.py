"""What else is wrong with a sheet whose choices cannot all be read: what is wrong whatever was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import product
from math import prod
from typing import Any, Final

from xltier.core.checks import check
from xltier.core.document import read_document
from xltier.errors import Problem

_MOST: Final = 64
"""So many ways to read several cells are all tried; of more, as many as show every choice of each cell."""
_STEP: Final = re.compile(r"[^.\[\]]+")


def wrong_anyway(document: Mapping[str, Any], unread: Mapping[str, Sequence[object]]) -> tuple[Problem, ...]:
    """Return the Problems that a document has whichever choice its unread cells are mended to.

    A wrong word in one cell hides no weights that make 95; and nothing is said that would go away with the word.

    Args:
        document: As far as it could be read.
        unread: For the path of each cell whose word is not known, the choices that it has.
    """
    common: list[Problem] | None = None
    for ways in _ways(list(unread.values())):
        scheme, shape = read_document(_with(document, zip(unread, ways, strict=True)))
        if any(problem.is_error for problem in shape):
            continue  # this choice has more to it: what that lacks is said once it is made
        found = check(scheme)
        common = list(found) if common is None else [problem for problem in common if problem in found]
    return tuple(common or ())


def _ways(choices: Sequence[Sequence[object]]) -> Iterator[tuple[object, ...]]:
    if prod(len(one) for one in choices) <= _MOST:
        yield from product(*choices)
        return
    for at in range(max(len(one) for one in choices)):
        yield tuple(one[at % len(one)] for one in choices)


def _with(document: Mapping[str, Any], values: Iterable[tuple[str, object]]) -> dict[str, Any]:
    changed: dict[str, Any] = deepcopy(dict(document))
    for path, value in values:
        *above, name = _STEP.findall(path)
        table: Any = changed
        for step in above:
            table = table[int(step) if step.isdecimal() else step]
        table[name] = value
    return changed
