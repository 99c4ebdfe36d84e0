"""The plans of a month's keys: a forced distribution divides the scores that count."""

from __future__ import annotations

from tests.conformance.case import rule_book
from xltier.app.month.keys import Key
from xltier.app.month.plans import Plans
from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.values import Entry

SCORES = {Key("K1", "D", "L"): 8000, Key("K2", "D", "L"): 7000, Key("K3", "D", "L"): 6000, Key("K4", "D", "L"): 5000}


def entries(plan: Plan, key: Key) -> tuple[Entry, ...]:
    del plan
    return (SCORES[key],)


def test_a_quota_counts_bonus_and_penalty() -> None:
    plans = Plans(rule_book("quota", {}))
    fine = 25 * 10 ** plans.of(Key("K1", "D", "L")).points_decimals
    about = {key: Circumstances(points=-fine) if key.dealer == "K1" else NOTHING for key in SCORES}

    plans.fit(tuple(SCORES), entries, about)

    # 80 - 25 = 55 is the third of 70, 60, 55, 50: a quarter A, a half B, a quarter C.
    tiers = [rate_one(plans.of(key), entries(plans.of(key), key), about[key]).tier for key in SCORES]
    assert tiers == ["B", "A", "B", "C"]
