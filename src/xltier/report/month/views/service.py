"""服务策略: what each tier gets, how many it is for, how the resources lean, and the ways up and out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.core.scheme import Kind
from xltier.core.scheme.tier import Tier
from xltier.messages import phrase
from xltier.report.month.cards.card_facts import SERVICE
from xltier.report.month.live_value import (
    Live,
    Scalar,
    add,
    as_typed,
    compare,
    constant,
    ratio,
    sentence,
    shown,
    text,
    when,
)
from xltier.report.month.views.canvas import Canvas, Span, spread
from xltier.report.month.views.groups import EVERYBODY
from xltier.report.month.views.table import against, equal, filled
from xltier.report.month.views.trend import chart_font, insert, plain_chart
from xltier.report.month.views.view import View
from xltier.report.page import Paper, lines_needed, set_up
from xltier.report.theme import ACCENT, INK, LINE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS: Final = 50
_WIDTH: Final = 3.1
_LABEL: Final = 6
_NEAR: Final = 3
"""Points to the next tier that count as near: with a month's work in reach."""
_CHART_ROWS: Final = 15
_LINE_HEIGHT: Final = 14.0


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """What other sheets read here.

    Args:
        resources: Share of the resources of each tier, best first; empty where the scheme says none.
    """

    resources: tuple[Live, ...]


def write_service(book: Workbook, page: Worksheet, view: View) -> ServicePlace:
    """Write the sheet."""
    language = view.language
    canvas = Canvas(page, view.theme, columns=_COLUMNS, width=_WIDTH)
    set_up(page, view.theme, paper=Paper(pages=(1, 1)), footer=view.footer)
    spans = spread(_LABEL + 1, _COLUMNS, [1] * len(view.tiers))
    canvas.rows(2, [8, 42, 22])
    canvas.put(3, (1, _LABEL), None)
    for code, chip, tier, span in zip(view.codes, view.chips, view.tiers, spans, strict=True):
        canvas.chip(3, span, code, chip, font_size=26)
        canvas.chip(4, span, tier.name.said(language), chip, font_size=11)
    sheet = _Sheet(canvas, view, spans)
    counts = sheet.line("count", [view.ratings.count(equal("tier", code)) for code in view.codes], "#,##0", is_big=True)
    shares = sheet.line("customers", [ratio(count, add(*counts)) for count in counts], "0.0%")
    money = None
    if view.money is not None:
        amounts = [view.amount(equal("tier", code)) for code in view.codes]
        money = sheet.line(
            "money",
            [ratio(amount, view.amount(*EVERYBODY)) for amount in amounts],
            "0.0%",
            view.money.name.said(language),
        )
        weights = [ratio(part, share) for part, share in zip(money, shares, strict=True)]
        sheet.line("worth", weights, '0.0"×"', is_bold=True)
    parts = [tier.strategy.resource_share for tier in view.tiers]
    resources: Sequence[Live] = ()
    if any(part is not None for part in parts):
        resources = sheet.line("resources", [_resources(view, tier) for tier in view.tiers], "0%")
        sheet.line(
            "tilt", [ratio(part, share) for part, share in zip(resources, shares, strict=True)], '0.0"×"', is_bold=True
        )
    for field, name in reversed(SERVICE):
        said = [getattr(tier.strategy, field).said(language) for tier in view.tiers]
        if any(said):
            sheet.texts(name.said(language), said)
    if view.has_red:
        sheet.line("red", [view.ratings.count(equal("tier", code), filled("red")) for code in view.codes], '#,##0;;"·"')
    if view.result.scheme.kind is Kind.SCORECARD:
        sheet.lives(phrase("view-way-up", language), list(_ways_up(view)))
        sheet.lives(phrase("view-way-out", language), list(_ways_out(view)))
    row = sheet.row + 1
    canvas.rows(row, [20.0, *[18.0] * (_CHART_ROWS - 1)])
    canvas.section(row, (1, _COLUMNS), phrase("view-shares", language))
    series = [
        ("customers", shares, "#C9D2DC", INK),
        ("money", money, "#57AFA3", INK),
        ("resources", resources, ACCENT, ACCENT),
    ]
    _chart(book, canvas, view, [(key, cells, fill) for key, cells, fill, _ in series if cells], row + 1)
    canvas.title(0, _title(view, counts, shares, money, resources), phrase("view-service-subtitle", language))
    page.print_area(0, 0, row + _CHART_ROWS, _COLUMNS)
    return ServicePlace(tuple(resources))


def _resources(view: View, tier: Tier) -> Live:
    """Return a tier's share of the resources as a part of one, from its cell on the rules sheet."""
    scheme = view.result.scheme
    stated = tier.strategy.resource_share
    if stated is None:
        return constant(0)
    cell = view.rule(f"tiers[{scheme.tiers.index(tier)}].resource_share", float(stated))
    return cell if scheme.resource_whole == 1 else ratio(cell, constant(scheme.resource_whole))


