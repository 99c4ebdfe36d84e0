"""Raw values to entries: the three kinds of empty kept apart, numbers rounded once, everything else a Problem."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.core.schemes import measure, scheme
from xltier.core.compile import compile_plan
from xltier.core.entries import entries, entry
from xltier.core.rate import rate_one
from xltier.core.scheme.measure import Measure
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.errors import Problem
from xltier.schemes.library import load_scheme

NUMBER, TEXT, MARK = scheme(
    measure("amount", decimals=2), measure("standing", type="text"), measure("frozen", type="flag")
).measures


@pytest.mark.parametrize(
    ("one", "raw", "found"),
    [
        (NUMBER, 86, 8600),
        (NUMBER, 999999.99, 99999999),
        (NUMBER, 2.675, 268),
        (NUMBER, -2.675, -268),
        (NUMBER, Decimal("0.005"), 1),
        (NUMBER, "12.5", 1250),
        (NUMBER, None, None),
        (NUMBER, "", None),
        (NUMBER, "  　", None),
        (NUMBER, float("nan"), None),
        (NUMBER, NOT_APPLICABLE, NOT_APPLICABLE),
        (NUMBER, ExcelError.DIV0, ExcelError.DIV0),
        (TEXT, " Ａ型  客户 ", "a型 客户"),
        (TEXT, 3, "3"),
        (TEXT, "", None),
        (MARK, True, 1),
        (MARK, False, 0),
        (MARK, 1.0, 1),
        (MARK, "是", 1),
        (MARK, " Ｎｏ ", 0),
        (MARK, "√", 1),
        (MARK, None, None),
    ],
)
def test_a_value_becomes_what_rules_see(one: Measure, raw: object, found: object) -> None:
    assert entry(one, raw) == found


@pytest.mark.parametrize(
    ("one", "raw", "reference"),
    [
        (NUMBER, "待定", "measure-not-number"),
        (NUMBER, True, "measure-not-number"),
        (NUMBER, float("inf"), "measure-not-number"),
        (NUMBER, "nan", "measure-not-number"),
        (NUMBER, [1], "measure-not-number"),
        (MARK, "也许", "measure-not-mark"),
        (MARK, 2, "measure-not-mark"),
    ],
)
def test_what_is_no_value_is_a_problem_that_names_it(one: Measure, raw: object, reference: str) -> None:
    problem = entry(one, raw)

    assert isinstance(problem, Problem)
    assert (problem.reference, problem.values["value"], problem.values["measure"]) == (reference, raw, one.name)


def test_an_absent_key_is_not_applicable_and_a_bad_value_an_error_of_its_cell() -> None:
    plan = compile_plan(scheme(measure("one", weight=50), measure("two", weight=50), measure("three")))
    found, problems = entries(plan, {"one": "x", "three": ""})

    assert found == (ExcelError.VALUE, NOT_APPLICABLE, None)
    assert [problem.reference for problem in problems] == ["measure-not-number"]


def test_a_text_in_a_number_measure_is_an_error_and_no_arithmetic() -> None:
    plan = compile_plan(load_scheme("dealer-monthly"))
    customer: list[Entry] = [NOT_APPLICABLE] * plan.inputs
    customer[plan.slot("sell_in")], customer[plan.slot("target")] = "abc", 100
    rating = rate_one(plan, customer)
    assert rating.error is ExcelError.VALUE
    assert [problem.reference for problem in rating.problems] == ["measure-not-number"]
