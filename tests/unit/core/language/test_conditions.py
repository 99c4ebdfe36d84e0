"""The parser of rules: Excel's grammar as business users write it, and nothing else, each refusal with its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xltier.core.language.conditions import Names, parse
from xltier.core.language.expressions import (
    AllOf,
    AnyOf,
    Arithmetic,
    Comparison,
    IsBlank,
    IsNumber,
    Name,
    Node,
    Not,
    Number,
    Sort,
    Text,
)
from xltier.errors import Location, Problem

LABELS = {
    "sales": "sales",
    "年销售额": "sales",
    "annual sales": "sales",
    "rate": "rate",
    "回款率(%)": "rate",
    "overdue days": "overdue",
    "overdue": "overdue",
    "overdue_days": "overdue",
    "standing": "standing",
    "frozen": "frozen",
}
SORTS = {
    "sales": Sort.NUMBER,
    "rate": Sort.NUMBER,
    "overdue": Sort.NUMBER,
    "standing": Sort.TEXT,
    "frozen": Sort.TRUTH,
}
NAMES = Names(SORTS, LABELS)
SALES, RATE, OVERDUE = (Name(key, Sort.NUMBER) for key in ("sales", "rate", "overdue"))
FROZEN, STANDING = Name("frozen", Sort.TRUTH), Name("standing", Sort.TEXT)


def condition(text: str) -> Node | Problem:
    return parse(text, NAMES, Location(path="rules[0].when"), wants=Sort.TRUTH)


def formula(text: str) -> Node | Problem:
    return parse(text, NAMES, Location(path="measures[0].expression"), wants=Sort.NUMBER, divides=True)


def number(text: str) -> Number:
    return Number(Decimal(text))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sales >= 500000", Comparison(">=", SALES, number("500000"))),
        ("=sales>=500000", Comparison(">=", SALES, number("500000"))),
        ("年销售额 ≥ 50万", Comparison(">=", SALES, number("500000"))),
        ("Annual Sales ≥ 0.5亿", Comparison(">=", SALES, number("50000000"))),
        ("回款率（％）≥80％", Comparison(">=", RATE, number("0.8"))),
        ("ｒａｔｅ　＜＝　９５%", Comparison("<=", RATE, number("0.95"))),
        ("overdue days > 90", Comparison(">", OVERDUE, number("90"))),
        ("overdue_days != 0", Comparison("<>", OVERDUE, number("0"))),
        ("overdue ≠ 0", Comparison("<>", OVERDUE, number("0"))),
        ("overdue == 0", Comparison("=", OVERDUE, number("0"))),
        ("-5 < overdue", Comparison("<", Arithmetic("-", number("0"), number("5")), OVERDUE)),
        ('standing = "Ａ型"', Comparison("=", STANDING, Text("a型"))),
        ("standing <> “龙头”", Comparison("<>", STANDING, Text("龙头"))),
        ("frozen", FROZEN),
        ("NOT(frozen)", Not(FROZEN)),
        ("ISBLANK(年销售额)", IsBlank("sales")),
        ("TRUE", AllOf(())),
        ("FALSE", AnyOf(())),
        ("AND（overdue > 90，NOT（frozen））", AllOf((Comparison(">", OVERDUE, number("90")), Not(FROZEN)))),
        ("or(frozen, sales < 1)", AnyOf((FROZEN, Comparison("<", SALES, number("1"))))),
        (
            "sales + 2 * overdue >= 10",
            Comparison(">=", Arithmetic("+", SALES, Arithmetic("*", number("2"), OVERDUE)), number("10")),
        ),
        (
            "(sales + 2) × overdue = 0",
            Comparison("=", Arithmetic("*", Arithmetic("+", SALES, number("2")), OVERDUE), number("0")),
        ),
    ],
)
def test_a_rule_is_read_as_a_business_user_means_it(text: str, meant: Node) -> None:
    assert condition(text) == meant


def test_a_label_is_read_whole_before_any_shorter_one() -> None:
    """``overdue`` stands at the start of ``overdue days``, and is not ``overdueness``."""
    assert condition("overdue days > 1") == condition("overdue > 1")
    assert isinstance(condition("overdueness > 1"), Problem)


def test_a_formula_may_divide_and_joins_from_the_left() -> None:
    assert formula("sales / rate - 1 - overdue") == Arithmetic(
        "-", Arithmetic("-", Arithmetic("/", SALES, RATE), number("1")), OVERDUE
    )


@pytest.mark.parametrize(
    ("text", "reference", "values"),
    [
        ("amuont > 1", "unknown-name", {"name": "amuont"}),
        ("slaes > 1", "unknown-name", {"name": "slaes", "near": ["sales"]}),
        ("A1 > 1", "unknown-name", {"name": "a1"}),
        ("R1C1 > 1", "unknown-name", {"name": "r1c1"}),
        ("Sheet1!A1 > 1", "condition-unreadable", {"found": "!"}),
        ('WEBSERVICE("http://example.com") > 1', "unknown-name", {"name": "webservice"}),
        ('INDIRECT("A1") > 1', "unknown-name", {"name": "indirect"}),
        ("__import__('os').system('x')", "unknown-name", {"name": "__import__"}),
        ("IF(frozen, 1, 0)", "unknown-name", {"name": "if"}),
        ("9^9^9 > sales", "condition-unreadable", {"found": "^9^9"}),
        ("sales > 1; sales < 2", "condition-unreadable", {"found": ";"}),
        ("sales > 1e9", "condition-unreadable", {"found": "e9"}),
        ("sales > 1 2", "condition-unreadable", {"found": "2"}),
        ("sales >", "condition-unfinished", {}),
        ("", "condition-unfinished", {}),
        ("=", "condition-unfinished", {}),
        ("AND(frozen", "condition-unfinished", {}),
        ("AND frozen", "condition-expected", {"wanted": "(", "found": "frozen"}),
        ("AND()", "condition-unreadable", {"found": ")"}),
        ("NOT(frozen, frozen)", "condition-expected", {"wanted": ")", "found": ","}),
        ("ISBLANK(5)", "unknown-name", {"name": "5"}),
        ("sales / 12 > 1", "condition-divides", {}),
        ("sales + 1", "condition-kind", {"got": Sort.NUMBER.words, "wants": Sort.TRUTH.words}),
        ("standing", "condition-kind", {"got": Sort.TEXT.words, "wants": Sort.TRUTH.words}),
        ("standing > 'a'", "condition-compares", {"operator": ">"}),
        ("standing = 1", "condition-compares", {"left": Sort.TEXT.words, "right": Sort.NUMBER.words}),
        ("sales < overdue < 5", "condition-unreadable", {"found": "<"}),
        ("frozen > sales", "condition-compares", {"operator": ">"}),
        ("'a' + 1 > 2", "condition-compares", {"operator": "+"}),
        ('standing = "a', "condition-unreadable", {"found": '"'}),
    ],
)
def test_what_is_no_rule_is_refused_with_its_reason(text: str, reference: str, values: dict[str, object]) -> None:
    problem = condition(text)

    assert isinstance(problem, Problem)
    assert (problem.reference, problem.at.path, problem.values["text"]) == (reference, "rules[0].when", text)
    assert {name: problem.values[name] for name in values} == values


def test_a_number_is_there_where_it_is_neither_blank_nor_not_applicable() -> None:
    names = Names(SORTS, LABELS)

    assert parse("ISNUMBER(年销售额)", names, Location(), wants=Sort.TRUTH) == IsNumber("sales")
    refused = parse("ISNUMBER(standing)", names, Location(), wants=Sort.TRUTH)
    assert isinstance(refused, Problem)
    assert refused.reference == "condition-kind"
