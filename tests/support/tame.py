"""Random customers that a spreadsheet can hold: fifteen digits at most, no decision by hand, no pending count."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Final

from tests.support.formula_book import Row
from tests.support.random_customers import Customer, customers
from xltier.core.circumstances import Standing
from xltier.core.plan import Plan
from xltier.core.values import Entry

_MOST: Final = 10**11
"""Beyond, sums of products leave the fifteen digits of a cell."""


def tame_rows(plan: Plan, count: int, rng: Random) -> list[Row]:
    """Return random customers of a plan, each within a spreadsheet's reach."""
    return [tamed(customer) for customer in customers(plan, count, rng)]


def tamed(customer: Customer) -> Row:
    """Return a customer as a spreadsheet can hold it."""
    about = customer.circumstances
    standing = None if about.standing is None else Standing(about.standing.tier)
    entries = tuple(_tamed(entry) for entry in customer.entries)
    return Row(entries, replace(about, override=None, standing=standing))


def _tamed(entry: Entry) -> Entry:
    if entry == "":
        return None
    return entry % 10**6 if isinstance(entry, int) and abs(entry) >= _MOST else entry
