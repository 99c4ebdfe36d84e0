"""Columns of numbers: text numbers, units of the header, currencies, percentages, amounts shown as dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xltier.tables import formats
from xltier.tables.columns import Clean, Source
from xltier.tables.dates import to_serial
from xltier.tables.numbers import NOT_REPORTED, Decimals, Number, decimals_of, open_mark, parse_number
from xltier.tables.one_scale import MOST_AS_RATIO, NumberColumn, to_one_scale
from xltier.tables.reading import Conversion, Kind, Notice, Value
from xltier.tables.roles import Role, is_period
from xltier.tables.sheet import Cell
from xltier.tables.text import fold, narrow
from xltier.tables.units import Unit, parse_unit, times

_TOTAL_COLUMNS: Final = frozenset(
    {"合计", "总计", "小计", "累计", "total", "sum", "gesamt", "summe", "totalgénéral", "grandtotal"}
)
_NONE_IS_ZERO: Final = frozenset({Role.BONUS, Role.PENALTY})


def clean_numbers(source: Source, kind: Kind) -> Clean:
    """Return a column as numbers in the unit its header says, or fails the cells that are none.

    A header's magnitude multiplies the numbers that say none of their own; a minority of another currency, and a
    percentage that might be read on two scales, fail rather than being mixed in.
    """
    unit = _unit(source)
    runs = source.sheet.formats.get(source.heading.number)
    types = set(map(type, source.cells))
    plain = types <= {int, float, type(None)} and not source.faults and not runs
    if plain and source.role not in _NONE_IS_ZERO and _says_nothing(source, unit, kind):
        values: Sequence[Value] = source.cells  # type: ignore[assignment]  # numbers and None, as just checked
        return _named(Clean(kind, values), source, unit)
    work = NumberColumn(source, Clean(kind, []), [])
    decimals = decimals_of(value for value in source.cells if isinstance(value, str))
    if decimals is Decimals.UNKNOWN and source.sheet.decimal_comma:
        decimals = Decimals.COMMA
        if any(open_mark(value) for value in source.cells if isinstance(value, str)):
            work.result.guesses.append(Notice("decimal_comma", source.name))
    for at, (row, value) in enumerate(zip(source.rows, source.cells, strict=True)):
        work.values.append(_read(work, at, row, value, decimals))
    to_one_scale(work, unit)
    _warn(work)
    _warn_of_marks(work, decimals)
    if work.marked and work.result.said_unit is None:
        work.result.said_unit = "%"
    work.result.values = work.values
    return _named(work.result, source, unit)


def _says_nothing(source: Source, unit: Unit | None, kind: Kind) -> bool:
    """Return whether plain numbers stand for themselves: no magnitude, and no ratio that looks like a percentage."""
    if kind is Kind.RATIO:
        if unit is not None and unit.dimension == "ratio":
            return False
        numbers = [value for value in source.cells if isinstance(value, int | float)]
        return not numbers or (max(numbers) <= MOST_AS_RATIO and min(numbers) >= -MOST_AS_RATIO)
    return unit is None or unit.scale == 1


def _unit(source: Source) -> Unit | None:
    """Return the unit that the header says, or that a line above the table gives to money."""
    if source.heading.unit is not None:
        return source.heading.unit
    return source.line_unit if source.role is Role.MONEY or _is_summed_money(source) else None


def _is_summed_money(source: Source) -> bool:
    """Return whether a column is money because all of its table is: a month, a quarter, a year, or their total."""
    leaf = source.name.rpartition("/")[2] or source.name
    return is_period(leaf) or fold(leaf) in _TOTAL_COLUMNS


def _named(result: Clean, source: Source, unit: Unit | None) -> Clean:
    """Return the column with its unit named; a header wins over the line above the table, and it is said."""
    line = source.line_unit
    if unit is None and line is not None and line.scale != 1 and result.kind is Kind.NUMBER:
        result.line_unit = line
        if _may_be_money(source):
            result.guesses.append(Notice("line_unit_left", source.name))
    is_said = any(code == "mixed_units" for code, _, _ in result.warnings)
    if unit and line and source.role is Role.MONEY and unit.scale != line.scale and not is_said:
        result.warnings.append(("mixed_units", source.name, list(source.rows[:1])))
    if unit is not None:
        result.said_unit = unit.said
        result.unit = result.unit or unit.base
        result.currency = result.currency or unit.currency
    return result


def _may_be_money(source: Source) -> bool:
    """Return whether a header says nothing against an amount of money."""
    return source.role in {None, Role.LABEL, Role.NAME}


def _read(work: NumberColumn, at: int, row: int, value: Cell, decimals: Decimals) -> Value:
    """Return the number of one cell without the header's unit, or None."""
    source, result = work.source, work.result
    if value is None:
        return _read_blank(source, result, row)
    if isinstance(value, str):
        return _read_text(work, at, row, value, decimals)
    if isinstance(value, bool | dt.time):
        result.fail(row, "not_a_number", value)
        return None
    if isinstance(value, dt.date):
        serial = to_serial(value, date1904=source.sheet.date1904)
        work.as_date.append(at)
        work.bare.append(at)
        result.conversions.append(Conversion(row, source.at, value, serial, "amount_as_date"))
        return serial
    return _read_number(work, at, row, value)


