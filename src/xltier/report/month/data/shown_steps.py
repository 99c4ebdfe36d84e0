"""Steps that only a workbook shows: weighted points, red lines counted, the next tier, the change on last month."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from xltier.app.month.result import MonthRow
from xltier.core.fixed import to_decimal
from xltier.core.pieces import Pieces
from xltier.core.plan import Plan, Scored
from xltier.core.score import text_points
from xltier.core.values import NOT_APPLICABLE, Value
from xltier.core.words import Words
from xltier.formulas.evaluate import Held
from xltier.formulas.ladders import chain, code, place_of, tier_paths
from xltier.formulas.outcome import voids_bonus
from xltier.formulas.points import full_of
from xltier.formulas.rules_cells import RulesCells
from xltier.formulas.score import share_of, weight_of
from xltier.formulas.syntax import Call, Name, Node, Op, Txt, any_, call, if_, is_number, num, sum_of
from xltier.formulas.work import Sources, Step, Work
from xltier.messages import phrase

_PLACES: Final = ("decided", "capped", "place_", "held", "earned")
_RATED: Final = Op("=", Name("state"), num(1))


def is_shown(step: Step) -> bool:
    """Return whether the workbook has a column for a step: its reason is the engine's, in words."""
    return step.name != "why" and not step.name.startswith("l_")


def shown_steps(plan: Plan, made: Sequence[Step], rules: RulesCells, language: str) -> tuple[Step, ...]:
    """Return the further steps of a plan.

    Args:
        plan: Whose.
        made: Its steps, which these read.
        rules: Where the rules stand.
        language: Of words in cells.
    """
    names = [step.name for step in made]
    work = Work(plan, Sources({}), rules, language)
    work.weight = Name("weight") if "weight" in names else None
    paths, tiers = tier_paths(plan), plan.ladder.tiers
    codes = [rules.text(f"{path}.code", tier.code) for path, tier in zip(paths, tiers, strict=True)]
    last = next(name for start in _PLACES for name in reversed(names) if name.startswith(start))
    kept = "held" if "held" in names else "earned"
    hits: list[Node] = [Name(name) for name in names if name.startswith("r_")]
    stood = place_of(work, paths, tiers, Name("x_last"), num(0))
    word = phrase("month-red-word", language)
    found = [
        *_weighted(work, names),
        Step("before_red", Words("红线前等级", "tier before red lines"), _rated(code(work, paths, tiers, Name(kept)))),
        Step(
            "next",
            Words("上一级", "next tier"),
            _rated(chain(Name("earned"), [Txt(""), *codes[:-1]]) if plan.ladder.cuts else Txt("")),
        ),
        Step("stood_last", Words("上月级", "place last month"), stood, 0),
        Step(
            "change",
            Words("变动", "change"),
            _rated(if_(Op("=", Name("stood_last"), num(0)), Txt(""), Op("-", Name("stood_last"), Name(last)))),
            0,
        ),
    ]
    if hits:
        count = sum_of(hits)
        red = if_(any_(*(Op("=", hit, num(1)) for hit in hits)), Op("&", Txt(f"{word}×"), count), Txt(""))
        found.append(Step("red", Words("红线", "red lines"), _rated(red)))
    if "bonus" in names:
        flags = [Name(f"r_{at}") if f"r_{at}" in names else num(0) for at in range(1, len(plan.red_lines) + 1)]
        counted = if_(voids_bonus(work, flags), num(0), Name("bonus"))
        found.append(Step("counted_bonus", Words("计入加分", "bonus counted"), _rated(counted), plan.points_decimals))
    if "penalty" in names:
        taken = _rated(Name("penalty"))
        found.append(Step("counted_penalty", Words("计入扣分", "penalty counted"), taken, plan.points_decimals))
    if "score" in names:
        before = Name("before" if "before" in names else "score")
        found.append(
            Step("score_before", Words("红线前得分", "score before red lines"), _rated(before), plan.score_decimals)
        )
    return tuple(step for step in found if isinstance(step.formula, (Op, Call)))


