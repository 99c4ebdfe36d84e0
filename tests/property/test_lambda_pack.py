"""LAMBDA names give the core's answers in IronCalc, and whatever no formula can be is listed."""

from __future__ import annotations

from pathlib import Path
from random import Random

import ironcalc
import pytest
import xlsxwriter

from tests.support.formula_book import RULES, Row, write_entry
from tests.support.tame import tame_rows
from xltier.app.functions.catalogue import CATALOGUE
from xltier.core.circumstances import Circumstances
from xltier.core.compile import compile_plan
from xltier.core.plan import Plan
from xltier.core.values import ExcelError
from xltier.formulas.expected import expected
from xltier.formulas.lambda_codes import PREFIX
from xltier.formulas.lambdas import LONGEST, Pack, pack
from xltier.formulas.rules_cells import NO_CELLS
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import Theme
from xltier.schemes.library import load_scheme

SCHEMES = ("b2b-abcd", "dealer-monthly", "prospect", "value-cut", "strategy-matrix")
ASKED = {"TIER": "tier", "TIER_SCORE": "score", "TIER_GAP": "gap", "TIER_WHY": "why"}


def answers(path: Path, plan: Plan, rows: list[Row], formulas: list[str]) -> tuple[Pack, list[object]]:
    """Return the pack, and what IronCalc gives for formulas that stand below the customers' rows."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("客户")
    rules = write_rulebook(book.add_worksheet(RULES), Theme(book, "zh"), plan.scheme, name=RULES)
    made = pack(plan, rules, language="zh")
    for name, text in {**made.inner, **made.shown}.items():
        book.define_name(name, f"={text}")
    for at, row in enumerate(rows):
        for column, (key, entry) in enumerate(zip(plan.keys, row.entries, strict=True)):
            write_entry(page, (at, column), entry, plan.measures[plan.slot(key)].decimals)
    for at, formula in enumerate(formulas):
        page.write_formula(at, plan.inputs + 1, f"={formula}", None, "")
    book.close()
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    return made, [model.get_cell_value(0, at + 1, plan.inputs + 2) for at in range(len(formulas))]


def alike(got: object, want: object) -> bool:
    want = want.value if isinstance(want, ExcelError) else want
    if isinstance(got, (int, float)) and isinstance(want, (int, float)):
        return abs(got - want) < 1e-9 * max(1, abs(want))
    return (got or "") == want


@pytest.mark.parametrize("name", SCHEMES)
def test_each_function_gives_the_cores_answer(name: str, tmp_path: Path) -> None:
    plan = compile_plan(load_scheme(name))
    last = xlsxwriter.utility.xl_col_to_name(plan.inputs - 1)
    rows = [
        Row(tuple(entry if isinstance(entry, (int, str)) else None for entry in row.entries))
        for row in tame_rows(plan, 25, Random(f"lambda {name}"))
    ]
    asked = [
        (function, step, at, row)
        for at, row in enumerate(rows, 1)
        for function, step in ASKED.items()
        if step in expected(plan, row.entries, language="zh") and (function != "TIER_SCORE" or plan.score or plan.side)
    ]
    made, got = answers(
        tmp_path / "pack.xlsx", plan, rows, [f"XLTIER.{function}(A{at}:{last}{at})" for function, _, at, _ in asked]
    )
    wrong = [
        (function, at, value, want)
        for (function, step, at, row), value in zip(asked, got, strict=True)
        if f"{PREFIX}{function}" in made.shown
        and not alike(value, want := expected(plan, row.entries, language="zh")[step])
    ]
    assert wrong == []


def test_points_added_and_a_cap_are_taken_into_account(tmp_path: Path) -> None:
    plan = compile_plan(load_scheme("b2b-abcd"))
    rows = [Row((120000000, 600000000, "龙头", 600))]
    wanted = expected(plan, rows[0].entries, Circumstances(points=-6000, cap="C"))
    formulas = ['XLTIER.TIER_WITH(A1:D1,-0.6,"C")', 'XLTIER.TIER_SCORE_WITH(A1:D1,-0.6,"C")']
    _, got = answers(tmp_path / "pack.xlsx", plan, rows, formulas)
    assert got == [wanted["tier"], wanted["score"]] == ["C", 3.2]


def test_functions_of_codes_and_of_no_scheme(tmp_path: Path) -> None:
    plan = compile_plan(load_scheme("b2b-abcd"))
    rows = [Row((120000000, 600000000, "龙头", 600))]
    asked: dict[str, object] = {
        'XLTIER.TIER_RANK("B")': 2.0,
        'XLTIER.TIER_RANK("Z")': "#N/A",
        'XLTIER.TIER_LABEL("B")': "B 级客户",
        'XLTIER.TIER_COLOR("A","fill")': "#1F6AA5",
        'XLTIER.TIER_COLOR("C","text")': "#0F1B26",
        'XLTIER.TIER_STRATEGY("A","text")': plan.ladder.tiers[0].strategy.text.zh,
        'XLTIER.TIER_STRATEGY("A","colour")': "#VALUE!",
        'XLTIER.TIER_MOVE("A","C")': 2.0,
        'XLTIER.TIER_MOVE("A","")': "",
        'XLTIER.TIER_BAND(60,{0,60,80},{"C","B","A"})': "B",
        'XLTIER.TIER_BAND(-1,{0,60,80},{"C","B","A"})': "#N/A",
        "XLTIER.CRR(100,90,10)": 0.8,
        "XLTIER.CAC(100,0)": "#DIV/0!",
        "XLTIER.ROI(3,2)": 0.5,
        "XLTIER.CLV(100,0.8,0.1)": 80 / 0.3,
        "XLTIER.TIER_STARS(86,100)": "★★★★☆",
        'INDEX(XLTIER.TIER_POINTS(A1:D1,"points"),1,2)': 3.0,
        'INDEX(XLTIER.TIER_POINTS(A1:D1,"lost"),1,2)': 0.2,
    }
    _, got = answers(tmp_path / "pack.xlsx", plan, rows, list(asked))
    wrong = [(f, v, w) for (f, w), v in zip(asked.items(), got, strict=True) if not alike(v, w)]
    assert wrong == []


@pytest.mark.parametrize("name", SCHEMES)
def test_every_function_of_the_catalogue_is_a_formula_or_listed(name: str) -> None:
    plan = compile_plan(load_scheme(name))
    made = pack(plan, NO_CELLS, language="en")
    have = {shown.removeprefix(PREFIX) for shown in made.shown}
    assert set(CATALOGUE) <= have | set(made.left_out)
    assert all(len(text) <= LONGEST for text in (*made.shown.values(), *made.inner.values()))