def _read_blank(source: Source, result: Clean, row: int) -> Value:
    """Return nothing for a blank, or 0 where nothing reported means that nothing happened."""
    if row in source.faults:
        result.fail(row, source.faults[row].kind, source.faults[row].text)
    elif source.role in _NONE_IS_ZERO:
        result.conversions.append(Conversion(row, source.at, None, 0, "blank_is_none"))
        return 0
    return None


def _read_number(work: NumberColumn, at: int, row: int, value: float) -> float:
    """Return a number cell as its format means it."""
    source, result = work.source, work.result
    code = source.format_at(row)
    if code is not None:
        if formats.has_literal_percent(code):
            work.marked.append(at)
            after = times(value, Decimal("0.01"))
            result.conversions.append(Conversion(row, source.at, value, after, "literal_percent"))
            return after
        if formats.is_percent(code):
            work.marked.append(at)
            return value
        magnitude = formats.literal_magnitude(code)
        if magnitude != 1:
            work.own.append(at)
            after = times(value, Decimal(magnitude))
            result.conversions.append(Conversion(row, source.at, value, after, "unit"))
            return after
        currency = formats.currency(code)
        if currency:
            work.currencies[at] = currency
    work.bare.append(at)
    return value


def _read_text(work: NumberColumn, at: int, row: int, text: str, decimals: Decimals) -> Value:
    """Return the number of one text cell, or None."""
    source, result = work.source, work.result
    if narrow(text).casefold() in NOT_REPORTED:
        after = 0 if source.role in _NONE_IS_ZERO else None
        result.conversions.append(Conversion(row, source.at, text, after, "not_reported"))
        return after
    found = parse_number(text, decimals)
    if found is None:
        result.fail(row, "not_a_number", text)
        return None
    if found.is_percent:
        work.marked.append(at)
    elif found.said and parse_unit(found.said) is not None and _is_magnitude(found.said):
        work.own.append(at)
    else:
        work.bare.append(at)
    if found.currency:
        work.currencies[at] = found.currency
    if found.unit:
        work.units[at] = found.unit
    if found.is_ambiguous:
        work.doubtful.append(at)
    if not (source.sheet.is_text and found.is_plain):
        work.as_text.append(at)
        result.conversions.append(Conversion(row, source.at, text, found.value, _why(text, found)))
    return found.value


def _is_magnitude(said: str) -> bool:
    unit = parse_unit(said)
    return unit is not None and (unit.scale != 1 or unit.dimension == "money")


def _why(text: str, found: Number) -> str:
    """Return the code of what made a text a number."""
    if found.is_percent:
        return "percent"
    if found.said and _is_magnitude(found.said):
        return "unit"
    if found.currency:
        return "currency"
    if found.unit:
        return "unit"
    if found.value < 0 and narrow(text)[:1] != "-":
        return "negative"
    return "text_number"


def _warn(work: NumberColumn) -> None:
    """Add the warnings about how numbers were stored and which way they were read."""
    source, result = work.source, work.result
    rows = source.rows
    if work.as_text and not source.sheet.is_text:
        result.warnings.append(("numbers_stored_as_text", source.name, [rows[at] for at in work.as_text]))
    if work.as_date:
        result.warnings.append(("amount_formatted_as_date", source.name, [rows[at] for at in work.as_date]))
    by_comma = [at for at in work.doubtful if "," in narrow(str(source.cells[at]))]
    if by_comma:
        result.guesses.append(Notice("thousands_separator", source.name))
    if len(work.doubtful) > len(by_comma) and len(work.doubtful) == len({*work.as_text, *work.bare}):
        result.guesses.append(Notice("decimal_point", source.name))
    if source.role is Role.PENALTY:
        signs = {value > 0 for value in work.values if isinstance(value, int | float) and value}
        if True in signs:
            result.warnings.append(
                (
                    "penalty_sign",
                    source.name,
                    [rows[at] for at, v in enumerate(work.values) if isinstance(v, int | float) and v > 0],
                )
            )


def _warn_of_marks(work: NumberColumn, decimals: Decimals) -> None:
    """Warn when a column holds both ``1,250`` and ``3.750`` and no number with two marks says which one groups."""
    texts = {row: text for row, text in zip(work.source.rows, work.source.cells, strict=True) if isinstance(text, str)}
    marks = {row: mark for row, text in texts.items() if (mark := open_mark(text))}
    if len(set(marks.values())) < 2 or any("," in text and "." in text for text in texts.values()):  # noqa: PLR2004  # both
        return
    source, result = work.source, work.result
    result.warnings.append(("mixed_decimal_marks", source.name, list(marks)))
    if decimals is Decimals.COMMA:
        result.guesses.append(Notice("decimal_comma", source.name))
    elif decimals is Decimals.POINT:
        result.guesses.append(Notice("thousands_separator", source.name))
