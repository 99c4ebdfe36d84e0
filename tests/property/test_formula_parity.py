"""Formulas give the engine's values in two spreadsheet programs: every cell of every step.

Left out, with the engine's name and the reason:

- both: numbers beyond fifteen digits, which no cell holds (so :mod:`tests.support.tame` keeps customers within);
- LibreOffice: a text whose letters change their number when folded (``straße``), because it compares letter by letter;
- both: full-width letters and doubled spaces in a customer's text, which the intake folds and no formula of the
  allow-list can; ``xltier tier --formulas`` writes such values out as they were understood;
- IronCalc: a row of one single blank cell reaches a LAMBDA as 0.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.support.engines import by_ironcalc, by_office
from tests.support.formula_book import RAW, RULES, WORK, differences, write_formula_book
from tests.support.office import Office
from tests.support.random_customers import random_rated
from tests.support.tame import tame_rows, tamed
from xltier.core.compile import compile_plan
from xltier.core.plan import Plan
from xltier.core.scheme.measure import Method
from xltier.formulas.render import ALLOWED, functions_in
from xltier.schemes.library import load_scheme

FULL = os.environ.get("XLTIER_FULL") == "1"
ROWS = 2000 if FULL else 40
SCHEMES = ("standard", "b2b-abcd", "dealer-monthly", 0, 1, 2, 3, 4, 5, 7, 8, 9)
DEEPEST = 64
LONGEST = 8192


def plan_of(which: str | int, rows: int) -> Plan:
    return compile_plan(load_scheme(which)) if isinstance(which, str) else random_rated(which, rows).plan


def test_the_schemes_use_every_scoring_method() -> None:
    plans = [plan_of(which, 20) for which in SCHEMES]
    used = {scored.measure.method for plan in plans if plan.score is not None for scored in plan.score.scored}
    assert used == set(Method) - {Method.BAND} | ({Method.BAND} & used)
    assert {plan.scheme.kind.value for plan in plans} == {"scorecard", "rules", "grid", "distribution"}


@pytest.mark.office
@pytest.mark.parametrize("rules", ["rules sheet", "written out"])
@pytest.mark.parametrize("which", SCHEMES)
def test_every_cell_recalculates_to_the_engines_value(
    which: str | int, rules: str, office: Office, tmp_path: Path
) -> None:
    if isinstance(which, str):
        plan = plan_of(which, ROWS)
        rows = tame_rows(plan, ROWS, Random(f"parity {which}"))
    else:
        rated = random_rated(which, ROWS)
        plan, rows = rated.plan, [tamed(customer) for customer in rated.customers]
    book = write_formula_book(tmp_path / "book.xlsx", plan, rows, rules_sheet=rules == "rules sheet")
    sheets = (RAW, WORK, RULES) if rules == "rules sheet" else (RAW, WORK)
    assert differences(by_ironcalc(book.path, sheets)[WORK], book.wanted, book.columns) == []
    assert differences(by_office(office, book.path)[WORK], book.wanted, book.columns) == []


@pytest.mark.parametrize("which", [*SCHEMES, *range(10, 30)])
def test_formulas_use_allowed_functions_only_and_stay_within_excels_limits(which: str | int, tmp_path: Path) -> None:
    plan = plan_of(which, 20)
    book = write_formula_book(tmp_path / "book.xlsx", plan, [], rules_sheet=True)
    for template in book.columns.templates.values():
        text = template.replace("\0", "1048576")
        assert functions_in(text) <= ALLOWED
        assert "[" not in text
        assert len(text) <= LONGEST
        assert depth(text) <= DEEPEST


def depth(text: str) -> int:
    """Return how deep calls are nested, texts in quotes left out."""
    deepest = level = 0
    for letter in "".join(part for at, part in enumerate(text.split('"')) if at % 2 == 0):
        level += {"(": 1, ")": -1}.get(letter, 0)
        deepest = max(deepest, level)
    return deepest
