"""Small rule books for unit tests, written as their documents would state them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xltier.core.document import read_document
from xltier.core.scheme import Scheme
from xltier.errors import Problem

HEAD: Final[Mapping[str, object]] = {"id": "x", "version": "1", "valid_from": "2026-01-01", "name": "x"}
TIERS: Final = [
    {"code": "A", "name": "A", "floor": 90},
    {"code": "B", "name": "B", "floor": 60},
    {"code": "C", "name": "C"},
]


def measure(key: str, **fields: object) -> dict[str, object]:
    """Return a measure's table: a straight line from 0 to 100 unless the fields say otherwise."""
    scored: dict[str, object] = {"method": "linear", "t1": 0, "t2": 100} if "weight" in fields else {}
    if "bands" in fields or "method" in fields or "map" in fields:
        scored = {}
    return {"key": key, "name": {"zh": f"{key}指标", "en": key.title()}, "decimals": 0} | scored | fields


def document(*measures: Mapping[str, object], **fields: object) -> dict[str, object]:
    """Return a scorecard's document."""
    return {**HEAD, "score_decimals": 2, "measures": list(measures), "tiers": TIERS} | fields


def scheme(*measures: Mapping[str, object], **fields: object) -> Scheme:
    """Return a scheme whose document has no Problem."""
    found, problems = read_document(document(*measures, **fields))
    if problems:
        raise ValueError(problems)
    return found


def problems_of(*measures: Mapping[str, object], **fields: object) -> list[tuple[str, str | None]]:
    """Return the Problems of a document's shape: reference and path."""
    return [(p.reference, p.at.path) for p in read_document(document(*measures, **fields))[1]]


def references(problems: tuple[Problem, ...]) -> list[str]:
    """Return the references of Problems, in order."""
    return [problem.reference for problem in problems]
