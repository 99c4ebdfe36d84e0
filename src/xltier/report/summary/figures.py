"""The sentence and the four figures at the top of the summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.messages import phrase
from xltier.report.money import amount_unit
from xltier.report.theme import ACCENT, DOWN, PANEL, SUB, UP, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CARD: int = 3


def headline(sheet: TieredSheet, summary: Summary, language: str) -> str:
    """Return the sentence that a manager reads first: who carries how much, and what is not rated."""
    top = next((count for count in summary.tiers if count.customers), None)
    if top is None:
        return phrase("headline-nobody", language, rows=len(sheet.rows))
    values = {
        "tier": top.tier.code,
        "count": top.customers,
        "rated": summary.rated,
        "share": f"{top.share:.0%}",
        "measure": summary.money.name if summary.money is not None else "",
        "amount_share": f"{top.amount_share:.0%}" if top.amount_share is not None else "",
    }
    first = phrase("headline-money" if top.amount_share is not None else "headline-count", language, **values)
    if not summary.unrated:
        return first
    return first + phrase("headline-unrated", language, count=len(summary.unrated))


def write_cards(page: Worksheet, theme: Theme, summary: Summary, *, row: int, first: int) -> None:
    """Write four cards, each a label, a figure and a context, in three rows from ``row``."""
    page.set_row(row, 16)
    page.set_row(row + 1, 26)
    page.set_row(row + 2, 16)
    for at, (label, figure, context, colour) in enumerate(_cards(summary, theme.language)):
        left = first + at * _CARD
        right = left + _CARD - 1
        edge = {"bg_color": PANEL, "left": 5, "left_color": colour, "indent": 1}
        page.merge_range(row, left, row, right, label, theme.format(font_color=SUB, **edge))
        page.merge_range(row + 1, left, row + 1, right, figure, theme.format(font_size=18, bold=True, **edge))
        page.merge_range(row + 2, left, row + 2, right, context, theme.format(font_size=9, font_color=SUB, **edge))


def _cards(summary: Summary, language: str) -> list[tuple[str, str, str, str]]:
    """Return label, figure, context and edge colour of each card."""
    total = summary.rated + len(summary.unrated) + summary.blank
    cards = [
        (
            phrase("card-rated", language),
            f"{summary.rated:,}",
            phrase("card-rated-of", language, rows=f"{total:,}"),
            ACCENT,
        )
    ]
    top = summary.tiers[0]
    share = phrase("card-top-of", language, count=f"{top.customers:,}", rated=f"{summary.rated:,}")
    cards.append((phrase("card-top", language, tier=top.tier.code), f"{top.share:.0%}", share, UP))
    if summary.money is not None:
        amount = sum(count.amount or 0 for count in summary.tiers)
        unit = amount_unit(summary.money, amount, language)
        label = phrase("card-amount", language, measure=summary.money.name)
        figure = f"{unit.of(amount, summary.money):,.{unit.decimals}f} {unit.word}"
        part = f"{top.amount_share:.0%}" if top.amount_share is not None else "–"
        cards.append((label, figure, phrase("card-amount-of", language, tier=top.tier.code, share=part), UP))
    elif summary.compared:
        figure = f"▲{summary.ups} ▼{summary.downs}"
        cards.append(
            (phrase("card-moved", language), figure, phrase("card-moved-of", language, count=summary.compared), UP)
        )
    else:
        bottom = summary.tiers[-1]
        context = phrase("card-top-of", language, count=f"{bottom.customers:,}", rated=f"{summary.rated:,}")
        cards.append((phrase("card-top", language, tier=bottom.tier.code), f"{bottom.share:.0%}", context, UP))
    missing = len(summary.unrated)
    context = phrase("card-unrated-of" if missing else "card-unrated-none", language)
    cards.append((phrase("card-unrated", language), f"{missing:,}", context, DOWN if missing else ACCENT))
    return cards
