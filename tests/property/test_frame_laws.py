"""Laws of a rated frame: order, keys and units change nothing; every step stays whole, not null and inside 62 bits."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from tests.support.native_frames import BACKENDS, KEY, customers_frame, rows_of
from tests.support.random_customers import random_rated
from tests.support.random_schemes import SEEDS
from xltier.core.compile import compile_plan
from xltier.core.scheme import Kind
from xltier.frames.fit import fit_entries
from xltier.frames.rate import rate_entries, rate_frame
from xltier.frames.working import MARK, NOTHING, Working
from xltier.schemes.library import load_scheme


@pytest.mark.parametrize("seed", range(0, SEEDS, 3))
def test_shuffled_rows_give_the_same_ratings(seed: int) -> None:
    plan, customers = random_rated(seed, 150)
    order = list(range(len(customers)))
    Random(seed).shuffle(order)
    frame, circumstances = customers_frame(plan, customers, BACKENDS["polars"])
    rows = rows_of(rate_entries(plan, frame, circumstances, keep=(KEY,), details=True))
    shuffled = rows_of(rate_entries(plan, frame[order], circumstances, keep=(KEY,), details=True))
    assert shuffled == [rows[at] for at in order]


@pytest.mark.parametrize("seed", [9, 19, 29, 39])
def test_equal_values_share_a_tier_whatever_their_keys_and_order(seed: int) -> None:
    plan, customers = random_rated(seed, 300)
    assert plan.scheme.kind is Kind.DISTRIBUTION
    frame, _ = customers_frame(plan, customers, BACKENDS["polars"])
    refitted = fit_entries(plan.scheme, frame.reverse(), line=plan.line)
    assert refitted.cuts == plan.cuts
    tiers: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows_of(rate_entries(plan, frame)):
        if row["score"] is not None:
            tiers[row["score"]].add(row["earned"])
    assert tiers
    assert all(len(found) == 1 for found in tiers.values())


def test_yuan_and_ten_thousand_yuan_give_the_same_tier() -> None:
    plan = compile_plan(load_scheme("b2b-abcd", settings={"combine": "only:sales", "min_coverage": "0.4"}))
    rng = Random(1)
    cents = [rng.choice([100_000_000, 99_999_999, 50_000_000, 20_000_000, rng.randrange(10**9)]) for _ in range(5000)]
    yuan = pl.DataFrame({"sales": [value / 100 for value in cents]})
    ten_thousands = pl.DataFrame({"sales": [value / 10**6 * 10**4 for value in cents]})
    found = rate_frame(plan, yuan)["tier"].to_list()
    assert rate_frame(plan, ten_thousands)["tier"].to_list() == found
    assert len(set(found)) > 1


def test_an_edge_built_from_floats_is_reached() -> None:
    plan = compile_plan(load_scheme("standard"))
    frame = pl.DataFrame({"score": [0.9999999999999999 * 90, 89.995, 89.99499, 90 - 1e-9, 74.99]})
    assert rate_frame(plan, frame)["tier"].to_list() == ["A", "A", "B", "A", "C"]


@pytest.fixture
def watched_steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Look into the frame after every step: whole numbers of 64 bits, never null, never above 2**62."""
    seen: list[str] = []
    settle = Working.settle

    def watch(self: Working) -> nw.LazyFrame[Any]:
        frame = settle(self)
        steps = [name for name in frame.collect_schema().names() if name.startswith(MARK) and name not in seen]
        ours = [name for name in steps if not name.startswith((MARK + "in ", MARK + "override ", MARK + "out "))]
        counts = frame.select(*ours).collect() if ours else None
        for name in ours:
            series = counts.get_column(name) if counts is not None else None
            assert series is not None
            assert series.dtype in {nw.Int64, nw.Boolean, nw.String}, name
            if name == NOTHING or series.dtype == nw.String or name.startswith(_NULLABLE):
                continue
            assert not series.is_null().any(), name
            if series.dtype == nw.Int64:
                assert all(abs(value) <= 2**62 for value in series.to_list()), name
        seen.extend(steps)
        return frame

    monkeypatch.setattr(Working, "settle", watch)
    return seen


_NULLABLE = tuple(
    MARK + name for name in ("tier before", "pending", "extra points", "cap", "zero or null", "place", "error place")
)


@pytest.mark.parametrize(
    ("backend", "seed"),
    [("polars", seed) for seed in range(SEEDS)]
    + [(backend, seed) for backend in ("pandas Int64", "pandas int64[pyarrow]") for seed in range(0, SEEDS, 9)],
)
def test_every_step_is_whole_known_and_inside_62_bits(backend: str, seed: int, watched_steps: list[str]) -> None:
    plan, customers = random_rated(seed, 60)
    frame, circumstances = customers_frame(plan, customers, BACKENDS[backend])
    rate_entries(plan, frame, circumstances, keep=(KEY,), details=True)
    assert len(watched_steps) > 10
