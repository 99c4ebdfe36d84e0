"""Log rows that stand there twice count once, and are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from xltier.app.month.intake.inputs import Complaint, Dealer, Event, MapRow, Origin, OverrideRow, RedLineHit, Source
from xltier.errors import Problem, Severity

Logged = TypeVar("Logged", Event, RedLineHit, MapRow, Complaint, OverrideRow)
_NOWHERE: Final = Origin(-1, 0)


def once(found: Iterable[Logged], sources: Sequence[Source], problems: list[Problem]) -> tuple[Logged, ...]:
    """Return log rows without those that say in every cell what an earlier one says.

    Args:
        found: Rows, in the order read.
        sources: Where they were read.
        problems: Grows by a warning for each row left out.
    """
    kept: dict[object, Logged] = {}
    for row in found:
        said = replace(row, origin=_NOWHERE)
        first = kept.setdefault(said, row)
        if first is not row:
            dealer = str(getattr(row, "dealer", ""))  # a row of the line map is of no dealer
            problems.append(_repeated(row.origin, first.origin, dealer, sources))
    return tuple(kept.values())


def listed_once(found: Iterable[Dealer], sources: Sequence[Source], problems: list[Problem]) -> tuple[Dealer, ...]:
    """Return the dealer list with each dealer, division and line once: its first row. A differing one is said."""
    kept: dict[tuple[str, str, str], Dealer] = {}
    for row in found:
        first = kept.setdefault((row.code, row.division, row.line), row)
        if first is not row and replace(row, origin=_NOWHERE) != replace(first, origin=_NOWHERE):
            problems.append(_repeated(row.origin, first.origin, row.code, sources, "dealer-listed-twice"))
    return tuple(kept.values())


def _repeated(
    here: Origin, first: Origin, dealer: str, sources: Sequence[Source], reference: str = "row-repeated"
) -> Problem:
    place = sources[here.source].location(here.row)
    values = {"dealer": dealer, "row": here.row, "first": str(sources[first.source].location(first.row))}
    return Problem(reference, place, Severity.WARNING, values)
