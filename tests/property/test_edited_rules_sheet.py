"""Whoever edits a rule's cell gets, from either spreadsheet program, what xltier gives for the edited sheet."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

import openpyxl
import pytest

from tests.support.engines import by_ironcalc, by_office
from tests.support.formula_book import RAW, RULES, WORK, FormulaBook, Row, differences, wanted_cells, write_formula_book
from tests.support.office import Office
from tests.support.random_schemes import random_scheme
from tests.support.tame import tame_rows
from xltier.core.compile import compile_plan
from xltier.core.fixed import to_decimal
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme, Scoring
from xltier.core.scheme.measure import Method
from xltier.core.trace import explain
from xltier.files.rules_book import read_rules_book
from xltier.schemes.library import load_scheme
from xltier.tables.rules.grid import Grid, GridCell
from xltier.tables.rules.layout import grid_cells, layout
from xltier.tables.rules.read import read_rules

pytestmark = pytest.mark.office

FULL = os.environ.get("XLTIER_FULL") == "1"
EDITS = 50 if FULL else 4
SCHEMES: tuple[str | int, ...] = ("b2b-abcd", "dealer-monthly", "standard", 10, *((0, 3, 20, 45) if FULL else ()))
CUSTOMERS = 24
TRIES = 8000
STEPS = (Decimal(-2), Decimal(-1), Decimal(1), Decimal(2), Decimal(5))
EDGES_OF = {Method.LINEAR: (".t1", ".t2"), Method.PROPORTIONAL: (".t1", ".t2"), Method.STEP: (".t1",)}


class Edit(NamedTuple):
    """New numbers in cells of the rules sheet, and whether they put a customer exactly on an edge."""

    path: str
    cells: dict[tuple[int, int], Decimal]
    is_on_edge: bool = False


def numbers(scheme: Scheme) -> list[tuple[str, tuple[int, int], Decimal]]:
    """Return the live numbers of a scheme's rules sheet: path, cell, value."""
    return [
        (path, (row, column), Decimal(str(value)))
        for path, row, column, field, value in layout(scheme).cells()
        if field.is_live and isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    ]


def is_edge(path: str, scheme: Scheme) -> bool:
    """Return whether a number is where points of a measure begin, end or jump."""
    if not path.startswith("measures["):
        return False
    return path.endswith(EDGES_OF.get(scheme.measures[place_in(path)].method, (".from",)))


def place_in(path: str) -> int:
    return int(path.partition("[")[2].partition("]")[0])


def on_an_edge(scheme: Scheme, plan: Plan, rows: list[Row], rng: Random) -> Edit | None:
    """Return an edit by which some customer's value is exactly an edge, or None where chance chose badly."""
    path, cell, _ = rng.choice([cell for cell in numbers(scheme) if is_edge(cell[0], scheme)])
    slot = plan.slot(scheme.measures[place_in(path)].key)
    trace = explain(plan, *rng.choice(rows))
    value = trace.values[slot] if trace.values else None
    if not isinstance(value, int):
        return None
    return Edit(path, {cell: to_decimal(value, plan.measures[slot].decimals)}, is_on_edge=True)


def anywhere(scheme: Scheme, rng: Random) -> Edit:
    """Return an edit of any number; what one weight gains another one loses.

    An item's least points are left alone: the log of the customers was clipped to them before.
    """
    cells = [cell for cell in numbers(scheme) if not cell[0].endswith(".points_min")]
    path, cell, old = rng.choice(cells)
    step = rng.choice(STEPS) * (Decimal(1) if abs(old) > 2 else Decimal("0.1"))
    others = [(other, value) for name, other, value in cells if name.endswith(".weight") and name != path]
    if not path.endswith(".weight") or not others or scheme.scoring is not Scoring.WEIGHTED:
        return Edit(path, {cell: old + step})
    other, value = rng.choice(others)
    return Edit(path, {cell: old + step, other: value - step})


def plan_after(scheme: Scheme, edit: Edit) -> Plan | None:
    """Return the plan of a sheet after an edit, or None where the edit makes wrong rules."""
    made = layout(scheme)
    cells = grid_cells(made, "zh") | {at: GridCell(float(value)) for at, value in edit.cells.items()}
    reading = read_rules(Grid("", RULES, cells, made.last_row))
    return compile_plan(reading.scheme) if reading.is_sound and reading.scheme is not None else None


