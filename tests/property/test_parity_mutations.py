"""Every planted mistake, in the reference or in the frames, is caught by comparing the two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, NamedTuple

import pytest

from tests.support.mutate import mutated
from tests.support.native_frames import BACKENDS, KEY, Native, customers_frame, rows_of
from tests.support.parity import expected
from tests.support.random_customers import Rated, random_rated
from tests.support.random_schemes import SEEDS
from xltier.core.rate import rate_one, rater
from xltier.frames.circumstances import FrameCircumstances
from xltier.frames.rate import rate_entries

ROWS: Final = 120

MUTATIONS: Final = [
    # the reference
    (
        "core.rate",
        "divide(base.numerator + points * base.denominator,",
        "divide(base.numerator - points * base.denominator,",
    ),
    ("core.rate", "if minimum is not None and value < minimum:", "if minimum is not None and value > minimum:"),
    ("core.rate", "final = score(base, -penalty)", "final = score(base, penalty)"),
    ("core.rate", "earned = place_of(before)", "earned = place_of(final)"),
    ("core.rate", "return None in entries and all(", "return all("),
    ("core.rate", "place = hits.place(kept, last) if hits.lines else kept", "place = kept"),
    ("core.rate", "if not override.is_signed:", "if override.is_signed:"),
    ("core.score", "weight -= share", "weight -= 0"),
    ("core.score", "numerator += earned * factor", "numerator += earned"),
    (
        "core.score",
        "if weight <= 0 or weight * sheet.coverage_den <",
        "if weight <= 0 or weight * sheet.coverage_den <=",
    ),
    ("core.score", "return max(tied) if better else min(tied)", "return min(tied) if better else max(tied)"),
    (
        "core.slots",
        "if None in operands:\n            return None",
        "if None in operands:\n            return NOT_APPLICABLE",
    ),
    (
        "core.slots",
        "if denominator == 0:\n            return NOT_APPLICABLE",
        "if denominator == 0:\n            return None",
    ),
    ("core.slots", "applies(slots) is False", "applies(slots) is not True"),
    ("core.language.logic", "return True if known else None", "return True"),
    ("core.language.logic", "return False if known else None", "return False"),
    ("core.language.logic", 'return (a == b) is (operator == "=")', 'return (a == b) is (operator != "=")'),
    ("core.adjustments", "kept = item.kept(given)", "kept = given"),
    ("core.adjustments", "bonus = min(bonus, cap_bonus)", "bonus = max(bonus, cap_bonus)"),
    ("core.adjustments", "points += item.left(kept, event.age) * event.times", "points += kept * event.times"),
    ("core.red_lines", "min(place + hit.line.drop, last)", "min(place + 1, last)"),
    ("core.red_lines", "return released is True", "return released is not False"),
    ("core.hysteresis", "+ 1 >= plan.scheme.min_months", "+ 1 > plan.scheme.min_months"),
    ("core.hysteresis", "not is_buffered or is_full", "not is_buffered and is_full"),
    ("core.hysteresis", "score >= floor - room", "score > floor - room"),
    ("core.classify", "if holds:", "if holds is not False:"),
    ("core.ladder", "bisect_right(self.cuts", "bisect_right(self.cuts[:-1]"),
    (
        "core.fixed",
        "return -((-2 * numerator + denominator) // (2 * denominator))",
        "return -((-2 * numerator) // (2 * denominator))",
    ),
    # the frames
    ("frames.whole", "half = denominator // 2 if", "half = 0 if"),
    (
        "frames.whole",
        "if isinstance(right, int) and right == 0:\n        return left\n    return column(left) - column(right)",
        "return column(right) - column(left)",
    ),
    ("frames.whole", "then(literal(0) - size)", "then(size)"),
    ("frames.pieces", "compared(ge, value, pieces.cuts[middle])", "compared(gt, value, pieces.cuts[middle])"),
    (
        "frames.pieces",
        "for word, points_ in reversed(tuple(scorer.points.items())):",
        "for word, points_ in scorer.points.items():",
    ),
    ("frames.fill", "~inside), State.NUM)", "~inside), State.NA)"),
    ("frames.fill", "both(known, negated(off))", "known"),
    ("frames.fill", "chosen(bottom < literal(0), subtract(0, top), top)", "top"),
    (
        "frames.fill",
        "return divide(signed, size), known, both(negated(blank), negated(known))",
        "return divide(signed, size), known, negated(known)",
    ),
    ("frames.fill", "stops.stop(slots.nothing, BLANK)", "stops.stop(slots.nothing, State.NA)"),
    ("frames.outcome", "for where, shows in reversed(self._stops):", "for where, shows in self._stops:"),
    (
        "frames.logic",
        "Truth(both(*(part.true for part in found)), either(*(part.false for part in found)))",
        "Truth(both(*(part.true for part in found)), negated(both(*(part.true for part in found))))",
    ),
    ("frames.logic", "return Truth(inner.false, inner.true)", "return Truth(negated(inner.true), inner.true)"),
    ("frames.logic", "_HOLDS[_OPPOSITE[operator]]", "_HOLDS[operator]"),
    ("frames.score", "multiply(one, scored.factor)", "multiply(one, 1)"),
    ("frames.score", "compared(lt, covered, sheet.coverage_num", "compared(le, covered, sheet.coverage_num"),
    ("frames.score", "compared(lt, value, sheet.minimum), sheet.minimum", "compared(lt, value, sheet.minimum), 0"),
    ("frames.combine", "gt if best else lt", "lt if best else gt"),
    ("frames.classify", "compared(gt, cut, height)", "compared(ge, cut, height)"),
    ("frames.classify", "both(open_, holds.true), found, place", "holds.true, found, place"),
    ("frames.logs", "literal(item.decay_num) * known", "literal(item.decay_num)"),
    ("frames.logs", "clipped = _stepped(item, points).clip(item.lowest, item.highest)", "clipped = points"),
    ("frames.logs", "literal(2) * points + literal(item.step)", "literal(2) * points"),
    ("frames.logs", "nw.col(TIMES).fill_null(1)", "literal(1)"),
    ("frames.adjustments", "smaller(given, item.cap)", "given"),
    ("frames.adjustments", "value > literal(0), value // literal(size), 0", "value > literal(0), value, 0"),
    ("frames.red_lines", "larger(place, line.cap)", "smaller(place, line.cap)"),
    (
        "frames.red_lines",
        "either(fired.true, both(noted, negated(released.true)))",
        "both(either(fired.true, noted), negated(released.true))",
    ),
    ("frames.hysteresis", "least = plan.scheme.min_months - 1", "least = plan.scheme.min_months"),
    ("frames.hysteresis", "floor - room", "floor"),
    ("frames.settle", "both(decided, known, signed)", "both(decided, known)"),
    ("frames.figures", "voided = final(found, subtract(0, penalty)", "voided = final(found, subtract(bonus, penalty)"),
    ("frames.figures", "place_on(plan.ladder, before)", "place_on(plan.ladder, score)"),
]


class Prepared(NamedTuple):
    rated: Rated
    frame: Native
    circumstances: FrameCircumstances
    reference: list[dict[str, Any]]
    rows: list[dict[str, Any]]


@lru_cache
def prepared(seed: int) -> Prepared:
    """Return a seed's customers with what both evaluators, still sound, say of them; they agree."""
    rated = random_rated(seed, ROWS)
    frame, circumstances = customers_frame(rated.plan, rated.customers, BACKENDS["polars"])
    reference, rows = _reference(rated), _rows(rated, frame, circumstances)
    assert _agree(reference, rows)
    return Prepared(rated, frame, circumstances, reference, rows)


