"""The inputs of 评级计算: formulas on the customer sheet's cells, or what was understood where they cannot read one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import to_decimal, to_fixed
from xltier.core.scheme.measure import ValueType
from xltier.core.values import Entry, ExcelError
from xltier.formulas.cells import quoted
from xltier.formulas.evaluate import Held
from xltier.report.cell_looks import as_said
from xltier.report.theme import DOWN, SUB, Theme
from xltier.tables.address import letters

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_input(
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

    Args:
        page: Where to.
        theme: Looks.
        sheet: The rated customers.
        key: The measure.
        at: Its column, from 0, and the name of the customer sheet.
        held: What each row's cell then holds is kept here, by row and step.
        is_original: Whether the customer sheet is the user's own, whose cells were read otherwise than they stand.
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


def write_before(page: Worksheet, theme: Theme, sheet: TieredSheet, at: tuple[int, str]) -> None:
    """Write the tier of the last period as a reference to the user's cell; ``at`` as for :func:`write_input`."""
    place, data = at
    position = sheet.columns.before
    if position is None:
        return
    column = letters(sheet.reading.columns[position].number)
    for row in sheet.rows:
        cell = f"{quoted(data)}!${column}{row.row}"
        page.write_formula(row.row - 1, place, f'=IF({cell}="","",{cell})', theme.format(font_size=9), row.before or "")
