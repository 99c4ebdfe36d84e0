"""What grading brought, by the tier of before."""

from __future__ import annotations

from fractions import Fraction

from xltier.app.compare.effect import Compared, Customer, effect_by_tier
from xltier.core.values import ExcelError


def customer(tier: str | None, **figures: int) -> Customer:
    return Customer(tier, {key: Fraction(value) for key, value in figures.items()})


def test_customers_stay_in_the_tier_that_they_had() -> None:
    before = {
        "K1": customer("A", amount=100, satisfaction=4),
        "K2": customer("A", amount=200, satisfaction=5),
        "K3": customer("B", amount=50),
        "K4": customer(None, amount=7),
    }
    after = {
        "K1": customer("A", amount=150, satisfaction=5),
        "K3": customer("A", amount=100),
        "K9": customer("A", amount=900),
    }
    best, middle, unrated = effect_by_tier(before, after, ("A", "B", "C"))

    assert (best.tier, best.customers, best.kept, best.retention, best.churn) == (
        "A",
        2,
        1,
        Fraction(1, 2),
        Fraction(1, 2),
    )
    assert best.figures["amount"] == Compared(Fraction(300), Fraction(150), Fraction(-1, 2))
    assert best.figures["satisfaction"] == Compared(Fraction(9, 2), Fraction(5), Fraction(1, 9))
    assert middle.figures["amount"] == Compared(Fraction(50), Fraction(100), Fraction(1))
    assert (unrated.tier, unrated.kept) == (None, 0)


def test_what_is_not_known_is_not_a_change_and_nothing_is_infinite() -> None:
    (found,) = effect_by_tier({"K1": customer("A", orders=0)}, {"K1": customer("A", orders=5)}, ("A",))

    assert found.figures["orders"] == Compared(Fraction(0), Fraction(5), ExcelError.DIV0)
    assert found.figures["cost"] == Compared(ExcelError.NA, ExcelError.NA, ExcelError.NA)
