"""``--formulas``: 评级计算, a sheet that rates every row by plain formulas on the rules sheet of the same workbook.

Its rows are the rows of the customer sheet. What a formula cannot read (``待定``, a text number, a date that
counts as years) stands there as the value that was understood, in red ink, and stays what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.core.circumstances import NOTHING, Circumstances, Standing
from xltier.core.values import ExcelError
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
from xltier.report.formula_inputs import write_before, write_input
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
        constants += write_input(page, theme, sheet, key, (place, data), raw_values, is_original=is_original)
    if keeps:
        write_before(page, theme, sheet, (len(keys), data))
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
