"""A frame fits and rates the cases of every shipped scheme as the reference does, in every backend."""

from __future__ import annotations

import json

import pytest

from tests.support.native_frames import BACKENDS, customers_frame
from tests.support.parity import differences
from tests.support.random_customers import Customer
from xltier.core.cases import circumstances_of
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.scheme import Scheme
from xltier.core.scheme.case import Case
from xltier.frames.fit import fit_entries
from xltier.schemes.library import load_scheme, shipped


def by_population(scheme: Scheme) -> list[list[Case]]:
    """Return the cases of a scheme, those with the same population and line together."""
    groups: dict[str, list[Case]] = {}
    for case in scheme.cases:
        groups.setdefault(json.dumps([case.population, case.line], default=str, ensure_ascii=False), []).append(case)
    return list(groups.values())


def customer(scheme: Scheme, case: Case) -> Customer:
    plan = compile_plan(scheme, line=case.line)
    return Customer(entries(plan, case.inputs)[0], circumstances_of(plan, case))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", shipped())
def test_a_frame_rates_the_cases_of_a_shipped_scheme_as_the_reference_does(name: str, backend: str) -> None:
    scheme = load_scheme(name)
    make = BACKENDS[backend]
    for cases in by_population(scheme):
        customers = [customer(scheme, case) for case in cases]
        plan = compile_plan(scheme, line=cases[0].line)
        people = [entries(plan, person)[0] for person in cases[0].population]
        if plan.wanted:
            plan = fit_plan(scheme, people)
            frame, _ = customers_frame(plan, [Customer(person, customers[0].circumstances) for person in people], make)
            assert dict(fit_entries(scheme, frame).cuts) == dict(plan.cuts)
        assert differences(plan, customers, make) == []
