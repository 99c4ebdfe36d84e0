"""The cases that a scheme carries are held against what it gives, field by field."""

from __future__ import annotations

from tests.unit.core.schemes import measure, scheme
from xltier.core.cases import check_cases


def test_a_case_that_differs_is_named_with_what_was_wanted_and_what_came() -> None:
    cases = [
        {"name": "right", "input": {"rate": 90}, "tier": "A", "score": 90},
        {"name": "wrong tier and score", "input": {"rate": 60}, "tier": "A", "score": 61},
        {"name": "no error comes", "input": {"rate": 60}, "error": "#N/A"},
        {"name": "an error comes", "input": {"rate": "x"}, "tier": "A"},
    ]
    found = list(check_cases(scheme(measure("rate", weight=100), cases=cases)))

    assert [(p.at.path, p.values["case"], p.values["wanted"], p.values["got"]) for p in found] == [
        ("cases[1].tier", "wrong tier and score", "A", "B"),
        ("cases[1].score", "wrong tier and score", "61", "60"),
        ("cases[2].error", "no error comes", "#N/A", "-"),
        ("cases[3].tier", "an error comes", "A", "-"),
    ]
