"""Checks of channel lines: a name means one of them."""

from __future__ import annotations

from collections.abc import Iterator

from xltier.core.checks.places import wrong
from xltier.core.scheme import Scheme
from xltier.core.words import folded
from xltier.errors import Problem


def check_lines(scheme: Scheme) -> Iterator[Problem]:
    """Yield each name that two lines go by: a row of that name could belong to either."""
    owners: dict[str, tuple[int, str]] = {}
    for at, line in enumerate(scheme.lines):
        for name in (line.name, *line.aliases):
            first, owner = owners.setdefault(folded(name), (at, line.name))
            if first != at:
                field = "name" if name == line.name else "aliases"
                yield wrong("line-name-shared", f"lines[{at}].{field}", name=name, line=line.name, other=owner)
