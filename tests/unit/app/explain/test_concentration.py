"""The measured share beside what is quoted."""

from __future__ import annotations

from fractions import Fraction

from xltier.app.explain.concentration import concentration
from xltier.core.values import ExcelError


def test_the_own_share_stands_beside_each_quoted_one() -> None:
    found = concentration([100] * 10)

    assert (found.customers, found.negative, found.top_fifth, found.reach_80) == (10, 0, Fraction(1, 5), 8)
    assert [(one.claim.carries, one.own) for one in found.claims[:2]] == [
        (Fraction(80, 100), Fraction(1, 5)),
        (Fraction(81, 100), Fraction(1, 5)),  # 23 % of 10 customers are 2 whole ones
    ]


def test_returns_are_counted_apart() -> None:
    assert concentration([90, 10, -50, 0, 0]).negative == 1
    assert concentration([90, 10, -50, 0, 0]).top_fifth == Fraction(9, 10)


def test_a_share_of_sales_does_not_stand_beside_a_claim_of_profit() -> None:
    found = concentration([100] * 10)

    assert [one.own for one in found.claims if "profit" in one.claim.what.en] == [ExcelError.NA]
    assert all(isinstance(one.own, Fraction) for one in found.claims if "profit" not in one.claim.what.en)