def _rated(then: Node) -> Node:
    return if_(_RATED, then, Txt(""))


def _weighted(work: Work, names: Sequence[str]) -> list[Step]:
    sheet = work.plan.score
    if sheet is None or sheet.combine != "weighted":
        return []
    found = []
    for scored in sheet.scored:
        name = f"p_{scored.measure.key}"
        if name not in names:
            continue
        points: Node = Name(name)
        if sheet.weight is not None:
            path = work.path(scored.slot)
            counted = Op("*", points, weight_of(work, scored))
            points = share_of(work, sheet, Op("/", counted, full_of(work, scored.measure, path)))
        label = Words(f"{scored.measure.name.zh} 加权", f"{scored.measure.name.en} weighted")
        words = phrase("value-not-applicable", work.language)
        shown = if_(is_number(Name(name)), points, Txt(words))
        found.append(Step(f"w_{scored.measure.key}", label, call("IFERROR", _rated(shown), Txt("")), 4))
    return found


def shown_values(row: MonthRow, language: str) -> dict[str, Held]:
    """Return the engine's values of these steps for a key."""
    rating, plan = row.rating, row.plan
    stood = None if row.before is None or row.before.tier is None else plan.ladder.index(row.before.tier)
    found: dict[str, Held] = {"stood_last": 0 if stood is None else stood + 1}
    if rating.tier is None:
        stop: Held = rating.error if rating.error is not None else ""
        return (
            found
            | dict.fromkeys(
                ("before_red", "next", "change", "score_before", "red", "counted_bonus", "counted_penalty"), stop
            )
            | _no_weights(plan)
        )
    tiers = plan.ladder.tiers
    before = rating.score_before
    return (
        found
        | _weights(row, language)
        | {
            "before_red": "" if rating.held is None else tiers[rating.held].code,
            "next": tiers[rating.earned - 1].code if rating.earned and plan.ladder.cuts else "",
            "change": "" if row.change is None else row.change,
            "score_before": "" if before is None else float(to_decimal(before, plan.score_decimals)),
            "red": red_text(row, language),
            "counted_bonus": float(to_decimal(rating.bonus, plan.points_decimals)),
            "counted_penalty": float(to_decimal(rating.penalty, plan.points_decimals)),
        }
    )


def red_text(row: MonthRow, language: str) -> str:
    """Return how many red lines apply to a key: ``红×1``; blank where none does."""
    count = len(row.rating.red_lines)
    return f"{phrase('month-red-word', language)}×{count}" if count else ""


def _no_weights(plan: Plan) -> dict[str, Held]:
    scored = () if plan.score is None else plan.score.scored
    return {f"w_{one.measure.key}": "" for one in scored}


def _weights(row: MonthRow, language: str) -> dict[str, Held]:
    """Return the points of the score that each measure brings, exactly."""
    sheet = row.plan.score
    if sheet is None or sheet.combine != "weighted":
        return {}
    applying = [one for one in sheet.scored if row.values[one.slot] is not NOT_APPLICABLE]
    weight = 1 if sheet.weight is None else sum(one.weight for one in applying)
    unit = 10**row.plan.points_decimals
    worth = Fraction(sheet.worth, sheet.mass * weight * sheet.worth_unit * unit)
    words = phrase("value-not-applicable", language)
    return {
        f"w_{one.measure.key}": float(_points(row.plan, one, row.values[one.slot]) * one.factor * worth)
        if one in applying
        else words
        for one in sheet.scored
    }


def _points(plan: Plan, scored: Scored, value: Value) -> int:
    if isinstance(value, str):
        return text_points(plan, scored, value)[0]
    return scored.scorer.points(value) if isinstance(value, int) and isinstance(scored.scorer, Pieces) else 0
