"""Codes of two lists that differ only by leading zeros: Excel drops those of a number, and a customer seems two."""

from __future__ import annotations

from collections.abc import Iterable

from xltier.errors import Problem, Severity


def lost_zeros(before: Iterable[str], now: Iterable[str]) -> tuple[Problem, ...]:
    """Return a warning where customers seem to go and to come whose codes are the same number, or nothing.

    They stay two customers: nobody can know from here that 001 and 1 are one.

    Args:
        before: Codes of the earlier list.
        now: Codes of the later one.

    Example:
        >>> [dict(one.values) for one in lost_zeros({"001", "2"}, {"1", "2"})]
        [{'count': 1, 'before': '001', 'now': '1'}]
        >>> lost_zeros({"001"}, {"001", "1"})
        ()
    """
    old, new = set(before), set(now)
    came = {code.lstrip("0"): code for code in sorted(new - old) if code.isdecimal()}
    pairs = [
        (code, came[code.lstrip("0")]) for code in sorted(old - new) if code.isdecimal() and code.lstrip("0") in came
    ]
    if not pairs:
        return ()
    values = {"count": len(pairs), "before": pairs[0][0], "now": pairs[0][1]}
    return (Problem("codes-lost-zeros", severity=Severity.WARNING, values=values),)
