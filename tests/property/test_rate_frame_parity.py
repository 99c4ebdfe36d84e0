"""A frame and the reference rate every random customer of every random scheme alike, figure by figure."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from tests.support.native_frames import BACKENDS
from tests.support.parity import differences
from tests.support.random_customers import random_rated
from tests.support.random_schemes import COMBINES, SEEDS, random_scheme
from xltier.core.rate import rate_one
from xltier.core.scheme import Kind, Scoring
from xltier.core.scheme.measure import Method

FULL = os.environ.get("XLTIER_FULL") == "1"
SLICE = {"polars": 1, "pandas Int64": 4, "pandas int64[pyarrow]": 4, "polars lazy": 7, "duckdb": 9}
"""Without XLTIER_FULL=1, every how many seeds a backend is tried: polars is the fastest on small frames."""


@pytest.mark.parametrize(
    ("backend", "seed"),
    [(backend, seed) for backend, step in SLICE.items() for seed in range(len(backend) % step, SEEDS, step)],
)
def test_a_frame_and_the_reference_rate_alike(backend: str, seed: int) -> None:
    plan, customers = random_rated(seed, 200)
    assert differences(plan, customers, BACKENDS[backend]) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
def test_twenty_thousand_customers_of_each_scheme_are_rated_alike_in_every_backend(seed: int) -> None:
    plan, customers = random_rated(seed, 20_000)
    for backend in ("pandas Int64", "pandas int64[pyarrow]", "polars"):
        assert differences(plan, customers, BACKENDS[backend]) == []


def test_the_random_schemes_show_every_feature() -> None:
    schemes = [random_scheme(seed) for seed in range(SEEDS)]
    cards = [scheme for scheme in schemes if scheme.kind is Kind.SCORECARD]
    scored = [measure for scheme in cards for measure in scheme.measures if measure.is_scored]
    items = [item for scheme in cards for item in scheme.items]
    lines = [line for scheme in schemes for line in scheme.red_lines]
    shown = {
        "kinds": {scheme.kind for scheme in schemes} == set(Kind),
        "methods": {measure.method for measure in scored} == set(Method),
        "scorings": {scheme.scoring for scheme in cards} == set(Scoring),
        "combines": {scheme.combine.partition(":")[0] for scheme in cards} == {"weighted", *COMBINES},
        "majority ties": {s.majority_tie for s in cards if s.combine == "majority"} <= {"better", "worse"},
        "required": any(measure.required for measure in scored),
        "blank is #N/A": {scheme.not_reported_is_na for scheme in cards} == {True, False},
        "unknown texts": {m.unknown_is_blank for m in scored if m.method is Method.MAP} == {True, False},
        "keywords": {m.by_keyword for m in scored if m.method is Method.MAP} == {True, False},
        "coverage": {scheme.min_coverage > 0 for scheme in cards} == {True, False},
        "applies": any(measure.applies_if for scheme in schemes for measure in scheme.measures),
        "forced": any(scheme.quota for scheme in cards),
        "items": {item.is_bonus for item in items} == {True, False},
        "item ranges": {item.lowest == item.highest for item in items} == {True, False},
        "item caps": {item.cap is None for item in items} == {True, False},
        "item rules": any(item.auto for item in items) and any(item.count for item in items),
        "total caps": any(scheme.cap_bonus for scheme in cards) and any(scheme.cap_penalty for scheme in cards),
        "red lines": {line.cap is None for line in lines} == {True, False},
        "red lines void": {line.voids_bonus for line in lines} == {True, False},
        "red lines end": any(line.auto for line in lines) and any(line.release for line in lines),
        "buffer": any(scheme.buffer for scheme in schemes) and any(scheme.buffer_share for scheme in schemes),
        "months": any(scheme.min_months > 1 for scheme in schemes),
        "named cuts": any(scheme.cuts for scheme in schemes),
        "grids": {len(scheme.axes) for scheme in schemes if scheme.axes} == {2, 3},
        "limits": any(scheme.score_min is None for scheme in cards) and any(scheme.score_max for scheme in cards),
    }
    assert [feature for feature, is_shown in shown.items() if not is_shown] == []


def test_the_random_customers_meet_every_outcome() -> None:
    met: Counter[str] = Counter()
    for seed in range(SEEDS):
        plan, customers = random_rated(seed, 100)
        for entries, circumstances in customers:
            rating = rate_one(plan, entries, circumstances)
            met["rated"] += rating.tier is not None
            met["blank"] += rating.tier is None and rating.error is None
            met[f"error {rating.error}"] += 1
            met["red line"] += bool(rating.red_lines)
            met["bonus"] += rating.bonus > 0
            met["penalty"] += rating.penalty > 0
            met["bonus voided"] += rating.score is not None and rating.score != rating.score_before
            met["held"] += rating.held != rating.earned
            met["decided"] += circumstances.override is not None and rating.tier == circumstances.override.tier
            met["doubtful"] += rating.tier is not None and bool(rating.problems)
            met["past 2**53"] += any(isinstance(entry, int) and abs(entry) > 2**53 for entry in entries)
            for at, entry in enumerate(entries):
                met[f"null in {plan.keys[at]}"] += entry is None
    assert {what for what, times in met.items() if times < 5} == set()
    assert met["rated"] > 2_000
    assert {"error #VALUE!", "error #NUM!", "error #N/A", "error #DIV/0!"} <= {what for what, n in met.items() if n}
