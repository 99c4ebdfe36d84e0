"""The cards of a month as a workbook to print: one A4 page a dealer, division and line, in the order of the ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Final

from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.parts import part_name
from xltier.app.month.result import MonthResult
from xltier.core.fingerprint import fingerprint
from xltier.core.fixed import grouped, rounded
from xltier.core.palette import Chip, chips
from xltier.messages import phrase
from xltier.report.month.cards.card_facts import Card, card_of, card_source
from xltier.report.month.cards.card_page import (
    LAST,
    LIFTS,
    LOGS,
    SERVICES,
    layout,
    look_of,
    put,
    set_columns,
    write_frame,
)
from xltier.report.month.printed_order import in_printed_order
from xltier.report.month.wording import period_of
from xltier.report.page import Paper, set_up
from xltier.report.theme import USED, Theme
from xltier.report.workbook import new_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from xltier.report.month.cards.card_page import Layout

Told = Callable[[int, int], None]
BAR: Final = {
    "type": "data_bar",
    "data_bar_2010": True,
    "bar_color": USED,
    "bar_solid": True,
    "bar_no_border": True,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}
"""The bar of a share of full marks: the whole cell is 100 %."""

_CHIPPED: Final = ("tier", "month_tier")


def write_cards(
    target: IO[bytes], result: MonthResult, inputs: MonthInputs, *, language: str, progress: Told | None = None
) -> None:
    """Write the workbook of cards: one sheet, a page break after each card.

    Args:
        target: A binary stream.
        result: The rated month, or a part of it.
        inputs: What it was rated from.
        language: Of every text, ``"zh"`` or ``"en"``.
        progress: Told how many of how many cards are written.
    """
    result = in_printed_order(result)
    mark = fingerprint(result.scheme)
    scheme = f"{result.scheme.id}@{result.scheme.version}"
    source = card_source(result, inputs)
    sheets = [row.plan.score for row in result.rows if row.plan.score is not None]
    plan = layout(max((len(sheet.scored) for sheet in sheets), default=0))
    with new_workbook(target, language) as (book, theme):
        page = book.add_worksheet(phrase("dealer-cards", language))
        footer = phrase("footer-scheme", language, scheme=scheme, fingerprint=mark)
        set_up(page, theme, paper=Paper(landscape=False, pages=(1, 0)), footer=footer)
        set_columns(page)
        writer = CardWriter(page, theme, plan, result)
        for number, row in enumerate(result.rows):
            writer.write(card_of(source, row, language), number)
            if progress is not None:
                progress(number + 1, len(result.rows))
        page.print_area(0, 0, max(plan.rows * len(result.rows), 1) - 1, LAST)  # else a long name widens every page
        page.set_h_pagebreaks([plan.rows * number for number in range(1, len(result.rows))])
        writer.finish()


class CardWriter:
    """Writes cards below each other."""

    def __init__(self, page: Worksheet, theme: Theme, plan: Layout, result: MonthResult) -> None:
        """Prepare the looks of the month's tiers."""
        self._page, self._theme, self._plan, self._result = page, theme, plan, result
        tiers = result.scheme.tiers
        self._chips: dict[str, Chip] = dict(zip((tier.code for tier in tiers), chips(tiers), strict=True))
        self._looks: dict[tuple[str, str], Format] = {}
        self._bars: list[str] = []

    def write(self, card: Card, number: int) -> None:
        """Write a card as page ``number``, from 0."""
        top = self._plan.rows * number
        write_frame(self._page, self._theme, self._plan, top=top)
        said = dict(self.said(card))
        for name, spot in self._plan.spots.items():
            value = said.get(name)
            put(self._page, spot, value, self._look(spot.look, value), top=top)
        spots = [self._plan.spots[f"m{at}:rate"] for at in range(self._plan.measures)]
        if spots:
            first, last = spots[0], spots[-1]
            self._bars.append(_area(top + first.row, first.first, top + last.row, last.last))

    def _look(self, name: str, value: object) -> Format:
        """Return the format of a spot; a tier's own colours where it shows one."""
        code = str(value) if name in _CHIPPED else ""
        if (name, code) not in self._looks:
            chip = self._chips.get(code)
            further = {} if chip is None else {"bg_color": chip.fill, "font_color": chip.ink}
            self._looks[name, code] = look_of(self._theme, name, **further)
        return self._looks[name, code]

    def finish(self) -> None:
        """Give the shares of full marks their bars, one rule for all cards."""
        if self._bars:
            self._page.conditional_format(self._bars[0], BAR | {"multi_range": " ".join(self._bars)})

    def said(self, card: Card) -> Iterator[tuple[str, object]]:
        """Yield what each spot says."""
        language, plan = self._theme.language, self._plan
        row = card.row
        part = part_name(self._result, language)
        title = phrase("dealer-card-title", language, period=period_of(self._result))
        yield "title", f"{title} · {part}" if part else title
        yield (
            "subtitle",
            phrase("dealer-card-subtitle", language, name=self._result.scheme.name, keys=len(self._result.rows)),
        )
        yield "tier", card.tier if card.tier is not None else "–"
        yield "dealer", row.name or row.key.dealer
        yield "standing", self._standing(card)
        yield "place", " · ".join((row.key.dealer, *card.place))
        yield "why", card.why
        yield from (("base", card.base), ("bonus", card.bonus), ("penalty", card.penalty), ("score", card.score))
        for at, one in enumerate(card.measures[: plan.measures]):
            points = "–" if one.points is None else f"{rounded(one.points, 2):.10g}"
            yield f"m{at}:name", one.name
            yield f"m{at}:value", one.value
            yield f"m{at}:points", points if one.full is None or one.points is None else f"{points} / {one.full:.10g}"
            yield f"m{at}:rate", one.points / one.full if one.points is not None and one.full else None
            yield f"m{at}:peers", one.peers
            yield f"m{at}:weight", one.weight or None
            yield f"m{at}:lost", one.lost if one.points is not None else None
        yield from self._way(card)
        for at, month in enumerate(card.months):
            yield f"month{at}", month.month
            yield f"score{at}", month.score
            yield f"tier{at}", month.tier or "–"
        yield from self._log(card)
        for at, (name, text) in enumerate(card.strategy[:SERVICES]):
            yield f"service_name{at}", name
            yield f"service{at}", text

    def _standing(self, card: Card) -> str:
        language, before = self._theme.language, card.row.before
        parts = [card.tier_name] if card.tier_name else []
        if card.score is not None:
            parts.append(phrase("dealer-card-scored", language, score=f"{card.score:.10g}"))
        if before is not None and before.tier is not None:
            change = card.row.change or 0
            moved = "＝" if not change else f"▲{change}" if change > 0 else f"▼{-change}"
            parts.append(phrase("dealer-card-before", language, tier=before.tier, moved=moved))
        if card.held is not None:
            parts.append(phrase("dealer-card-held", language, tier=card.held))
        return "　".join(parts) if language == "zh" else "   ".join(parts)

    def _way(self, card: Card) -> Iterator[tuple[str, object]]:
        """Yield what the next tier asks for; where no measure alone gets there, what there is to gain."""
        language = self._theme.language
        if card.next_tier is None or card.missing is None:
            key = "dealer-card-top" if card.tier is not None and not card.row.rating.earned else "dealer-card-no-way"
            yield "way", phrase(key, language)
            return
        values = {"tier": card.next_tier, "missing": f"{card.missing:.10g}"}
        yield "way", phrase("dealer-card-alone" if card.lifts else "dealer-card-together", language, **values)
        if card.lifts:
            said = list(card.lifts)
        else:
            gains = sorted((one for one in card.measures if one.lost > 0), key=lambda one: -one.lost)
            said = [phrase("dealer-card-gain", language, measure=one.name, gain=grouped(one.lost, 1)) for one in gains]
        half = -(-len(said) // LIFTS)
        for at in range(LIFTS):
            line = said[at * half : at * half + half]
            yield f"lift{at}", ("；" if language == "zh" else "; ").join(line)

    def _log(self, card: Card) -> Iterator[tuple[str, object]]:
        language = self._theme.language
        for at, one in enumerate(card.log[:LOGS]):
            yield f"day{at}", one.date if one.date is not None else "–"
            yield f"log{at}", one.name
            yield f"points{at}", phrase("dealer-card-red", language) if one.points is None else one.points
            yield f"note{at}", one.note
        if len(card.log) > LOGS:
            yield f"note{LOGS - 1}", phrase("dealer-card-more", language, count=len(card.log) - LOGS)
        elif not card.log:
            yield "log0", phrase("dealer-card-no-log", language)


def _area(top: int, left: int, bottom: int, right: int) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(top, left, bottom, right))
