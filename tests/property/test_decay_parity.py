"""Items that decay with age and share a cap: a frame takes what the reference takes, in every backend."""

from __future__ import annotations

import random

import pytest

from tests.support.native_frames import BACKENDS, rows_of
from xltier.core.circumstances import Circumstances, Occurrence
from xltier.core.compile import compile_plan
from xltier.core.document import read_document
from xltier.core.entries import entries
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.frames.circumstances import FrameCircumstances
from xltier.frames.rate import rate_entries

ITEMS = [
    {"code": "visit", "name": "visit", "type": "bonus", "points": 10, "decay": "50%", "group": "web"},
    {"code": "form", "name": "form", "type": "bonus", "points_min": 1, "points_max": 7, "decay": 0.3, "group": "web"},
    {"code": "call", "name": "call", "type": "bonus", "points": 5, "cap": 20},
    {"code": "bounce", "name": "bounce", "type": "penalty", "points": 3, "decay": "10%", "group": "web"},
]


def plan() -> Plan:
    scheme, problems = read_document(
        {
            "id": "decay",
            "version": "1",
            "valid_from": "2026-01-01",
            "name": "decay",
            "scoring": "additive",
            "score_decimals": 1,
            "score_min": "none",
            "measures": [{"key": "start", "name": "start", "full": "none", "bands": [{"points": 0}]}],
            "items": ITEMS,
            "group_caps": {"web": 25},
            "tiers": [{"code": "A", "name": "A", "floor": 20}, {"code": "B", "name": "B"}],
        }
    )
    assert problems == ()
    return compile_plan(scheme)


def events(chance: random.Random) -> tuple[Occurrence, ...]:
    return tuple(
        Occurrence(
            item := chance.choice(["visit", "form", "call", "bounce"]),
            chance.randint(0, 90_000) if item == "form" else None,
            chance.randint(1, 3),
            chance.randint(-1, 12),
        )
        for _ in range(chance.randint(0, 5))
    )


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_frame_lets_points_decay_and_caps_groups_as_the_reference_does(backend: str) -> None:
    rules, chance = plan(), random.Random(5)
    logs = [events(chance) for _ in range(200)]
    (customer, _) = entries(rules, {"start": 1})
    expected = [rate_one(rules, customer, Circumstances(events=log)) for log in logs]
    lines = [(key, event) for key, log in enumerate(logs) for event in log]
    make = BACKENDS[backend]
    log = make(
        {
            "customer": [key for key, _ in lines],
            "item": [event.item for _, event in lines],
            "points": [event.points for _, event in lines],
            "times": [event.times for _, event in lines],
            "age": [event.age for _, event in lines],
        },
        ["customer", "points", "times", "age"],
    )
    frame = make({"customer": list(range(len(logs))), "start": [1] * len(logs)}, ["customer", "start"])
    about = FrameCircumstances(key=("customer",), events=log)
    found = rows_of(rate_entries(rules, frame, about, keep=("customer",)))
    by_key = {row["customer"]: (row["score"], row["bonus"], row["penalty"]) for row in found}

    assert [by_key[key] for key in range(len(logs))] == [(one.score, one.bonus, one.penalty) for one in expected]
    assert len({one.score for one in expected}) > 20
