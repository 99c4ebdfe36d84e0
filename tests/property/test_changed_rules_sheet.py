"""Whoever changes more of a rules sheet than formulas can follow is told so, and gets no tier of the old rules."""

from __future__ import annotations

from pathlib import Path
from random import Random

import ironcalc
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

from tests.support.engines import by_ironcalc, by_office
from tests.support.formula_book import CHECK, RAW, RULES, WORK, FormulaBook, write_formula_book
from tests.support.office import Office
from tests.support.random_customers import random_rated
from tests.support.random_schemes import SEEDS
from tests.support.tame import tame_rows, tamed
from xltier.core.compile import compile_plan
from xltier.formulas.reason import CHANGED
from xltier.schemes.library import load_scheme
from xltier.tables.rules.layout import layout

SHEETS = (RAW, WORK, RULES, CHECK)
ROWS_OF_IT = range(2, 8)
Change = tuple[str, str, str, str | float | None]
"""What it is called, a scheme, a rule's path, and what somebody types there."""


def book_of(name: str, folder: Path) -> FormulaBook:
    plan = compile_plan(load_scheme(name))
    return write_formula_book(folder / "book.xlsx", plan, tame_rows(plan, 6, Random(name)), rules_sheet=True)


def spot(name: str, path: str) -> tuple[int, int]:
    return next((row, column) for found, row, column, _, _ in layout(load_scheme(name)).cells() if found == path)


def in_ironcalc(book: FormulaBook, change: Change) -> dict[str, object]:
    _, name, path, value = change
    typed = {(RULES, *spot(name, path)): "" if value is None else str(value)}
    return by_ironcalc(book.path, SHEETS, typed)[WORK]


def in_office(office: Office, book: FormulaBook, change: Change) -> dict[str, object]:
    _, name, path, value = change
    workbook = openpyxl.load_workbook(book.path)
    workbook[RULES].cell(*spot(name, path)).value = value
    target = book.path.with_name("changed.xlsx")
    workbook.save(target)
    return by_office(office, target)[WORK]


def shown(book: FormulaBook, cells: dict[str, object], step: str) -> list[object]:
    return [cells.get(f"{book.columns.letters[step]}{row}") for row in ROWS_OF_IT]


UNFOLLOWED: list[Change] = [
    ("a direction", "b2b-abcd", "measures[0].direction", "低"),
    ("a method", "b2b-abcd", "measures[0].method", "线性"),
    ("a measure's key", "b2b-abcd", "measures[1].key", "tons"),
    ("decimals", "b2b-abcd", "measures[0].decimals", 0),
    ("a required measure", "b2b-abcd", "measures[1].required", "是"),
    ("the score's decimals", "b2b-abcd", "score_decimals", 1),
    ("a word for an edge", "b2b-abcd", "measures[0].bands[1].edge", "大概"),
    ("a text for an edge", "b2b-abcd", "measures[0].bands[1].from", "二十万"),
    ("a blank for an edge", "b2b-abcd", "measures[0].bands[2].from", None),
    ("edges out of order", "b2b-abcd", "measures[0].bands[1].from", 10**9),
    ("a blank for points", "b2b-abcd", "measures[0].bands[1].points", None),
    ("weights of ninety", "b2b-abcd", "measures[0].weight", 30),
    ("cut-offs out of order", "b2b-abcd", "tiers[1].floor", 9),
    ("a blank cut-off", "b2b-abcd", "tiers[1].floor", None),
    ("a cut-off with a comma", "b2b-abcd", "tiers[1].floor", "2,5"),
    ("an error for a weight", "b2b-abcd", "measures[0].weight", "=1/0"),
    ("a tier without a code", "b2b-abcd", "tiers[1].code", None),
    ("a word of the bands blank", "b2b-abcd", "measures[2].map[1].text", None),
    ("an expression", "dealer-monthly", "measures[16].expression", "sell_in / last_year"),
    ("a condition", "dealer-monthly", "red_lines[0].auto", "overdue > 1"),
    ("one more condition", "dealer-monthly", "red_lines[1].release", "overdue < 1"),
    ("a type", "dealer-monthly", "items[0].type", "扣分"),
]
FOLLOWED: list[Change] = [
    ("a name", "b2b-abcd", "tiers[1].name.zh", "主力客户"),
    ("a strategy", "b2b-abcd", "tiers[1].strategy.zh", "每周拜访"),
    ("an alias", "b2b-abcd", "measures[0].aliases", "销售; 净额"),
    ("a version", "b2b-abcd", "version", "2027.1"),
    ("a new cap", "b2b-abcd", "cap_bonus", 5),
    ("no least score", "b2b-abcd", "score_min", "无"),
    ("an edge left out", "b2b-abcd", "measures[0].bands[1].edge", "不含"),
]


