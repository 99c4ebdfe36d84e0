"""Rounding vectors: the engine, LibreOffice and IronCalc agree on every digit."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.plan import Plan
from xltier.core.trace import explain
from xltier.formulas.cells import columns
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name
from xltier.formulas.work import Sources
from xltier.schemes.library import read_toml

pytestmark = pytest.mark.office

SCHEME = """
id = "rounding"
version = "1"
valid_from = 2026-01-01
name = { zh = "舍入", en = "Rounding" }
kind = "scorecard"
score_decimals = 1
score_min = "none"
[[measures]]
key = "amount"
name = { zh = "金额", en = "Amount" }
decimals = 2
weight = 100
full = 100
method = "pieces"
bands = [{ points = 0, slope = 0.05 }]
[[measures]]
key = "share"
name = { zh = "比率", en = "Share" }
decimals = 4
expression = "amount / base"
[[measures]]
key = "base"
name = { zh = "基数", en = "Base" }
decimals = 2
[[tiers]]
code = "A"
name = { zh = "甲", en = "A" }
floor = 3.35
[[tiers]]
code = "B"
name = { zh = "乙", en = "B" }
"""
TEN_TENTHS = 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1
VECTORS = [
    (2.675, 1),
    (-2.675, 1),
    (1.005, 3),
    (-0.005, 7),
    (0.145, 0.29),
    (10.7 - 10, 1),
    (TEN_TENTHS, 3),
    (67, 1),
    (66.99, 1),
    (19276.62, 0.04),
    (99999999.995, 99999999.99),
    (123456789.125, 3),
    (123456789012.345, 123),
    (0.123456789012345, 0.1),
    (-1, 8),
    (1, -16),
    (0, 5),
    (5, 0),
]


def vectors() -> list[tuple[float, float]]:
    """Return the vectors, and quotients that lie on a half of their last digit or one unit beside."""
    rng = Random("rounding")
    found = list(VECTORS)
    while len(found) < 300:
        base = rng.randint(1, 10 ** rng.randint(2, 8))
        amount = ((2 * rng.randint(-(10**4), 10**6) + 1) * base) // (2 * 10**4) + rng.choice([0, 0, 1, -1])
        found.append((amount / 100, base / 100))
    return found


def test_quotients_points_and_scores_round_alike(office: Office, tmp_path: Path) -> None:
    plan = compile_plan(read_toml(SCHEME, "rounding"))
    path = tmp_path / "rounding.xlsx"
    rows = vectors()
    names = write(path, plan, rows)
    wanted = [shown(plan, amount, base) for amount, base in rows]
    for cells in (by_ironcalc(path, ("in", "out"))["out"], by_office(office, path)["out"]):
        got = [
            tuple(cells.get(f"{names[name]}{at}", "") for name in ("v_amount", "v_share", "p_amount", "score", "tier"))
            for at in range(2, len(rows) + 2)
        ]
        assert [tuple(round(v, 9) if isinstance(v, (int, float)) else v for v in row) for row in got] == wanted


def write(path: Path, plan: Plan, rows: list[tuple[float, float]]) -> dict[str, str]:
    made = steps(plan, Sources({"amount": Name("a"), "base": Name("b")}))
    letters = [xlsxwriter.utility.xl_col_to_name(at) for at in range(len(made))]
    laid = columns(made, letters, {"a": "'in'!$A", "b": "'in'!$B"})
    book = xlsxwriter.Workbook(str(path))
    given, out = book.add_worksheet("in"), book.add_worksheet("out")
    for at, (amount, base) in enumerate(rows, 1):
        given.write_row(at, 0, [amount, base])
        for column, step in enumerate(made):
            out.write_formula(at, column, "=" + laid.formula(step.name, at + 1))
    book.close()
    return dict(laid.letters)


def shown(plan: Plan, amount: float, base: float) -> tuple[object, ...]:
    """Return what the engine gives: amount, share, points, score, tier."""
    customer, problems = entries(plan, {"amount": amount, "base": base})
    assert problems == ()
    trace = explain(plan, customer)
    value, _, share = trace.values
    assert isinstance(value, int)
    points, score = trace.lines[0].points, trace.rating.score
    assert points is not None
    assert score is not None
    ratio = round(share / 10**4, 9) if isinstance(share, int) else " n/a"
    return (round(value / 100, 9), ratio, round(points / 10**4, 9), round(score / 10, 9), trace.rating.tier)