def _reference(rated: Rated) -> list[dict[str, Any]]:
    return [expected(rated.plan, rate_one(rated.plan, *customer)) for customer in rated.customers]


def _rows(rated: Rated, frame: Native, circumstances: FrameCircumstances) -> list[dict[str, Any]]:
    return rows_of(rate_entries(rated.plan, frame, circumstances, keep=(KEY,), details=True))


def _agree(reference: list[dict[str, Any]], rows: list[dict[str, Any]]) -> bool:
    return all(
        row[name] == value for wanted, row in zip(reference, rows, strict=True) for name, value in wanted.items()
    )


@pytest.fixture(autouse=True)
def fresh_raters() -> Iterator[None]:
    """Forget prepared functions: they would run the code that they were made with."""
    rater.cache_clear()
    yield
    rater.cache_clear()


@pytest.mark.parametrize(("module", "before", "after"), MUTATIONS)
def test_a_planted_mistake_is_caught(module: str, before: str, after: str) -> None:
    in_frames = module.startswith("frames")
    sound = [prepared(seed) for seed in range(SEEDS)]
    rater.cache_clear()
    with mutated(import_module(f"xltier.{module}"), before, after):
        assert any(_is_caught(one, in_frames=in_frames) for one in sound)


def _is_caught(one: Prepared, *, in_frames: bool) -> bool:
    try:
        if in_frames:
            return not _agree(one.reference, _rows(one.rated, one.frame, one.circumstances))
        return not _agree(_reference(one.rated), one.rows)
    except Exception:  # noqa: BLE001 - a mistake that breaks a rating altogether is caught as well
        return True


def test_at_least_twenty_mistakes_are_planted_in_either_evaluator() -> None:
    planted = [module.partition(".")[0] for module, _, _ in MUTATIONS]
    assert min(planted.count("core"), planted.count("frames")) >= 20
