"""Every clause of SCHEMES 1.2 and row of 1.3 by a case derived by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support.month_cases import inputs_of, period_of, scheme_of
from xltier import NOT_APPLICABLE, explain
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.fixed import to_fixed
from xltier.core.values import Value

FOLDER: Final = Path(__file__).parent
POINTS: Final = tomllib.loads((FOLDER / "points.toml").read_text(encoding="utf-8"))
CLAUSES: Final[list[dict[str, Any]]] = tomllib.loads((FOLDER / "clauses.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", POINTS["case"], ids=lambda case: f"{case['measure']}: {case['why']}")
def test_a_measure_earns_the_points_of_its_row(case: dict[str, Any]) -> None:
    trace = explain("dealer-monthly", {**POINTS["full_marks"], **case["given"]})
    line = next(line for line in trace.lines if line.measure.key == case["measure"])
    if case["points"] == "not applicable":
        assert not line.applies
    else:
        assert line.points == to_fixed(case["points"], 4)


@pytest.mark.parametrize("case", CLAUSES, ids=lambda case: f"{case['clause']}: {case['name']}")
def test_a_clause_gives_what_is_derived_by_hand(case: dict[str, Any]) -> None:
    scheme = scheme_of(case)
    result = rate_month(inputs_of(case, scheme), scheme, period_of(case))
    for expected in case["expect"]:
        row = _row(result, expected)
        if expected.get("absent"):
            assert row is None
        else:
            assert row is not None, expected
            assert _seen(row, expected) == _wanted(row, expected)
    if "alerts" in case:
        assert [alert.alert.code for alert in result.alerts] == case["alerts"]
    if "missing" in case:
        assert [list(missing.measures) for missing in result.missing] == [case["missing"]]
    if "withdrawn" in case:
        assert [key.dealer for key in result.withdrawn] == case["withdrawn"]
    assert {problem.reference for problem in result.problems} == set(case.get("problems", ()))


def test_there_are_at_least_sixty_cases() -> None:
    assert len(POINTS["case"]) + len(CLAUSES) >= 60


def _row(result: MonthResult, expected: dict[str, Any]) -> MonthRow | None:
    named = {field: expected[field] for field in ("dealer", "division", "line") if field in expected}
    found = [row for row in result.rows if all(getattr(row.key, field) == name for field, name in named.items())]
    assert len(found) <= 1 or named, "a case with several keys must say which it means"
    return found[0] if found else None


def _wanted(row: MonthRow, expected: dict[str, Any]) -> dict[str, object]:
    wanted: dict[str, object] = {}
    for field, value in expected.items():
        match field:
            case "score" | "score_before":
                wanted[field] = to_fixed(value, 2)
            case "bonus" | "penalty":
                wanted[field] = to_fixed(value, 4)
            case "growth_before":
                wanted[field] = to_fixed(value, 4)
            case "values":
                for measure, amount in value.items():
                    wanted[measure] = _fixed(row, measure, amount)
            case "change":
                wanted[field] = None if value == "none" else value
            case "dealer" | "division" | "line":
                pass
            case _:
                wanted[field] = value
    return wanted


def _fixed(row: MonthRow, measure: str, amount: object) -> Value:
    if amount == "not applicable":
        return NOT_APPLICABLE
    return to_fixed(str(amount), row.plan.measures[row.plan.slot(measure)].decimals)


def _seen(row: MonthRow, expected: dict[str, Any]) -> dict[str, object]:
    rating = row.rating
    known: dict[str, object] = {
        "tier": rating.tier,
        "score": rating.score,
        "score_before": rating.score_before,
        "error": None if rating.error is None else str(rating.error),
        "bonus": rating.bonus,
        "penalty": rating.penalty,
        "change": row.change,
        "driver": None if row.driver is None else str(row.driver),
        "growth_before": row.growth_before,
        "is_unsplit": row.is_unsplit,
        "problems": [problem.reference for problem in rating.problems],
    }
    seen = {field: known[field] for field in expected if field in known}
    seen |= {measure: row.values[row.plan.slot(measure)] for measure in expected.get("values", {})}
    return seen
