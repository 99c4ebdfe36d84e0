"""规则: the scheme that rated, readable without us: tiers with colours, measures with bands, adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from xltier.app.wording.rule_words import item_words, plain, red_line_words, scoring_words
from xltier.app.wording.shown_value import unit_word
from xltier.app.wording.text_table import width
from xltier.app.wording.tier_words import axis_words, cell_words, floor_words
from xltier.core.palette import chips
from xltier.core.scheme import Kind, Measure, Scheme
from xltier.messages import phrase
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.theme import DOWN, LINE, SUB, UP, Theme

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIRST, LAST = 1, 8
_WIDTHS: Final = (1.5, 13, 24, 10, 12, 24, 24, 24, 24)
_LINE: Final = 14.5
Cell = tuple[str, dict[str, Any]]


def write_rules(page: Worksheet, theme: Theme, scheme: Scheme, *, fingerprint: str, footer: str) -> None:
    """Write the rules of a scheme.

    Args:
        page: Where to.
        theme: Its looks and language.
        scheme: The scheme as its document states it.
        fingerprint: Hash of its rules.
        footer: What the footer says.
    """
    language = theme.language
    set_up(page, theme, paper=Paper(landscape=True, pages=(1, 0)), footer=footer)
    for column, size in enumerate(_WIDTHS):
        page.set_column(column, column, size)
    page.set_column(FIRST, FIRST, max(_WIDTHS[FIRST], *(width(tier.code) * 1.15 + 2 for tier in scheme.tiers)))
    subtitle = phrase(
        "rules-subtitle",
        language,
        scheme=f"{scheme.id}@{scheme.version}",
        valid_from=scheme.valid_from.isoformat(),
        fingerprint=fingerprint,
        kind=phrase(f"rulebook-{scheme.kind.value}", language),
    )
    write_title(page, theme, title=scheme.name.said(language), subtitle=subtitle, first=FIRST, last=LAST)
    page.set_row(2, 8)
    row = 3
    for text in (scheme.summary.said(language), _source(scheme, language)):
        if text:
            row = _paragraph(page, theme, row, text)
    row = _tiers(page, theme, scheme, row + 1)
    row = _measures(page, theme, scheme, row + 1)
    row = _rules(page, theme, scheme, row + 1)
    row = _items(page, theme, scheme, row + 1)
    _red_lines(page, theme, scheme, row + 1)


def _source(scheme: Scheme, language: str) -> str:
    return phrase("rules-source", language, source=scheme.source) if scheme.source else ""


def _paragraph(page: Worksheet, theme: Theme, row: int, text: str) -> int:
    look = theme.format(font_color=SUB, text_wrap=True, valign="top")
    page.merge_range(row, FIRST, row, LAST, text, look)
    page.set_row(row, lines_needed(text, sum(_WIDTHS[FIRST:])) * _LINE + 4)
    return row + 1


def _tiers(page: Worksheet, theme: Theme, scheme: Scheme, row: int) -> int:
    language = theme.language
    tiers = [tier for tier in scheme.tiers if tier.line is None]
    heads = [phrase(f"rules-{key}", language) for key in ("tier", "name", "floor", "colour", "strategy")]
    spans = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 8))
    row = _section(page, theme, row, phrase("rules-tiers", language), heads, spans)
    for at, (tier, chip) in enumerate(zip(tiers, chips(tiers), strict=True)):
        colour = {"bg_color": chip.fill, "font_color": chip.ink, "align": "center"}
        cells: list[Cell] = [
            (tier.code, colour | {"bold": True}),
            (tier.name.said(language), {"align": "center"}),
            (floor_words(tiers, at, language, low_is_good=scheme.low_is_good), {"align": "center"}),
            (chip.fill, colour | {"font_size": 8}),
            (tier.strategy.text.said(language), {"indent": 1, "text_wrap": True}),
        ]
        row = _row(page, theme, row, cells, spans)
    return row


def _measures(page: Worksheet, theme: Theme, scheme: Scheme, row: int) -> int:
    language = theme.language
    heads = [phrase(f"rules-{key}", language) for key in ("key", "measure", "weight", "unit", "scoring")]
    spans = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 8))
    row = _section(page, theme, row, phrase("rules-measures", language), heads, spans)
    weights = [measure.weight for measure in scheme.measures if measure.weight is not None]
    for measure in scheme.measures:
        name = measure.name.said(language)
        required = phrase("rules-required", language) if measure.required else ""
        cells: list[Cell] = [
            (measure.key, {"align": "center", "font_color": SUB}),
            (f"{name}{required}", {"indent": 1, "text_wrap": True}),
            ("" if measure.weight is None else plain(measure.weight), {"align": "center"}),
            (unit_word(measure.unit, language), {"align": "center"}),
            (_how(measure, language), {"indent": 1, "text_wrap": True}),
        ]
        row = _row(page, theme, row, cells, spans)
    if weights:
        total = theme.format(bold=True, align="center")
        page.write_string(row, 2, phrase("rules-weight-sum", language), theme.format(bold=True, align="right"))
        page.write_string(row, 3, plain(sum(weights[1:], weights[0])), total)
        row += 1
    return row


def _how(measure: Measure, language: str) -> str:
    """Return how a measure is computed, if it is, and how it is scored, if it is."""
    parts = []
    if measure.expression is not None:
        parts.append(f"= {measure.expression}")
    if measure.is_scored:
        parts.append(scoring_words(measure, language))
    return phrase("joint-list", language).join(parts) or phrase("rules-input", language)


def _rules(page: Worksheet, theme: Theme, scheme: Scheme, row: int) -> int:
    """Write ordered rules or the cells of a grid, for the kinds that have them."""
    language = theme.language
    lines: list[tuple[str, str]] = []
    if scheme.axes:
        row = _axes(page, theme, scheme, row) + 1
    if scheme.kind is Kind.RULES:
        lines = [(rule.outcome, rule.when or phrase("rules-else", language)) for rule in scheme.rules]
    elif scheme.kind is Kind.GRID:
        lines = [(cell.outcome, cell_words(cell.at)) for cell in scheme.grid]
    if not lines:
        return row - 1
    heads = [phrase("rules-tier", language), phrase("rules-condition", language)]
    spans = ((1, 1), (2, 8))
    row = _section(page, theme, row, phrase("rules-classes", language), heads, spans)
    for outcome, condition in lines:
        cells: list[Cell] = [
            (outcome, {"align": "center", "bold": True}),
            (condition, {"indent": 1, "text_wrap": True}),
        ]
        row = _row(page, theme, row, cells, spans)
    return row


def _axes(page: Worksheet, theme: Theme, scheme: Scheme, row: int) -> int:
    """Write the sides of a grid with their levels."""
    language = theme.language
    heads = [phrase("rules-key", language), phrase("rules-name", language), phrase("rules-levels", language)]
    spans = ((1, 1), (2, 2), (3, 8))
    row = _section(page, theme, row, phrase("rules-axes", language), heads, spans)
    for axis in scheme.axes:
        cells: list[Cell] = [
            (axis.key, {"align": "center", "font_color": SUB}),
            (axis.name.said(language), {"indent": 1}),
            (axis_words(scheme, axis, language), {"indent": 1, "text_wrap": True}),
        ]
        row = _row(page, theme, row, cells, spans)
    return row


def _items(page: Worksheet, theme: Theme, scheme: Scheme, row: int) -> int:
    if not scheme.items:
        return row - 1
    language = theme.language
    heads = [phrase(f"rules-{key}", language) for key in ("code", "item", "points", "item-cap", "evidence")]
    spans = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 8))
    row = _section(page, theme, row, phrase("rules-items", language), heads, spans)
    for item in scheme.items:
        when = phrase("rules-auto", language, rule=item.auto) if item.auto else ""
        cells: list[Cell] = [
            (item.code, {"align": "center"}),
            (item.name.said(language), {"indent": 1, "text_wrap": True}),
            (item_words(item), {"align": "center", "bold": True, "font_color": UP if item.is_bonus else DOWN}),
            ("–" if item.cap is None else plain(item.cap), {"align": "center"}),
            (item.evidence.said(language) or when, {"indent": 1, "text_wrap": True, "font_color": SUB}),
        ]
        row = _row(page, theme, row, cells, spans)
    return row


def _red_lines(page: Worksheet, theme: Theme, scheme: Scheme, row: int) -> int:
    if not scheme.red_lines:
        return row - 1
    language = theme.language
    heads = [phrase(f"rules-{key}", language) for key in ("code", "red-line", "effect", "months", "condition")]
    spans = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 8))
    row = _section(page, theme, row, phrase("rules-red-lines", language), heads, spans)
    for line in scheme.red_lines:
        cells: list[Cell] = [
            (line.code, {"align": "center"}),
            (line.name.said(language), {"indent": 1, "text_wrap": True}),
            (red_line_words(line, language), {"align": "center", "font_color": DOWN, "bold": True}),
            (str(line.months), {"align": "center"}),
            (line.auto or "", {"indent": 1, "text_wrap": True, "font_color": SUB}),
        ]
        row = _row(page, theme, row, cells, spans)
    return row


def _section(
    page: Worksheet, theme: Theme, row: int, title: str, heads: Sequence[str], spans: Sequence[tuple[int, int]]
) -> int:
    """Write a section's title and its header; return the next row."""
    page.set_row(row, 22)
    page.merge_range(row, FIRST, row, LAST, title, theme.section())
    page.set_row(row + 1, 20)
    for head, (left, right) in zip(heads, spans, strict=True):
        _put(page, row + 1, left, right, head, theme.head())
    return row + 2


def _row(page: Worksheet, theme: Theme, row: int, cells: Sequence[Cell], spans: Sequence[tuple[int, int]]) -> int:
    """Write one row of texts, as high as its longest text needs; return the next row."""
    lines = 1
    for (text, look), (left, right) in zip(cells, spans, strict=True):
        _put(page, row, left, right, text, theme.format(**{"border": 1, "border_color": LINE} | look))
        if look.get("text_wrap"):
            lines = max(lines, lines_needed(text, sum(_WIDTHS[left : right + 1]) - 2))
    page.set_row(row, max(lines * _LINE + 5, 21))
    return row + 1


def _put(page: Worksheet, row: int, left: int, right: int, text: str, look: object) -> None:
    if left == right:
        page.write_string(row, left, text, look)
    else:
        page.merge_range(row, left, row, right, "", look)
        page.write_string(row, left, text, look)
