"""Random schemes and customers that a spreadsheet can hold.

Fifteen digits at most, no decision by hand, no pending count; and no letter that becomes two when folded, because
spreadsheet programs compare letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Final

from tests.support.formula_book import Row
from tests.support.random_customers import Customer, customers
from xltier.core.circumstances import Standing
from xltier.core.compile import compile_plan
from xltier.core.document import read_document
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.values import Entry
from xltier.core.write_document import write_document

DIGITS: Final = 15
"""Most digits that a cell keeps of a number."""
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


def spelled_out(scheme: Scheme) -> Scheme:
    """Return the scheme with ``ss`` for each ``ß``, which rates everybody alike."""
    found = read_document({key: _spelled_out(part) for key, part in write_document(scheme).items()})
    return found[0]


def _spelled_out(part: object) -> object:
    if isinstance(part, Mapping):
        return {_spelled_out(key): _spelled_out(below) for key, below in part.items()}
    if isinstance(part, (list, tuple)):
        return [_spelled_out(below) for below in part]
    return part.replace("ß", "ss") if isinstance(part, str) else part


def is_within_reach(scheme: Scheme) -> bool:
    """Return whether cells hold every number of a scheme, and every cut-off in the units in which it is compared."""
    written = all(_digits(number) <= DIGITS for number in _numbers(write_document(scheme)))
    return written and all(_digits(Decimal(cut)) <= DIGITS for cut in compile_plan(scheme).ladder.cuts)


def _digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _numbers(part: object) -> Iterator[Decimal]:
    if isinstance(part, Mapping):
        for below in part.values():
            yield from _numbers(below)
    elif isinstance(part, (list, tuple)):
        for below in part:
            yield from _numbers(below)
    elif isinstance(part, (int, Decimal)) and not isinstance(part, bool):
        yield Decimal(part)
