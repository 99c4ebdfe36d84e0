"""Ratings that a sheet already holds: customer, tier, and where it has them score and red lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from xltier.app.compare.compare_ratings import Rated
from xltier.app.customer_columns import CODE, NAME
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import shown
from xltier.core.scheme import Scheme
from xltier.errors import Location, Problem, Severity
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Reading

TIER: Final = Wanted("tier", "等级", "tier", ("客户等级", "评级", "级别", "本期等级", "grade", "rating", "class"))
SCORE: Final = Wanted("score", "得分", "score", ("总分", "综合得分", "total score"))
RED_LINES: Final = Wanted("red_lines", "红线", "red lines", ("触发红线", "red line"))
_ALL: Final = (CODE, NAME, TIER, SCORE, RED_LINES)


def rated_list(reading: Reading, chosen: Mapping[str, str] = MappingProxyType({})) -> dict[str, Rated] | None:
    """Return the ratings of a sheet by customer, or None where it has no customers or no tiers.

    Args:
        reading: The sheet.
        chosen: Header or letter by ``code``, ``name``, ``tier``, ``score`` or ``red_lines``.
    """
    columns = match(reading.columns, _ALL, chosen).columns
    who = columns.get(CODE.key) if columns.get(CODE.key) is not None else columns.get(NAME.key)
    tier = columns.get(TIER.key)
    if who is None or tier is None:
        return None
    blank = [None] * len(reading.rows)
    scores, lines = (
        blank if (at := columns.get(wanted.key)) is None else reading.values[at] for wanted in (SCORE, RED_LINES)
    )
    return {
        str(key): Rated(
            None if code is None or str(code).startswith("#") else str(code),
            None if score is None else str(score),
            tuple(str(line).split()) if line else (),
        )
        for key, code, score, line in zip(reading.values[who], reading.values[tier], scores, lines, strict=True)
        if key is not None
    }


def about_tiers(reading: Reading, held: Mapping[str, Rated], chosen: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a warning where nobody of a sheet has a tier, so that nobody can be said to have moved."""
    if held and all(one.tier is None for one in held.values()):
        column = match(reading.columns, _ALL, chosen).columns[TIER.key]
        row = reading.header_rows[-1] if reading.header_rows else reading.rows[0]
        at = Location(file=reading.file, sheet=reading.sheet) if column is None else reading.location(row, column)
        name = "" if column is None else reading.columns[column].name
        yield Problem("diff-no-tiers", at, Severity.WARNING, {"column": name, "customers": len(held)})


def tier_order(codes: Collection[str], schemes: Iterable[Scheme]) -> tuple[str, ...]:
    """Return tier codes best first: in the order of the first scheme that knows them all, else by letter."""
    for scheme in schemes:
        ladder = tuple(tier.code for tier in scheme.tiers)
        if set(codes) <= set(ladder):
            return ladder
    return tuple(sorted(codes))


def rated_sheet(sheet: TieredSheet) -> dict[str, Rated]:
    """Return the ratings of a sheet that we have just rated, by customer; a blank row is no customer."""
    decimals = sheet.plan.score_decimals
    return {
        row.key: Rated(
            row.rating.tier,
            None if row.rating.score is None else shown(row.rating.score, decimals),
            row.rating.red_lines,
        )
        for row in sheet.rows
        if row.rating.tier is not None or row.rating.error is not None
    }
