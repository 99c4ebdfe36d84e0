"""Rating small populations by hand-written inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltier.core.compile import compile_plan
from xltier.core.document import read_document
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme

Inputs = Mapping[str, object]


def fitted(scheme: Scheme, people: Sequence[Inputs]) -> Plan:
    plan = compile_plan(scheme)
    return fit_plan(scheme, [entries(plan, person)[0] for person in people])


def tiers(plan: Plan, people: Sequence[Inputs]) -> list[str | None]:
    return [rate_one(plan, entries(plan, person)[0]).tier for person in people]


def rated(scheme: Scheme, people: Sequence[Inputs]) -> list[str | None]:
    """Return the tiers of a population, fitted to itself."""
    return tiers(fitted(scheme, people), people)


def document(**fields: object) -> Scheme:
    """Return a scheme of one measure ``amount`` in whole units."""
    scheme, problems = read_document(
        {
            "id": "pain",
            "version": "1",
            "valid_from": "2026-01-01",
            "name": "pain",
            "measures": [{"key": "amount", "name": {"zh": "金额", "en": "Amount"}, "decimals": 0}],
        }
        | fields
    )
    assert problems == ()
    return scheme


def fifths(**fields: object) -> Scheme:
    """Return the amount in fifths, 5 the best."""
    levels = [
        {"code": code, "name": code} | ({"share": share} if share else {})
        for code, share in (("5", "20%"), ("4", "40%"), ("3", "60%"), ("2", "80%"), ("1", None))
    ]
    return document(kind="distribution", measure="amount", spread="quantile", tiers=levels, **fields)
