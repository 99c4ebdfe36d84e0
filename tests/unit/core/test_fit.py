"""Fitting: measures first, then the scores that they lead to; whoever has an error cell is left out."""

from __future__ import annotations

from tests.conformance.case import rule_book
from xltier.core.compile import compile_plan
from xltier.core.distribution import SCORE
from xltier.core.fit import fit_plan
from xltier.core.rate import rate_one
from xltier.core.values import NOT_APPLICABLE, ExcelError

QUANTILE, TWO_INDEX = rule_book("quantile", {}), rule_book("two_index_screening", {})


def test_a_forced_distribution_of_relative_scores_is_fitted_in_two_rounds() -> None:
    people = [(200, 60), (100, 80), (50, 20), (10, 10)]
    plan = fit_plan(TWO_INDEX, people)

    assert (plan.wanted, dict(plan.cuts)) == (
        (),
        # 100 x 0.7 + 60/80 x 30 = 92.5 and 35 + 30 = 65 are the better half
        {"sales relative": (200,), "reputation relative": (80,), SCORE: (6500,)},
    )


def test_customers_with_an_error_or_without_the_measure_are_no_part_of_the_population() -> None:
    plan = fit_plan(
        QUANTILE, [(5000,), (4000,), (ExcelError.NA,), (None,), (NOT_APPLICABLE,), (3000,), (2000,), (1000,)]
    )

    assert plan.cuts == {"tiers": (5000, 3000)}  # 0.2 x 5 = 1 and 0.6 x 5 = 3


def test_cuts_of_an_earlier_period_are_kept() -> None:
    plan = fit_plan(QUANTILE, [(10,), (20,), (30,)], cuts={"tiers": (5000, 3000)})

    assert plan.cuts == {"tiers": (5000, 3000)}
    assert rate_one(plan, (4000,)).tier == "B"


def test_stored_cuts_regrade_one_customer_as_the_population_did() -> None:
    people = [(value,) for value in (5000, 4000, 4000, 2000, 1000)]
    fitted = fit_plan(QUANTILE, people)
    stored = compile_plan(QUANTILE, cuts=fitted.cuts)

    assert [rate_one(stored, one).tier for one in people] == [rate_one(fitted, one).tier for one in people]


def test_a_scheme_without_distributions_needs_no_population() -> None:
    plan = fit_plan(rule_book("standard", {}), [])

    assert (plan.wanted, plan.cuts) == ((), {})
