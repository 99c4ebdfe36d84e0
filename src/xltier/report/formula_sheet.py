"""``--formulas``: 评级计算, a sheet that rates every row by plain formulas on the rules sheet of the same workbook.

Its rows are the rows of the customer sheet. What a formula cannot read (``待定``, a text number, a date that
counts as years) stands there as the value that was understood, in red ink, and stays what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.core.circumstances import NOTHING, Circumstances, Standing
from xltier.core.fixed import to_decimal, to_fixed
from xltier.core.scheme.measure import ValueType
from xltier.core.values import Entry, ExcelError
from xltier.formulas.basis import LABEL, SOUND, basis_steps, guarded
from xltier.formulas.cells import Columns, quoted
from xltier.formulas.cells import columns as laid_out
from xltier.formulas.evaluate import Held
from xltier.formulas.expected import Shown, expected
from xltier.formulas.render import countif, render
from xltier.formulas.rest import Rest
from xltier.formulas.rules_cells import RulesCells
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name
from xltier.formulas.work import Sources, Step
from xltier.report.cell_looks import as_said
from xltier.report.page import Paper, set_up
from xltier.report.rulebook.cells import rule_values
from xltier.report.theme import DOWN, SUB, Theme
from xltier.tables.address import letters

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LITERAL: Final = 255
_OURS: Final = {"tier": "tier", "score": "score", "why": "why"}
_BEFORE: Final = "x_before"


@dataclass(frozen=True, slots=True)
class FormulaSheet:
    """Where the formulas stand: what the customer sheet's columns point to.

    Args:
        name: The sheet's name.
        columns: Its steps.
        cached: The engine's value of each step, by place in ``TieredSheet.rows``.
        constants: How many values of the customer sheet no formula could read.
    """

    name: str
    columns: Columns
    cached: Sequence[Mapping[str, Shown]]
    constants: int


def write_formula_sheet(
    page: Worksheet,
    theme: Theme,
    sheet: TieredSheet,
    rules: RulesCells,
    *,
    data: str,
    footer: str,
    is_original: bool = False,
) -> FormulaSheet:
    """Write the sheet.

    Args:
        page: Where to.
        theme: Looks and language.
        sheet: The rated customers.
        rules: Where the rules stand.
        data: Name of the customer sheet.
        footer: What the footer says.
        is_original: Whether the customer sheet is the user's own, whose cells were read otherwise than they stand
            (text numbers, merged cells); else it holds clean values.
    """
    plan = sheet.plan
    set_up(page, theme, paper=Paper(), footer=footer)
    keys = [key for key in plan.keys if key in sheet.columns.measures]
    keeps = bool(plan.buffer or plan.buffer_num or plan.scheme.min_months > 1) and sheet.columns.before is not None
    raw = [*(f"in_{key}" for key in keys), *([_BEFORE] if keeps else [])]
    values = {key: Name(f"in_{key}") for key in keys}
    sources = Sources(values, before=Name(_BEFORE) if keeps else None, is_somebody=True)
    basis = basis_steps(plan, rules)
    checked = guarded(rules, Name(SOUND)) if basis else rules
    made = steps(plan, sources, checked, language=theme.language)
    at = {name: letters(place) for place, name in enumerate(raw, 1)}
    own = [letters(place) for place in range(len(raw) + 1, len(raw) + len(made) + 1)]
    spots = _basis(page, theme, basis, (_header_row(sheet), len(raw) + len(made) + 1))
    laid = laid_out(made, own, {name: f"${letter}" for name, letter in at.items()}, spots)
    _headers(page, theme, sheet, keys, laid, first=len(raw))
    constants = 0
    raw_values: dict[int, dict[str, Held]] = {row.row: {} for row in sheet.rows}
    for place, key in enumerate(keys):
        constants += _inputs(page, theme, sheet, key, (place, data), raw_values, is_original=is_original)
    if keeps:
        _before(page, theme, sheet, (len(keys), data))
    cached: list[dict[str, Shown]] = []
    rest = Rest(made, plan, rule_values(plan.scheme, rules.cells, theme.language) | {SOUND: 1})
    look, wrong = theme.format(font_size=9), theme.format(font_size=9, font_color=DOWN)
    for row in sheet.rows:
        about = Circumstances(standing=Standing(row.before)) if keeps and row.before else NOTHING
        given = expected(plan, row.entries, about, language=theme.language, rating=row.rating)
        given = rest.filled(given, {**raw_values[row.row], _BEFORE: row.before or ""})
        cached.append(given)
        for number, step in enumerate(made, len(raw)):
            value = given.get(step.name, "")
            shown = value.value if isinstance(value, ExcelError) else value
            form = wrong if isinstance(value, ExcelError) else look
            page.write_formula(row.row - 1, number, f"={laid.formula(step.name, row.row)}", form, shown)
    return FormulaSheet(page.get_name(), laid, cached, constants)


def _header_row(sheet: TieredSheet) -> int:
    """Return the row of our headers, from 0: the user's last one, or that above the first customer."""
    reading = sheet.reading
    return max((reading.header_rows[-1] if reading.header_rows else min(reading.rows, default=2) - 1) - 1, 0)


