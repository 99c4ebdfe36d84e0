"""Columns of codes, names and yes or no marks."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from xltier.tables import formats
from xltier.tables.columns import Clean, Source, flag, shown
from xltier.tables.reading import Conversion, Kind, Value
from xltier.tables.roles import Role
from xltier.tables.sheet import Cell
from xltier.tables.text import is_trimmed, join_texts, narrow, trim

_SHORTENED: Final = re.compile(r"\d(?:\.\d+)?E\+\d{2,}")
_EXACT: Final = 10**15  # a spreadsheet keeps 15 digits; a longer number has lost its tail


def clean_text(source: Source, kind: Kind) -> Clean:
    """Return a column as text: trimmed, codes made narrow, numbers written as shown.

    A number of more than 15 digits is no code any more: it fails as ``precision_lost``.
    """
    result = Clean(kind, source.cells)  # type: ignore[arg-type]  # replaced below unless every cell is clean text
    if _is_clean(source, kind):
        return result
    values: list[Value] = []
    padded: list[int] = []
    as_text: list[int] = []
    for row, value in zip(source.rows, source.cells, strict=True):
        if value is None:
            if row in source.faults:
                result.fail(row, source.faults[row].kind, source.faults[row].text)
            values.append(None)
        elif isinstance(value, str):
            values.append(_trimmed(source, kind, result, row, value))
        else:
            text = _written(source, result, row, value)
            values.append(text)
            if text is not None:
                (as_text if text == _number_text(value, None) else padded).append(row)
    result.values = values
    _warn_of_changed(source, result)
    if padded:
        result.warnings.append(("code_from_number_format", source.name, padded))
    if as_text and kind is Kind.CODE:
        first = source.rows.index(as_text[0])
        before = _plain(source.cells[first])
        result.conversions.append(Conversion(as_text[0], source.at, before, values[first], "code_as_text", as_text[-1]))
    lost = [row for row, failure in result.failures.items() if failure.reason == "precision_lost"]
    if lost:
        result.warnings.append(("precision_lost", source.name, lost))
    return result


def _warn_of_changed(source: Source, result: Clean) -> None:
    """Warn of codes that a spreadsheet changed: a date for ``3-1``, ``1.23457E+11`` for twelve digits."""
    if result.kind is not Kind.CODE:
        return
    dated = [row for row, value in zip(source.rows, source.cells, strict=True) if isinstance(value, dt.date)]
    if dated and source.role is Role.CODE:
        result.warnings.append(("code_is_date", source.name, dated))
    texts = ((row, v) for row, v in zip(source.rows, result.values, strict=True) if isinstance(v, str) and "E+" in v)
    shortened = [row for row, text in texts if _SHORTENED.fullmatch(text)]
    if shortened:
        result.warnings.append(("code_shortened", source.name, shortened))


def _is_clean(source: Source, kind: Kind) -> bool:
    """Return whether a column is text that cleaning would leave as it is."""
    if source.faults or not set(map(type, source.cells)) <= {str, type(None)}:
        return False
    joined = join_texts(source.cells)
    if kind is Kind.CODE and "E+" in joined:
        return False
    return is_trimmed(source.cells, joined) and (kind is not Kind.CODE or unicodedata.is_normalized("NFKC", joined))


def _none_said(row: int, at: int) -> Conversion:
    """Return the conversion of a blank that means no."""
    return Conversion(row, at, before=None, after=False, why="blank_is_none")


def _trimmed(source: Source, kind: Kind, result: Clean, row: int, value: str) -> str | None:
    """Return a text without what no eye sees; a code is made narrow too."""
    text = narrow(value) if kind is Kind.CODE else trim(value)
    if text != value:
        why = "trimmed" if trim(value) == text else "fullwidth"
        result.conversions.append(Conversion(row, source.at, value, text, why))
    return text or None


def _written(source: Source, result: Clean, row: int, value: Cell) -> str | None:
    """Return a number or date as the text its cell shows, or None for a number that has lost its tail."""
    if isinstance(value, int | float) and abs(value) >= _EXACT:
        result.fail(row, "precision_lost", f"{value:.0f}")
        return None
    text = _number_text(value, source.format_at(row))
    if text != _number_text(value, None):
        result.conversions.append(Conversion(row, source.at, _plain(value), text, "number_format"))
    return text


def clean_flags(source: Source) -> Clean:
    """Return a column of yes or no marks; in a red-line column a blank means no."""
    values: list[Value] = []
    result = Clean(Kind.FLAG, values)
    unknown: list[int] = []
    blanks: list[int] = []
    for row, value in zip(source.rows, source.cells, strict=True):
        said: Value
        if isinstance(value, str):
            said = flag(value)
            if said is None:
                unknown.append(row)
                result.fail(row, "not_a_flag", value)
        elif value is None:
            said = False if source.role is Role.RED_LINE and row not in source.faults else None
            if said is False:
                blanks.append(row)
            elif row in source.faults:
                result.fail(row, source.faults[row].kind, source.faults[row].text)
        elif isinstance(value, bool) or value in (0, 1):
            said = bool(value)
        else:
            said = None
            unknown.append(row)
            result.fail(row, "not_a_flag", value)
        values.append(said)
        if isinstance(value, str) and said is not None:
            result.conversions.append(Conversion(row, source.at, value, said, "mark"))
    result.conversions.extend(_none_said(row, source.at) for row in blanks)
    if unknown and source.role is Role.RED_LINE:
        texts = dict.fromkeys(result.failures[row].text for row in unknown)
        result.warnings.append(("redline_value_unknown", ", ".join(texts), unknown))
    return result


def _number_text(value: Cell, code: str | None) -> str:
    """Return a number or date as the text a code column shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        if whole and code is not None and formats.padding(code) is not None:
            return formats.code_text(code, int(value))
        return str(int(value)) if whole else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return shown(value)


def _plain(value: Cell) -> Value:
    """Return a raw cell as a value a conversion can show."""
    return value.isoformat() if isinstance(value, dt.time | dt.datetime) else value
