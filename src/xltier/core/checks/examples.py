"""Checks of the cases that a scheme carries: what they name is there. What they come to is computed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from xltier.core.checks.places import wrong
from xltier.core.scheme import Scheme
from xltier.errors import Problem


def check_examples(scheme: Scheme) -> Iterator[Problem]:
    """Yield each red line and item of a case that the scheme does not have: it would count for nothing."""
    lines = [line.code for line in scheme.red_lines]
    items = [item.code for item in scheme.items]
    for at, case in enumerate(scheme.cases):
        events = [str(event.get("item", "")) for event in case.events]
        for field, codes, known in (("red_lines", case.red_lines, lines), ("events", events, items)):
            for code in codes:
                if code not in known:
                    yield wrong("case-code-unknown", f"cases[{at}].{field}", case=case.name, name=code, known=known)
