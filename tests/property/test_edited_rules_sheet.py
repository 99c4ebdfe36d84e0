"""Whoever edits a rule's cell gets, from either spreadsheet program, what xltier gives for the edited sheet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

import openpyxl
import pytest

from tests.support.engines import by_ironcalc, by_office
from tests.support.formula_book import RAW, RULES, WORK, FormulaBook, Row, differences, wanted_cells, write_formula_book
from tests.support.office import Office
from tests.support.tame import tame_rows
from xltier.core.compile import compile_plan
from xltier.core.fixed import to_decimal
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme
from xltier.files.rules_book import read_rules_book
from xltier.schemes.library import load_scheme
from xltier.tables.rules.grid import Grid, GridCell
from xltier.tables.rules.layout import grid_cells, layout
from xltier.tables.rules.read import read_rules

pytestmark = pytest.mark.office

EDITS = 50 if os.environ.get("XLTIER_FULL") == "1" else 4
SCHEMES = ("b2b-abcd", "dealer-monthly", "standard")


class Edit(NamedTuple):
    """One cell of the rules sheet and its new number."""

    path: str
    cell: tuple[int, int]
    value: Decimal


def numbers(scheme: Scheme) -> list[tuple[str, tuple[int, int], Decimal]]:
    """Return the live numbers of a scheme's rules sheet: path, cell, value."""
    return [
        (path, (row, column), Decimal(str(value)))
        for path, row, column, field, value in layout(scheme).cells()
        if field.is_live and isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    ]


def edits(scheme: Scheme, plan: Plan, rows: list[Row], rng: Random) -> Iterator[Edit]:
    """Yield edits, every other one putting a customer exactly on an edge."""
    cells = numbers(scheme)
    on_edges = [cell for cell in cells if cell[0].endswith((".from", ".floor"))]
    at = 0
    while True:
        at += 1
        if at % 2:
            path, cell, _ = rng.choice(on_edges)
            value = edge_of(path, scheme, plan, rng.choice(rows))
            if value is not None:
                yield Edit(path, cell, value)
        else:
            path, cell, old = rng.choice(cells)
            yield Edit(
                path, cell, old + rng.choice([-2, -1, 1, 2, 5]) * (Decimal(1) if abs(old) > 2 else Decimal("0.1"))
            )


def edge_of(path: str, scheme: Scheme, plan: Plan, row: Row) -> Decimal | None:
    """Return what puts a customer on the edge at a path: its score, or its value of the measure."""
    if path.startswith("tiers"):
        score = rate_one(plan, row.entries, row.about).score_before
        return None if score is None else to_decimal(score, plan.score_decimals)
    measure = scheme.measures[int(path.partition("[")[2].partition("]")[0])]
    if measure.expression is not None:
        return None
    value = row.entries[plan.slot(measure.key)]
    return to_decimal(value, measure.decimals) if isinstance(value, int) else None


def plan_after(scheme: Scheme, edit: Edit) -> Plan | None:
    """Return the plan of a sheet after an edit, or None where the edit makes wrong rules."""
    made = layout(scheme)
    cells = grid_cells(made, "zh") | {edit.cell: GridCell(float(edit.value))}
    reading = read_rules(Grid("", RULES, cells, made.last_row))
    return compile_plan(reading.scheme) if reading.is_sound and reading.scheme is not None else None


def edited(book: FormulaBook, edit: Edit, target: Path) -> Path:
    workbook = openpyxl.load_workbook(book.path)
    workbook[RULES].cell(*edit.cell).value = float(edit.value)
    workbook.save(target)
    return target


@pytest.mark.parametrize("name", SCHEMES)
def test_an_edited_cell_rates_alike_in_both_programs_and_in_xltier(name: str, office: Office, tmp_path: Path) -> None:
    scheme = load_scheme(name)
    plan = compile_plan(scheme)
    rng = Random(f"edits {name}")
    rows = tame_rows(plan, 12, rng)
    book = write_formula_book(tmp_path / "book.xlsx", plan, rows, rules_sheet=True)
    before = [rate_one(plan, row.entries, row.about)[:3] for row in rows]
    done = 0
    for edit in edits(scheme, plan, rows, rng):
        new = plan_after(scheme, edit)
        if new is None or before == [rate_one(new, row.entries, row.about)[:3] for row in rows]:
            continue
        path = edited(book, edit, tmp_path / "edited.xlsx")
        reading = read_rules_book(path)
        assert reading is not None
        assert reading.scheme == new.scheme
        wanted = wanted_cells(new, rows, book.columns)
        typed = {(RULES, *edit.cell): f"{edit.value:f}"}
        for cells in (by_ironcalc(book.path, (RAW, WORK, RULES), typed)[WORK], by_office(office, path)[WORK]):
            assert differences(cells, wanted, book.columns) == [], edit
        done += 1
        if done == EDITS:
            return


def test_weights_that_make_no_hundred_are_no_rules(tmp_path: Path) -> None:
    scheme = load_scheme("b2b-abcd")
    plan = compile_plan(scheme)
    book = write_formula_book(tmp_path / "book.xlsx", plan, [], rules_sheet=True)
    path, cell, value = next(found for found in numbers(scheme) if found[0].endswith(".weight"))
    reading = read_rules_book(edited(book, Edit(path, cell, value + 5), tmp_path / "edited.xlsx"))
    assert reading is not None
    assert [problem.reference for problem in reading.problems if problem.is_error] == ["weights-not-100"]