class _Sheet:
    """The rows of the table, one below the other."""

    def __init__(self, canvas: Canvas, view: View, spans: Sequence[Span]) -> None:
        self._canvas, self._view, self._spans = canvas, view, spans
        self.row = 5

    def line(
        self,
        key: str,
        values: Sequence[Live],
        number: str,
        name: str = "",
        *,
        is_big: bool = False,
        is_bold: bool = False,
    ) -> list[Live]:
        """Write a row of figures and return its cells."""
        label = phrase(f"view-service-{key}", self._view.language, **({"measure": name} if name else {}))
        size: dict[str, Any] = {"font_size": 15, "bold": True} if is_big else {"bold": is_bold}
        return self._write(label, values, 30 if is_big else 22, {"num_format": number} | size)

    def texts(self, label: str, values: Sequence[str]) -> None:
        """Write a row of texts, as high as the longest needs."""
        width = min(last - first + 1 for first, last in self._spans) * _WIDTH * 1.1
        lines = max(lines_needed(value, width) for value in values)
        self._write(label, values, max(lines * _LINE_HEIGHT + 8, 22), {"text_wrap": True, "font_size": 9})

    def lives(self, label: str, values: Sequence[Live | None]) -> None:
        """Write a row of live sentences on two lines."""
        self._write(label, values, 2 * _LINE_HEIGHT + 8, {"text_wrap": True, "font_size": 9})

    def _write(
        self, label: str, values: Sequence[Live | Scalar | None], height: float, look: dict[str, Any]
    ) -> list[Live]:
        self._canvas.rows(self.row, [height])
        self._canvas.head(self.row, (1, _LABEL), label, font_size=9)
        edge = {"border": 1, "border_color": LINE, "align": "center"}
        cells = [
            self._canvas.put(self.row, span, value, **edge | look)
            for value, span in zip(values, self._spans, strict=True)
        ]
        self.row += 1
        return cells


def _ways_up(view: View) -> Iterator[Live | None]:
    """Yield what lifts out of each tier: the next cut-off, and how many are near it."""
    for at, code in enumerate(view.codes):
        floor = None if at == 0 else _floor(view, at - 1)
        if floor is None:
            yield text(phrase("view-at-top", view.language)) if at == 0 else None
            continue
        near = view.ratings.count(
            equal("tier", code), against("missing", "<=", _NEAR), equal("next", view.codes[at - 1])
        )
        yield sentence(
            "view-up-to", view.language, floor=floor, tier=view.codes[at - 1], near=shown(near), points=text(str(_NEAR))
        )


def _ways_out(view: View) -> Iterator[Live | None]:
    """Yield what falls out of each tier: its own cut-off, and what a red line does."""
    for at in range(len(view.codes)):
        floor = _floor(view, at)
        if floor is None or at + 1 == len(view.codes):
            yield text(phrase("view-at-bottom", view.language)) if at + 1 == len(view.codes) else None
            continue
        yield sentence("view-down-to", view.language, floor=floor, tier=view.codes[at + 1])


def _floor(view: View, at: int) -> Live | None:
    """Return a tier's cut-off as a text, or None where it has none."""
    tier = view.tiers[at]
    if tier.floor is None:
        return None
    where = view.result.scheme.tiers.index(tier)
    return as_typed(view.rule(f"tiers[{where}].floor", float(tier.floor)))


def _title(
    view: View, counts: Sequence[Live], shares: Sequence[Live], money: Sequence[Live] | None, resources: Sequence[Live]
) -> Live:
    language = view.language
    parts = {"tier": view.codes[0], "count": shown(counts[0]), "share": percent(shares[0])}
    if money is not None and view.money is not None:
        parts |= {"measure": text(view.money.name.said(language)), "money": percent(money[0])}
    if resources:
        parts |= {"resources": percent(resources[0])}
    key = "view-service-title" + ("-resources" if resources else "") + ("-money" if money is not None else "")
    nobody = sentence("view-service-title-none", language, tier=view.codes[0])
    return when(compare(counts[0], ">", 0), sentence(key, language, **parts), nobody)


def percent(share: Live) -> Live:
    """Return a share as a text; a dash where there is none."""
    guarded = f'IF(ISNUMBER({share.formula}),{shown(share, percent=True).formula},"–")'
    return Live(guarded, shown(share, percent=True).value if share.value != "" else "–")


def _chart(
    book: Workbook, canvas: Canvas, view: View, series: Sequence[tuple[str, Sequence[Live], str]], row: int
) -> None:
    """Draw the shares of each tier side by side, each bar with its figure."""
    chart = book.add_chart({"type": "column"})
    hidden = canvas.last + 10
    for at, code in enumerate(view.codes):
        canvas.put(row + at, (hidden, hidden), code)
    for column, (key, cells, fill) in enumerate(series, hidden + 1):
        for at, cell in enumerate(cells):
            canvas.put(row + at, (column, column), cell)
        last = row + len(view.codes) - 1
        name = phrase(f"view-service-{key}", view.language, measure="" if view.money is None else view.money.name)
        chart.add_series(
            {
                "name": name,
                "categories": [canvas.name, row, hidden, last, hidden],
                "values": [canvas.name, row, column, last, column],
                "fill": {"color": fill},
                "gap": 70,
                "overlap": -4,
                "data_labels": {"value": True, "num_format": "0%", "font": chart_font(view.theme, size=9, color=INK)},
            }
        )
    canvas.page.set_column(hidden, hidden + len(series), None, None, {"hidden": True})
    chart.set_legend({"position": "top", "font": chart_font(view.theme, size=9, color=INK)})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_x_axis(
        {
            "num_font": chart_font(view.theme, size=11, color=INK, bold=True),
            "line": {"color": LINE},
            "major_tick_mark": "none",
        }
    )
    plain_chart(chart, (canvas.pixels((1, canvas.last)), int((_CHART_ROWS - 1) * 18 / 0.75) - 6))
    insert(canvas.page, chart, row, 1)
