"""Where a measure of a row stands in the user's file, and how that cell was read."""

from __future__ import annotations

from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.messages import phrase


def cell_of(sheet: TieredSheet, row: TieredRow, key: str) -> str:
    """Return the address of a measure's cell; a derived measure has none."""
    position = sheet.columns.measures.get(key)
    return "" if position is None else sheet.reading.address(row.row, position)


def how_read(sheet: TieredSheet, row: TieredRow, key: str, language: str) -> str:
    """Return what the cell holds and what it was read as, where the two differ; else nothing."""
    position = sheet.columns.measures.get(key)
    if position is None:
        return ""
    reading = sheet.reading
    for one in reading.conversions:
        last = one.last_row or one.row
        if one.column == position and one.row <= row.row <= last:
            value = reading.values[position][row.at]
            return phrase(
                "explain-read",
                language,
                cell=reading.address(row.row, position),
                before=one.before if one.row == last else reading.columns[position].said_unit or one.before,
                after=phrase("value-blank", language) if value is None else value,
                why=phrase(f"why_{one.why}", language),
            )
    return ""
