"""A customer's card on one page: what to do, why, and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Final

from xltier.app.orders.card import Card, Verdict
from xltier.app.orders.card_words import class_of, figures_of, satisfaction_of, spending_title
from xltier.messages import phrase
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.theme import PANEL, SUB, Theme
from xltier.report.workbook import new_workbook

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = (1.5, 20, 18, 36, 44)
_FIRST, _LAST = 1, 4
_LINE: Final = 14.5
_PAIRS: Final = 2
"""Figures beside each other."""
_CONTACTS: Final = 5


def write_card(target: IO[bytes], found: Card, *, name: str, owner: str, language: str) -> None:
    """Write the workbook.

    Args:
        target: A binary stream.
        found: The card.
        name: Of the customer; empty where the list has none.
        owner: Who looks after the customer; empty where the list does not say.
        language: Of headings and texts.
    """
    title = " ".join(part for part in (found.customer, name) if part)
    with new_workbook(target, language, title=title) as (book, theme):
        page = book.add_worksheet(phrase("sheet-card", language))
        footer = phrase("card-footer", language, as_of=found.as_of.isoformat())
        set_up(page, theme, paper=Paper(landscape=False, pages=(1, 1)), footer=footer)
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        under = phrase("card-subtitle", language, as_of=found.as_of.isoformat(), owner=owner or "–")
        write_title(page, theme, title=title, subtitle=under, first=_FIRST, last=_LAST)
        _Page(page, theme).write(found)


class _Page:
    """Writes block under block."""

    def __init__(self, page: Worksheet, theme: Theme) -> None:
        self._page = page
        self._theme = theme
        self._language = theme.language
        self._row = 3

    def write(self, found: Card) -> None:
        self._verdicts("card-tiers", found.tiers)
        self._verdicts("card-warnings", found.warnings)
        self._figures(found)
        self._orders(found)
        if found.history:
            self._history(found.history)

    def _section(self, title: str) -> None:
        self._page.set_row(self._row, 22)
        self._page.merge_range(self._row, _FIRST, self._row, _LAST, title, self._theme.section())
        self._row += 1

    def _heads(self, *keys: str) -> None:
        for at, key in enumerate(keys, _FIRST):
            self._page.write_string(self._row, at, phrase(key, self._language), self._theme.head())
        self._row += 1

    def _verdicts(self, title: str, verdicts: Sequence[Verdict]) -> None:
        if not verdicts:
            return
        self._section(phrase(title, self._language))
        self._heads("card-scheme", "card-class", "card-why", "card-action")
        wrapped = self._theme.body(text_wrap=True, indent=1)
        looks = (wrapped, self._theme.body(bold=True, align="center", text_wrap=True), wrapped, wrapped)
        for one in verdicts:
            title_, action = one.title.said(self._language), one.action.said(self._language)
            texts = (title_, class_of(one, self._language), one.why, action)
            for at, (text, look) in enumerate(zip(texts, looks, strict=True), _FIRST):
                self._page.write_string(self._row, at, text, look)
            self._page.set_row(self._row, self._height(texts))
            self._row += 1
        self._row += 1

    def _history(self, verdicts: Sequence[Verdict]) -> None:
        self._section(phrase("card-history", self._language))
        self._heads("card-period", "card-class", "card-why")
        self._page.merge_range(self._row - 1, _LAST - 1, self._row - 1, _LAST, None, self._theme.head())
        self._page.write_string(self._row - 1, _LAST - 1, phrase("card-why", self._language), self._theme.head())
        for one in verdicts:
            self._page.write_string(self._row, _FIRST, one.period, self._theme.body(align="center"))
            name = class_of(one, self._language)
            self._page.write_string(self._row, _FIRST + 1, name, self._theme.body(bold=True, align="center"))
            self._page.merge_range(self._row, _LAST - 1, self._row, _LAST, one.why, self._theme.body(indent=1))
            self._row += 1

    def _height(self, texts: Sequence[str]) -> float:
        lines = (lines_needed(text, _WIDTHS[at] - 2) for at, text in enumerate(texts, _FIRST))
        return max(max(lines) * _LINE + 4, 20)

    def _figures(self, found: Card) -> None:
        self._section(spending_title(found, self._language))
        figures = figures_of(found, self._language)
        label, value = self._theme.body(font_color=SUB, indent=1), self._theme.body(bold=True, indent=1)
        half = -(-len(figures) // _PAIRS)
        for at, (name, text) in enumerate(figures):
            column, row = _FIRST + 2 * (at // half), self._row + at % half
            self._page.write_string(row, column, name, label)
            self._page.write_string(row, column + 1, text, value)
        self._row += half + 1

    def _orders(self, found: Card) -> None:
        self._section(phrase("card-recent", self._language))
        self._heads("card-order-day", "card-order-amount", "card-contact-days", "card-satisfaction")
        day = self._theme.body(num_format="yyyy-mm-dd", align="center")
        money, text = self._theme.body(num_format="#,##0.00;[Red]-#,##0.00"), self._theme.body(indent=1)
        said = [satisfaction_of(found, self._language), *_answers(found)]
        rows = max(len(found.last_orders), min(len(found.contacts), _CONTACTS), len(said[: _CONTACTS + 1]))
        for at in range(rows):
            y = self._row + at
            for column in range(_FIRST, _LAST + 1):
                self._page.write_blank(y, column, None, text)
            if at < len(found.last_orders):
                order = found.last_orders[at]
                self._page.write_datetime(y, _FIRST, order.day, day)
                self._page.write_number(y, _FIRST + 1, order.amount / 100, money)
            if at == 0 and not found.contacts:
                self._page.write_string(y, _FIRST + 2, phrase("card-no-contacts", self._language), text)
            elif at < min(len(found.contacts), _CONTACTS):
                self._page.write_datetime(y, _FIRST + 2, found.contacts[at], day)
            if at < len(said[: _CONTACTS + 1]):
                look = self._theme.body(indent=1, bold=True, bg_color=PANEL) if at == 0 else text
                self._page.write_string(y, _LAST, said[at], look)
        self._row += rows + 1


def _answers(found: Card) -> Iterator[str]:
    for answer in found.answers:
        yield f"{answer.day}  {answer.score}/5"
