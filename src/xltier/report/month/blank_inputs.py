"""Blank sheets to fill in: headers of the input contract, what to write where, drop-downs and checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter

from xltier.app.month.fields import APPROVED, PENDING, STATES, Field, InputKind, Shape
from xltier.app.month.kinds import KINDS
from xltier.app.wording.shown_value import unit_word
from xltier.core.scheme import Scheme
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.page import Paper, set_up, write_title
from xltier.report.theme import ACCENT, LINE, SIZE, UP, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TEMPLATES: Final = {
    "monthly-input": (
        *("dealers", "sales", "targets", "stock", "payment", "delivery", "coverage"),
        *("line_map", "complaints", "overrides"),
    ),
    "adjustments": ("adjustments",),
    "red-lines": ("red_lines",),
}
"""The kinds of each template."""

HEADER, LINED, CHECKED = 3, 25, 300
_CREAM: Final = "#FFFDF5"
_CREATED: Final = dt.datetime(2026, 1, 1)
_MESSAGE: Final = 255
"""Most characters of an input message in Excel."""
_FORMATS: Final = {Shape.DAY: "yyyy-mm-dd", Shape.NUMBER: "#,##0.##", Shape.SHARE: "0%", Shape.CODE: "@"}
_WIDTHS: Final = {"name": 18, "item": 26, "code": 30, "evidence": 26, "note": 24, "content": 26, "reason": 30}


def write_blank_inputs(target: IO[bytes], template: str, scheme: Scheme, *, language: str) -> None:
    """Write a template.

    Args:
        target: A binary stream.
        template: A key of :data:`TEMPLATES`.
        scheme: Gives the measures their names and units, and the logs their codes to choose from.
        language: ``"zh"`` or ``"en"``.
    """
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"title": phrase(f"blank-{template}", language), "created": _CREATED})
        theme = Theme(book, language)
        book.formats[0].set_font_name(theme.font)
        book.formats[0].set_font_size(SIZE)
        for kind in KINDS:
            if kind.key in TEMPLATES[template]:
                _write_sheet(book.add_worksheet(kind.name.said(language)), theme, kind, scheme)


def columns_of(kind: InputKind, scheme: Scheme) -> tuple[Field, ...]:
    """Return the columns of a kind's sheet: its own, then the measures that its department sends."""
    measures = {measure.key: measure for measure in scheme.measures}
    return (
        *kind.fields,
        *(
            Field(key, measures[key].name, _unit_hint(measures[key].unit), Shape.NUMBER)
            for key in kind.measures
            if key in measures
        ),
    )


def _unit_hint(unit: str) -> Words:
    return Words(unit or "数字", unit_word(unit, "en") or "a number")


def _write_sheet(page: Worksheet, theme: Theme, kind: InputKind, scheme: Scheme) -> None:
    language, columns = theme.language, columns_of(kind, scheme)
    set_up(page, theme, paper=Paper(repeat=(HEADER, HEADER)), footer=kind.name.said(language))
    about = phrase("blank-about", language, department=kind.department)
    write_title(page, theme, title=kind.name.said(language), subtitle=about, first=0, last=len(columns) - 1)
    widths = [_WIDTHS.get(column.key, 13) for column in columns]
    page.set_row(HEADER, 24)
    heads = [
        {
            "header": column.name.said(language),
            "header_format": theme.head(bg_color=UP if column.is_required else ACCENT),
        }
        for column in columns
    ]
    # A table object grows as rows are filled in. Hints are notes on the header: a row of hints would be read as data.
    table = {"columns": heads, "style": None, "autofilter": False, "name": f"input_{kind.key}"}
    page.add_table(HEADER, 0, HEADER + LINED, len(columns) - 1, table)
    for number, column in enumerate(columns):
        page.set_column(number, number, widths[number])
        note = {"font_name": theme.font, "font_size": 9, "author": ""}
        page.write_comment(HEADER, number, column.hint.said(language), note)
        cell = {"border": 1, "border_color": LINE, "num_format": _FORMATS.get(column.shape, "General")}
        look = theme.format(**cell | ({"bg_color": _CREAM} if column.is_required else {}))
        for row in range(HEADER + 1, HEADER + 1 + LINED):
            page.write_blank(row, number, None, look)
        page.data_validation(HEADER + 1, number, HEADER + CHECKED, number, _check(column, kind, scheme, language))
    page.freeze_panes(HEADER + 1, 2)


def _check(column: Field, kind: InputKind, scheme: Scheme, language: str) -> dict[str, Any]:
    """Return what Excel checks in a column, and what it says when a cell is chosen."""
    said = {
        "input_title": column.name.said(language)[:32],
        "input_message": column.hint.said(language)[:_MESSAGE],
        "error_message": column.hint.said(language)[:_MESSAGE],
    }
    if (choices := _choices(column, kind, scheme, language)) is not None:
        return {"validate": "list", "source": choices, "error_type": "warning"} | said
    match column.shape:
        case Shape.DAY:
            limits = {"minimum": dt.date(2000, 1, 1), "maximum": dt.date(2099, 12, 31)}
            return {"validate": "date", "criteria": "between"} | limits | said
        case Shape.NUMBER:
            return {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"} | said
        case Shape.SHARE:
            return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1} | said
    return {"validate": "any"} | said


def _choices(column: Field, kind: InputKind, scheme: Scheme, language: str) -> list[str] | None:
    """Return what a cell may be chosen from: names of the scheme, states, lines; as much as Excel lets in a list."""
    listed: Sequence[Words] = {
        ("adjustments", "item"): [item.name for item in scheme.items],
        ("adjustments", "status"): [APPROVED, PENDING],
        ("red_lines", "code"): [line.name for line in scheme.red_lines],
        ("complaints", "state"): list(STATES.values()),
        ("complaints", "is_valid"): [Words("是", "yes"), Words("否", "no")],
        ("overrides", "tier"): [Words(tier.code, tier.code) for tier in scheme.tiers],
    }.get((kind.key, column.key), [])
    texts = [words.said(language) for words in listed]
    fits = sum(map(len, texts)) + len(texts) <= _MESSAGE and not any("," in text for text in texts)
    return texts if texts and fits else None
