"""The shares of the tiers as bars of 100 % that show at once who carries the business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary
from xltier.core.palette import chips
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.summary.tiers import HIDDEN, TierCells, tier_said
from xltier.report.theme import SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_MIN_LABEL: Final = 0.04


def write_tier_bars(
    book: Workbook,
    page: Worksheet,
    theme: Theme,
    summary: Summary,
    *,
    names: BookNames,
    row: int,
    last: int,
    cells: TierCells | None = None,
) -> None:
    """Draw the shares of customers, and of money below, as bars of 100 % in the colours of the tiers."""
    top = row + 2
    _write_drawn(page, theme, summary, top, cells)
    bars = 1 if summary.money is None else 2
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    font = {"name": theme.font, "size": 9}
    colours = chips([count.tier for count in summary.tiers])
    for place, (count, chip) in enumerate(zip(summary.tiers, colours, strict=True), HIDDEN + 1):
        shares = [count.share] if summary.money is None else [count.amount_share or 0, count.share]
        chart.add_series(
            {
                "name": tier_said(count.tier, theme.language),
                "categories": [names.summary, top, HIDDEN, top + bars - 1, HIDDEN],
                "values": [names.summary, top, place, top + bars - 1, place],
                "fill": {"color": chip.fill},
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": "0%",
                    "font": font | {"color": chip.ink},
                    "custom": [{"delete": share < _MIN_LABEL} for share in shares],
                },
            }
        )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"num_font": font | {"color": SUB}, "line": {"none": True}, "major_tick_mark": "none"})
    chart.set_legend({"position": "bottom", "font": font | {"color": SUB}})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    height = 22 + 32 + 20 * (last - row - 1)
    chart.set_size({"width": 455, "height": max(int(height * 4 / 3), 190)})
    page.merge_range(row, 8, row, 12, phrase("section-chart", theme.language), theme.section())
    page.insert_chart(row + 1, 8, chart, {"x_offset": 2, "y_offset": 4, "object_position": 2})


def _write_drawn(page: Worksheet, theme: Theme, summary: Summary, top: int, cells: TierCells | None) -> None:
    """Write what the bars draw beside each other, out of sight, since the table holds it in a column.

    Args:
        page: The sheet.
        theme: Its language.
        summary: The figures.
        top: Row of the first bar; the codes stand above it.
        cells: Where the table has its figures; None where it has values.
    """
    at = top
    if summary.money is not None:
        page.write_string(at, HIDDEN, summary.money.name.said(theme.language))
        for place, count in enumerate(summary.tiers):
            _write_share(
                page, (at, place), count.amount_share or 0, None if cells is None else cells.amount_share(place)
            )
        at += 1
    page.write_string(at, HIDDEN, phrase("chart-customers", theme.language))
    for place, count in enumerate(summary.tiers):
        _write_share(page, (at, place), count.share, None if cells is None else cells.share(place))
    page.set_column(HIDDEN, HIDDEN + len(summary.tiers), 9, None, {"hidden": True})
    for place, count in enumerate(summary.tiers, HIDDEN + 1):
        page.write_string(top - 1, place, count.tier.code)


def _write_share(page: Worksheet, where: tuple[int, int], share: float, cell: str | None) -> None:
    """Write a share of a tier: as its cell in the table, else as a number."""
    row, place = where
    if cell is None:
        page.write_number(row, HIDDEN + 1 + place, share)
    else:
        page.write_formula(row, HIDDEN + 1 + place, f"={cell}", None, share)
