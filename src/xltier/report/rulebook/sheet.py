"""A scheme written as a rules sheet: what a business user edits, and what every formula of the workbook reads."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xltier.core.fingerprint import fingerprint
from xltier.core.scheme import Scheme
from xltier.errors import SchemeError
from xltier.formulas.rules_cells import RulesCells
from xltier.messages import phrase
from xltier.report.page import Paper, lines_needed, set_up, write_title
from xltier.report.rulebook.cells import cells_of
from xltier.report.rulebook.checks import GOOD, checks, weight_total
from xltier.report.rulebook.colours import colour_tiers, warn
from xltier.report.rulebook.drop_downs import validation
from xltier.report.rulebook.looks import cell_look, check_look, grey
from xltier.report.rulebook.tryout import write_try_out
from xltier.report.theme import LINE, MUTE, SUB, Theme
from xltier.tables.address import a1
from xltier.tables.rules.blocks import END
from xltier.tables.rules.choices import AUTO
from xltier.tables.rules.held import unheld
from xltier.tables.rules.layout import (
    FIRST,
    META_VALUE,
    Column,
    Layout,
    PlacedBlock,
    headers,
    layout,
    shown_value,
    swatches,
)
from xltier.tables.rules.rows import Row

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDE: Final = {2: 14.5, 3: 15.5, 4: 17.0}
_NARROW: Final = 7.4
_LINE: Final = 13.5
_CHECK: Final = 15.0
_MIRRORED: Final = ("t1", "t2", "t3", "t4")
_FOLDED: Final = frozenset({"#cases"})


def write_rulebook(
    page: Worksheet, theme: Theme, scheme: Scheme, *, name: str, footer: str | None = None
) -> RulesCells:
    """Write a scheme as a rules sheet; return where formulas find its rules.

    Args:
        page: Where to; its own name may differ from ``name`` while it is made elsewhere.
        theme: Looks and language.
        scheme: A checked scheme.
        name: The sheet's name in the workbook that it will be part of.
        footer: What the footer says; scheme, version and fingerprint when None.

    Raises:
        SchemeError: The scheme says what no cell can hold; nothing is written.
    """
    language = theme.language
    made = layout(scheme)
    if lost := tuple(unheld(made)):
        raise SchemeError(lost)
    mark = fingerprint(scheme)
    last = max(_last_column(placed) for placed in made.blocks)
    own = phrase("rules-footer", language, scheme=f"{scheme.id}@{scheme.version}", fingerprint=mark)
    set_up(page, theme, paper=Paper(landscape=True, pages=(1, 0)), footer=own if footer is None else footer)
    _columns(page, last)
    subtitle = phrase(
        "rules-form-subtitle",
        language,
        scheme=f"{scheme.id}@{scheme.version}",
        valid_from=scheme.valid_from.isoformat(),
        fingerprint=mark,
    )
    title = phrase("rules-form-title", language, name=scheme.name)
    write_title(page, theme, title=title, subtitle=subtitle, first=FIRST - 1, last=last - 1)
    page.set_row(2, 6)
    for placed in made.blocks:
        _block(page, theme, made, placed)
    rules = cells_of(made, name=name, language=language)
    end = write_try_out(page, theme, scheme, rules, made.last_row)
    page.print_area(0, FIRST - 1, end - 1, last)
    page.freeze_panes(2, 0)
    return rules


def _last_column(placed: PlacedBlock) -> int:
    return max(place.column + place.span - 1 for place in placed.columns)


def _columns(page: Worksheet, last: int) -> None:
    page.set_column(0, 0, 2, None, {"hidden": True})
    for column in range(FIRST, last + 1):
        page.set_column(column - 1, column - 1, _width(column))
    page.set_column(last, last, _CHECK)


def _width(column: int) -> float:
    return _WIDE.get(column, _NARROW)


def _block(page: Worksheet, theme: Theme, made: Layout, placed: PlacedBlock) -> None:
    language = theme.language
    page.set_row(placed.title - 1, 21)
    title = theme.format(bold=True, font_size=12, font_color="#14304F")
    page.write_string(placed.title - 1, FIRST - 1, placed.block.title.said(language), title)
    note = theme.format(font_size=8.5, font_color=MUTE)
    page.write_string(placed.title - 1, META_VALUE - 1, placed.block.note.said(language), note)
    page.write_string(placed.header - 1, 0, placed.block.marker)
    page.write_string(placed.end - 1, 0, END)
    _header(page, theme, placed)
    for row, content in placed.rows:
        _row(page, theme, made, placed, (row, content))
    if placed.block.marker == "#measures":
        _mirror(page, theme, made, placed)
    _swatches(page, theme, made, placed)
    aside = _last_column(placed)
    for check in checks(made, placed, language):
        page.write_formula(check.row - 1, aside, check.formula, check_look(theme), GOOD)
    warn(page, theme, (placed.rows[0][0] - 1, aside, placed.end - 1, aside))
    colour_tiers(page, theme, made, placed)
    if placed.block.marker == "#measures":
        _weights(page, theme, made, placed)
    for area, rule in validation(made, placed, language):
        page.data_validation(*area, rule)


def _header(page: Worksheet, theme: Theme, placed: PlacedBlock) -> None:
    page.set_row(placed.header - 1, 30 if not placed.block.is_head else 18)
    spans = {place.column: place.span for place in placed.columns}
    for column, text in headers(placed, theme.language).items():
        span = spans.get(column, 1)
        _put(page, placed.header, column, span, text, theme.head(font_size=8.5))


def _put(page: Worksheet, row: int, column: int, span: int, value: object, form: object) -> None:
    """Write a value into a cell, or into cells joined to one."""
    at = row - 1, column - 1
    if span > 1:
        page.merge_range(*at, row - 1, column + span - 2, "", form)
    match value:
        case None:
            page.write_blank(*at, None, form)
        case bool() | int() | float() | Decimal():
            page.write_number(*at, float(value), form)
        case str():
            page.write_string(*at, value, form)
        case _:
            page.write_datetime(*at, value, form)


def _row(page: Worksheet, theme: Theme, made: Layout, placed: PlacedBlock, at: tuple[int, Row]) -> None:
    row, content = at
    lines = 1
    name = next(iter(content.values)) if placed.block.is_head else None
    if name is not None:
        _setting(page, theme, placed, row, name)
    for place in placed.columns:
        if name not in {None, place.field.name}:
            continue
        value = shown_value(place.field, content.values.get(place.field.name), theme.language)
        form = cell_look(theme, place.field, in_percent=_is_percent(made, place, content))
        if place.field.name == "shown":
            value = _name_of(page, theme, made, (row, place), content, form)
        else:
            _put(page, row, place.column, place.span, value, form)
        if isinstance(value, str):
            width = sum(_width(column) for column in range(place.column, place.column + place.span))
            lines = max(lines, lines_needed(value, width - 1.5))
    fold = {"level": 1, "hidden": True} if placed.block.marker in _FOLDED else {}
    page.set_row(row - 1, max(lines * _LINE + 4, 18), None, fold)


def _name_of(page: Worksheet, theme: Theme, made: Layout, at: tuple[int, Column], content: Row, form: object) -> str:
    """Write a measure's name beside its key, looked up, so that it follows when the measure is renamed; return it."""
    row, place = at
    key = str(content.values["shown"])
    measure = next(measure for measure in made.scheme.measures if measure.key == key)
    _put(page, row, place.column, place.span, None, form)
    table = made.block("#measures")
    name = None if table is None else table.column("name.zh" if theme.language == "zh" else "name.en")
    if table is None or name is None:
        return ""
    first, last = table.rows[0][0], table.rows[-1][0]
    keys, names = (f"{_fixed(first, column)}:{_fixed(last, column)}" for column in (FIRST, name))
    formula = f'=IFERROR(INDEX({names},MATCH({a1(row, FIRST)},{keys},0)),"")'
    said = measure.name.said(theme.language)
    page.write_formula(row - 1, place.column - 1, formula, form, said)
    return said


