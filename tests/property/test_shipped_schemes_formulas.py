"""The cell formulas of every shipped scheme give the cases' answers in IronCalc and in LibreOffice.

A forced distribution and a grid that is cut by its population are rated with fitted cuts: a formula holds numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.engines import by_ironcalc, by_office
from tests.support.formula_book import RAW, WORK, FormulaBook, Row, differences, write_formula_book
from tests.support.office import Office
from xltier.core.cases import circumstances_of
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.schemes.library import load_scheme, shipped


def books(name: str, folder: Path) -> Iterator[FormulaBook]:
    """Yield a workbook for the cases of each population of a scheme."""
    scheme = load_scheme(name)
    groups: dict[str, list[int]] = {}
    for at, case in enumerate(scheme.cases):
        key = json.dumps([case.population, case.line], default=str, ensure_ascii=False)
        groups.setdefault(key, []).append(at)
    for number, places in enumerate(groups.values()):
        cases = [scheme.cases[at] for at in places]
        plan = compile_plan(scheme, line=cases[0].line)
        if plan.wanted:
            plan = fit_plan(scheme, [entries(plan, person)[0] for person in cases[0].population])
        rows = [Row(entries(plan, case.inputs)[0], circumstances_of(plan, case)) for case in cases]
        yield write_formula_book(folder / f"{name}-{number}.xlsx", plan, rows)


@pytest.mark.parametrize("name", shipped())
def test_ironcalc_gives_the_cases_of_a_shipped_scheme(name: str, tmp_path: Path) -> None:
    for book in books(name, tmp_path):
        assert differences(by_ironcalc(book.path, (RAW, WORK))[WORK], book.wanted, book.columns) == []


@pytest.mark.office
@pytest.mark.parametrize("name", shipped())
def test_libreoffice_gives_the_cases_of_a_shipped_scheme(name: str, office: Office, tmp_path: Path) -> None:
    for book in books(name, tmp_path):
        assert differences(by_office(office, book.path)[WORK], book.wanted, book.columns) == []
