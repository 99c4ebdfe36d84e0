"""Overlapping rules and parts of a grid are said, class by class."""

from __future__ import annotations

from xltier.core.compile import compile_plan
from xltier.core.document import read_document
from xltier.core.entries import entries
from xltier.core.overlaps import Overlap, grid_overlaps, rule_overlaps
from xltier.schemes.library import load_scheme


def test_customers_of_a_later_rule_that_an_earlier_one_takes_are_counted() -> None:
    scheme, _ = read_document(
        {
            "id": "rules",
            "version": "1",
            "valid_from": "2026-01-01",
            "name": "rules",
            "kind": "rules",
            "measures": [{"key": "amount", "name": "amount"}],
            "tiers": [{"code": code, "name": code} for code in ("big", "medium", "rest")],
            "rules": [
                {"class": "big", "when": "amount >= 100"},
                {"class": "medium", "when": "amount >= 10"},
                {"class": "rest"},
            ],
        }
    )
    plan = compile_plan(scheme)
    customers = [entries(plan, {"amount": amount})[0] for amount in (200, 100, 50, 1)]

    assert rule_overlaps(plan, customers) == (Overlap("big", "medium", 2),)


def test_the_segments_of_rfm_overlap_where_their_documentation_does() -> None:
    overlaps = {(one.taken, one.hidden): one.count for one in grid_overlaps(load_scheme("rfm"))}

    # R 5, F 5, M 5 is a Champion and would be a Potential Loyalist; R 3-4, F 3-4, M 2-4 are 12 cells of both
    assert overlaps["Champions", "Potential Loyalist"] == 1
    assert overlaps["Potential Loyalist", "Loyal Customers"] == 12


def test_eight_classes_of_two_by_two_by_two_do_not_overlap() -> None:
    assert grid_overlaps(load_scheme("rfm-8")) == ()
