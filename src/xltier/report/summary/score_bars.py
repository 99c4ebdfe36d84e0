"""How scores are spread: columns of equal width in the colours of the tiers that they lie in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Final

from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import shown, to_decimal
from xltier.core.palette import chips
from xltier.messages import phrase
from xltier.report.book_names import BookNames
from xltier.report.summary.places import Places
from xltier.report.summary.tiers import HIDDEN
from xltier.report.theme import LINE, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROWS: Final = 12
_MOST: Final = 16
_NICE: Final = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Bins:
    """Columns of equal width.

    Args:
        edges: Rising, in the score's fixed point; one more than there are columns. A column holds its lower edge.
        counts: Customers of each.
    """

    edges: tuple[int, ...]
    counts: tuple[int, ...]


def bins_of(scores: Sequence[int], cuts: Sequence[int], decimals: int) -> Bins:
    """Return the spread of scores in columns whose edges meet the cut-offs wherever these allow it.

    Args:
        scores: In fixed point; at least one.
        cuts: Cut-offs of the tiers.
        decimals: Of the scores.
    """
    low, high = min(*scores, *cuts), max(*scores, *cuts)
    step = gcd(*cuts) or 10**decimals
    widths = [
        step * nice * 10**power // divisor for divisor in (1, 2, 3, 5, 10) for power in range(7) for nice in _NICE
    ]
    wide = sorted({width for width in widths if width > 0 and step % width == 0 and (high - low) // width < _MOST})
    width = wide[0] if wide else _nice_width(high - low, decimals)
    start = low // width * width
    count = (high - start) // width + 1
    edges = tuple(start + at * width for at in range(count + 1))
    found = Counter((score - start) // width for score in scores)
    return Bins(edges, tuple(found[at] for at in range(count)))


def _nice_width(span: int, decimals: int) -> int:
    """Return a round width of which a span takes at most so many columns as there is room for."""
    widths = (nice * int(10**power) for power in range(decimals + 12) for nice in _NICE)
    return next(width for width in widths if span // width < _MOST)


def write_score_bars(
    book: Workbook,
    page: Worksheet,
    theme: Theme,
    sheet: TieredSheet,
    *,
    names: BookNames,
    places: Places,
    row: int,
    columns: tuple[int, int],
) -> int:
    """Draw the spread of the scores over some columns; return the row after, or ``row`` where nobody has a score."""
    decimals = sheet.plan.score_decimals
    scores = [one.rating.score for one in sheet.rows if one.rating.score is not None]
    if not scores:
        return row
    bins = bins_of(scores, sheet.plan.ladder.cuts, decimals)
    font = {"name": theme.font, "size": 9}
    colours = chips(sheet.plan.ladder.tiers)
    for at, count in enumerate(bins.counts):
        low, high = (to_decimal(edge, decimals) for edge in bins.edges[at : at + 2])
        page.write_string(row + at, HIDDEN, shown(bins.edges[at], decimals))
        if places.score is None:
            page.write_number(row + at, HIDDEN + 1, count)
        else:
            formula = f'=COUNTIFS({places.score},">={low}",{places.score},"<{high}")'
            page.write_formula(row + at, HIDDEN + 1, formula, None, count)
    end = row + len(bins.counts) - 1
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": phrase("chart-customers", theme.language),
            "categories": [names.summary, row, HIDDEN, end, HIDDEN],
            "values": [names.summary, row, HIDDEN + 1, end, HIDDEN + 1],
            "gap": 12,
            "points": [
                {"fill": {"color": colours[sheet.plan.ladder.place(edge)].fill}, "border": {"color": LINE}}
                for edge in bins.edges[:-1]
            ],
            "data_labels": {"value": True, "num_format": "0;;", "font": font | {"size": 8, "color": SUB}},
        }
    )
    chart.set_x_axis({"num_font": font | {"color": SUB}, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    left, right = columns
    wide = 455 if left > 1 else 990
    chart.set_size({"width": wide, "height": ROWS * 20 - 10})
    page.merge_range(row, left, row, right, phrase("section-scores", theme.language), theme.section())
    page.set_row(row, 22)
    page.insert_chart(row + 1, left, chart, {"x_offset": 2, "y_offset": 4, "object_position": 2})
    return row + 1 + ROWS
