"""What a month may not do quietly: rate nothing, or leave a department out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.month_cases import inputs_of, month, scheme_of
from xltier.app.month.rate_month import rate_month
from xltier.errors import DataError

CASE = {"period": "2026-10", "keys": [{}]}


def test_a_month_without_a_figure_is_refused_and_the_months_there_are_are_named() -> None:
    scheme = scheme_of(CASE)
    with pytest.raises(DataError) as refused:
        rate_month(inputs_of(CASE, scheme), scheme, month("2027-03"))
    (problem,) = refused.value.problems
    assert problem.reference == "month-without-rows"
    assert problem.values == {"period": "2027-03", "months": ("2025-10", "2026-10")}


def test_a_department_that_sent_nothing_is_said_once() -> None:
    scheme = scheme_of(CASE)
    inputs = inputs_of(CASE, scheme)
    without = replace(inputs, measures=inputs.measures - {"stock", "due", "paid_on_time"})
    said = [p for p in rate_month(without, scheme, month("2026-10")).problems if p.reference == "month-column-absent"]
    assert [[name.en for name in problem.values["measures"]] for problem in said] == [  # type: ignore[attr-defined]  # Words
        ["Month-end stock", "Payment due", "Paid on time"]
    ]


def test_sell_out_of_three_months_is_enough_without_the_months() -> None:
    scheme = scheme_of(CASE)
    inputs = inputs_of(CASE, scheme)
    sent = frozenset({"sell_in", "target", "sell_out_3m"})
    said = rate_month(replace(inputs, measures=sent), scheme, month("2026-10")).problems
    (problem,) = (p for p in said if p.reference == "month-column-absent")
    names = [name.en for name in problem.values["measures"]]  # type: ignore[attr-defined]  # Words
    assert "Sell-out" not in names
    assert "Month-end stock" in names
