"""Every host of the worksheet functions gives every call's answer, or states why it cannot (README.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest

from tests.conformance.call_case import KINDS, CallCase, call_cases
from tests.conformance.case import cases
from tests.conformance.hosts.calls import CALLERS, Caller, Shown
from tests.conformance.hosts.host import MEASURED
from tests.conformance.hosts.registry import HOSTS
from xltier.app.functions.catalogue import CATALOGUE
from xltier.core.values import ExcelError

_MEASURED: Final = frozenset(KINDS) - {"option"}
"""What a function of measures by a scheme must stand: every trap there is."""
_CODES: Final = frozenset({"number", "text", "blank", "error", "domain", "scheme", "block"})
"""A code is no quantity: nothing negative, no percent, no header, no edge."""
_NUMBERS: Final = frozenset(
    {"number", "text", "blank", "error", "negative", "domain", "shape", "tie", "boundary", "block"}
)
"""No scheme and no headers."""
_FIGURES: Final = frozenset({"number", "text", "blank", "error", "negative", "shape", "boundary"})
"""Single numbers in, one number out."""
CONCERNS: Final = {
    **dict.fromkeys(("TIER", "TIER_SCORE", "TIER_POINTS", "TIER_WHY", "TIER_GAP"), _MEASURED),
    "TIER_MOVE": _CODES | {"shape", "boundary"},
    **dict.fromkeys(("TIER_RANK", "TIER_LABEL", "TIER_COLOR", "TIER_STRATEGY"), _CODES),
    "TIER_TABLE": frozenset({"text", "option", "domain", "scheme", "error"}),
    "TIER_CHECK": frozenset({"text", "scheme", "blank"}),
    "TIER_BAND": _NUMBERS,
    **dict.fromkeys(("TIER_QUOTA", "TIER_PARETO"), _NUMBERS | {"percent"}),
    "TIER_STARS": _NUMBERS - {"shape"} | {"percent", "option"},
    **dict.fromkeys(("TIER_QUADRANT", "TIER_RFM"), _NUMBERS | {"option"}),
    **dict.fromkeys(("NPS", "CSAT"), _NUMBERS - {"tie"} | {"option"}),
    **dict.fromkeys(("CRR", "CAC", "ROI"), _FIGURES),
    "CLV": _FIGURES | {"domain", "percent", "option"},
}
"""Which kinds of trap each function can fall into."""


@cache
def started(name: str) -> Caller:
    """Return a host, started once."""
    return CALLERS[name]()


def pairs() -> Iterator[object]:
    """Yield each host with each case, the host's gaps as strict expected failures."""
    for name in CALLERS:
        for case in call_cases():
            gap = started(name).gap(case)
            marks = [] if gap is None else [pytest.mark.xfail(strict=True, reason=f"{gap.kind}: {gap.reason}")]
            yield pytest.param(name, case, marks=marks, id=f"{name}: {case.id}")


@pytest.mark.parametrize(("name", "case"), list(pairs()))
def test_a_function_gives_what_its_arguments_mean(name: str, case: CallCase) -> None:
    got = started(name).call(case)

    assert is_right(case, got), f"got {got}, wanted {case.expect or case.contains}"


def is_right(case: CallCase, got: Shown) -> bool:
    """Return whether cells are the case's, or sentences with its words; a sentence is never an error."""
    if case.expect is not None:
        return got == [[_wanted(cell) for cell in row] for row in case.expect]
    said = [str(cell) for row in got for cell in row]
    return all(word in text for text in said for word in case.contains) and not {*said} & {str(e) for e in ExcelError}


def _wanted(cell: object) -> object:
    if isinstance(cell, ExcelError):
        return str(cell)
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


@pytest.mark.parametrize("function", CATALOGUE)
def test_every_trap_that_concerns_a_function_has_a_case(function: str) -> None:
    tried = {case.kind for case in call_cases() if case.function == function}

    assert CONCERNS[function] - tried == set()


def test_no_two_cases_of_a_function_have_the_same_name() -> None:
    assert [name for name, n in Counter(case.id for case in call_cases()).items() if n > 1] == []


@pytest.mark.parametrize("name", ["calc", "xlwings"])
def test_a_host_of_functions_lacks_three_percent_of_all_cases_at_most(name: str) -> None:
    rating = [gap for gap in HOSTS[name]().gaps.values() if gap.reason != MEASURED]
    calling = [gap for gap in map(started(name).gap, call_cases()) if gap is not None and gap.reason != MEASURED]

    assert len(rating) + len(calling) <= 0.03 * (len(cases()) + len(call_cases()))


@pytest.mark.parametrize("name", ["core", "calc", "xlwings"])
@pytest.mark.parametrize("function", ["TIER", "TIER_SCORE", "TIER_WHY"])
def test_the_three_functions_that_matter_most_have_no_gap(name: str, function: str) -> None:
    gaps = [started(name).gap(case) for case in call_cases() if case.function == function]

    assert [gap for gap in gaps if gap is not None and gap.reason != MEASURED] == []