def _basis(page: Worksheet, theme: Theme, basis: Sequence[Step], at: tuple[int, int]) -> dict[str, str]:
    """Write the checks of the rules sheet beside the calculation; return the cell of each."""
    row, column = at
    spots = {step.name: f"${letters(column + 2)}${row + 2 + place}" for place, step in enumerate(basis)}
    if not basis:
        return spots
    page.write_string(row, column, LABEL.said(theme.language), theme.head(bg_color=SUB))
    page.write_string(row, column + 1, "", theme.head(bg_color=SUB))
    page.set_column(column, column, 14)
    look = theme.format(font_size=9, font_color=SUB)
    for place, step in enumerate(basis, row + 1):
        page.write_string(place, column, step.label.said(theme.language), look)
        page.write_formula(place, column + 1, "=" + render(step.formula, spots.__getitem__, countif), look, 1)
    return spots


def _headers(
    page: Worksheet, theme: Theme, sheet: TieredSheet, keys: Sequence[str], laid: Columns, *, first: int
) -> None:
    row = _header_row(sheet)
    for place, key in enumerate(keys):
        page.write_string(row, place, sheet.plan.measures[sheet.plan.slot(key)].name.said(theme.language), theme.head())
    for place, step in enumerate(laid.steps, first):
        page.write_string(row, place, step.label.said(theme.language), theme.head(bg_color=SUB))
    page.set_row(row, 32)
    page.set_column(0, first + len(laid.steps) - 1, 11)
    page.freeze_panes(row + 1, 0)


def _inputs(
    page: Worksheet,
    theme: Theme,
    sheet: TieredSheet,
    key: str,
    at: tuple[int, str],
    held: Mapping[int, dict[str, Held]],
    *,
    is_original: bool,
) -> int:
    """Write one input: a reference to the user's cell, or what was understood of it; return how many are the latter.

    What each row's cell then holds is kept in ``held``.
    """
    place, data = at
    plan, reading = sheet.plan, sheet.reading
    slot = plan.slot(key)
    position = sheet.columns.measures[key]
    column = reading.columns[position]
    measure = plan.measures[slot]
    said = {row: as_said(column, value) for row, value in zip(reading.rows, reading.values[position], strict=True)}
    factor = _factor(sheet, slot, said)
    changed = _changed(sheet, position) if is_original else frozenset()
    plain, kept = theme.format(font_size=9, font_color=SUB), theme.format(font_size=9, font_color=DOWN)
    constants = 0
    for row in sheet.rows:
        entry = row.entries[slot]
        cell = f"{quoted(data)}!${letters(column.number)}{row.row}"
        value = said.get(row.row)
        failed = (row.row, position) in reading.failures or row.row in changed
        if not failed and _is_read(value, entry, factor, measure.type, measure.decimals):
            scaled = cell if factor in {None, 1} else f"{cell}*{_text(factor)}"
            shown = "" if entry is None else _shown(entry, measure.decimals)
            shown = value if isinstance(value, str) and entry is not None else shown
            held[row.row][f"in_{key}"] = shown
            page.write_formula(row.row - 1, place, f'=IF({cell}="","",{scaled})', plain, shown)
            continue
        constants += 1
        held[row.row][f"in_{key}"] = _shown(entry, measure.decimals) if isinstance(entry, (int, str)) else None
        if isinstance(entry, ExcelError):
            held[row.row][f"in_{key}"] = entry
        _constant(page, (row.row - 1, place), entry, measure.decimals, kept)
    return constants


def _changed(sheet: TieredSheet, position: int) -> frozenset[int]:
    """Return the rows whose cell was read as something else than it holds; the header's unit is another matter."""
    return frozenset(
        row
        for one in sheet.reading.conversions
        if one.column == position and one.why != "unit_from_header"
        for row in range(one.row, (one.last_row or one.row) + 1)
    )


