"""Refresh: rate a sheet that an earlier run has written into, and compare with what that run wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from xltier.app.tier_sheet import TieredRow, TieredSheet
from xltier.tables.reading import Notice, Reading, Value


@dataclass(frozen=True, slots=True)
class Written:
    """What an earlier run wrote beside the rows of a reading.

    Args:
        tiers: The tier of each row; None where the row had none.
        moves: How many tiers it had risen (+) or fallen (-).
        period: The period that run was for.
    """

    tiers: Sequence[Value]
    moves: Sequence[Value]
    period: str | None


def parted(reading: Reading, ours: Mapping[str, int], period: str | None) -> tuple[Reading, Written | None]:
    """Return a reading without our columns, which must not be taken for measures, and what they hold.

    Args:
        reading: The sheet as read.
        ours: Sheet column of each of our columns, by its key.
        period: The period that the earlier run was for.
    """
    numbers = set(ours.values())
    at = {column.number: position for position, column in enumerate(reading.columns)}
    kept = [position for position, column in enumerate(reading.columns) if column.number not in numbers]
    if len(kept) == len(reading.columns):
        return reading, None
    place = {position: new for new, position in enumerate(kept)}
    users = replace(
        reading,
        columns=tuple(reading.columns[position] for position in kept),
        values=tuple(reading.values[position] for position in kept),
        failures={(row, place[one]): fault for (row, one), fault in reading.failures.items() if one in place},
        conversions=[one._replace(column=place[one.column]) for one in reading.conversions if one.column in place],
        warnings=tuple(notice for notice in reading.warnings if not _is_about(notice, reading, numbers)),
        merges=tuple((first, last, place[one]) for first, last, one in reading.merges if one in place),
    )
    tier = at.get(ours.get("tier", 0))
    if tier is None:
        return users, None
    move = at.get(ours.get("move", 0))
    moves: Iterable[Value] = repeat(None, len(reading.rows)) if move is None else reading.values[move]
    return users, Written(reading.values[tier], tuple(moves), period)


def _is_about(notice: Notice, reading: Reading, numbers: set[int]) -> bool:
    """Return whether a warning speaks of our columns only."""
    letters = {column.letter for column in reading.columns if column.number in numbers}
    return bool(notice.cells) and all(cell.partition(":")[0].rstrip("0123456789") in letters for cell in notice.cells)


def compared(sheet: TieredSheet, before: Written | None, period: str) -> TieredSheet:
    """Return a rated sheet with each row's move since the last period.

    In a new period the tiers found in the sheet are the ones to compare with. A second run in the same period
    compares with what the first one did: the tier it found, which is the one it wrote less the move it wrote.
    A column of the user's with the tier of the last period goes first.

    Args:
        sheet: The rated sheet.
        before: What an earlier run wrote, if any.
        period: The period of this run, such as ``"2026-10"``.
    """
    if before is None:
        return sheet
    places = {tier.code: place for place, tier in enumerate(sheet.plan.ladder.tiers)}
    is_again = before.period == period
    return replace(sheet, rows=[_compared(row, places, before, is_again=is_again) for row in sheet.rows])


def _compared(row: TieredRow, places: Mapping[str, int], before: Written, *, is_again: bool) -> TieredRow:
    now, then = places.get(row.rating.tier or ""), places.get(str(before.tiers[row.at]))
    if row.before is not None or now is None or then is None:
        return row
    if is_again:
        move = before.moves[row.at]
        if not isinstance(move, (int, float)):
            return row
        then += int(move)
    return row._replace(change=then - now)
