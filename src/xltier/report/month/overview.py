"""总览: the month on one page: a sentence, six figures, tiers, migration, divisions and lines, what to do now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltier.app.month.log_rows import STATE_WORDS
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.fixed import divide
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.blocks import Block, set_widths, write_blocks
from xltier.report.month.duty_grids import fact_of
from xltier.report.month.grid import Cell, Column, Look
from xltier.report.month.move_grids import matrix_columns, matrix_rows
from xltier.report.month.ratings_grid import number
from xltier.report.month.wording import DIVISION_OF, LINE_OF, period_of, scheme_of
from xltier.report.month.write_grid import LEVELS
from xltier.report.page import Paper, set_up, write_title
from xltier.report.theme import ACCENT, DOWN, PANEL, SUB, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TOP_ALERTS = 8
_LAST = 11
_TILES = 6


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure of the month: its name, the figure, what it is measured against."""

    name: str
    value: str
    context: str
    is_alarm: bool = False


def write_overview(page: Worksheet, theme: Theme, result: MonthResult, *, problems: int, footer: str) -> None:
    """Write the overview; ``problems`` is how many the sheet of problems lists."""
    language = theme.language
    set_up(page, theme, paper=Paper(landscape=False, pages=(1, 1)), footer=footer)
    title = phrase("month-title", language, name=result.scheme.name, period=period_of(result))
    state = STATE_WORDS[result.state].said(language)
    subtitle = phrase("month-subtitle", language, scheme=scheme_of(result), state=state, revision=result.revision)
    write_title(page, theme, title=title, subtitle=subtitle, first=0, last=_LAST)
    page.set_row(2, 24)
    page.write_string(2, 0, headline(result, language), theme.format(bold=True, font_size=12))
    _write_tiles(page, theme, tiles(result, problems, language))
    blocks = overview_blocks(result, language)
    set_widths(page, blocks)
    page.set_column(_LAST, _LAST, 11)
    write_blocks(page, theme, blocks, tiers=result.scheme.tiers, top=7)


def headline(result: MonthResult, language: str) -> str:
    """Return the month in one sentence."""
    rated = _rated(result.rows)
    best = result.matrix.tiers[0]
    top = sum(row.rating.tier == best for row in rated)
    share = 100 * top / len(rated) if rated else 0.0
    up, down = _moves(result)
    dealers = len({row.key.dealer for row in result.rows})
    red = sum(bool(row.rating.red_lines) for row in result.rows)
    return phrase(
        "month-headline",
        language,
        dealers=dealers,
        count=len(rated),
        unrated=len(result.rows) - len(rated),
        best=best,
        top=top,
        share=f"{share:.0f}%",
        up=up,
        down=down,
        red=red,
    )


def tiles(result: MonthResult, problems: int, language: str) -> tuple[Tile, ...]:
    """Return the six figures; ``problems`` is how many the sheet of problems lists."""
    rated, (up, down) = _rated(result.rows), _moves(result)
    decimals = result.scheme.score_decimals or 0
    now, before = _mean(row.rating.score for row in rated), _mean(row.before.score for row in rated if row.before)
    unrated = len(result.rows) - len(rated)
    red = [row for row in result.rows if row.rating.red_lines]
    lowered = sum(row.rating.place != row.rating.held for row in red)
    high = sum(raised.alert.level == "high" for raised in result.alerts)
    new = sum(row.before is None for row in result.rows)
    change = "–" if now is None or before is None else f"{number(now - before, decimals):+.2f}"
    mean = "–" if now is None else f"{number(now, decimals):.2f}"
    missing = len(result.missing)
    return (
        Tile(*_said("rated", language, rated=len(rated), unrated=unrated)),
        Tile(*_said("mean", language, mean=mean, change=change)),
        Tile(*_said("moves", language, up=up, down=down, new=new, gone=len(result.withdrawn))),
        Tile(*_said("red", language, red=len(red), lowered=lowered), is_alarm=bool(red)),
        Tile(*_said("alerts", language, high=high, all=len(result.alerts)), is_alarm=bool(high)),
        Tile(*_said("missing", language, missing=missing, problems=problems)),
    )


def _said(key: str, language: str, **values: object) -> tuple[str, str, str]:
    name, value, context = phrase(f"tile-{key}", language, **values).split(" | ")
    return name, value, context


def _write_tiles(page: Worksheet, theme: Theme, figures: Sequence[Tile]) -> None:
    """Write each figure over two columns: name, figure, context."""
    edge = {"bg_color": PANEL, "left": 5, "left_color": ACCENT, "indent": 1}
    for row, height in ((3, 16), (4, 30), (5, 16)):
        page.set_row(row, height)
    for at, tile in enumerate(figures):
        alarm = {"font_color": DOWN} if tile.is_alarm else {}
        looks = (
            theme.format(**edge | {"font_color": SUB}),
            theme.format(**edge | {"font_size": 20, "bold": True} | alarm),
            theme.format(**edge | {"font_color": SUB, "font_size": 8.5}),
        )
        for row, text, look in zip((3, 4, 5), (tile.name, tile.value, tile.context), looks, strict=True):
            page.merge_range(row, 2 * at, row, 2 * at + 1, text, look)


