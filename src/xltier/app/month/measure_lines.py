"""The lines of an explanation about measures: value, points, the inputs behind them and the cells of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from xltier.app.month.explain import Departure, Explanation
from xltier.app.month.gather import Part
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.moves import growth_in, growth_slot
from xltier.app.month.not_applicable import why_not
from xltier.app.month.rule_measures import operands, rule_slots
from xltier.app.wording.shown_value import shown_value
from xltier.core.fixed import shown, to_fixed
from xltier.core.months import month_text
from xltier.core.scheme.measure import Measure
from xltier.core.trace import Line
from xltier.core.values import NOT_APPLICABLE, Entry
from xltier.messages import phrase

_DECIMALS: Final = 4


def measure_lines(found: Explanation, inputs: MonthInputs, language: str) -> Iterator[str]:
    """Yield every scored measure, then those that only rules read, then what left the line."""
    for line in found.trace.lines:
        yield from _scored(found, line, inputs, language)
    if found.trace.values:
        for slot in rule_slots(found.row.plan):
            yield from _read(found, slot, inputs, language)
    for departure in found.left:
        yield from _left(found, departure, inputs, language)


def said(value: Fraction) -> str:
    """Return an exact number with at most four decimals."""
    return shown(to_fixed(float(value), _DECIMALS), _DECIMALS)


def _scored(found: Explanation, line: Line, inputs: MonthInputs, language: str) -> Iterator[str]:
    plan = found.row.plan
    points = phrase("value-not-applicable", language)
    if line.points is not None:
        full = "" if line.full is None else f"/{shown(line.full, plan.points_decimals)}"
        points = f"{shown(line.points, plan.points_decimals)}{full}"
    own = Fraction(line.points or 0, 10**plan.points_decimals)
    counted = "" if line.weighted == own else f" → {said(line.weighted)}"
    value = shown_value(line.measure, line.value, language)
    if line.applies:
        yield f"  {line.measure.name.said(language)}  {value}  {points}{counted}"
    else:
        yield f"  {line.measure.name.said(language)}  {points}: {why_not(found.row, line.measure, inputs, language)}"
    yield from _operands(line.measure, plan.measures, found.trace.values, found.parts, inputs, language)
    yield from _restated(found, line, inputs, language)


def _read(found: Explanation, slot: int, inputs: MonthInputs, language: str) -> Iterator[str]:
    """Yield a measure that earns no points, but that the rule of an item or a red line asks about."""
    measure, value = found.row.plan.measures[slot], found.trace.values[slot]
    note = phrase("month-explain-read", language)
    text = shown_value(measure, value, language)
    if value is NOT_APPLICABLE:
        text = f"{text}: {why_not(found.row, measure, inputs, language)}"
    yield f"  {measure.name.said(language)}  {text}  ({note})"
    yield from _operands(measure, found.row.plan.measures, found.trace.values, found.parts, inputs, language)


def _operands(
    measure: Measure,
    measures: Sequence[Measure],
    values: Sequence[Entry],
    parts: Mapping[str, tuple[Part, ...]],
    inputs: MonthInputs,
    language: str,
) -> Iterator[str]:
    for slot, operand in enumerate(measures):
        if operand in operands(measure, measures) and values[slot] is not NOT_APPLICABLE:
            amount = shown_value(operand, values[slot], language)
            cells = _cells(parts.get(operand.key, ()), operand, inputs, language)
            yield f"    {operand.name.said(language)} {amount}{cells}"


def _restated(found: Explanation, line: Line, inputs: MonthInputs, language: str) -> Iterator[str]:
    """Yield growth as it was with every product where its rows have it, and what it follows from."""
    plan = found.row.plan
    if not found.before or line.slot != growth_slot(plan):
        return
    before = growth_in(plan, found.before)
    if before == line.value:
        return
    yield "    " + phrase("month-explain-restated", language, before=shown_value(line.measure, before, language))
    for text in _operands(line.measure, plan.measures, found.before, found.before_parts or {}, inputs, language):
        yield f"  {text}"


def _left(found: Explanation, departure: Departure, inputs: MonthInputs, language: str) -> Iterator[str]:
    products = tuple(product or found.row.key.line for product in departure.products)
    yield "  " + phrase("month-explain-left", language, products=products, line=departure.line)
    for measure in found.row.plan.measures:
        if measure.key in departure.parts:
            cells = _cells(departure.parts[measure.key], measure, inputs, language, is_moved_said=False)
            yield f"    {measure.name.said(language)}{cells}"


def _cells(
    parts: Iterable[Part], measure: Measure, inputs: MonthInputs, language: str, *, is_moved_said: bool = True
) -> str:
    """Return the cells that an amount is summed from: `` = 98,000 ('[销售部.xlsx]销售'!F5100) + …``."""
    told = []
    for part in parts:
        amount = shown_value(measure, part.value, language)
        share = "" if part.share == 1 else f" × {100 * float(part.share):g}%"
        is_said = part.moved_from and is_moved_said
        moved = phrase("month-explain-moved", language, line=part.moved_from) if is_said else ""
        told.append(f"{amount}{share} ({month_text(part.month)} {inputs.location(part.cell)}{moved})")
    return " = " + " + ".join(told) if told else ""
