"""Excel through xlwings: TIER and TIER_SCORE with the raw values that Excel hands over, and what it is sent back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from tests.conformance.case import Case
from tests.conformance.hosts.host import Answer, Gap
from tests.conformance.hosts.question import log_of, never, people_of
from tests.support.excel_calls import RAW_ERRORS, as_excel_shows, asked
from xltier.core.scheme import Scheme
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.rules.layout import grid_cells, layout


class XlwingsHost:
    """The functions as xlwings calls them, asked over a range with headers."""

    name: ClassVar[str] = "xlwings"
    gaps: ClassVar[Mapping[str, Gap]] = never()
    says: ClassVar[frozenset[str]] = frozenset({"tier", "error", "score"})

    def rate(self, case: Case) -> Answer:
        """Return the add-in's answer."""
        people = people_of(case)
        at = people.index(case.inputs)
        keys = list(case.inputs) if case.inputs else list(dict.fromkeys(key for person in people for key in person))
        values = tuple(tuple(_raw(person.get(key)) for key in keys) for person in people)
        scheme = case.scheme.id if _is_shipped(case.scheme) else _rules(case.scheme)
        cap = ",".join(case.red_lines) or None
        tiers, scores = (
            asked(name, values, scheme, (tuple(keys),), log_of(case), cap) for name in ("TIER", "TIER_SCORE")
        )
        tier, score = (as_excel_shows(block[at if len(block) > 1 else 0][0]) for block in (tiers, scores))
        is_error = isinstance(tier, str) and tier in RAW_ERRORS
        return Answer(
            tier=None if is_error or not tier else str(tier),
            error=str(tier) if is_error else None,
            score=Decimal(str(score)) if isinstance(score, float) else None,
        )


def _is_shipped(scheme: Scheme) -> bool:
    return scheme.id in shipped() and scheme == load_scheme(scheme.id)


def _rules(scheme: Scheme) -> tuple[tuple[object, ...], ...]:
    """Return the rules of a scheme as a range of a rules sheet."""
    cells = grid_cells(layout(scheme), "en")
    rows, columns = (max(at[side] for at in cells) for side in (0, 1))
    return tuple(
        tuple(_raw(cells[row, column].value) if (row, column) in cells else None for column in range(1, columns + 1))
        for row in range(1, rows + 1)
    )


def _raw(value: object) -> object:
    """Return a cell as Excel hands it over; the text of an error means the error, ``""`` a blank cell."""
    match value:
        case "":
            return None
        case str() if value in RAW_ERRORS:
            return RAW_ERRORS[value]
        case Decimal() | int() if not isinstance(value, bool):
            return float(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return value.isoformat()
    return value