def _fixed(row: int, column: int) -> str:
    letters = a1(row, column).rstrip("0123456789")
    return f"${letters}${row}"


def _mirror(page: Worksheet, theme: Theme, made: Layout, placed: PlacedBlock) -> None:
    """Show the first edges of a banded measure as t1 to t4: they are edited in their own block."""
    bands = made.block("#bands")
    if bands is None:
        return
    start = bands.column("from") or FIRST
    for row, content in placed.rows:
        own = [
            (at, band.values["from"])
            for at, band in bands.rows
            if band.values["measure"] == content.values["key"] and "from" in band.values and not band.values.get("line")
        ]
        if not 0 < len(own) <= len(_MIRRORED):
            continue
        look = grey(theme, align="center", num_format="0.####%" if content.values.get("unit") == "%" else "General")
        for (at, edge), name in zip(own, _MIRRORED, strict=False):
            column = placed.column(name)
            if column is not None and isinstance(edge, Decimal):
                page.write_formula(row - 1, column - 1, f"={a1(at, start)}", look, float(edge))


def _setting(page: Worksheet, theme: Theme, placed: PlacedBlock, row: int, name: str) -> None:
    """Write key and label of a setting."""
    field = next(place.field for place in placed.columns if place.field.name == name)
    page.write_string(row - 1, FIRST - 1, name, grey(theme, font_size=8.5))
    page.write_string(
        row - 1, FIRST, field.label.said(theme.language), theme.format(border=1, border_color=LINE, indent=1)
    )


def _is_percent(made: Layout, place: Column, content: Row) -> bool:
    """Return whether a number is shown as a percent: shares, and what is measured in percent."""
    if place.field.name in {"share", "quota", "min_coverage", "buffer_share", "resource_share"}:
        value = content.values.get(place.field.name)
        return not isinstance(value, Decimal) or value <= 1
    if place.field.name not in {"from", "t1", "t2", "to", "below", "min", "max"}:
        return False
    key = content.values.get("measure", content.values.get("key"))
    return any(measure.key == key and measure.unit == "%" for measure in made.scheme.measures)


def _swatches(page: Worksheet, theme: Theme, made: Layout, placed: PlacedBlock) -> None:
    if placed.block.marker != "#tiers":
        return
    code = placed.column("code") or FIRST
    for (row, column), (fill, ink, text) in swatches(made).items():
        colour = {"bg_color": fill, "font_color": ink, "align": "center", "border": 1, "border_color": LINE}
        shown = text or AUTO.said(theme.language)
        page.write_string(row - 1, column - 1, shown, theme.format(font_size=8, **colour))
        content = next(content for at, content in placed.rows if at == row)
        page.write_string(row - 1, code - 1, str(content.values["code"]), theme.format(bold=True, **colour))


def _weights(page: Worksheet, theme: Theme, made: Layout, placed: PlacedBlock) -> None:
    found = weight_total(made, placed, theme.language)
    column = placed.column("weight")
    if found is None or column is None:
        return
    total, check = found
    bold: dict[str, Any] = {"bold": True, "align": "center"}
    label = phrase("rules-weight-sum", theme.language)
    page.write_string(placed.end - 1, column - 2, label, theme.format(bold=True, align="right"))
    page.write_formula(placed.end - 1, column - 1, total, theme.format(**bold), 100)
    page.write_formula(placed.end - 1, column, check, theme.format(font_color=SUB), GOOD)
    warn(page, theme, (placed.end - 1, column, placed.end - 1, column))