def named(changes: list[Change]) -> list[object]:
    return [pytest.param(change, id=change[0]) for change in changes]


@pytest.mark.parametrize("change", named(UNFOLLOWED))
def test_formulas_of_other_rules_rate_nobody_and_say_why(change: Change, tmp_path: Path) -> None:
    book = book_of(change[1], tmp_path)
    cells = in_ironcalc(book, change)
    assert shown(book, cells, "tier") == ["#N/A"] * len(ROWS_OF_IT)
    assert shown(book, cells, "why") == [CHANGED.zh] * len(ROWS_OF_IT)


@pytest.mark.parametrize("change", named(FOLLOWED))
def test_what_changes_no_formula_stops_none(change: Change, tmp_path: Path) -> None:
    book = book_of(change[1], tmp_path)
    assert shown(book, in_ironcalc(book, change), "state") == shown(book, by_ironcalc(book.path, SHEETS)[WORK], "state")


@pytest.mark.office
def test_libreoffice_says_the_same(office: Office, tmp_path: Path) -> None:
    book = book_of("b2b-abcd", tmp_path)
    own = [change for change in (*UNFOLLOWED, *FOLLOWED) if change[1] == "b2b-abcd"]
    stopped = {change[0] for change in own if shown(book, in_office(office, book, change), "why") == [CHANGED.zh] * 6}
    assert stopped == {change[0] for change in own if change in UNFOLLOWED}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_formulas_of_any_scheme_take_its_own_sheet_for_theirs(seed: int, tmp_path: Path) -> None:
    rated = random_rated(seed, 4)
    rows = [tamed(customer) for customer in rated.customers]
    book = write_formula_book(tmp_path / "book.xlsx", rated.plan, rows, rules_sheet=True)
    checks = by_ironcalc(book.path, SHEETS)[CHECK]
    assert set(checks.values()) <= {1}


ROWS = ["tiers[1].code", "measures[2].key", "measures[0].bands[2].measure", "measures[2].map[1].text", "score_decimals"]


@pytest.mark.parametrize("path", ROWS)
@pytest.mark.parametrize("act", ["put in", "filled", "taken out"])
def test_a_row_put_in_or_taken_out_is_noticed(act: str, path: str, tmp_path: Path) -> None:
    book = book_of("b2b-abcd", tmp_path)
    at, _ = spot("b2b-abcd", path)
    model = ironcalc.load_from_xlsx(str(book.path), "en", "UTC", "en")
    rules = SHEETS.index(RULES)
    if act == "taken out":
        model.delete_rows(rules, at, 1)
    else:
        model.insert_rows(rules, at + 1, 1)
    if act == "filled":
        model.set_user_input(rules, at + 1, 2, "sales")
    model.evaluate()
    column = column_index_from_string(book.columns.letters["why"])
    said = [model.get_cell_value(SHEETS.index(WORK), row, column) for row in ROWS_OF_IT]
    assert (said == [CHANGED.zh] * len(ROWS_OF_IT)) is (act != "put in")
