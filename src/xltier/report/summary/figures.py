"""The sentence and the four figures at the top of the summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltier.app.explain.tier_summary import Summary, TierCount
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.fixed import grouped, percent
from xltier.core.scheme.measure import Measure
from xltier.messages import phrase
from xltier.report.money import amount_unit
from xltier.report.summary.live_text import Figure, LiveText, live_phrase, write_text
from xltier.report.summary.tiers import TierCells, tier_said
from xltier.report.theme import ACCENT, DOWN, PANEL, SUB, UP, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CARD: int = 3


def headline(sheet: TieredSheet, summary: Summary, cells: TierCells, language: str) -> LiveText:
    """Return the sentence that a manager reads first: who carries how much, and what is not rated."""
    top = next((count for count in summary.tiers if count.customers), None)
    if top is None:
        return LiveText(phrase("headline-nobody", language, rows=len(sheet.rows)))
    at = summary.tiers.index(top)
    figures = {
        "tier": Figure(tier_said(top.tier, language)),
        "count": _count(top.customers, cells.customers(at)),
        "rated": _count(summary.rated, cells.total()),
        "share": _share(top.share, cells.share(at)),
        "measure": Figure(summary.money.name.said(language) if summary.money is not None else ""),
        "amount_share": Figure("") if top.amount_share is None else _share(top.amount_share, cells.amount_share(at)),
    }
    first = live_phrase("headline-money" if top.amount_share is not None else "headline-count", language, figures)
    if not summary.unrated:
        return first
    return first.joined(LiveText(phrase("headline-unrated", language, count=len(summary.unrated))))


def _count(value: int, cell: str | None) -> Figure:
    return Figure(f"{value:,}", None if cell is None else f'TEXT({cell},"#,##0")')


def _share(value: float, cell: str | None) -> Figure:
    return Figure(percent(value), None if cell is None else f'TEXT({cell},"0%")')


@dataclass(frozen=True, slots=True)
class _Card:
    """A label, a figure, a context, and the colour of the edge."""

    label: str
    figure: LiveText
    context: LiveText
    colour: str


def write_cards(page: Worksheet, theme: Theme, summary: Summary, cells: TierCells, *, row: int, first: int) -> None:
    """Write four cards, each a label, a figure and a context, in three rows from ``row``."""
    page.set_row(row, 16)
    page.set_row(row + 1, 26)
    page.set_row(row + 2, 16)
    for at, card in enumerate(_cards(summary, cells, theme.language)):
        left = first + at * _CARD
        right = left + _CARD - 1
        edge = {"bg_color": PANEL, "left": 5, "left_color": card.colour, "indent": 1}
        page.merge_range(row, left, row, right, card.label, theme.format(font_color=SUB, **edge))
        for offset, text, look in (
            (1, card.figure, theme.format(font_size=18, bold=True, **edge)),
            (2, card.context, theme.format(font_size=9, font_color=SUB, **edge)),
        ):
            page.merge_range(row + offset, left, row + offset, right, "", look)
            write_text(page, row + offset, left, text, look)


def _cards(summary: Summary, cells: TierCells, language: str) -> list[_Card]:
    total = summary.rated + len(summary.unrated) + summary.blank
    rated = _count(summary.rated, cells.total())
    of_rows = LiveText(phrase("card-rated-of", language, rows=f"{total:,}"))
    found = [_Card(phrase("card-rated", language), LiveText(rated.shown, rated.formula), of_rows, ACCENT)]
    found.append(_of_tier(summary, cells, 0, language))
    if summary.money is not None:
        found.append(_of_money(summary, summary.money, cells, language))
    elif summary.compared:
        moved = LiveText(f"▲{summary.ups} ▼{summary.downs}")
        context = LiveText(phrase("card-moved-of", language, count=summary.compared))
        found.append(_Card(phrase("card-moved", language), moved, context, UP))
    else:
        found.append(_of_tier(summary, cells, len(summary.tiers) - 1, language))
    missing = len(summary.unrated)
    said = LiveText(phrase("card-unrated-of" if missing else "card-unrated-none", language))
    found.append(_Card(phrase("card-unrated", language), LiveText(f"{missing:,}"), said, DOWN if missing else ACCENT))
    return found


def _of_tier(summary: Summary, cells: TierCells, at: int, language: str) -> _Card:
    one: TierCount = summary.tiers[at]
    share = _share(one.share, cells.share(at))
    figures = {
        "count": _count(one.customers, cells.customers(at)),
        "rated": _count(summary.rated, cells.total()),
    }
    label = phrase("card-top", language, tier=tier_said(one.tier, language))
    return _Card(label, LiveText(share.shown, share.formula), live_phrase("card-top-of", language, figures), UP)


def _of_money(summary: Summary, money: Measure, cells: TierCells, language: str) -> _Card:
    top = summary.tiers[0]
    amount = sum(count.amount or 0 for count in summary.tiers)
    unit = amount_unit(money, amount, language)
    label = phrase("card-amount", language, measure=money.name)
    figure = LiveText(f"{grouped(unit.of(amount, money), unit.decimals)} {unit.word}")
    part = Figure("–") if top.amount_share is None else _share(top.amount_share, cells.amount_share(0))
    context = live_phrase("card-amount-of", language, {"tier": Figure(tier_said(top.tier, language)), "share": part})
    return _Card(label, figure, context, UP)
