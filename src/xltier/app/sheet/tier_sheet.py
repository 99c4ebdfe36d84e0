"""A customer sheet rated by a scheme: every row with its tier or the reason why it has none. The main job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final, NamedTuple

from xltier.app.sheet.class_notes import class_notes
from xltier.app.sheet.columns import Columns, columns_of
from xltier.app.sheet.duplicates import duplicate_keys
from xltier.app.sheet.measure_cells import MeasureCells, measure_cells
from xltier.app.sheet.row_faults import Blame
from xltier.core.circumstances import NOTHING, Circumstances, Standing
from xltier.core.compile import compile_plan
from xltier.core.distribution import Cuts
from xltier.core.fingerprint import fingerprint
from xltier.core.fit import fit_plan
from xltier.core.ground import NO_CUTS
from xltier.core.hysteresis import pending
from xltier.core.plan import Plan, Ruling
from xltier.core.rate import rater
from xltier.core.rating import Rating
from xltier.core.scheme import Scheme
from xltier.core.slots import named
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.errors import Location, Problem, Severity
from xltier.tables.line_units import with_line_units
from xltier.tables.reading import Reading
from xltier.tables.units import MONEY

STRIDE: Final = 2000
"""Rows between two reports of progress."""

Progress = Callable[[int, int], None]


class TieredRow(NamedTuple):
    """One customer.

    Args:
        at: Place in ``Reading.rows``.
        row: 1-based sheet row.
        key: Code, else name, else the row number.
        name: Customer's name; empty where no column holds it.
        entries: What was rated, in the plan's slot order.
        rating: The result.
        faults: Why there is none, or what is doubtful, each with its cell.
        before: Tier of the last period, if the sheet has it.
        pending: For how many periods in a row another tier was asked for and not given, this one included: better (+)
            or worse (-); what the next period's sheet carries on.
        change: Tiers up (+) or down (-) since then; None where there is nothing to compare.
    """

    at: int
    row: int
    key: str
    name: str
    entries: tuple[Entry, ...]
    rating: Rating
    faults: tuple[Problem, ...]
    before: str | None
    pending: int
    change: int | None


@dataclass(frozen=True, slots=True)
class TieredSheet:
    """A whole sheet rated.

    Args:
        reading: What was read.
        scheme: The scheme as its document states it; ``plan`` is what rated.
        fingerprint: Hash of the scheme's rules.
        columns: Which column is which measure.
        as_of: The day that time was counted to.
        rows: The customers, in sheet order.
        problems: Everything to know, in reading order: about columns first, then by row.
    """

    reading: Reading
    scheme: Scheme
    fingerprint: str
    plan: Plan
    columns: Columns
    as_of: dt.date
    rows: Sequence[TieredRow]
    problems: tuple[Problem, ...]


def tier_sheet(
    reading: Reading,
    scheme: Scheme,
    *,
    as_of: dt.date,
    chosen: Mapping[str, str] | None = None,
    notes: Sequence[Problem] = (),
    progress: Progress | None = None,
    cuts: Cuts = NO_CUTS,
) -> TieredSheet:
    """Return every customer of a sheet rated by a scheme.

    A scheme that needs a population is fitted to these rows. Linear in the rows.

    Args:
        reading: The sheet as read.
        scheme: The scheme.
        as_of: The day to which time since a date is counted.
        chosen: Header or letter by measure key.
        notes: What is already known, such as how the scheme was chosen; it comes first.
        progress: Called with rows done and rows in all.
        cuts: Thresholds of an earlier period, which are kept; what they lack is fitted.

    Raises:
        DataError: A needed measure has no column, or a column cannot be what it was chosen for.
    """
    columns, about_columns = columns_of(reading, scheme, chosen or {})
    money = {measure.key for measure in columns.scheme.measures if measure.unit == MONEY}
    reading = with_line_units(reading, [at for key, at in columns.measures.items() if key in money])
    cells = {
        measure.key: measure_cells(reading, columns.measures[measure.key], measure, as_of)
        for measure in columns.scheme.measures
        if measure.key in columns.measures
    }
    plan = compile_plan(columns.scheme, cuts=cuts)
    population = _population(plan, cells, len(reading.rows))
    if plan.wanted:
        plan = fit_plan(columns.scheme, population, cuts=cuts)
    rows = _rated(reading, plan, columns, cells, population, progress)
    problems = (
        *notes,
        *about_columns,
        *(note for found in cells.values() for note in found.notes),
        *_from_reading(reading, columns),
        *duplicate_keys(reading, columns),
        *class_notes(
            plan,
            population,
            Location(file=reading.file, sheet=reading.sheet),
            [row.key for row in rows],
        ),
        *(fault for row in rows for fault in row.faults),
    )
    return TieredSheet(reading, scheme, fingerprint(scheme), plan, columns, as_of, rows, problems)


def _population(plan: Plan, cells: Mapping[str, MeasureCells], count: int) -> list[tuple[Entry, ...]]:
    """Return the entries of every row in slot order; a measure without a column is not applicable."""
    columns = [cells[key].entries if key in cells else repeat(NOT_APPLICABLE, count) for key in plan.keys]
    return list(zip(*columns, strict=True))


def _rated(
    reading: Reading,
    plan: Plan,
    columns: Columns,
    cells: Mapping[str, MeasureCells],
    population: Sequence[tuple[Entry, ...]],
    progress: Progress | None,
) -> list[TieredRow]:
    rate = rater(plan)
    blame = Blame(reading, plan, columns, {key: found.faults for key, found in cells.items()})
    blamed = frozenset(index for found in cells.values() for index in found.faults)
    codes, names, before = (_texts(reading, at) for at in (columns.code, columns.name, columns.before))
    keeps_history = _keeps_history(plan)
    waiting = _whole(reading, columns.pending) if keeps_history else repeat(0)
    known: dict[tuple[tuple[Entry, ...], Standing | None], tuple[tuple[Entry, ...], Rating]] = {}
    rows: list[TieredRow] = []
    total = len(population)
    for index, (row, entries, asked) in enumerate(zip(reading.rows, population, waiting, strict=False)):
        earlier = before[index] or None
        standing = Standing(earlier, asked) if keeps_history and earlier else None
        about = NOTHING if standing is None else Circumstances(standing=standing)
        question = (entries, standing)
        # Equal questions share one answer and one tuple of entries: a million rows hold few that differ.
        found = known.get(question)
        if found is None:
            found = known[question] = entries, _identified(plan, rate(entries, about))
        shared, rating = found
        faults = blame.faults(index, entries, rating) if rating.problems or index in blamed else ()
        key = codes[index] or names[index] or str(row)
        change = None if earlier is None else _change(plan, rating, earlier)
        still = pending(plan, rating, standing)
        rows.append(TieredRow(index, row, key, names[index], shared, rating, faults, earlier, still, change))
        if progress is not None and (index + 1) % STRIDE == 0:
            progress(index + 1, total)
    if progress is not None:
        progress(total, total)
    return rows


def _identified(plan: Plan, rating: Rating) -> Rating:
    """Return what a row gets that names a customer and reports nothing: #N/A, or the class of all others.

    ``TIER()`` gives "" for a blank row; a row that the intake took for a customer is not blank. Where the
    scheme requires a measure, that is missing; where its last rule takes whoever no other rule takes, as
    未知 does in schemes of labels, the customer is there.
    """
    if rating.tier is not None or rating.error is not None:
        return rating
    if plan.required:
        problem = Problem("measure-required", values=named(plan, plan.required[0]))
        return Rating(None, error=ExcelError.NA, problems=(problem,))
    if isinstance(plan.side, Ruling) and plan.side.rules[-1][0] is None:
        place = plan.side.rules[-1][1]
        return Rating(plan.ladder.tiers[place].code, earned=place, held=place, place=place)
    return rating


def _texts(reading: Reading, position: int | None) -> Sequence[str]:
    """Return a column as texts; nothing where there is no such column or cell."""
    if position is None:
        return [""] * len(reading.rows)
    return ["" if value is None else str(value) for value in reading.values[position]]


def _whole(reading: Reading, position: int | None) -> Sequence[int]:
    """Return a column as whole numbers, 0 where it has none."""
    if position is None:
        return [0] * len(reading.rows)
    return [int(cell) if isinstance(cell, (int, float)) else 0 for cell in reading.values[position]]


def _keeps_history(plan: Plan) -> bool:
    """Return whether the tier of the last period has a say: a buffer, or months in a row."""
    return bool(plan.buffer or plan.buffer_num or plan.scheme.min_months > 1)


def _change(plan: Plan, rating: Rating, before: str) -> int | None:
    place = plan.ladder.index(before)
    return None if place is None or rating.place is None else place - rating.place


def _from_reading(reading: Reading, columns: Columns) -> list[Problem]:
    """Return what the intake says; a cell that no measure reads stops no rating and is but a note."""
    used = set(columns.measures.values())
    read = {reading.address(row, position) for row, position in reading.failures if position in used}
    found = []
    for problem in reading.problems():
        if problem.is_error and problem.at.cell in read:
            continue  # its row says so
        severity = Severity.NOTE if problem.is_error else problem.severity
        found.append(Problem(problem.reference, problem.at, severity, problem.values))
    return found
