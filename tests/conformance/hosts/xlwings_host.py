"""Excel through xlwings: TIER and TIER_SCORE with the raw values that Excel hands over, and what it is sent back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Final

from tests.conformance.case import Case
from tests.conformance.hosts.host import Answer, Gap, GapKind
from tests.conformance.hosts.question import log_of, people_of
from tests.support.excel_calls import RAW_ERRORS, as_excel_shows, asked
from xltier.core.scheme import Scheme
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.rules.layout import grid_cells, layout

_GAPS: Final[Mapping[str, Sequence[str]]] = {
    "a cell says that it does not know an item by #VALUE!": (
        "adjustments: an item that the scheme does not have does not count and is said",
    ),
    "a cell knows no tier of the month before": (
        "history: within the buffer the tier is kept",
        "history: below the buffer a first month is not enough to fall",
        "history: a first month is not enough to rise",
        "history: a month that asked for less does not count for a rise",
        "history: a buffer may be a share of the cut-off",
        "history: where a tier falls on either, a first month within the buffer keeps it",
    ),
    "a cell takes no decision by hand": ("history: a signed override decides",),
    "no argument of TIER names a channel line": ("lines: a line has its own bands, weights and cut-offs",),
    "a cell says that it does not know a red line by #N/A": (
        "red_lines: a red line that the scheme does not have is said",
    ),
    "a function fits the rows that it is given, the customer among them": (
        "scheme high-risk: just beyond the cut but steady before",
        "scheme value-composite: exactly at the upper cut-off",
        "scheme value-composite: eight months keep 70, seven 40",
        "scheme value-composite: the last one",
        "scheme value-score: without a profit column its weight moves",
        "scheme value-score: a blank profit scores nothing",
    ),
}


class XlwingsHost:
    """The functions as xlwings calls them, asked over a range with headers."""

    name: ClassVar[str] = "xlwings"
    gaps: ClassVar[Mapping[str, Gap]] = {
        case: Gap(GapKind.NEVER, reason) for reason, listed in _GAPS.items() for case in listed
    }
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
