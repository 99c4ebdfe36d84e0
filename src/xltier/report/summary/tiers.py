"""Tiers with customers and money, as a table and as two bars that show at once who carries the business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.palette import chips
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.money import amount_unit
from xltier.report.theme import LINE, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

COLUMN: Final = 1
_MIN_LABEL: Final = 0.04


def write_tiers(page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, row: int) -> int:
    """Write the table of tiers from ``row``; return the row of its total."""
    language = theme.language
    page.set_row(row, 22)
    last = COLUMN + (5 if summary.money is not None else 3)
    page.merge_range(row, COLUMN, row, last, phrase("section-tiers", language), theme.section())
    heads = [phrase(f"tiers-{key}", language) for key in ("code", "name", "customers", "share")]
    unit = None
    if summary.money is not None:
        unit = amount_unit(summary.money, max(count.amount or 0 for count in summary.tiers), language)
        heads += [
            phrase("tiers-amount", language, measure=summary.money.name, unit=unit.word),
            phrase("tiers-amount-share", language),
        ]
    page.set_row(row + 1, 32)
    for at, head in enumerate(heads):
        page.write_string(row + 1, COLUMN + at, head, theme.head())
    center, percent = theme.body(align="center"), theme.body(align="center", num_format="0.0%")
    for offset, (count, chip) in enumerate(zip(summary.tiers, chips(sheet.plan.ladder.tiers), strict=True)):
        y = row + 2 + offset
        page.set_row(y, 20)
        look = theme.body(align="center", bold=True, bg_color=chip.fill, font_color=chip.ink)
        page.write_string(y, COLUMN, count.tier.code, look)
        page.write_string(y, COLUMN + 1, count.tier.name.said(language), center)
        page.write_number(y, COLUMN + 2, count.customers, center)
        page.write_number(y, COLUMN + 3, count.share, percent)
        if summary.money is not None and unit is not None:
            amount = theme.body(align="center", num_format=unit.number_format)
            page.write_number(y, COLUMN + 4, unit.of(count.amount or 0, summary.money), amount)
            page.write_number(y, COLUMN + 5, count.amount_share or 0, percent)
    y = row + 2 + len(summary.tiers)
    bold = {"bold": True, "align": "center", "top": 1, "top_color": LINE}
    page.write_string(y, COLUMN, phrase("tiers-total", language), theme.format(**bold))
    page.write_blank(y, COLUMN + 1, None, theme.format(**bold))
    page.write_number(y, COLUMN + 2, summary.rated, theme.format(**bold))
    page.write_number(y, COLUMN + 3, 1 if summary.rated else 0, theme.format(**bold, num_format="0%"))
    if summary.money is not None and unit is not None:
        whole = sum(count.amount or 0 for count in summary.tiers)
        look = theme.format(**bold, num_format=unit.number_format)
        page.write_number(y, COLUMN + 4, unit.of(whole, summary.money), look)
        page.write_number(y, COLUMN + 5, 1 if whole > 0 else 0, theme.format(**bold, num_format="0%"))
    return y


def write_chart(
    book: Workbook,
    page: Worksheet,
    theme: Theme,
    sheet: TieredSheet,
    summary: Summary,
    *,
    names: BookNames,
    row: int,
    last: int,
) -> None:
    """Draw the shares of customers, and of money below, as bars of 100 % in the colours of the tiers."""
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    top = row + 2
    font = {"name": theme.font, "size": 9}
    columns = [COLUMN + 3] if summary.money is None else [COLUMN + 5, COLUMN + 3]
    helper = [phrase("chart-customers", theme.language)]
    if summary.money is not None:
        helper = [summary.money.name.said(theme.language), *helper]
    hidden = 20  # the bars' figures stand beside each other, out of sight, since a table holds them in a column
    for at, (label, column) in enumerate(zip(helper, columns, strict=True)):
        page.write_string(top + at, hidden, label)
        for place, count in enumerate(summary.tiers):
            share = count.share if column == COLUMN + 3 else count.amount_share or 0
            page.write_number(top + at, hidden + 1 + place, share)
    page.set_column(hidden, hidden + len(summary.tiers), 9, None, {"hidden": True})
    for place, (count, chip) in enumerate(zip(summary.tiers, chips(sheet.plan.ladder.tiers), strict=True)):
        shares = [count.share] if summary.money is None else [count.amount_share or 0, count.share]
        chart.add_series(
            {
                "name": count.tier.code,
                "categories": [names.summary, top, hidden, top + len(columns) - 1, hidden],
                "values": [names.summary, top, hidden + 1 + place, top + len(columns) - 1, hidden + 1 + place],
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
    title = phrase("section-chart", theme.language)
    page.merge_range(row, 8, row, 12, title, theme.section())
    page.insert_chart(row + 1, 8, chart, {"x_offset": 2, "y_offset": 4, "object_position": 2})
