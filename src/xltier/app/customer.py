"""One customer from plain values: what ``=TIER()`` and a program with one row ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from xltier.core.circumstances import NOTHING, Circumstances
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.rating import Rating
from xltier.core.scheme import Scheme
from xltier.core.trace import Trace
from xltier.core.trace import explain as explain_entries
from xltier.errors import Problem
from xltier.schemes.library import load_scheme

_load = lru_cache(maxsize=32)(load_scheme)


def rate(
    scheme: Scheme | str, values: Mapping[str, object], *, line: str | None = None, about: Circumstances = NOTHING
) -> Rating:
    """Return the rating of one customer.

    Args:
        scheme: A scheme, or the id of a shipped one (``"b2b-abcd"``, ``"b2b-abcd@2026.1"``).
        values: Raw values by measure key. None and blank text are not reported; a key that is
            absent is not applicable, as is a column that the sheet does not have.
        line: The channel line whose bands and tiers hold.
        about: Log lines, red lines, history and override.

    Raises:
        SchemeError: No such scheme.

    Example:
        >>> rate("standard", {"score": 86}).tier
        'B'
    """
    plan = plan_of(scheme, line)
    customer, problems = entries(plan, values)
    return with_words(rate_one(plan, customer, about), problems)


def explain(
    scheme: Scheme | str, values: Mapping[str, object], *, line: str | None = None, about: Circumstances = NOTHING
) -> Trace:
    """Return the trace of one customer's rating: every point, weight, adjustment and the way up.

    Args are those of :func:`rate`.

    Example:
        >>> trace = explain("standard", {"score": 86})
        >>> trace.next.tier, trace.next.missing
        ('A', 400)
    """
    plan = plan_of(scheme, line)
    customer, _ = entries(plan, values)
    return explain_entries(plan, customer, about)


def plan_of(scheme: Scheme | str, line: str | None = None) -> Plan:
    """Return the plan of a scheme; plans of shipped schemes are kept."""
    return _shipped_plan(scheme, line) if isinstance(scheme, str) else compile_plan(scheme, line=line)


@lru_cache(maxsize=128)
def _shipped_plan(name: str, line: str | None) -> Plan:
    return compile_plan(_load(name), line=line)


def with_words(rating: Rating, problems: tuple[Problem, ...]) -> Rating:
    """Return the rating with the Problems of values that could not be read, in place of the bare error."""
    if not problems or rating.tier is not None:
        return rating
    return rating._replace(problems=(*problems, *(p for p in rating.problems if p.reference != "measure-error")))
