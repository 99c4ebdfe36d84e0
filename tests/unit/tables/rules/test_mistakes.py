"""Thirty-odd mistakes in a rules sheet, each named by its cell, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from xltier.messages import render
from xltier.schemes.library import load_scheme
from xltier.tables.address import a1
from xltier.tables.rules.found import is_rules_sheet
from xltier.tables.rules.grid import Grid, GridCell, Value
from xltier.tables.rules.layout import Layout, grid_cells, layout
from xltier.tables.rules.read import read_rules

Cells = dict[tuple[int, int], GridCell]
Spot = tuple[int, int]


class Sheet:
    """A rules sheet that a test spoils."""

    def __init__(self, scheme: str) -> None:
        self.made: Layout = layout(load_scheme(scheme))
        self.cells: Cells = grid_cells(self.made, "zh")

    def spot(self, path: str) -> Spot:
        return next((row, column) for found, row, column, _, _ in self.made.cells() if found == path)

    def put(self, path: str, value: Value) -> Spot:
        at = self.spot(path)
        self.cells[at] = GridCell(value)
        return at

    def clear(self, path: str) -> Spot:
        at = self.spot(path)
        self.cells.pop(at, None)
        return at

    def header(self, marker: str, name: str) -> Spot:
        placed = self.made.block(marker)
        assert placed is not None
        return placed.header, placed.column(name) or 0

    def retype(self, at: Spot, value: Value) -> Spot:
        self.cells[at] = GridCell(value)
        return at


def same_as(sheet: Sheet, path: str, other: str) -> Spot:
    return sheet.put(path, sheet.cells[sheet.spot(other)].value)


Mistake = tuple[str, str, Callable[[Sheet], Spot]]

MISTAKES: list[Mistake] = [
    (
        "b2b-abcd",
        "weights-not-100",
        lambda s: (s.put("measures[0].weight", 45), s.header("#measures", "weight"))[1],
    ),
    ("b2b-abcd", "weight-negative", lambda s: s.put("measures[1].weight", -20)),
    ("b2b-abcd", "field-type", lambda s: s.put("measures[0].weight", "四十")),
    ("b2b-abcd", "full-not-positive", lambda s: s.put("measures[0].full", 0)),
    ("b2b-abcd", "rules-choice", lambda s: s.put("measures[0].direction", "左")),
    ("b2b-abcd", "rules-choice", lambda s: s.put("measures[0].method", "魔法")),
    ("b2b-abcd", "field-type", lambda s: s.put("measures[0].decimals", 1.5)),
    ("b2b-abcd", "rules-choice", lambda s: s.put("measures[0].required", "也许")),
    ("b2b-abcd", "key-illegal", lambda s: s.put("measures[2].key", "行业")),
    ("b2b-abcd", "name-repeated", lambda s: same_as(s, "measures[3].key", "measures[0].key")),
    ("b2b-abcd", "edges-out-of-order", lambda s: s.put("measures[0].bands[2].from", 150000)),
    ("b2b-abcd", "field-type", lambda s: s.put("measures[0].bands[1].from", "二十万")),
    ("b2b-abcd", "points-outside", lambda s: s.put("measures[0].bands[3].points", 40)),
    ("b2b-abcd", "rules-choice", lambda s: s.put("measures[0].bands[1].edge", "大概")),
    ("b2b-abcd", "rules-measure-unknown", lambda s: s.put("measures[0].bands[1].measure", "salse")),
    ("b2b-abcd", "points-outside", lambda s: s.put("measures[2].map[0].points", 9)),
    ("b2b-abcd", "floors-out-of-order", lambda s: s.put("tiers[1].floor", 5)),
    ("b2b-abcd", "floor-missing", lambda s: s.clear("tiers[1].floor")),
    ("b2b-abcd", "name-repeated", lambda s: same_as(s, "tiers[2].code", "tiers[1].code")),
    ("b2b-abcd", "field-missing", lambda s: s.clear("tiers[2].code")),
    ("b2b-abcd", "field-type", lambda s: s.put("tiers[0].floor", "三点五")),
    ("b2b-abcd", "score-decimals-missing", lambda s: s.clear("score_decimals")),
    ("b2b-abcd", "share-outside", lambda s: s.put("min_coverage", 60)),
    ("b2b-abcd", "field-choice", lambda s: s.put("combine", "average")),
    ("b2b-abcd", "rules-choice", lambda s: s.put("kind", "打分")),
    ("b2b-abcd", "field-type", lambda s: s.put("valid_from", "年初")),
    ("b2b-abcd", "rules-setting-unknown", lambda s: s.retype((s.spot("score_min")[0], 2), "最底分")),
    ("b2b-abcd", "rules-header-twice", lambda s: s.retype(s.header("#measures", "full"), "权重")),
    ("b2b-abcd", "rules-data", lambda s: s.put("cases[0].input", "{sales: 1}")),
    ("b2b-abcd", "field-missing", lambda s: s.clear("measures[2].map[0].text")),
    ("b2b-abcd", "field-missing", lambda s: s.clear("measures[2].map[1].points")),
    ("b2b-abcd", "rules-word-twice", lambda s: same_as(s, "measures[2].map[1].text", "measures[2].map[0].text")),
    ("b2b-abcd", "rules-rank-twice", lambda s: same_as(s, "tiers[1].rank", "tiers[2].rank")),
    ("b2b-abcd", "rules-colour", lambda s: s.put("tiers[0].fill", "#12")),
    ("dealer-monthly", "unknown-name", lambda s: s.put("measures[16].expression", "sell_inn / target")),
    ("dealer-monthly", "condition-divides", lambda s: s.put("measures[17].applies_if", "last_year / 2 > 0")),
    ("dealer-monthly", "class-unknown", lambda s: s.put("red_lines[0].cap", "E")),
    (
        "dealer-monthly",
        "item-points",
        lambda s: s.put("items[1].points_min", 9),
    ),
    ("dealer-monthly", "item-cap", lambda s: s.put("items[3].cap", 1)),
    ("dealer-monthly", "rules-choice", lambda s: s.put("items[0].type", "奖励")),
    ("dealer-monthly", "unknown-name", lambda s: s.put("alerts[0].rule", "redline")),
    ("dealer-monthly", "name-repeated", lambda s: same_as(s, "alerts[3].code", "alerts[1].code")),
    ("dealer-monthly", "unknown-name", lambda s: s.put("measures[2].of", "sellin")),
    ("dealer-monthly", "buffer-negative", lambda s: s.put("buffer", -1)),
    ("dealer-monthly", "decimals-too-many", lambda s: s.put("score_decimals", 20)),
    ("dealer-monthly", "line-name-shared", lambda s: s.put("lines[1].aliases", "强网乳品")),
    ("dealer-monthly", "line-name-shared", lambda s: same_as(s, "lines[3].name", "lines[2].name")),
    (
        "dealer-monthly",
        "red-line-effect",
        lambda s: (s.clear("red_lines[0].cap"), s.spot("red_lines[0].code"))[1],
    ),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("mistake", MISTAKES, ids=[f"{at} {found[1]}" for at, found in enumerate(MISTAKES)])
def test_a_mistake_is_named_by_its_cell(mistake: Mistake, language: str) -> None:
    scheme, reference, spoil = mistake
    sheet = Sheet(scheme)
    cell = a1(*spoil(sheet))
    reading = read_rules(Grid("评级方案.xlsx", "规则", sheet.cells, sheet.made.last_row))
    assert not reading.is_sound
    places = {(problem.reference, problem.at.cell) for problem in reading.problems if problem.is_error}
    assert (reference, cell) in places
    for problem in reading.problems:
        message = render(problem, language)
        assert message.what
        if problem.is_error and problem.at.cell == cell:
            assert message.where == f"'[评级方案.xlsx]规则'!{cell}"


def test_an_example_that_comes_out_otherwise_is_a_warning_at_its_cell() -> None:
    sheet = Sheet("b2b-abcd")
    cell = a1(*sheet.put("cases[0].tier", "B"))
    reading = read_rules(Grid("f.xlsx", "规则", sheet.cells, sheet.made.last_row))
    assert reading.is_sound
    assert [(problem.reference, problem.at.cell) for problem in reading.problems] == [("case-differs", cell)]


TOML = re.compile(r"\[\[|[a-z]+_[a-z]+|\b[a-z]+ = |\bTOML\b")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whoever_has_a_sheet_before_him_is_told_nothing_of_toml(language: str) -> None:
    spoken: dict[str, str] = {}
    for scheme, _, spoil in MISTAKES:
        sheet = Sheet(scheme)
        spoil(sheet)
        for problem in read_rules(Grid("f.xlsx", "规则", sheet.cells, sheet.made.last_row)).problems:
            if problem.reference not in QUOTING:
                message = render(problem, language)
                spoken[problem.reference] = f"{message.what} {message.hint}"
    assert {reference: said for reference, said in spoken.items() if TOML.search(said)} == {}


QUOTING = frozenset(
    {"key-illegal", "unknown-name", "condition-divides", "name-repeated", "label-shared", "rules-setting-unknown"}
)
"""Their words quote keys and conditions that stand on the sheet."""


def told(sheet: Sheet) -> list[tuple[str, str | None]]:
    reading = read_rules(Grid("f.xlsx", "规则", sheet.cells, sheet.made.last_row))
    return [(problem.reference, problem.at.cell) for problem in reading.problems]


def test_a_word_on_a_swatch_of_the_palette_is_no_colour_and_on_one_that_is_filled_a_note() -> None:
    sheet = Sheet("b2b-abcd")
    at = sheet.spot("tiers[0].fill")
    sheet.cells[at] = GridCell("purple", sheet.cells[at].fill)
    assert told(sheet) == [("rules-colour", a1(*at))]

    sheet.cells[at] = GridCell("purple", "#800080")
    assert told(sheet) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_automatic_colours_are_known_in_both_languages(language: str) -> None:
    sheet = Sheet("b2b-abcd")
    at = sheet.spot("tiers[0].fill")
    sheet.cells[at] = GridCell({"zh": "自动", "en": "auto"}[language], sheet.cells[at].fill)
    assert told(sheet) == []


def test_a_lost_mark_of_the_measures_is_one_mistake_and_not_one_for_each_row_below() -> None:
    sheet = Sheet("b2b-abcd")
    placed = sheet.made.block("#measures")
    assert placed is not None
    sheet.cells[placed.header, 1] = GridCell("#measure")
    assert told(sheet) == [("rules-block-unknown", f"A{placed.header}"), ("rules-block-missing", None)]


def test_a_measure_that_was_renamed_has_no_mistake_in_what_mirrors_its_bands() -> None:
    sheet = Sheet("b2b-abcd")
    sheet.put("measures[0].key", "turnover")
    sheet.put("measures[0].t1", "=G23")
    found = told(sheet)
    assert {reference for reference, _ in found} == {"rules-measure-unknown"}


def test_nested_values_that_cannot_be_read_are_shown_from_where_they_break() -> None:
    sheet = Sheet("b2b-abcd")
    sheet.put("cases[0].input", '{"sales": 100, years: 5}')
    reading = read_rules(Grid("f.xlsx", "规则", sheet.cells, sheet.made.last_row))
    assert [render(problem, "zh").what for problem in reading.problems] == [
        "“输入”一栏从第 16 个字符起读不懂：years: 5}"
    ]


def test_blocks_are_found_wherever_they_are_moved() -> None:
    sheet = Sheet("dealer-monthly")
    moved = {(row + 7, column): cell for (row, column), cell in sheet.cells.items()}
    reading = read_rules(Grid("f.xlsx", "规则", moved, sheet.made.last_row + 7))
    assert reading.scheme == load_scheme("dealer-monthly")


def test_a_sheet_without_its_settings_says_which_block_is_missing() -> None:
    sheet = Sheet("standard")
    cells = {at: cell for at, cell in sheet.cells.items() if cell.value != "#meta"}
    reading = read_rules(Grid("f.xlsx", "规则", cells, sheet.made.last_row))
    meta = sheet.made.block("#meta")
    assert meta is not None
    assert [(problem.reference, problem.at.cell) for problem in reading.problems] == [
        ("rules-mark-gone", f"A{meta.header}")
    ]


def test_a_sheet_without_a_table_of_settings_says_that_it_is_missing() -> None:
    sheet = Sheet("standard")
    meta = sheet.made.block("#meta")
    assert meta is not None
    cells = {at: cell for at, cell in sheet.cells.items() if not meta.title <= at[0] <= meta.end}
    reading = read_rules(Grid("f.xlsx", "规则", cells, sheet.made.last_row))
    assert "rules-block-missing" in {problem.reference for problem in reading.problems}


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("zh", "weighted", "加权"),
        ("zh", "worst", "取最差"),
        ("zh", "only:sales", "只取:sales"),
        ("en", "majority", "majority"),
        ("en", "only:sales", "only:sales"),
    ],
)
def test_how_grades_combine_is_said_in_the_language_of_the_sheet_and_read_back(
    language: str, value: str, shown: str
) -> None:
    scheme = replace(load_scheme("b2b-abcd"), combine=value)
    made = layout(scheme)
    cells = grid_cells(made, language)
    at = next((row, column) for path, row, column, _, _ in made.cells() if path == "combine")
    assert cells[at].value == shown
    assert read_rules(Grid("f.xlsx", "规则", cells, made.last_row)).document["combine"] == value


def test_choices_of_a_setting_are_offered_in_the_words_of_the_sheet() -> None:
    sheet = Sheet("b2b-abcd")
    cell = a1(*sheet.put("combine", "平均"))
    (wrong,) = [p for p in read_rules(Grid("f.xlsx", "规则", sheet.cells, 200)).problems if p.at.cell == cell]
    assert render(wrong, "zh").hint.startswith("请改用其中之一：加权、取最好、取最差、取多数")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["b2b-abcd", "rfm-8"])
def test_whoever_clears_a_table_or_a_column_is_told_nothing_of_toml(scheme: str, language: str) -> None:
    sheet = Sheet(scheme)
    spoken: dict[str, str] = {}
    for placed in sheet.made.blocks:
        rows = {row for row, _ in placed.rows}
        cleared = [{(row, column) for row in rows for column in range(2, 40)}]
        cleared += [{(row, place.column) for row in rows} for place in placed.columns]
        for gone in cleared:
            cells = {at: cell for at, cell in sheet.cells.items() if at not in gone}
            for problem in read_rules(Grid("f.xlsx", "规则", cells, sheet.made.last_row)).problems:
                if problem.reference not in QUOTING | {"rules-measure-unknown", "condition-compares"}:
                    message = render(problem, language)
                    spoken[problem.reference] = f"{message.what} {message.hint}"
    assert {"tiers-missing", "measures-missing"} & spoken.keys()
    assert {reference: said for reference, said in spoken.items() if TOML.search(said)} == {}


BLANKS: list[tuple[str, str]] = [
    ("dealer-monthly", "measures[17].bands[1].points"),
    ("dealer-monthly", "items[0].points_min"),
    ("dealer-monthly", "items[1].points_max"),
    ("b2b-abcd", "measures[2].map[1].points"),
]


@pytest.mark.parametrize(("scheme", "path"), BLANKS)
def test_a_blank_cell_of_points_is_no_zero_and_is_named(scheme: str, path: str) -> None:
    sheet = Sheet(scheme)
    cell = a1(*sheet.clear(path))
    assert ("field-missing", cell) in told(sheet)


def test_rows_and_columns_that_users_insert_change_nothing() -> None:
    sheet = Sheet("b2b-abcd")
    bands = sheet.made.block("#bands")
    assert bands is not None
    split = bands.rows[3][0]
    cells = {
        ((row + 1 if row >= split else row), column + (column > 4)): cell for (row, column), cell in sheet.cells.items()
    }
    cells[bands.header, 5] = GridCell("备注")
    cells[bands.header + 1, 5] = GridCell("业务讨论后定")
    reading = read_rules(Grid("f.xlsx", "规则", cells, sheet.made.last_row + 1))
    assert reading.scheme == load_scheme("b2b-abcd")


def test_a_mistake_is_said_by_the_header_of_its_column() -> None:
    sheet = Sheet("b2b-abcd")
    sheet.put("measures[0].bands[1].from", "二十万")
    reading = read_rules(Grid("评级方案.xlsx", "规则", sheet.cells, sheet.made.last_row))
    assert [render(problem, "zh").what for problem in reading.problems] == [
        '“下限”应为数字，如 0.8 或 "80%"，这里是“二十万”。'
    ]


def test_a_sheet_that_lost_the_mark_of_its_settings_still_is_a_rules_sheet() -> None:
    sheet = Sheet("standard")
    cells = {at: cell for at, cell in sheet.cells.items() if cell.value != "#meta"}
    assert is_rules_sheet(Grid("f.xlsx", "规则", cells, sheet.made.last_row))
    assert not is_rules_sheet(Grid("f.xlsx", "客户", {(1, 1): GridCell("#tiers"), (2, 1): GridCell("A")}, 2))
