"""The monthly workbook rates by its own formulas: two spreadsheet programs compute what the engine cached in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

import openpyxl
import pytest

from tests.property.test_edited_rules_sheet import Edit, anywhere, on_an_edge, plan_after
from tests.support.engines import by_ironcalc, by_office
from tests.support.formula_book import Row
from tests.support.month_books import RatedRows, month_of, random_rows, shipped_rows, write_month
from tests.support.office import Office
from tests.support.random_schemes import SEEDS, random_scheme
from tests.support.recalculated import (
    FormulaCell,
    error_cells,
    formula_cells,
    is_alike,
    outside_the_allow_list,
    unlike_in_ironcalc,
    unlike_in_office,
)
from tests.support.rule_books import rule_book
from tests.support.small_month import small_month
from tests.support.tame import is_within_reach
from xltier.cli import run
from xltier.core.compile import compile_plan
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Kind
from xltier.report.month.book import write_month_book
from xltier.schemes.library import load_scheme

pytestmark = pytest.mark.office

IS_FULL: Final = os.environ.get("XLTIER_FULL") == "1"
ROWS: Final = 24
EDITS: Final = 50 if IS_FULL else 2
DATA: Final = ("基础指标", "评级明细", "加减分", "红线")
SHIPPED: Final = ("value-score", "b2b-abcd", "policy-ad", "criteria", "stars", "standard")
"""The first is in every run: nobody has two of its columns."""
REACHED: Final = {seed: scheme for seed in range(SEEDS) if is_within_reach(scheme := random_scheme(seed))}
SCORED_SEEDS: Final = [seed for seed, scheme in REACHED.items() if scheme.kind is Kind.SCORECARD]
OTHER_SEEDS: Final = [seed for seed, scheme in REACHED.items() if scheme.kind is not Kind.SCORECARD]


def test_the_example_month_recalculates_to_what_is_cached(office: Office, tmp_path: Path) -> None:
    source = small_month(tmp_path / "month.xlsx", every=1 if IS_FULL else 8)
    for language in ("zh", "en") if IS_FULL else ("zh",):
        path = tmp_path / f"{language}.xlsx"
        assert run(["rate", str(source), "--period", "2026-10", "--lang", language, "-q", "-o", str(path)]) == 0
        assert unlike_in_ironcalc(path) == []
        assert unlike_in_office(office, path) == []


@pytest.mark.parametrize("name", SHIPPED if IS_FULL else SHIPPED[:1])
def test_the_month_of_a_shipped_scorecard_recalculates_to_what_is_cached(
    name: str, office: Office, tmp_path: Path
) -> None:
    rated = shipped_rows(compile_plan(load_scheme(name)), ROWS, Random(f"month {name}"))
    path = write_month(tmp_path / "month.xlsx", rated, language="en" if name == "criteria" else "zh")

    assert unlike_in_ironcalc(path) == []
    assert unlike_in_office(office, path) == []
    assert outside_the_allow_list(path) == []


@pytest.mark.parametrize("seed", (SCORED_SEEDS + OTHER_SEEDS) if IS_FULL else (SCORED_SEEDS[:3] + OTHER_SEEDS[:1]))
def test_the_month_of_any_scheme_recalculates_to_what_is_cached(seed: int, office: Office, tmp_path: Path) -> None:
    path = write_month(tmp_path / "month.xlsx", random_rows(seed, ROWS))

    assert unlike_in_ironcalc(path) == []
    assert unlike_in_office(office, path) == []
    assert outside_the_allow_list(path) == []


@pytest.mark.parametrize("name", ["dealer-monthly", "b2b-abcd"] if IS_FULL else ["dealer-monthly"])
def test_an_edited_rule_rates_the_month_as_xltier_does(name: str, office: Office, tmp_path: Path) -> None:
    plan = compile_plan(load_scheme(name))
    rng = Random(f"month edits {name}")
    rated = shipped_rows(plan, 12, rng)
    path = write_month(tmp_path / "month.xlsx", rated)
    for edit, new in _effective(plan, rated, rng):
        wanted = _data_cells(write_month(tmp_path / "wanted.xlsx", RatedRows(new, rated.rows)))
        sheets = tuple(openpyxl.load_workbook(path, read_only=True).sheetnames)
        typed = {("规则", *at): f"{value:f}" for at, value in edit.cells.items()}
        assert _unlike(by_ironcalc(path, sheets, typed), wanted) == [], edit
        changes = {at: float(value) for at, value in edit.cells.items()}
        assert _unlike(by_office(office, _edited(path, "规则", changes)), wanted) == [], edit


def _effective(plan: Plan, rated: RatedRows, rng: Random) -> Iterator[tuple[Edit, Plan]]:
    """Yield edits that change a score or a tier, every other one putting a customer exactly on an edge."""
    before = [rate_one(plan, row.entries, row.about)[:3] for row in rated.rows]
    done = 0
    while done < EDITS:
        rows = list(rated.rows)
        edit = on_an_edge(plan.scheme, plan, rows, rng) if done % 2 else anywhere(plan.scheme, rng)
        new = None if edit is None else plan_after(plan.scheme, edit)
        if edit is None or new is None:
            continue
        if before != [rate_one(new, row.entries, row.about)[:3] for row in rated.rows]:
            yield edit, new
            done += 1


def _edited(path: Path, sheet: str, changes: dict[tuple[int, int], float]) -> Path:
    target = path.with_name("edited.xlsx")
    book = openpyxl.load_workbook(path)
    for at, value in changes.items():
        book[sheet].cell(*at).value = value
    book.save(target)
    return target


def _data_cells(path: Path) -> tuple[FormulaCell, ...]:
    return tuple(cell for cell in formula_cells(path) if cell.sheet in DATA)


def _unlike(found: dict[str, dict[str, object]], wanted: tuple[FormulaCell, ...]) -> list[str]:
    """Return the cells that show otherwise than those of a workbook written by the edited rules."""
    return [
        f"{cell.sheet}!{cell.cell}: wanted {cell.cached!r}, got {got!r} by {cell.formula[:120]}"
        for cell in wanted
        if not is_alike(got := found[cell.sheet].get(cell.cell, ""), cell.cached)
    ]


def test_a_figure_typed_over_rates_the_row_as_xltier_does(office: Office, tmp_path: Path) -> None:
    plan = compile_plan(load_scheme("dealer-monthly"))
    rated = shipped_rows(plan, 12, Random("typed over"))
    slot = plan.keys.index("sell_in")
    at = next(
        at
        for at, row in enumerate(rated.rows)
        if isinstance(row.entries[slot], int) and rate_one(plan, row.entries, row.about).tier is not None
    )
    entries = list(rated.rows[at].entries)
    entries[slot] = 123_45
    rows = list(rated.rows)
    rows[at] = Row(tuple(entries), rated.rows[at].about)
    path = write_month(tmp_path / "month.xlsx", rated)
    wanted = _data_cells(write_month(tmp_path / "wanted.xlsx", RatedRows(plan, tuple(rows))))
    headers = [cell.value for cell in openpyxl.load_workbook(path)["基础指标"][4]]
    cell = (at + 5, headers.index("本月进货额") + 1)

    sheets = tuple(openpyxl.load_workbook(path, read_only=True).sheetnames)
    assert _unlike(by_ironcalc(path, sheets, {("基础指标", *cell): "123.45"}), wanted) == []
    assert _unlike(by_office(office, _edited(path, "基础指标", {cell: 123.45})), wanted) == []


HALVES: Final = ("0.05", "1.15", "2.675", "-0.5", "-1.005", "1.005", "33.335", "99.995", "89.9949", "89.995", "74.995")


def test_halves_round_away_from_zero_in_every_cell(office: Office, tmp_path: Path) -> None:
    scheme = rule_book(
        'value = { decimals = 4, weight = 1, full = 100, method = "linear", t1 = 0, t2 = 100 }',
        """
        kind = "scorecard"
        scoring = "additive"
        score_decimals = 2
        points_decimals = 4
        score_min = "none"
        [[tiers]]
        code = "A"
        name = { zh = "甲", en = "First" }
        floor = 90
        [[tiers]]
        code = "B"
        name = { zh = "乙", en = "Second" }
        floor = 75
        [[tiers]]
        code = "C"
        name = { zh = "丙", en = "Third" }
        """,
    )
    plan = compile_plan(scheme)
    rows = tuple(Row((int(Decimal(value) * 10**4),)) for value in HALVES)
    path = write_month(tmp_path / "month.xlsx", RatedRows(plan, rows))
    scores = [rate_one(plan, row.entries, row.about).score for row in rows]

    assert scores[1:3] == [115, 268]
    assert unlike_in_ironcalc(path) == []
    assert unlike_in_office(office, path) == []


def test_only_a_row_without_a_rating_shows_an_error(tmp_path: Path) -> None:
    plan = compile_plan(load_scheme("b2b-abcd"))
    rated = shipped_rows(plan, ROWS, Random("sound"))
    sound = tuple(row for row in rated.rows if rate_one(plan, row.entries, row.about).tier is not None)

    assert sound
    assert error_cells(write_month(tmp_path / "month.xlsx", RatedRows(plan, sound))) == []


def test_a_code_that_looks_like_a_formula_or_a_pattern_is_rated_like_any_other(office: Office, tmp_path: Path) -> None:
    plan = compile_plan(load_scheme("dealer-monthly"))
    result, inputs = month_of(shipped_rows(plan, 6, Random("codes")))
    names = ("=1+1", "*", "D?0", "-5", "@SUM(A1)", "~")
    known = {row.key.dealer: name for row, name in zip(result.rows, names, strict=True)}
    rows = tuple(replace(row, key=row.key._replace(dealer=known[row.key.dealer])) for row in result.rows)
    events = tuple(replace(event, dealer=known[event.dealer]) for event in inputs.events)
    hits = tuple(replace(hit, dealer=known[hit.dealer]) for hit in inputs.red_lines)
    path = tmp_path / "codes.xlsx"
    with path.open("wb") as stream:
        renamed = replace(result, rows=rows, alerts=())
        write_month_book(stream, renamed, replace(inputs, events=events, red_lines=hits), language="zh")

    found = [*unlike_in_ironcalc(path), *unlike_in_office(office, path)]
    assert [cell for cell in found if cell.partition("!")[0] in DATA] == []
    assert outside_the_allow_list(path) == []
