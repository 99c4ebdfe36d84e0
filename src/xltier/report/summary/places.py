"""Where the summary's formulas find what they count: columns of the customers' sheet in the same workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.report.book_names import reference
from xltier.report.cell_looks import as_said
from xltier.report.customers_sheet import Place
from xltier.tables.address import letters

_TOLERANCE: Final = 1e-9
_CRITERION: Final = re.compile(r"^[<>=]|[*?~]|^[-+.,\d]+%?$|^(?:true|false)$", re.IGNORECASE)
"""Texts that COUNTIF takes for a comparison, a pattern, a number or a mark."""


@dataclass(frozen=True, slots=True)
class Places:
    """Areas of the customers' sheet, as formulas name them; None where formulas would not find the same.

    Args:
        tier: The tiers.
        score: The scores.
        before: The tiers of the last period.
        amount: The amounts, each ``scale`` of the measure's unit.
    """

    tier: str | None = None
    score: str | None = None
    before: str | None = None
    amount: str | None = None
    scale: float = 1


NOWHERE: Final = Places()
"""Of a summary that is written as values."""


def places_of(sheet: TieredSheet, summary: Summary, *, place: Place, columns: Sequence[str], data: str) -> Places:
    """Return where formulas count what the engine counted.

    A formula is only used where it gives what the engine gave: codes that COUNTIF would read as a pattern, tiers of
    the last period in another spelling, amounts that the sheet holds otherwise than they were rated stay values.

    Args:
        sheet: The rated customers.
        summary: What they come to.
        place: Where the table lies.
        columns: Which of our columns there are.
        data: Name of the customers' sheet.
    """

    def area(column: int) -> str:
        letter = letters(column + 1)
        return reference(data, f"${letter}${place.first + 1}:${letter}${place.last + 1}")

    ours = {key: area(place.ours + at) for at, key in enumerate(columns)}
    codes = [tier.code for tier in sheet.plan.ladder.tiers]
    if any(_CRITERION.search(code) for code in codes) or len({code.casefold() for code in codes}) < len(codes):
        return Places(score=ours.get("score"))
    tier = ours.get("tier")
    before = sheet.columns.before
    is_spelled = before is not None and tier is not None and _are_spelled_as_codes(sheet, before)
    scale = _amount_scale(sheet, summary)
    return Places(
        tier,
        ours.get("score"),
        area(sheet.reading.columns[before].number - 1) if is_spelled and before is not None else None,
        None if scale is None or summary.money is None else area(_money_column(sheet, summary.money.key)),
        scale or 1,
    )


def _are_spelled_as_codes(sheet: TieredSheet, before: int) -> bool:
    """Return whether counting the cells by code gives what was compared."""
    cells = sheet.reading.values[before]
    codes = {tier.code for tier in sheet.plan.ladder.tiers}
    said = Counter((str(cells[row.at]), row.rating.tier) for row in sheet.rows if str(cells[row.at]) in codes)
    compared = Counter((row.before, row.rating.tier) for row in sheet.rows if row.before in codes)
    return said == compared


def _money_column(sheet: TieredSheet, key: str) -> int:
    return sheet.reading.columns[sheet.columns.measures[key]].number - 1


def _amount_scale(sheet: TieredSheet, summary: Summary) -> float | None:
    """Return what a cell of the amounts is worth, or None where summing cells would not give the engine's sums."""
    if summary.money is None:
        return None
    position = sheet.columns.measures[summary.money.key]
    column = sheet.reading.columns[position]
    cells: dict[str, float] = {}
    for row in sheet.rows:
        shown = as_said(column, sheet.reading.values[position][row.at])
        if row.rating.tier is not None and isinstance(shown, (int, float)) and not isinstance(shown, bool):
            cells[row.rating.tier] = cells.get(row.rating.tier, 0.0) + shown
    unit = 10**summary.money.decimals
    total = sum(abs(count.amount or 0) for count in summary.tiers) / unit
    gaps = [abs(cells.get(count.tier.code, 0.0) * column.scale - (count.amount or 0) / unit) for count in summary.tiers]
    return column.scale if max(gaps) <= _TOLERANCE * max(total, 1.0) else None