def overview_blocks(result: MonthResult, language: str) -> tuple[Block, ...]:
    """Return the page's tables."""
    return (
        Block(
            heading=phrase("month-tiers-heading", language),
            columns=(
                Column(Words("等级", "Tier"), 13, Look.TIER),
                Column(Words("名称", "Name"), 13, Look.CENTRE),
                Column(Words("户数", "Keys"), 12, Look.COUNT, "#,##0"),
                Column(Words("占比", "Share"), 13, Look.COUNT, "0.0%"),
                Column(Words("上月户数", "Last month"), 11, Look.COUNT, "#,##0"),
                Column(Words("平均分", "Mean score"), 11, Look.COUNT, "0.00"),
            ),
            rows=_tier_rows(result, language),
        ),
        Block(
            heading=phrase("month-matrix-heading", language),
            columns=matrix_columns(result),
            rows=matrix_rows(result, language),
        ),
        Block(
            heading=phrase("month-lines-heading", language),
            columns=(
                DIVISION_OF,
                LINE_OF,
                Column(Words("户数", "Keys"), 12, Look.COUNT, "#,##0"),
                *(Column(Words(code, code), 10, Look.COUNT, "#,##0;;·") for code in result.matrix.tiers),
                Column(Words("未评", "Unrated"), 10, Look.COUNT, "#,##0;;·"),
                Column(Words("平均分", "Mean score"), 11, Look.COUNT, "0.00"),
            ),
            rows=_line_rows(result),
        ),
        Block(
            heading=phrase("month-urgent-heading", language),
            columns=(
                Column(Words("级别", "Level"), 13, Look.LEVEL),
                Column(Words("预警", "Alert"), 13),
                Column(Words("经销商编码", "Dealer code"), 12, Look.CENTRE),
                Column(Words("经销商名称", "Dealer name"), 13),
                Column(Words("线别", "Line"), 11, Look.CENTRE),
                Column(Words("等级", "Tier"), 11, Look.TIER),
                Column(Words("责任人", "Owner"), 10, Look.CENTRE),
                Column(Words("应完成", "Due"), 11, Look.CENTRE),
                Column(Words("事实", "Fact"), 11),
            ),
            rows=_urgent_rows(result, language),
            empty=phrase("month-no-alerts", language),
        ),
    )


def _tier_rows(result: MonthResult, language: str) -> list[tuple[Cell, ...]]:
    rated, decimals = _rated(result.rows), result.scheme.score_decimals or 0
    names = {tier.code: tier.name.said(language) for tier in result.scheme.tiers}
    rows: list[tuple[Cell, ...]] = []
    for code in result.matrix.tiers:
        own = [row for row in rated if row.rating.tier == code]
        mean = number(_mean(row.rating.score for row in own), decimals)
        share = len(own) / len(rated) if rated else None
        rows.append((code, names[code], len(own), share, result.matrix.of_row(code), mean))
    return rows


def _line_rows(result: MonthResult) -> list[tuple[Cell, ...]]:
    groups: dict[tuple[str, str], list[MonthRow]] = defaultdict(list)
    for row in result.rows:
        groups[row.key.division, row.key.line].append(row)
    decimals = result.scheme.score_decimals or 0
    return [
        (
            *(division, line, len(rows)),
            *(sum(row.rating.tier == code for row in rows) for code in result.matrix.tiers),
            sum(row.rating.tier is None for row in rows),
            number(_mean(row.rating.score for row in rows), decimals),
        )
        for (division, line), rows in sorted(groups.items())
    ]


def _urgent_rows(result: MonthResult, language: str) -> list[tuple[Cell, ...]]:
    return [
        (
            LEVELS[raised.alert.level].said(language),
            raised.alert.name.said(language),
            *(raised.row.key.dealer, raised.row.name, raised.row.key.line),
            raised.row.rating.tier or raised.row.rating.error,
            *(raised.owner, raised.due, fact_of(raised, language)),
        )
        for raised in result.alerts[:_TOP_ALERTS]
    ]


def _rated(rows: Iterable[MonthRow]) -> list[MonthRow]:
    return [row for row in rows if row.rating.tier is not None]


def _moves(result: MonthResult) -> tuple[int, int]:
    changes = [row.change for row in result.rows if row.change]
    return sum(change > 0 for change in changes), sum(change < 0 for change in changes)


def _mean(scores: Iterable[int | None]) -> int | None:
    known = [score for score in scores if score is not None]
    return divide(sum(known), len(known)) if known else None
