"""The cases that a scheme carries: what its source says for given inputs, against what its plan gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xltier.core.circumstances import Circumstances, Occurrence, Standing
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.fixed import shown, to_fixed
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.rating import Rating
from xltier.core.scheme import Scheme
from xltier.core.scheme.case import Case
from xltier.errors import Location, Problem


def rate_case(scheme: Scheme, case: Case) -> tuple[Plan, Rating]:
    """Return the rating of a case, its population fitted first where the scheme needs one."""
    plan = compile_plan(scheme, line=case.line)
    customer, _ = entries(plan, case.inputs)
    if plan.wanted:
        people = [entries(plan, person)[0] for person in case.population] or [customer]
        plan = fit_plan(scheme, people, line=case.line)
    return plan, rate_one(plan, customer, circumstances_of(plan, case))


def circumstances_of(plan: Plan, case: Case) -> Circumstances:
    """Return what a case states besides its measures."""
    return Circumstances(
        events=tuple(_occurrence(plan, event) for event in case.events),
        red_lines=case.red_lines,
        standing=None if case.previous is None else Standing(case.previous),
    )


def _occurrence(plan: Plan, event: Mapping[str, object]) -> Occurrence:
    points, times = event.get("points"), event.get("times", 1)
    return Occurrence(
        str(event.get("item", "")),
        None if points is None else to_fixed(str(points), plan.points_decimals),
        int(str(times)),
        int(str(event.get("age", 0))),
    )


def check_cases(scheme: Scheme) -> Iterator[Problem]:
    """Yield each case whose tier, score or error the scheme does not give."""
    for at, case in enumerate(scheme.cases):
        plan, rating = rate_case(scheme, case)
        score = None if rating.score is None else shown(rating.score, plan.score_decimals)
        wanted = None if case.score is None else f"{case.score.normalize():f}"
        for field, want, got in (
            ("tier", case.tier, rating.tier),
            ("score", wanted, score),
            ("error", case.error, None if rating.error is None else str(rating.error)),
        ):
            if want is not None and want != got:
                where = Location(path=f"cases[{at}].{field}")
                yield Problem("case-differs", where, values={"case": case.name, "wanted": want, "got": got or "-"})
