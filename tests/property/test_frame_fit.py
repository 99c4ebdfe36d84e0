"""A frame of customers gives the cuts that the reference fits to them, in every backend."""

from __future__ import annotations

import pytest

from tests.support.native_frames import BACKENDS, customers_frame
from tests.support.random_customers import random_rated
from tests.support.random_schemes import SEEDS, random_scheme
from xltier.core.compile import compile_plan
from xltier.frames.fit import fit_entries

FITTED = [seed for seed in range(SEEDS) if compile_plan(random_scheme(seed)).wanted]


@pytest.mark.parametrize(
    ("backend", "seed"),  # the slow backends are tried on some
    [(backend, seed) for backend in BACKENDS for seed in (FITTED if backend == "polars" else FITTED[::4])],
)
def test_a_frame_and_the_reference_fit_the_same_cuts(backend: str, seed: int) -> None:
    plan, customers = random_rated(seed, 300)
    frame, circumstances = customers_frame(plan, customers, BACKENDS[backend])
    assert fit_entries(plan.scheme, frame, circumstances, line=plan.line).cuts == plan.cuts


def test_stored_cuts_are_kept_as_they_are() -> None:
    plan, customers = random_rated(FITTED[0], 100)
    frame, _ = customers_frame(plan, customers[:5], BACKENDS["polars"])
    assert fit_entries(plan.scheme, frame, line=plan.line, cuts=plan.cuts).cuts == plan.cuts
