"""A bug planted in the core fails at least one case of every family: of each topic, and of each function."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Final

import pytest

from tests.conformance.call_case import CallCase, call_cases
from tests.conformance.case import Case, cases
from tests.conformance.hosts.calls import Catalogue
from tests.conformance.hosts.core import Core
from tests.conformance.test_conformance import comparison
from tests.conformance.test_function_conformance import is_right
from tests.support.mutate import mutated
from xltier.app.functions import rated
from xltier.app.functions.catalogue import CATALOGUE
from xltier.core.rate import rater

RATING: Final = (
    ("core.rate", "place_of = plan.ladder.place", "place_of = lambda value: max(plan.ladder.place(value) - 1, 0)"),
    ("core.rate", "place_of = placer(plan)", "place_of = lambda slots: (1 - min(placer(plan)(slots)[0], 1), ())"),
)
"""One tier too good by a score; the first two classes changed round."""

OF_CODES: Final = ("TIER_RANK", "TIER_LABEL", "TIER_COLOR", "TIER_STRATEGY", "TIER_TABLE", "TIER_MOVE")
OF_SPREADS: Final = ("TIER_QUOTA", "TIER_PARETO", "TIER_QUADRANT", "TIER_RFM")
IN_FUNCTIONS: Final = (
    (*RATING[0], ("TIER", "TIER_WHY", "TIER_GAP")),
    ("core.rate", "base.denominator * round_off)", "base.denominator * round_off) + 1", ("TIER_SCORE",)),
    ("core.trace", "max(scored.full - points, 0)", "max(points - scored.full, 0)", ("TIER_POINTS",)),
    ("core.scheme", "return own or tuple(tier", "return own or self.tiers[1:] or tuple(tier", OF_CODES),
    ("core.checks.tiers", "if above.floor == below.floor or", "if above.floor != below.floor or", ("TIER_CHECK",)),
    ("core.fixed", "scaleb(number, decimals)", "scaleb(number % 7, decimals)", ("TIER_BAND", "TIER_STARS")),
    ("core.distribution", "reverse=not wanted.low_is_good", "reverse=wanted.low_is_good", OF_SPREADS),
    ("core.metrics", "100 * (promoters - detractors)", "100 * (promoters + detractors)", ("NPS",)),
    ("core.metrics", "if answer >= top)", "if answer > top)", ("CSAT",)),
    ("core.metrics", "return ExcelError.DIV0 if whole == 0 else part / whole", "return part", ("CRR", "CAC", "ROI")),
    ("core.metrics", "grows <= stays", "grows < 0", ("CLV",)),
)
"""Module, what stands there, the bug, and the functions that notice."""


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Forget what was prepared before and with the bug."""
    rater.cache_clear()
    rated.forget()
    yield
    rater.cache_clear()
    rated.forget()


def fails(case: Case) -> bool:
    try:
        given, wanted = comparison(Core(), case)
    except Exception:  # noqa: BLE001 - a bug that breaks a rating altogether is noticed as well
        return True
    return given != wanted


def test_a_wrong_place_fails_every_topic() -> None:
    noticed = set()
    for module, before, after in RATING:
        rater.cache_clear()
        with mutated(import_module(f"xltier.{module}"), before, after):
            noticed |= {case.topic for case in cases() if fails(case)}

    assert {case.topic for case in cases()} - noticed == set()


def call_fails(case: CallCase) -> bool:
    try:
        return not is_right(case, Catalogue().call(case))
    except Exception:  # noqa: BLE001 - as above
        return True


@pytest.mark.parametrize(("module", "before", "after", "functions"), IN_FUNCTIONS)
def test_a_bug_fails_the_functions_that_use_it(
    module: str, before: str, after: str, functions: tuple[str, ...]
) -> None:
    with mutated(import_module(f"xltier.{module}"), before, after):
        noticed = {case.function for case in call_cases() if case.function in functions and call_fails(case)}

    assert set(functions) - noticed == set()


def test_every_function_has_a_bug_to_notice() -> None:
    assert {name for *_, functions in IN_FUNCTIONS for name in functions} == set(CATALOGUE)
