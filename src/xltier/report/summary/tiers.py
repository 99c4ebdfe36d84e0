"""Tiers with customers and money, as a table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from xltier.app.explain.tier_summary import Summary, TierCount
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.palette import Chip, chips
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.money import AmountUnit, amount_unit
from xltier.report.summary.places import NOWHERE, Places
from xltier.report.theme import LINE, Theme
from xltier.tables.address import a1

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMN: Final = 1
_CUSTOMERS, _SHARE, _AMOUNT, _AMOUNT_SHARE = COLUMN + 2, COLUMN + 3, COLUMN + 4, COLUMN + 5
MOST: Final = 12
"""Classes that the table lists one by one."""
_PLAIN: Final = Chip("#F4F6F9", "#5B6875")
HIDDEN: Final = 20
"""The first of the columns out of sight, which hold what charts draw."""


def tier_said(tier: Tier, language: str) -> str:
    """Return what a tier is called in a sentence or a chart: its code, or its name where the code is Chinese."""
    return tier.code if language == "zh" or tier.code.isascii() else tier.name.said(language)


@dataclass(frozen=True, slots=True)
class TierCells:
    """The cells of the table of tiers; None of each where the table holds values.

    Args:
        row: The table's first tier, from 0.
        count: How many tiers.
        places: What its formulas count.
    """

    row: int
    count: int
    places: Places

    def customers(self, at: int) -> str | None:
        """Return the cell with the customers of a tier."""
        return self._cell(_CUSTOMERS, at) if self.places.tier is not None else None

    def share(self, at: int) -> str | None:
        """Return the cell with their share."""
        return self._cell(_SHARE, at) if self.places.tier is not None else None

    def amount_share(self, at: int) -> str | None:
        """Return the cell with the share of the money that they bring."""
        return self._cell(_AMOUNT_SHARE, at) if self.places.amount is not None else None

    def total(self) -> str | None:
        """Return the cell with all rated customers."""
        return self.customers(self.count)

    def _cell(self, column: int, at: int) -> str:
        return a1(self.row + at + 1, column + 1)


def fewer(summary: Summary, language: str) -> Summary:
    """Return the figures with the smaller of very many classes counted together, so that the table leaves room."""
    if len(summary.tiers) <= MOST:
        return summary
    by_size = sorted(summary.tiers, key=lambda count: (-count.customers, -(count.amount or 0)))
    rest = by_size[MOST - 1 :]
    kept = [count for count in summary.tiers if count not in rest]
    said = phrase("tiers-others", language, count=len(rest))
    others = TierCount(
        Tier("…", Words(said, said)),
        sum(count.customers for count in rest),
        sum(count.share for count in rest),
        None if summary.money is None else sum(count.amount or 0 for count in rest),
        None if rest[0].amount_share is None else sum(count.amount_share or 0 for count in rest),
    )
    return replace(summary, tiers=(*kept, others))


def write_tiers(
    page: Worksheet, theme: Theme, sheet: TieredSheet, summary: Summary, *, row: int, places: Places = NOWHERE
) -> int:
    """Write the table of tiers from ``row``, as formulas where ``places`` allow; return the row of its total."""
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
    table = _Table(page, theme, summary, row + 2, unit, places)
    center = theme.body(align="center")
    tiers = sheet.plan.ladder.tiers
    colours = {tier.code: chip for tier, chip in zip(tiers, chips(tiers), strict=True)}
    for offset, count in enumerate(summary.tiers):
        y, chip = row + 2 + offset, colours.get(count.tier.code, _PLAIN)
        page.set_row(y, 20)
        look = theme.body(align="center", bold=True, bg_color=chip.fill, font_color=chip.ink)
        page.write_string(y, COLUMN, count.tier.code, look)
        page.write_string(y, COLUMN + 1, count.tier.name.said(language), center)
        table.write_figures(offset)
    y = row + 2 + len(summary.tiers)
    bold = theme.format(bold=True, align="center", top=1, top_color=LINE)
    page.write_string(y, COLUMN, phrase("tiers-total", language), bold)
    page.write_blank(y, COLUMN + 1, None, bold)
    table.write_totals()
    return y


@dataclass(frozen=True, slots=True)
class _Table:
    """The figures of the table."""

    page: Worksheet
    theme: Theme
    summary: Summary
    first: int
    unit: AmountUnit | None
    places: Places

    @property
    def _total(self) -> int:
        return self.first + len(self.summary.tiers)

    def write_figures(self, at: int) -> None:
        """Write customers, share and money of a tier."""
        count, places, y = self.summary.tiers[at], self.places, self.first + at
        code = a1(y + 1, COLUMN + 1)
        center, percent = self._looks({})
        tier = places.tier
        self._put(y, _CUSTOMERS, count.customers, center, None if tier is None else f"COUNTIF({tier},{code})")
        self._put(y, _SHARE, count.share, percent, None if tier is None else self._part(y, _CUSTOMERS))
        if self.unit is not None and self.summary.money is not None:
            amount = self.theme.body(align="center", num_format=self.unit.number_format)
            worth = self.unit.of(count.amount or 0, self.summary.money)
            sums = f"SUMIFS({places.amount},{tier},{code})*{places.scale / self.unit.divisor!r}"
            is_live = tier is not None and places.amount is not None
            self._put(y, _AMOUNT, worth, amount, sums if is_live else None)
            part = self._part(y, _AMOUNT) if is_live else None
            self._put(y, _AMOUNT_SHARE, count.amount_share or 0, percent, part)

    def write_totals(self) -> None:
        """Write the row below the tiers."""
        bold = {"bold": True, "top": 1, "top_color": LINE}
        center = self.theme.format(**bold, align="center")
        percent = self.theme.format(**bold, align="center", num_format="0%")
        is_live = self.places.tier is not None
        rated = self.summary.rated
        self._put(self._total, _CUSTOMERS, rated, center, self._sum(_CUSTOMERS) if is_live else None)
        self._put(self._total, _SHARE, 1 if rated else 0, percent, self._sum(_SHARE) if is_live else None)
        if self.unit is not None and self.summary.money is not None:
            whole = sum(count.amount or 0 for count in self.summary.tiers)
            amount = self.theme.format(**bold, align="center", num_format=self.unit.number_format)
            is_live = is_live and self.places.amount is not None
            worth = self.unit.of(whole, self.summary.money)
            self._put(self._total, _AMOUNT, worth, amount, self._sum(_AMOUNT) if is_live else None)
            part = self._sum(_AMOUNT_SHARE) if is_live else None
            self._put(self._total, _AMOUNT_SHARE, 1 if whole > 0 else 0, percent, part)

    def _looks(self, extra: dict[str, Any]) -> tuple[Format, Format]:
        return (
            self.theme.body(align="center", **extra),
            self.theme.body(align="center", num_format="0.0%", **extra),
        )

    def _part(self, row: int, column: int) -> str:
        """Return a row's part of a column's total; nothing of no total."""
        total = a1(self._total + 1, column + 1)
        return f"IF({total}>0,{a1(row + 1, column + 1)}/{total},0)"

    def _sum(self, column: int) -> str:
        return f"SUM({a1(self.first + 1, column + 1)}:{a1(self._total, column + 1)})"

    def _put(self, row: int, column: int, value: float, look: Format, formula: str | None) -> None:
        if formula is None:
            self.page.write_number(row, column, value, look)
        else:
            self.page.write_formula(row, column, f"={formula}", look, value)
