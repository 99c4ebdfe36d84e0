"""What is known of a rating once it is made: the facts that alert rules may name beside the measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.core.language.conditions import Names, parse
from xltier.core.language.expressions import Node, Sort, names_in
from xltier.core.language.logic import Truth, logic, truth
from xltier.core.names import names_of
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.scheme.alert import Alert
from xltier.core.values import Value
from xltier.core.words import Words, folded
from xltier.errors import Location, Problem

FACTS: Final[Mapping[str, tuple[Sort, Words]]] = {
    "score": (Sort.NUMBER, Words("得分", "score")),
    "tier": (Sort.TEXT, Words("等级", "tier")),
    "tier_change": (Sort.NUMBER, Words("等级变动", "tier change")),
    "gap_to_floor": (Sort.NUMBER, Words("高于分数线", "points above the cut-off")),
    "gap_to_next": (Sort.NUMBER, Words("距上一级", "points to the next tier")),
    "red_line": (Sort.TRUTH, Words("红线", "red line")),
    "not_reported": (Sort.NUMBER, Words("未报指标数", "measures not reported")),
    "months_at_tier": (Sort.NUMBER, Words("连续月数", "months at this tier")),
    "lowest_tier_in_12": (Sort.NUMBER, Words("近12个月末级次数", "months of 12 in the lowest tier")),
    "complaints_overdue": (Sort.NUMBER, Words("超期投诉", "overdue complaints")),
}
"""Key, what it is, and its name. Scores and gaps have the score's decimals, counts have none."""

_IN_POINTS: Final = frozenset({"score", "gap_to_floor", "gap_to_next"})


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """The facts of one rating; None is not known.

    Args:
        score: In units of 10**-score_decimals, as are ``gap_to_floor`` and ``gap_to_next``.
        tier: Code.
        tier_change: Places gained since the month before; negative is a fall.
        red_line: Whether one applies.
        not_reported: Scored measures that were not reported.
        months_at_tier: Months in a row at this tier, this one included.
        lowest_tier_in_12: Months of the last twelve in the lowest tier, this one included.
        complaints_overdue: Complaints past their due date.
    """

    score: int | None
    tier: str | None
    tier_change: int | None
    gap_to_floor: int | None
    gap_to_next: int | None
    red_line: bool
    not_reported: int
    months_at_tier: int
    lowest_tier_in_12: int
    complaints_overdue: int

    def values(self) -> tuple[Value, ...]:
        """Return the facts as slots, in the order of :data:`FACTS`."""
        tier = None if self.tier is None else folded(self.tier)
        return (
            self.score,
            tier,
            self.tier_change,
            self.gap_to_floor,
            self.gap_to_next,
            int(self.red_line),
            self.not_reported,
            self.months_at_tier,
            self.lowest_tier_in_12,
            self.complaints_overdue,
        )


def fact_names(scheme: Scheme) -> Names:
    """Return the names that alert rules may use: measures, cuts and facts."""
    own = names_of(scheme)
    sorts = {key: sort for key, (sort, _) in FACTS.items()} | dict(own.sorts)
    labels = {folded(label): key for key, (_, words) in FACTS.items() for label in (key, words.zh, words.en)} | dict(
        own.labels
    )
    return Names(sorts, labels)


@dataclass(frozen=True, slots=True)
class Watch:
    """An alert ready to be asked about; ``reads`` are the keys that its rule names."""

    alert: Alert
    holds: Truth
    reads: tuple[str, ...]


def watches(plan: Plan) -> tuple[Watch, ...]:
    """Return the alerts of a plan's scheme over slots followed by facts.

    A scheme's own measure wins over a fact of the same name.
    """
    first = len(plan.measures)
    decimals = {key: plan.score_decimals if key in _IN_POINTS else 0 for key in FACTS}
    slots = {key: (first + at, decimals[key]) for at, key in enumerate(FACTS)}
    slots |= {measure.key: (at, measure.decimals) for at, measure in enumerate(plan.measures)}
    constants = {
        cut.key: (plan.cuts[cut.key][0], plan.measures[plan.slot(cut.measure)].decimals)
        for cut in plan.scheme.cuts
        if cut.key in plan.cuts
    }
    names = fact_names(plan.scheme)
    found = []
    for alert in plan.scheme.alerts:
        node = parse(alert.rule, names, Location(), wants=Sort.TRUTH)
        if not isinstance(node, Problem):  # checks have said what is wrong
            found.append(Watch(alert, truth(logic(node, slots, constants)), names_in(node)))
    return tuple(found)


def alert_problems(scheme: Scheme) -> Sequence[Problem]:
    """Return what is wrong with the rules of a scheme's alerts."""
    names = fact_names(scheme)
    parsed: list[Node | Problem] = [
        parse(alert.rule, names, Location(path=f"alerts[{at}].rule"), wants=Sort.TRUTH)
        for at, alert in enumerate(scheme.alerts)
    ]
    return [node for node in parsed if isinstance(node, Problem)]


def raised(watched: Sequence[Watch], slots: Sequence[Value], facts: RatingFacts) -> tuple[Watch, ...]:
    """Return the alerts whose rule holds for a rating; one that can't be told is not raised."""
    values = (*slots, *facts.values())
    return tuple(watch for watch in watched if watch.holds(values))
