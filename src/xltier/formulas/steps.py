"""A plan as steps, from raw values to tier and reason: what cells and LAMBDA names are written from."""

from __future__ import annotations

from xltier.core.plan import Plan
from xltier.core.words import Words
from xltier.errors import Problem, SchemeError
from xltier.formulas.classes import by_class
from xltier.formulas.ladders import place, tier_paths
from xltier.formulas.outcome import decided, gap, held, placed, red_lines, tier, voids_bonus
from xltier.formulas.reason import lost, why
from xltier.formulas.rules_cells import NO_CELLS, RulesCells
from xltier.formulas.score import score, total
from xltier.formulas.syntax import Node, Op, Txt, if_, num
from xltier.formulas.values import fill
from xltier.formulas.work import Sources, Step, Work


def steps(plan: Plan, sources: Sources, rules: RulesCells = NO_CELLS, *, language: str = "en") -> tuple[Step, ...]:
    """Return the formulas of a plan in the order in which they build on each other.

    The last of each name that there is: ``score`` (where the scheme has one), ``tier``, ``gap``, ``why``.

    Args:
        plan: A compiled plan, fitted where it needs a population.
        sources: Where a customer's raw values are.
        rules: Where the rules stand in cells.
        language: ``"zh"`` or ``"en"``, for the reason.

    Raises:
        SchemeError: The plan is still to be fitted to a population.
    """
    if plan.wanted:
        raise SchemeError(Problem("population-needed"))
    work = Work(plan, sources, rules, language)
    fill(work)
    if plan.score is None:
        ratable, before, earned = by_class(work)
        hits = red_lines(work, ratable)
        if before != Txt(""):
            before = work.add(
                "score", Words("得分", "Score"), if_(Op("=", ratable, num(1)), before, Txt("")), plan.score_decimals
            )
        losses = []
    else:
        ratable, before, earned, hits = _by_score(work)
        losses = lost(work, plan.score, ratable)
    kept = held(work, ratable, before, earned)
    tier(work, ratable, decided(work, ratable, placed(work, ratable, hits, kept)))
    missing = gap(work, ratable, before, earned)
    why(work, ratable, losses, hits, (missing, earned))
    return tuple(work.steps)


def _by_score(work: Work) -> tuple[Node, Node, Node, list[Node]]:
    plan = work.plan
    if plan.score is None:
        msg = "a scheme without a scorecard has no score"
        raise TypeError(msg)
    ratable, base, bonus, penalty = score(work, plan.score)
    hits = red_lines(work, ratable)
    label = Words("得分", "Score")
    taken = Op("-", bonus, penalty) if penalty != num(0) else bonus
    full = if_(Op("=", ratable, num(1)), total(work, plan.score, base, taken), Txt(""))
    voided = voids_bonus(work, hits) if bonus != num(0) else None
    if voided is None or not hits:
        before = work.add("score", label, full, plan.score_decimals)
    else:
        before = work.add("before", Words("红线前得分", "score before red lines"), full, plan.score_decimals)
        bare = total(work, plan.score, base, Op("-", num(0), penalty))
        final = if_(Op("=", ratable, num(1)), if_(voided, bare, before), Txt(""))
        work.add("score", label, final, plan.score_decimals)
    reached = place(work, plan.ladder, tier_paths(plan), before, plan.score_decimals, fitted=plan.scheme.quota)
    place_ = if_(Op("=", ratable, num(1)), reached, Txt(""))
    earned = work.add("earned", Words("得分所在级", "place earned"), place_, 0)
    return ratable, before, earned, hits
