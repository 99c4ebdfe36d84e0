"""``refresh --formulas``: our columns as formulas, with the rules sheet and the calculation grafted beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.values import ExcelError
from xltier.files.patch.edits import Changes, ColumnEdit, Graft, TableEdit
from xltier.files.patch.values import CellError, CellFormula, CellValue
from xltier.formulas.cells import quoted
from xltier.formulas.rules_cells import RulesCells
from xltier.report.formula_sheet import FormulaSheet, explained, write_formula_sheet
from xltier.report.page import rating_footer
from xltier.report.rulebook.book import CREATED
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import Theme

RULES_KEY: Final = "rules"
FORMULAS_KEY: Final = "formulas"


@dataclass(frozen=True, slots=True)
class FormulaWish:
    """Where formulas and rules go.

    Args:
        data: The customer sheet's name.
        formulas: The calculation sheet's name.
        rules: The rules sheet's name, where one is to be added.
        own: The cells of the rules sheet that the workbook has already; None adds one.
        language: Of headings and sentences.
    """

    data: str
    formulas: str
    rules: str
    own: RulesCells | None
    language: str


def with_formulas(changes: Changes, sheet: TieredSheet, wish: FormulaWish) -> Changes:
    """Return changes whose tier, score and reason are formulas instead of values."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": CREATED})
        theme = Theme(book, wish.language)
        rules = wish.own
        if rules is None:
            rules = write_rulebook(book.add_worksheet(wish.rules), theme, sheet.plan.scheme, name=wish.rules)
        footer = rating_footer(sheet, wish.language)
        page = book.add_worksheet(wish.formulas)
        made = write_formula_sheet(page, theme, sheet, rules, data=wish.data, footer=footer, is_original=True)
    side = out.getvalue()
    grafts = [Graft(FORMULAS_KEY, wish.formulas, side)]
    if wish.own is None:
        grafts.append(Graft(RULES_KEY, wish.rules, side))
    edits = tuple(_pointed(edit, sheet, made, wish.language) for edit in changes.edits)
    return replace(changes, edits=edits, grafts=(*changes.grafts, *grafts))


def _pointed(edit: TableEdit, sheet: TieredSheet, made: FormulaSheet, language: str) -> TableEdit:
    return replace(edit, columns=tuple(_column(column, edit, sheet, made, language) for column in edit.columns))


def _column(column: ColumnEdit, edit: TableEdit, sheet: TieredSheet, made: FormulaSheet, language: str) -> ColumnEdit:
    letter = made.columns.letters.get(column.key)
    if letter is None or column.key not in {"tier", "score", "why"}:
        return column
    places = {row.row: at for at, row in enumerate(sheet.rows)}
    values: list[CellValue] = []
    for number in edit.table.rows:
        at = places[number]
        cell = f"{quoted(made.name)}!${letter}{number}"
        value = made.cached[at].get(column.key, "")
        cached = CellError(value.value) if isinstance(value, ExcelError) else value
        text = cell
        if column.key == "why" and sheet.rows[at].rating.error is not None:
            text, cached = explained(sheet, sheet.rows[at], cell, language)
        values.append(CellFormula(text, cached))
    return replace(column, values=values)
