"""刷新: rate the table that the user means and write its tiers beside it; 刷新全部: every table rated before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from xltier.app.explain.tier_summary import summary_of
from xltier.app.live.answers import columns_asked, scheme_asked
from xltier.app.live.backup import Block, Run, block_of, keep
from xltier.app.live.desk import Desk
from xltier.app.live.live_rules import LiveRules
from xltier.app.live.past import past_of
from xltier.app.live.placing import Place, placed
from xltier.app.live.preview import confirmed
from xltier.app.live.stopped import Stopped
from xltier.app.live.target import Target, table_of, target_of
from xltier.app.live.writing import sheet_names, wording, write
from xltier.app.sheet.our_columns import OUR_COLUMNS, our_columns
from xltier.app.sheet.our_names import NAME_PREFIX
from xltier.app.sheet.refreshed import Asked, Refreshed, Understood, default_period, refreshed, understood
from xltier.app.wording.tier_words import code_said
from xltier.errors import DataError, Location, Problem, Refusal
from xltier.messages import phrase
from xltier.tables.address import a1


@dataclass(frozen=True, slots=True)
class Ready:
    """A rating that only waits to be written."""

    target: Target
    done: Refreshed
    place: Place
    period: str


def refresh(desk: Desk, *, is_picked: bool = False) -> tuple[str, ...]:
    """Rate the table that the user means and write the result; return what to say of it.

    Args:
        desk: Workbook and user.
        is_picked: Ask for the table and the month, whatever is selected and known.

    Raises:
        XltierError: It cannot be rated or written; the workbook is as it was.
        Stopped: The user has stopped or given up; likewise.
    """
    start = desk.clock()
    target = target_of(desk, is_picked=is_picked)
    if target is None:
        raise Stopped
    ready = _ready(desk, target)
    is_first = "period" not in ready.done.known.remembered
    if is_first or is_picked:
        period = confirmed(desk, ready.done.sheet, period=ready.period, areas=_areas(ready.place))
        if period is None:
            raise Stopped
        if period != ready.period:
            ready = _ready(desk, target, period)
    _write(desk, [ready])
    return _said(desk, ready, desk.clock() - start)


def refresh_all(desk: Desk) -> tuple[str, ...]:
    """Rate every table that was rated before, and write them all or none; return what to say of it.

    Raises:
        XltierError: One cannot be rated or written, or none was rated before; the workbook is as it was.
        Stopped: The user has stopped; likewise.
    """
    start = desk.clock()
    book = desk.book
    known = past_of(book, []).rated()
    tabs = {tab.name for tab in book.sheets()}
    past = past_of(book, [column.sheet for column in known if column.sheet in tabs])
    found = [column for column in past.rated() if column.sheet in tabs]
    if not found:
        raise Refusal("no_data_rows", Problem("live-none-rated", Location(file=book.file)))
    ready = [_ready(desk, table_of(past, column)) for column in found]
    _write(desk, ready)
    seconds = desk.clock() - start
    return tuple(line for one in ready for line in _said(desk, one, seconds))


def rated(desk: Desk, target: Target, *, period: str | None = None) -> Refreshed:
    """Return a table rated, with what only the user can tell asked of him; nothing is written.

    Raises:
        XltierError: It cannot be rated.
        Stopped: The user has stopped.
    """
    earlier = target.past.earlier()
    asked = Asked(target.choice, None, period or default_period(desk.today), desk.today, desk.today)
    table = understood(target.past.stored, earlier, asked)
    if period is None:
        asked = replace(asked, period=max(asked.period, table.known.remembered.get("period", "")))
    return _answered(desk, table, asked)


def _answered(desk: Desk, table: Understood, asked: Asked) -> Refreshed:
    """Return a rating; a scheme or columns that are not clear are asked for, each once."""
    rules = LiveRules(desk.book)

    def progress(done: int, total: int) -> None:
        desk.book.status(phrase("live-progress", desk.language, done=f"{done:,}", total=f"{total:,}"), done, total)
        if desk.book.is_stopped():
            raise Stopped

    asks: tuple[Callable[[DataError, Asked], Asked | None], ...] = (
        partial(scheme_asked, desk),
        partial(columns_asked, desk, table=table, schemes=rules),
    )
    for ask in asks:
        try:
            return refreshed(table, rules, asked, progress=progress)
        except DataError as error:
            asked = ask(error, asked) or asked
    return refreshed(table, rules, asked, progress=progress)


def _ready(desk: Desk, target: Target, period: str | None = None) -> Ready:
    done = rated(desk, target, period=period)
    sheet = done.sheet
    ours = our_columns(sheet, sheet.rows, keys=OUR_COLUMNS, language=desk.language)
    return Ready(target, done, placed(target.past, sheet.reading, done.known, ours), done.remembered["period"])


def _write(desk: Desk, ready: Sequence[Ready]) -> None:
    """Keep what stands there, then write; everything that can fail has been tried before."""
    book = desk.book
    sheets = sheet_names(desk, ready[0].target.past)
    tabs = {tab.name for tab in book.sheets()}
    names = {name: text for name, text in book.names().items() if name.startswith(NAME_PREFIX)}
    made = [wording(desk, one.done, one.place, sheets) for one in ready]
    with book.at_once():
        run = Run(ready[0].period, tuple(_block(desk, one.place) for one in ready), names, _there(sheets, tabs))
        keep(book, run)
        for what in made:
            write(book, what)


def _there(sheets: dict[str, str], tabs: set[str]) -> tuple[str, ...]:
    return tuple(name for name in sheets.values() if name in tabs)


def _block(desk: Desk, place: Place) -> Block:
    table = place.table
    return block_of(
        desk.book,
        place.sheet,
        place.whole,
        table="" if table is None else table.name,
        table_area=() if table is None else table.area,
    )


def _areas(place: Place) -> str:
    """Return where it is written, ``客户!K4:N67``."""
    area = place.whole
    return f"{place.sheet}!{a1(area.top, area.left)}:{a1(area.bottom, area.right)}"


def _said(desk: Desk, ready: Ready, seconds: float) -> tuple[str, ...]:
    """Return the line at the window's foot, and what the user has to know besides."""
    language = desk.language
    sheet = ready.done.sheet
    summary = summary_of(sheet)
    tiers = sheet.plan.ladder.tiers
    counts = " ".join(
        f"{said}{'' if said == count.tier.code else ' '}{count.customers:,}"
        for count in summary.tiers
        for said in (code_said(tiers, count.tier.code, language),)
    )
    line = phrase("live-done", language, rows=f"{len(sheet.rows):,}", counts=counts)
    if summary.compared:
        line += phrase("live-done-moves", language, up=summary.ups, down=summary.downs)
    if summary.unrated:
        line += phrase("live-done-unrated", language, count=len(summary.unrated))
    line += phrase("live-done-seconds", language, seconds=f"{seconds:.1f}")
    suffixed = [one.column.header for one in ready.place.columns if one.column.header.endswith("(xltier)")]
    more = [phrase("live-suffixed", language, headers=suffixed)] if suffixed and not ready.done.known.ours else []
    return (line, *more)
