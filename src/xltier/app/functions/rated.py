"""The rows of a block as a scheme rates them: what TIER, TIER_SCORE, TIER_WHY and their kin share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import NamedTuple

from xltier.app.customer import with_words
from xltier.app.functions.cells import Argument, Cell, CellFault, block, flat, is_blank, is_single, number, text
from xltier.app.functions.circumstances_of import circumstances_of
from xltier.app.functions.scheme_of import Surroundings, scheme_of
from xltier.core.adjustments import adjuster
from xltier.core.circumstances import Circumstances
from xltier.core.compile import compile_plan
from xltier.core.entries import entry
from xltier.core.fit import fit_plan
from xltier.core.fixed import to_decimal, to_fixed
from xltier.core.given import taken_as_given
from xltier.core.names import names_of
from xltier.core.plan import Plan
from xltier.core.rate import rater
from xltier.core.rating import BLANK, Rating
from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.errors import Problem
from xltier.tables.text import bare, fold


class RatedRow(NamedTuple):
    """One row of a block: what was rated and how.

    Args:
        scheme: As its document states it; the plan's may take derived measures as given.
        entries: In the plan's slot order; empty where the row was a final score.
        columns: For each column of the block its measure's slot, or None.
        cells: The row as it was handed over.
    """

    scheme: Scheme
    plan: Plan
    entries: tuple[Entry, ...]
    about: Circumstances
    rating: Rating
    columns: tuple[int | None, ...]
    cells: tuple[Cell, ...] = ()


class Question(NamedTuple):
    """The arguments that the tier functions share."""

    values: Argument
    scheme: Argument = None
    headers: Argument = None
    adjust: Argument = None
    cap: Argument = None


def rated_rows(question: Question, around: Surroundings) -> list[RatedRow]:
    """Return the rating of every row of the values.

    A single number is a final score, unless the scheme has one measure; a row or block has a measure in
    each column, by its header or, without headers, in the scheme's order.

    Raises:
        CellFault: Unknown scheme (#N/A), or headers and shapes that do not fit (#VALUE!).
    """
    scheme = scheme_of(question.scheme, around)
    rows = block(question.values)
    wanted = in_order(scheme)
    if is_single(question.values) and question.headers is None and scheme.kind is Kind.SCORECARD and len(wanted) > 1:
        plan = _plan(scheme, ())
        [about], faults = circumstances_of(plan, question.adjust, question.cap, 1)
        final = _final_score(plan, rows[0][0], about)
        return [final._replace(rating=_faulty(faults[0])) if faults and final.rating.tier is not None else final]
    measures = _columns(scheme, question, len(rows[0]), wanted)
    plan = _plan(scheme, tuple(measure.key for measure in measures if measure is not None))
    slots = tuple(None if measure is None else plan.slot(measure.key) for measure in measures)
    read = _reader(plan, slots)
    customers = [read(row) for row in rows]
    around_them, faults = circumstances_of(plan, question.adjust, question.cap, len(rows))
    if plan.wanted and len(rows) > 1:
        plan = fit_plan(plan.scheme, [entries for entries, _ in customers], circumstances=around_them)
    rate = rater(plan)
    rated = []
    for (entries, problems), about, row in zip(customers, around_them, rows, strict=True):
        rating = rate(entries, about)
        if problems:
            rating = with_words(rating, problems)
        rated.append(RatedRow(scheme, plan, entries, about, rating, slots, row))
    for at, fault in faults.items():
        if rated[at].rating.tier is not None:
            rated[at] = rated[at]._replace(rating=_faulty(fault))
    return rated


def in_order(scheme: Scheme) -> list[Measure]:
    """Return the measures that a row without headers holds: what is scored, or else what is read."""
    scored = [measure for measure in scheme.measures if measure.is_scored]
    return scored or [measure for measure in scheme.measures if measure.expression is None]


def _columns(scheme: Scheme, question: Question, width: int, wanted: Sequence[Measure]) -> list[Measure | None]:
    if question.headers is None:
        if len(wanted) != width:
            values = {"scheme": scheme.name, "wanted": len(wanted), "got": width}
            raise CellFault(ExcelError.VALUE, Problem("columns-do-not-fit", values=values))
        return list(wanted)
    headers = flat(question.headers)
    if len(headers) != width:
        values = {"headers": len(headers), "got": width}
        raise CellFault(ExcelError.VALUE, Problem("headers-do-not-fit", values=values))
    labels = _labels(scheme)
    by_key = {measure.key: measure for measure in scheme.measures}
    found: list[Measure | None] = []
    for header in headers:
        name = text(header)
        key = labels.get(fold(name)) or labels.get(fold(bare(name)))
        if key is None:
            values = {"header": name, "scheme": scheme.name}
            raise CellFault(ExcelError.VALUE, Problem("header-unknown", values=values))
        if by_key[key] in found:
            values = {"header": name, "measure": by_key[key].name}
            raise CellFault(ExcelError.VALUE, Problem("header-twice", values=values))
        found.append(by_key[key])
    return found


def _labels(scheme: Scheme) -> dict[str, str]:
    names = names_of(scheme)
    cuts = {cut.key for cut in scheme.cuts}
    found = {fold(label): key for label, key in names.labels.items() if key not in cuts}
    return {fold(bare(label)): key for label, key in names.labels.items() if key not in cuts} | found


def _reader(
    plan: Plan, slots: Sequence[int | None]
) -> Callable[[Sequence[Cell]], tuple[tuple[Entry, ...], tuple[Problem, ...]]]:
    """Return the function from a row of cells to entries in the plan's slot order, and what could not be read."""
    read = [
        (at, slot, plan.measures[slot], plan.measures[slot].type is ValueType.NUMBER, plan.measures[slot].decimals)
        for at, slot in enumerate(slots)
        if slot is not None and slot < plan.inputs
    ]
    room: tuple[Entry, ...] = (NOT_APPLICABLE,) * plan.inputs

    def entries(row: Sequence[Cell]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
        found = [*room]
        problems: list[Problem] = []
        for at, slot, measure, is_number, decimals in read:
            cell = row[at]
            if is_number and type(cell) is float and isfinite(cell):
                found[slot] = to_fixed(cell, decimals)  # what nearly every cell is goes straight through
                continue
            value = _entry(measure, cell)
            if isinstance(value, Problem):
                problems.append(value)
                found[slot] = ExcelError.VALUE
            else:
                found[slot] = value
        return tuple(found), tuple(problems)

    return entries


def _entry(measure: Measure, cell: Cell) -> Entry | Problem:
    if isinstance(cell, ExcelError):
        return cell
    if is_blank(cell):
        return None
    raw: object = cell
    if isinstance(cell, str) and measure.type is ValueType.NUMBER:
        try:
            raw = number(cell)
        except CellFault:
            raw = cell  # entry says that it is no number, with the measure's name
    return entry(measure, raw)


def _faulty(fault: CellFault) -> Rating:
    return Rating(None, error=fault.error, problems=() if fault.problem is None else (fault.problem,))


def _final_score(plan: Plan, cell: Cell, about: Circumstances) -> RatedRow:
    """Return the rating of a number that already is the final score."""
    try:
        value = number(cell)
    except CellFault as fault:
        return RatedRow(plan.scheme, plan, (), about, _faulty(fault), ())
    if value is None:
        return RatedRow(plan.scheme, plan, (), about, BLANK, ())
    decimals = plan.score_decimals
    adjusted = adjuster(plan)((NOT_APPLICABLE,) * len(plan.measures), about)
    is_void = any(line.line.voids_bonus for line in plan.red_lines if line.line.code in about.red_lines)
    points = (0 if is_void else adjusted.bonus) - adjusted.penalty
    score = to_fixed(value, decimals) + to_fixed(to_decimal(points, plan.points_decimals), decimals)
    sheet = plan.score
    if sheet is not None and sheet.minimum is not None:
        score = max(score, sheet.minimum)
    if sheet is not None and sheet.maximum is not None:
        score = min(score, sheet.maximum)
    earned = plan.ladder.place(score)
    place = earned
    for line in plan.red_lines:
        if line.line.code in about.red_lines:
            last = len(plan.ladder.tiers) - 1
            place = max(place, line.cap) if line.cap is not None else min(place + line.line.drop, last)
    if about.cap is not None:
        place = max(place, plan.ladder.index(about.cap) or 0)
    rating = Rating(
        plan.ladder.tiers[place].code,
        score,
        score_before=score,
        earned=earned,
        held=earned,
        place=place,
        red_lines=about.red_lines,
    )
    return RatedRow(plan.scheme, plan, (), about, rating, ())


_PLANS: dict[int, tuple[Scheme, dict[tuple[str, ...], Plan]]] = {}
_MOST = 64


def forget() -> None:
    """Forget the plans that were compiled so far."""
    _PLANS.clear()


def _plan(scheme: Scheme, keys: tuple[str, ...]) -> Plan:
    """Return the plan for a sheet with these columns; a scheme object is compiled once for each set of them."""
    held = _PLANS.get(id(scheme))
    if held is None or held[0] is not scheme:
        if len(_PLANS) >= _MOST:
            _PLANS.clear()
        held = _PLANS[id(scheme)] = (scheme, {})
    if keys not in held[1]:
        held[1][keys] = compile_plan(taken_as_given(scheme, keys) if keys else scheme)
    return held[1][keys]
