"""One customer's rating: the reference that every other target agrees with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from xltier.core.adjustments import adjuster
from xltier.core.circumstances import NOTHING, Circumstances, Override
from xltier.core.classify import placer
from xltier.core.fixed import divide
from xltier.core.hysteresis import held
from xltier.core.plan import Banding, Plan, Scoresheet
from xltier.core.rating import BLANK, Rating
from xltier.core.red_lines import Hits, watcher
from xltier.core.score import Base, scorer
from xltier.core.slots import Slots, Unratable, filler, named
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.errors import Problem

Rate: TypeAlias = "Callable[[Sequence[Entry], Circumstances], Rating]"
Assess: TypeAlias = "Callable[[Slots, Circumstances], Rating]"


def rate_one(plan: Plan, entries: Sequence[Entry], circumstances: Circumstances = NOTHING) -> Rating:
    """Return the rating of one customer.

    Args:
        plan: A compiled scheme.
        entries: One for each of ``plan.keys``, in fixed point.
        circumstances: Log, red lines, history and override.

    Cost: microseconds; the plan's functions are prepared once and kept.
    """
    return rater(plan)(entries, circumstances)


@lru_cache(maxsize=256)
def rater(plan: Plan) -> Rate:
    """Return the prepared function that rates one customer by a plan."""
    if plan.wanted:
        unfitted = Rating(None, error=ExcelError.NA, problems=(Problem("population-needed"),))
        return lambda entries, _circumstances: BLANK if _is_blank(entries) else unfitted
    fill = filler(plan)
    required = plan.required
    assess = _by_score(plan, plan.score) if plan.score is not None else _by_class(plan)

    def rate(entries: Sequence[Entry], circumstances: Circumstances) -> Rating:
        try:
            slots = fill(entries)
            if _is_blank(entries):
                return BLANK
            for index in required:
                if slots[index] is None:
                    return _unreported(plan, slots)
            return assess(slots, circumstances)
        except Unratable as stop:
            return Rating(None, error=stop.error, problems=(stop.problem,))

    return rate


def _is_blank(entries: Sequence[Entry]) -> bool:
    return None in entries and all(entry is None or entry is NOT_APPLICABLE for entry in entries)


def _unreported(plan: Plan, slots: Slots) -> Rating:
    """Return the rating of a customer of whom required measures are missing: every one of them is said."""
    missing = (slot for slot in plan.required if slots[slot] is None)
    problems = tuple(Problem("measure-required", values=named(plan, slot)) for slot in missing)
    return Rating(None, error=ExcelError.NA, problems=problems)


def _by_score(plan: Plan, sheet: Scoresheet) -> Assess:
    base_of = scorer(plan, sheet)
    adjust = adjuster(plan)
    watch = watcher(plan)
    settle = _settler(plan)
    round_off = 10 ** (plan.points_decimals - plan.score_decimals)
    minimum, maximum = sheet.minimum, sheet.maximum
    place_of = plan.ladder.place
    codes = tuple(tier.code for tier in plan.ladder.tiers)
    is_plain = not plan.items and not plan.red_lines

    def score(base: Base, points: int) -> int:
        value = divide(base.numerator + points * base.denominator, base.denominator * round_off)
        if minimum is not None and value < minimum:
            return minimum
        return maximum if maximum is not None and value > maximum else value

    def plainly(base: Base) -> Rating:
        """Nothing but the measures counts: most of a customer list, so it is worth a short way."""
        final = score(base, 0)
        place = place_of(final)
        shown = divide(base.numerator, base.denominator)
        return Rating(codes[place], final, None, shown, 0, 0, final, place, place, place, (), base.problems)

    def assess(slots: Slots, circumstances: Circumstances) -> Rating:
        base = base_of(slots)
        if circumstances is NOTHING and is_plain:
            return plainly(base)
        adjustments = adjust(slots, circumstances)
        hits = watch(slots, circumstances.red_lines)
        bonus, penalty = adjustments.bonus, adjustments.penalty
        final = before = score(base, bonus - penalty)
        if hits.lines and hits.void_bonus:
            bonus = 0
            final = score(base, -penalty)
        earned = place_of(before)
        kept, place, signed = settle(before, earned, hits, circumstances)
        return Rating(
            plan.ladder.tiers[place].code,
            final,
            None,
            divide(base.numerator, base.denominator),
            bonus,
            penalty,
            before,
            earned,
            kept,
            place,
            tuple(hit.line.code for hit in hits.lines),
            (*base.problems, *adjustments.problems, *hits.problems, *signed),
        )

    return assess


def _by_class(plan: Plan) -> Assess:
    place_of = placer(plan)
    adjust = adjuster(plan)
    watch = watcher(plan)
    settle = _settler(plan)
    slot = plan.side.slot if isinstance(plan.side, Banding) else None

    def assess(slots: Slots, circumstances: Circumstances) -> Rating:
        earned, unknown = place_of(slots)
        hits = watch(slots, circumstances.red_lines)
        value = None if slot is None else slots[slot]
        score = value if isinstance(value, int) else None
        kept, place, signed = settle(score, earned, hits, circumstances)
        return Rating(
            plan.ladder.tiers[place].code,
            score,
            score_before=score,
            earned=earned,
            held=kept,
            place=place,
            red_lines=tuple(hit.line.code for hit in hits.lines),
            problems=(*unknown, *adjust(slots, circumstances).problems, *hits.problems, *signed),
        )

    return assess


def _settler(plan: Plan) -> Callable[[int | None, int, Hits, Circumstances], tuple[int, int, tuple[Problem, ...]]]:
    """Return the way from the place earned to the final one: history, then red lines, then the override."""
    last = len(plan.ladder.tiers) - 1

    def settle(
        score: int | None, earned: int, hits: Hits, circumstances: Circumstances
    ) -> tuple[int, int, tuple[Problem, ...]]:
        kept = earned if circumstances.standing is None else held(plan, score, earned, circumstances.standing)
        place = hits.place(kept, last) if hits.lines else kept
        problems: tuple[Problem, ...] = ()
        if circumstances.cap is not None:
            cap = plan.ladder.index(circumstances.cap)
            place = max(place, cap or 0)
            problems = () if cap is not None else (_unknown_cap(plan, circumstances.cap),)
        if circumstances.override is None:
            return kept, place, problems
        chosen, doubts = _overridden(plan, circumstances.override)
        return kept, place if chosen is None else chosen, (*problems, *doubts)

    return settle


def _unknown_cap(plan: Plan, code: str) -> Problem:
    return Problem("cap-unknown", values={"code": code, "known": tuple(tier.code for tier in plan.ladder.tiers)})


def _overridden(plan: Plan, override: Override) -> tuple[int | None, tuple[Problem, ...]]:
    """Return the place that an override sets; unsigned or unknown it sets none, and is said."""
    place = plan.ladder.index(override.tier)
    if place is None:
        known = tuple(tier.code for tier in plan.ladder.tiers)
        return None, (Problem("override-unknown-tier", values={"tier": override.tier, "known": known}),)
    if not override.is_signed:
        return None, (Problem("override-unsigned", values={"tier": override.tier}),)
    return place, ()
