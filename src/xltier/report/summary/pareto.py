"""How much the largest customers carry: the measured curve, with what is quoted of others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from xltier.app.explain.concentration import Concentration, concentration
from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import percent
from xltier.core.palette import chips
from xltier.core.plan import Banding
from xltier.core.values import ExcelError
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.page import lines_needed
from xltier.report.summary.tiers import HIDDEN, tier_said
from xltier.report.theme import ACCENT, DOWN, HAIR, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS: Final = 14
LEFT, RIGHT = (1, 6), (8, 12)
_POINTS: Final = 100
_CLAIM_WIDTH, _LINE = 34.0, 13.0
_MOST_MARKS: Final = 4
_QUOTED: Final = (0.2, 0.8)


def shows_pareto(sheet: TieredSheet, summary: Summary) -> bool:
    """Return whether a scheme ranks customers by their money."""
    side = sheet.plan.side
    if not isinstance(side, Banding) or summary.money is None or not summary.rated:
        return False
    return sheet.plan.measures[side.slot].key == summary.money.key


def curve(amounts: Sequence[int]) -> list[tuple[float, float]]:
    """Return points of the curve: share of the customers, the largest first, and what they carry of the total.

    Customers who returned more than they bought carry nothing, but count.
    """
    ordered = sorted((max(amount, 0) for amount in amounts), reverse=True)
    total, count = sum(ordered), len(ordered)
    if total == 0:
        return []
    at = sorted({round(step * count / _POINTS) for step in range(_POINTS + 1)})
    carried, points, done = 0, [], 0
    for upto in at:
        carried += sum(ordered[done:upto])
        done = upto
        points.append((upto / count, carried / total))
    return points


def write_pareto(
    book: Workbook, page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, names: BookNames, row: int
) -> int:
    """Draw the curve on the left and list the quoted figures on the right; return the row after."""
    amounts = _amounts(sheet, summary)
    points = curve(amounts)
    if not points:
        return row
    page.set_row(row, 22)
    page.merge_range(row, LEFT[0], row, LEFT[1], phrase("section-pareto", theme.language), theme.section())
    page.merge_range(row, RIGHT[0], row, RIGHT[1], phrase("section-claims", theme.language), theme.section())
    _draw(book, page, theme, sheet, summary, points, names=names, row=row)
    last = _list(page, theme, concentration(amounts), row + 1)
    _list_tiers(page, theme, summary, last)
    return row + 1 + ROWS


def _amounts(sheet: TieredSheet, summary: Summary) -> list[int]:
    """Return the amounts of the rated customers."""
    if summary.money is None:
        return []
    slot = sheet.plan.slot(summary.money.key)
    entries = (row.entries[slot] for row in sheet.rows if row.rating.tier is not None)
    return [entry for entry in entries if isinstance(entry, int)]


def _draw(
    book: Workbook,
    page: Worksheet,
    theme: Theme,
    sheet: TieredSheet,
    summary: Summary,
    points: Sequence[tuple[float, float]],
    *,
    names: BookNames,
    row: int,
) -> None:
    font = {"name": theme.font, "size": 9}
    for at, point in enumerate(points):
        page.write_row(row + at, HIDDEN, point)
    area = [names.summary, row, HIDDEN, row + len(points) - 1]
    chart = book.add_chart({"type": "scatter", "subtype": "straight"})
    chart.add_series(
        {
            "name": phrase("pareto-own", theme.language),
            "categories": [*area, HIDDEN],
            "values": [names.summary, row, HIDDEN + 1, row + len(points) - 1, HIDDEN + 1],
            "line": {"color": ACCENT, "width": 2},
        }
    )
    for at, (count, chip) in enumerate(zip(summary.tiers[:-1], chips(sheet.plan.ladder.tiers), strict=False)):
        page.write_row(row + at, HIDDEN + 3, _reached(summary, at))
        _mark(chart, names, font, row + at, tier_said(count.tier, theme.language), chip.fill, "above")
    page.write_row(row + len(summary.tiers), HIDDEN + 3, _QUOTED)
    _mark(chart, names, font, row + len(summary.tiers), phrase("pareto-quoted", theme.language), DOWN, "right")
    grid = {"visible": True, "line": {"color": HAIR, "width": 0.75}}
    axis = {"min": 0, "max": 1, "major_unit": 0.2, "num_format": "0%", "num_font": font | {"color": SUB}}
    name_font = font | {"color": SUB, "bold": False}
    chart.set_x_axis(
        axis | {"major_gridlines": grid, "name": phrase("pareto-customers", theme.language), "name_font": name_font}
    )
    money = summary.money.name.said(theme.language) if summary.money is not None else ""
    chart.set_y_axis(axis | {"major_gridlines": grid, "name": money, "name_font": name_font})
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.set_size({"width": 520, "height": ROWS * 20 - 6})
    page.insert_chart(row + 1, LEFT[0], chart, {"x_offset": 2, "y_offset": 4, "object_position": 2})


def _reached(summary: Summary, at: int) -> tuple[float, float]:
    """Return the share of customers down to a tier, and what they carry."""
    upto = summary.tiers[: at + 1]
    return sum(count.share for count in upto), sum(count.amount_share or 0 for count in upto)


def _mark(
    chart: object, names: BookNames, font: dict[str, object], row: int, said: str, colour: str, position: str
) -> None:
    """Add a point with its words beside it."""
    chart.add_series(  # type: ignore[attr-defined]  # a chart of XlsxWriter, which is published without types
        {
            "name": said,
            "categories": [names.summary, row, HIDDEN + 3, row, HIDDEN + 3],
            "values": [names.summary, row, HIDDEN + 4, row, HIDDEN + 4],
            "line": {"none": True},
            "marker": {"type": "circle", "size": 8, "fill": {"color": colour}, "border": {"color": "#FFFFFF"}},
            "data_labels": {
                "series_name": True,
                "value": False,
                "position": position,
                "font": font | {"color": SUB},
            },
        }
    )


def _list(page: Worksheet, theme: Theme, found: Concentration, row: int) -> int:
    """List each quoted figure beside the own one; return the row after."""
    language = theme.language
    page.merge_range(row, RIGHT[0], row, RIGHT[0] + 2, phrase("claims-what", language), theme.head())
    page.write_string(row, RIGHT[1] - 1, phrase("claims-quoted", language), theme.head())
    page.write_string(row, RIGHT[1], phrase("claims-own", language), theme.head())
    text, percent = theme.body(indent=1, text_wrap=True), theme.body(align="center", num_format="0%")
    own = theme.body(align="center", num_format="0%", bold=True)
    for at, measured in enumerate(found.claims, 1):
        said = measured.claim.what.said(language)
        page.set_row(row + at, _LINE * lines_needed(said, _CLAIM_WIDTH) + 3)
        page.merge_range(row + at, RIGHT[0], row + at, RIGHT[0] + 2, "", text)
        page.write_string(row + at, RIGHT[0], said, text)
        page.write_number(row + at, RIGHT[1] - 1, float(measured.claim.carries), percent)
        if isinstance(measured.own, ExcelError):
            page.write_string(row + at, RIGHT[1], "–", own)
        else:
            page.write_number(row + at, RIGHT[1], float(measured.own), own)
    end = row + len(found.claims) + 1
    said = phrase("claims-said", language, count=found.reach_80, customers=found.customers)
    page.write_string(end, RIGHT[0], said, theme.format(font_color=ACCENT, bold=True))
    return end + 1


def _list_tiers(page: Worksheet, theme: Theme, summary: Summary, row: int) -> None:
    """Say of each mark on the curve where it is."""
    for at, count in enumerate(summary.tiers[:-1][:_MOST_MARKS]):
        customers, share = _reached(summary, at)
        said = phrase(
            "pareto-mark",
            theme.language,
            tier=tier_said(count.tier, theme.language),
            customers=percent(customers),
            share=percent(share),
        )
        page.write_string(row + at, RIGHT[0], said, theme.format(font_color=SUB))
