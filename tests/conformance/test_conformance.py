"""Every host gives every case's answer, or states why it cannot (README.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.conformance.case import NOT_APPLICABLE, Case, cases
from tests.conformance.hosts.host import Answer, Gap, Host
from tests.conformance.hosts.registry import HOSTS

ALWAYS = ("tier", "error")
PLAIN = ("score", "before", "base", "bonus", "penalty")


def pairs() -> Iterator[object]:
    """Yield each host with each case, the host's gaps as strict expected failures."""
    for name in HOSTS:
        gaps = started(name).gaps
        for case in cases():
            gap = gaps.get(case.id) or gaps.get(case.topic)
            marks = [] if gap is None else [_mark(gap)]
            yield pytest.param(name, case, marks=marks, id=f"{name}: {case.id}")


def _mark(gap: Gap) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=f"{gap.kind}: {gap.reason}")


@cache
def started(name: str) -> Host:
    """Return a host, started once: pytest would start it anew for each case."""
    return HOSTS[name]()


@pytest.fixture
def host(request: pytest.FixtureRequest) -> Host:
    """Return the host that is asked."""
    return started(request.param)


@pytest.mark.parametrize(("host", "case"), list(pairs()), indirect=["host"])
def test_a_host_gives_the_answer_that_the_scheme_means(host: Host, case: Case) -> None:
    given, wanted = comparison(host, case)

    assert given == wanted


def comparison(host: Host, case: Case) -> tuple[dict[str, object], dict[str, object]]:
    """Return what a host says of a case, and what the case expects, of all that the host can say."""
    answer = host.rate(case)
    asked = [name for name in (*ALWAYS, *case.expect) if name in host.says]
    return {name: _given(answer, case, name) for name in asked}, {name: _expected(case, name) for name in asked}


def _given(answer: Answer, case: Case, name: str) -> object:
    match name:
        case "points":
            return {key: answer.points.get(key) for key in case.expect["points"]}
        case _:
            return getattr(answer, name)


def _expected(case: Case, name: str) -> object:
    value: Any = case.expect.get(name)
    match name:
        case "points":
            return {key: None if points == NOT_APPLICABLE else Decimal(points) for key, points in value.items()}
        case "red_lines" | "problems":
            return tuple(value)
        case _ if name in PLAIN:
            return Decimal(value)
    return value


def test_no_two_cases_have_the_same_name() -> None:
    repeated = [name for name, n in Counter(case.id for case in cases()).items() if n > 1]

    assert repeated == []


def test_there_are_at_least_80_cases() -> None:
    assert len(cases()) >= 80


@pytest.mark.parametrize("name", HOSTS)
def test_every_gap_names_a_topic_or_a_case_and_has_a_reason(name: str) -> None:
    known = {name for case in cases() for name in (case.id, case.topic)}
    gaps = started(name).gaps

    assert [at for at, gap in gaps.items() if at not in known or not gap.reason.strip()] == []


@pytest.mark.parametrize("name", [name for name in HOSTS if name not in {"calc", "lambda", "xlwings"}])
def test_a_host_of_ratings_lacks_three_percent_of_them_at_most(name: str) -> None:
    assert len(started(name).gaps) <= 0.03 * len(cases())
