"""Red lines: what caps or drops a tier whatever the score, for how long, and when it is released."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xltier.core.language.logic import awaits_report, truth
from xltier.core.months import Month
from xltier.core.plan import Plan, RedLinePlan
from xltier.core.values import Value
from xltier.errors import Problem, Severity


@dataclass(frozen=True, slots=True)
class Hits:
    """The red lines that apply to a customer, in the scheme's order, and what could not be told."""

    lines: tuple[RedLinePlan, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def void_bonus(self) -> bool:
        """Return whether any of them voids the bonus."""
        return any(hit.line.voids_bonus for hit in self.lines)

    def place(self, place: int, last: int) -> int:
        """Return the place left after the red lines: capped, or dropped by levels, never below the last."""
        for hit in self.lines:
            place = max(place, hit.cap) if hit.cap is not None else min(place + hit.line.drop, last)
        return place


NO_HITS = Hits(())


def is_valid(hit: Month, period: Month, months: int) -> bool:
    """Return whether a red line hit in one month still holds in another.

    Args:
        hit: The month of the hit, which counts as the first.
        period: The month that is rated.
        months: How many months it lasts.
    """
    return hit <= period < hit + months


def watcher(plan: Plan) -> Callable[[Sequence[Value], Sequence[str]], Hits]:
    """Return the function from filled slots and logged codes to the red lines that apply."""
    if not plan.red_lines:
        return lambda _slots, logged: NO_HITS if not logged else Hits((), tuple(_no_line(code) for code in logged))
    lines = [
        (
            line,
            None if line.auto is None else truth(line.auto),
            None if line.release is None else truth(line.release),
        )
        for line in plan.red_lines
    ]
    codes = {line.line.code for line in plan.red_lines}

    def watch(slots: Sequence[Value], logged: Sequence[str]) -> Hits:
        hits: list[RedLinePlan] = []
        problems = [_no_line(code) for code in logged if code not in codes]
        for line, auto, release in lines:
            fired = auto(slots) if auto is not None else False
            if fired is None and line.auto is not None and awaits_report(line.auto, slots):
                problems.append(_cannot_tell(line, line.line.auto))
            if fired or (line.line.code in logged and not _is_released(line, release, slots, problems)):
                hits.append(line)
        return Hits(tuple(hits), tuple(problems))

    return watch


def _is_released(
    line: RedLinePlan,
    release: Callable[[Sequence[Value]], bool | None] | None,
    slots: Sequence[Value],
    problems: list[Problem],
) -> bool:
    """An unknown release does not release."""
    if release is None:
        return False
    released = release(slots)
    if released is None and line.release is not None and awaits_report(line.release, slots):
        problems.append(_cannot_tell(line, line.line.release))
    return released is True


def _cannot_tell(line: RedLinePlan, rule: str | None) -> Problem:
    return Problem(
        "cannot-tell",
        severity=Severity.WARNING,
        values={"code": line.line.code, "rule": line.line.name, "why": rule or ""},
    )


def _no_line(code: str) -> Problem:
    return Problem("unknown-red-line", values={"code": code})
