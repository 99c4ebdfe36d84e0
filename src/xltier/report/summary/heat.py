"""RFM as two maps of recency by frequency: how many customers, and what they spend on average."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from xltier.app.explain.grid_code import grid_levels
from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import to_fixed
from xltier.core.plan import Gridding
from xltier.core.scheme.classes import Axis
from xltier.messages import phrase
from xltier.report.money import amount_unit
from xltier.report.summary.tiers import COLUMN
from xltier.report.theme import HAIR, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_SIDES: Final = ("recency", "frequency", "monetary")
_LEFT, _RIGHT = COLUMN, 8
_PALE: Final = "#EAF1F8"
_HEIGHT: Final = 20


def shows_heat(sheet: TieredSheet, summary: Summary) -> bool:
    """Return whether a scheme is RFM: its sides are recency, frequency and money."""
    axes = tuple(axis.key for axis in sheet.scheme.axes)
    return isinstance(sheet.plan.side, Gridding) and axes == _SIDES and summary.money is not None


def write_heat(page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, row: int) -> int:
    """Write both maps, the best levels first; return the row after."""
    if summary.money is None:
        return row
    rows, columns, _ = sheet.scheme.axes
    slot = sheet.plan.slot(summary.money.key)
    counts: Counter[tuple[str, str]] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for one in sheet.rows:
        levels = grid_levels(sheet.plan, one.entries) if one.rating.tier is not None else None
        if levels is not None:
            amount = one.entries[slot]
            counts[levels[0], levels[1]] += 1
            sums[levels[0], levels[1]] += amount if isinstance(amount, int) else 0
    means = {at: sums[at] / count for at, count in counts.items()}
    unit = amount_unit(summary.money, max(map(int, means.values()), default=0), theme.language)
    scale = {at: unit.of(to_fixed(mean, 0), summary.money) for at, mean in means.items()}
    values = {"rows": rows.name, "columns": columns.name}
    title = phrase("section-heat-count", theme.language, **values)
    _map(page, theme, (rows, columns), dict(counts), title=title, row=row, left=_LEFT, shape="0")
    title = phrase("section-heat-mean", theme.language, measure=summary.money.name, unit=unit.word)
    _map(page, theme, (rows, columns), scale, title=title, row=row, left=_RIGHT, shape=unit.number_format)
    end = row + 2 + len(rows.levels)
    note = phrase("heat-said", theme.language, **values)
    page.write_string(end, _LEFT, note, theme.format(font_size=8.5, font_color=SUB))
    return end + 1


def _map(
    page: Worksheet,
    theme: Theme,
    sides: tuple[Axis, Axis],
    cells: dict[tuple[str, str], float],
    *,
    title: str,
    row: int,
    left: int,
    shape: str,
) -> None:
    """Write one map; where there is nobody the cell stays empty."""
    language, (rows, columns) = theme.language, sides
    page.set_row(row, 22)
    page.merge_range(row, left, row, left + (5 if left == _LEFT else 4), title, theme.section())
    head = theme.format(bold=True, font_color=SUB, align="center")
    shift = 1 if left == _LEFT else 0  # the right half is a column narrower: its rows are named by the left one
    for across, level in enumerate(columns.levels):
        page.write_string(row + 1, left + shift + across, f"{_letter(columns)}{level.name.said(language)}", head)
    for down, level in enumerate(rows.levels):
        y = row + 2 + down
        page.set_row(y, _HEIGHT)
        if shift:
            page.write_string(y, left, f"{_letter(rows)}{level.name.said(language)}", head)
        for across, other in enumerate(columns.levels):
            look = theme.format(align="center", num_format=shape, border=1, border_color=HAIR)
            value = cells.get((level.code, other.code))
            if value is None:
                page.write_blank(y, left + shift + across, None, look)
            else:
                page.write_number(y, left + shift + across, value, look)
    end = (row + 1 + len(rows.levels), left + shift + len(columns.levels) - 1)
    colours = {"type": "2_color_scale", "min_color": _PALE, "max_color": "#5B93C4"}
    page.conditional_format(row + 2, left + shift, *end, colours)


def _letter(axis: Axis) -> str:
    """Return R or F."""
    return f"{axis.key[0].upper()} "
