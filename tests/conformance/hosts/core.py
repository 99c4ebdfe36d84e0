"""The reference: the core, asked one customer at a time."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from tests.conformance.case import Case
from tests.conformance.hosts.host import Answer, Gap
from xltier.core.circumstances import Circumstances, Occurrence, Override, Standing
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.fixed import to_decimal, to_fixed
from xltier.core.plan import Plan
from xltier.core.trace import explain
from xltier.core.values import ExcelError

ERRORS = {str(error): error for error in ExcelError}


class Core:
    """``rate_one`` and ``explain``."""

    name: ClassVar[str] = "core"
    gaps: ClassVar[Mapping[str, Gap]] = {}
    says: ClassVar[frozenset[str]] = frozenset(
        {"tier", "error", "score", "before", "base", "bonus", "penalty", "points", "red_lines", "problems"}
    )

    def rate(self, case: Case) -> Answer:
        """Return the core's answer."""
        plan = compile_plan(case.scheme, line=case.line)
        if plan.wanted and case.population:
            people = [entries(plan, cells(person))[0] for person in case.population]
            plan = fit_plan(case.scheme, people, line=case.line)
        customer, unread = entries(plan, cells(case.inputs))
        trace = explain(plan, customer, circumstances(plan, case))
        rating = trace.rating
        in_points = plan.points_decimals
        return Answer(
            tier=rating.tier,
            error=None if rating.error is None else str(rating.error),
            score=_decimal(rating.score, plan.score_decimals),
            before=_decimal(rating.score_before, plan.score_decimals),
            base=_decimal(rating.base, in_points),
            bonus=_decimal(rating.bonus, in_points),
            penalty=_decimal(rating.penalty, in_points),
            points={line.measure.key: _decimal(line.points, in_points) for line in trace.lines},
            red_lines=rating.red_lines,
            problems=tuple(problem.reference for problem in unread or rating.problems),
        )


def cells(inputs: Mapping[str, object]) -> dict[str, object]:
    """Return a case's inputs with the texts of errors as the errors that such cells hold."""
    return {key: ERRORS.get(value, value) if isinstance(value, str) else value for key, value in inputs.items()}


def circumstances(plan: Plan, case: Case) -> Circumstances:
    """Return a case's log, red lines, history and override as the core takes them."""
    override, previous = case.override, case.previous
    return Circumstances(
        events=tuple(
            Occurrence(
                str(event["item"]),
                to_fixed(str(event["points"]), plan.points_decimals) if "points" in event else None,
                int(str(event.get("times", 1))),
            )
            for event in case.events
        ),
        red_lines=case.red_lines,
        standing=None if previous is None else Standing(previous.tier, previous.pending),
        override=None if override is None else Override(override.tier, override.author, override.date, override.reason),
    )


def _decimal(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else to_decimal(value, decimals)