def scores(plan: Plan, rows: list[Row]) -> list[int | None]:
    return [rate_one(plan, row.entries, row.about).score for row in rows]


def tiers(plan: Plan, rows: list[Row]) -> list[str | None]:
    return [rate_one(plan, row.entries, row.about).tier for row in rows]


def edited(book: FormulaBook, edit: Edit, target: Path) -> Path:
    workbook = openpyxl.load_workbook(book.path)
    for at, value in edit.cells.items():
        workbook[RULES].cell(*at).value = float(value)
    workbook.save(target)
    return target


class Desk(NamedTuple):
    """A workbook of formulas over customers, and the two programs that recalculate it."""

    scheme: Scheme
    rows: list[Row]
    book: FormulaBook
    office: Office
    folder: Path

    def differences(self, new: Plan, edit: Edit) -> list[str]:
        """Return where the sheet reads, or a program computes, otherwise than xltier by the new rules."""
        path = edited(self.book, edit, self.folder / "edited.xlsx")
        reading = read_rules_book(path)
        if reading is None or reading.scheme != new.scheme:
            return [f"{edit.path}: the sheet does not read back"]
        wanted = wanted_cells(new, self.rows, self.book.columns)
        typed = {(RULES, *at): f"{value:f}" for at, value in edit.cells.items()}
        found = by_ironcalc(self.book.path, (RAW, WORK, RULES), typed), by_office(self.office, path)
        return [said for cells in found for said in differences(cells[WORK], wanted, self.book.columns)]


def desk(which: str | int, office: Office, folder: Path) -> tuple[Desk, Plan, Random]:
    scheme = load_scheme(which) if isinstance(which, str) else random_scheme(which)
    plan = compile_plan(scheme)
    rng = Random(f"edits {which}")
    rows = tame_rows(plan, CUSTOMERS, rng)
    book = write_formula_book(folder / "book.xlsx", plan, rows, rules_sheet=True)
    return Desk(scheme, rows, book, office, folder), plan, rng


@pytest.mark.parametrize("which", SCHEMES)
def test_an_edited_cell_rates_alike_in_both_programs_and_in_xltier(
    which: str | int, office: Office, tmp_path: Path
) -> None:
    at, plan, rng = desk(which, office, tmp_path)
    before = scores(plan, at.rows)
    done: list[Edit] = []
    for _ in range(TRIES):
        wants_edge = len(done) % 2 == 0
        edit = on_an_edge(at.scheme, plan, at.rows, rng) if wants_edge else anywhere(at.scheme, rng)
        new = None if edit is None else plan_after(at.scheme, edit)
        if edit is None or new is None or scores(new, at.rows) == before:
            continue
        assert at.differences(new, edit) == [], edit
        done.append(edit)
        if len(done) == EDITS:
            break
    assert (len(done), sum(edit.is_on_edge for edit in done)) == (EDITS, EDITS // 2)


@pytest.mark.parametrize("which", SCHEMES)
def test_a_cut_off_on_a_score_moves_the_tier_in_both_programs(which: str | int, office: Office, tmp_path: Path) -> None:
    at, plan, rng = desk(which, office, tmp_path)
    before = tiers(plan, at.rows)
    floors = [(path, cell) for path, cell, _ in numbers(at.scheme) if path.startswith("tiers")]
    done = 0
    for _ in range(TRIES):
        path, cell = rng.choice(floors)
        score = rate_one(plan, *rng.choice(at.rows)).score_before
        edit = Edit(path, {cell: to_decimal(score or 0, plan.score_decimals)}, is_on_edge=True)
        new = None if score is None else plan_after(at.scheme, edit)
        if new is None or tiers(new, at.rows) == before:
            continue
        assert at.differences(new, edit) == [], edit
        done += 1
        if done == max(EDITS // 5, 1):
            break
    assert done == max(EDITS // 5, 1)


def test_weights_that_make_no_hundred_are_no_rules(tmp_path: Path) -> None:
    scheme = load_scheme("b2b-abcd")
    plan = compile_plan(scheme)
    book = write_formula_book(tmp_path / "book.xlsx", plan, [], rules_sheet=True)
    path, cell, value = next(found for found in numbers(scheme) if found[0].endswith(".weight"))
    reading = read_rules_book(edited(book, Edit(path, {cell: value + 5}), tmp_path / "edited.xlsx"))
    assert reading is not None
    assert [problem.reference for problem in reading.problems if problem.is_error] == ["weights-not-100"]