def _factor(sheet: TieredSheet, slot: int, said: Mapping[int, Any]) -> Fraction | None:
    """Return by what the column's numbers are multiplied to be in the measure's unit: 10000 for 万元."""
    decimals = sheet.plan.measures[slot].decimals
    best = None
    for row in sheet.rows:
        value, entry = said.get(row.row), row.entries[slot]
        if (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and isinstance(entry, int)
            and value
            and entry
        ):
            found = Fraction(entry, 10**decimals) / Fraction(Decimal(f"{value:.15g}"))
            for power in range(-9, 10):
                unit = Fraction(10) ** power
                if abs(found / unit - 1) < Fraction(1, 10**6):
                    return unit
            best = best or found
    return best


def _is_read(value: object, entry: Entry, factor: Fraction | None, kind: ValueType, decimals: int) -> bool:
    """Return whether a formula that reads the user's cell finds what was understood of it."""
    if value is None or value == "":
        return entry is None
    match kind:
        case ValueType.TEXT:
            return (
                isinstance(value, str)
                and isinstance(entry, str)
                and value.strip().casefold() == entry == value.casefold()
            )
        case ValueType.FLAG:
            return isinstance(value, bool) and entry == int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isinstance(entry, int):
        return False
    exact = Decimal(f"{value:.15g}") * Decimal((factor or 1).numerator) / Decimal((factor or 1).denominator)
    return to_fixed(exact, decimals) == entry


def _text(factor: Fraction | None) -> str:
    number = Fraction(1) if factor is None else factor
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator}/{number.denominator}"


def _shown(entry: Entry, decimals: int) -> float | str:
    return float(to_decimal(entry, decimals)) if isinstance(entry, int) else str(entry)


def _constant(page: Worksheet, at: tuple[int, int], entry: Entry, decimals: int, look: object) -> None:
    match entry:
        case ExcelError():
            page.write_formula(*at, f"={entry.value}", look, entry.value)
        case int() | str():
            value = _shown(entry, decimals)
            page.write(*at, value, look) if isinstance(value, float) else page.write_string(*at, value, look)
        case _:
            page.write_blank(*at, None, look)


def _before(page: Worksheet, theme: Theme, sheet: TieredSheet, at: tuple[int, str]) -> None:
    place, data = at
    position = sheet.columns.before
    if position is None:
        return
    column = letters(sheet.reading.columns[position].number)
    for row in sheet.rows:
        cell = f"{quoted(data)}!${column}{row.row}"
        page.write_formula(row.row - 1, place, f'=IF({cell}="","",{cell})', theme.format(font_size=9), row.before or "")


def point_to_formulas(
    page: Worksheet, theme: Theme, sheet: TieredSheet, made: FormulaSheet, *, start: int, columns: Sequence[str]
) -> None:
    """Let our columns of the customer sheet show the formulas' results; a row without a rating keeps its reason.

    Args:
        page: The customer sheet, its columns already written as values.
        theme: Looks and language.
        sheet: The rated customers.
        made: The formulas.
        start: The first of our columns, from 0.
        columns: Which of ours there are, in order.
    """
    places = sheet.plan.score_decimals
    looks = {
        "tier": theme.body(align="center", bold=True),
        "score": theme.body(align="center", num_format="#,##0" + ("." + "0" * places if places else "")),
        "why": theme.body(font_color=SUB, indent=1),
    }
    for offset, key in enumerate(columns):
        if key not in _OURS or key not in made.columns.letters:
            continue
        for row, values in zip(sheet.rows, made.cached, strict=True):
            cell = f"{quoted(made.name)}!${made.columns.letters[key]}{row.row}"
            value = values.get(key, "")
            cached = value.value if isinstance(value, ExcelError) else value
            text = cell
            if key == "why" and row.rating.error is not None:
                text, cached = explained(sheet, row, cell, theme.language)
            page.write_formula(row.row - 1, start + offset, f"={text}", looks[key], cached)


def explained(sheet: TieredSheet, row: TieredRow, cell: str, language: str) -> tuple[str, str]:
    """Return the formula of a reason for a row without a rating, and the reason that was found for it."""
    said = row_reason(sheet, row, language)[:_LITERAL]
    literal = said.replace('"', '""')
    return f'IFERROR({cell},"{literal}")', said
