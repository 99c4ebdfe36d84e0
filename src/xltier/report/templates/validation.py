"""What Excel checks in a column of a template, what it says when a cell is chosen, and what when a value is wrong.

A wrong type is stopped; a percentage out of its range is asked about, for it may be right.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from xltier.app.month.intake.fields import Shape
from xltier.app.templates.template import TemplateColumn, TemplateSheet
from xltier.core.fixed import percent
from xltier.messages import phrase
from xltier.tables.address import letters

CHECKED: Final = 300
"""Rows that are checked."""

_LONGEST: Final = 255
"""Most characters of a message, a list or a formula of a validation in Excel."""
_TITLE: Final = 32
_DAYS: Final = {"minimum": dt.date(2000, 1, 1), "maximum": dt.date(2099, 12, 31)}
_ANY_NUMBER: Final = (-1e15, 1e15)
_ANY_SHARE: Final = (-10.0, 10.0)


@dataclass(frozen=True, slots=True)
class Validation:
    """Options for XlsxWriter, and for how many rows."""

    options: dict[str, Any]
    rows: int = CHECKED


def validation(sheet: TemplateSheet, at: int, *, first: int, language: str) -> Validation:
    """Return the check of a column.

    Args:
        sheet: The sheet.
        at: Which of its columns.
        first: The first row that is checked, counted from 0.
        language: Of the messages.
    """
    column = sheet.columns[at]
    hint = column.hint.said(language)
    said = {
        "input_title": column.name.said(language)[:_TITLE],
        "input_message": _message(column, hint, language),
        "error_title": column.name.said(language)[:_TITLE],
    }
    if sheet.distinct and at == _last_key(sheet):
        return Validation(said | _unlike_all_others(sheet, first, language))
    return Validation(said | _of_shape(column, hint, first, at, language))


def _message(column: TemplateColumn, hint: str, language: str) -> str:
    start = phrase("template-required", language, hint=hint) if column.is_required else hint
    return start[:_LONGEST]


def _of_shape(column: TemplateColumn, hint: str, first: int, at: int, language: str) -> dict[str, Any]:
    if (choices := choices_of(column, language)) is not None:
        words = phrase("template-choose", language)
        return {"validate": "list", "source": choices, "error_type": "warning", "error_message": words}
    if column.shape is Shape.DAY:
        return {"validate": "date", "criteria": "between", **_DAYS, "error_message": phrase("template-day", language)}
    if column.shape is Shape.MONTH:
        cell = f"{letters(at + 1)}{first + 1}"
        looks_like_one = f'=AND(LEN({cell})=7,MID({cell},5,1)="-")'
        words = phrase("template-month", language)
        return {"validate": "custom", "value": looks_like_one, "error_type": "warning", "error_message": words}
    return _of_number(column, hint, language) or {"validate": "any"}


def _of_number(column: TemplateColumn, hint: str, language: str) -> dict[str, Any]:
    """Return the check of a number's column; nothing for a text's."""
    match column.shape:
        case Shape.COUNT:
            least, most = _bounds(column, _ANY_NUMBER)
            words = phrase("template-count", language)
            return _between("integer", int(least), int(most)) | {"error_message": words}
        case Shape.NUMBER:
            words = phrase("template-number", language, hint=hint)
            return _between("decimal", *_bounds(column, _ANY_NUMBER)) | {"error_message": words}
        case Shape.SHARE:
            least, most = _bounds(column, _ANY_SHARE)
            words = phrase("template-share", language, least=percent(least), most=percent(most))
            return _between("decimal", least, most) | {"error_type": "warning", "error_message": words}
    return {}


def _between(kind: str, least: float, most: float) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}


def _bounds(column: TemplateColumn, widest: tuple[float, float]) -> tuple[float, float]:
    least, most = column.limits.least, column.limits.most
    return widest[0] if least is None else least, widest[1] if most is None else most


def choices_of(column: TemplateColumn, language: str) -> list[str] | None:
    """Return what a cell may be chosen from, or None where Excel's list does not hold it."""
    texts = [words.said(language) for words in column.choices]
    fits = len(",".join(texts)) <= _LONGEST and not any("," in text for text in texts)
    return texts if texts and fits else None


def _last_key(sheet: TemplateSheet) -> int:
    """Return the last required column of the key: once it is filled in, the row can be told from others."""
    keys = [at for at, column in enumerate(sheet.columns) if column.key in sheet.distinct]
    return max((at for at in keys if sheet.columns[at].is_required), default=keys[-1])


def _unlike_all_others(sheet: TemplateSheet, first: int, language: str) -> dict[str, Any]:
    """Return the check that no other row has the same key. COUNTIF would take the codes 012 and 12 for the same."""
    keys = [letters(at + 1) for at, column in enumerate(sheet.columns) if column.key in sheet.distinct]
    top, bottom = first + 1, first + CHECKED
    same = "*".join(f"(${key}${top}:${key}${bottom}=${key}{top})" for key in keys)
    names = [column.name.said(language) for column in sheet.columns if column.key in sheet.distinct]
    words = phrase("template-repeat", language, columns=phrase("template-joint", language).join(names))
    return {
        "validate": "custom",
        "value": f"=SUMPRODUCT(--({same}=1))=1" if len(keys) > 1 else f"=SUMPRODUCT(--{same})=1",
        "error_type": "warning" if sheet.repeats_add_up else "stop",
        "error_message": words[:_LONGEST],
    }
