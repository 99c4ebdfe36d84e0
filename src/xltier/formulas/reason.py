"""A short reason as a formula: the measure that lost most, red lines, and the distance to the next tier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xltier.core.plan import Scored, Scoresheet
from xltier.core.words import Words
from xltier.formulas.ladders import chain, tier_paths
from xltier.formulas.points import full_of
from xltier.formulas.score import share_of, weight_of
from xltier.formulas.syntax import Name, Node, Op, Txt, any_, call, if_, is_number, num, rounded
from xltier.formulas.work import GUARD, SKIPPED, Work

SHOWN: Final = 2
"""Decimals of the points lost as the sentence says them."""

WEAK: Final = Words("弱 {measure}（差 {lost}）", "weak {measure} ({lost} lost)")
RED_LINE: Final = Words("红线：{names}", "red line: {names}")
GAP: Final = Words("距 {tier} 差 {missing}", "{missing} to {tier}")
TOP: Final = Words("已是最高级", "top tier")
CHANGED: Final = Words(
    "规则页的结构已改动或有误，公式未随之更新：请用 xltier check 检查，再重新写入公式",
    "the rules sheet was restructured or has a mistake, and the formulas do not follow: run xltier check, "
    "then write the formulas again",
)
JOINT: Final = Words("；", "; ")


def lost(work: Work, sheet: Scoresheet, ratable: Node) -> list[tuple[Scored, Node]]:
    """Write what full marks would bring more, for each measure that has full marks."""
    if sheet.combine != "weighted":
        return []
    found = []
    for scored in sheet.scored:
        earned = work.points.get(scored.slot)
        if scored.full is None or earned is None or earned == Txt(SKIPPED):
            continue
        full = full_of(work, scored.measure, work.path(scored.slot))
        missing: Node = call("MAX", num(0), Op("-", full, earned))
        if sheet.weight is not None:
            missing = Op("/", Op("*", missing, weight_of(work, scored)), full)
            missing = share_of(work, sheet, missing)
        name = scored.measure.name
        label = Words(f"{name.zh} 可提分", f"{name.en} lost")
        counts = if_(
            Op("=", ratable, num(1)), if_(is_number(earned), rounded(rounded(missing, GUARD), SHOWN), num(0)), num(0)
        )
        found.append((scored, work.add(f"l_{scored.measure.key}", label, counts, SHOWN)))
    return found


def why(
    work: Work,
    ratable: Node,
    losses: Sequence[tuple[Scored, Node]],
    hits: Sequence[Node],
    steps: tuple[Node | None, Node],
) -> Node:
    """Write the sentence.

    Args:
        work: Its language is the sentence's.
        ratable: 1 where there is a rating.
        losses: Points lost by measure.
        hits: 1 for each red line that applies.
        steps: The distance to the next tier, and the place earned.
    """
    said = work.language
    joint = JOINT.said(said)
    parts = []
    if losses:
        most = call("MAX", *(step for _, step in losses))
        names = chain(num(0), [Txt("")])
        for scored, step in reversed(losses):
            before, after = WEAK.said(said).format(measure=scored.measure.name.said(said), lost="\0").split("\0")
            sentence = _joined([Txt(before), step, Txt(after + joint)])
            names = if_(Op("=", step, Name("l_most")), sentence, names)
        worst = work.add("l_most", Words("最多可提分", "most lost"), most, SHOWN)
        parts.append(if_(Op(">", worst, num(0)), names, Txt("")))
    missing, earned = steps
    parts += _red_lines(work, hits, ends=missing is None)
    if missing is not None:
        words = GAP.said(said).format(tier="\0", missing="\1")
        codes = [
            work.rules.text(f"{path}.code", tier.code)
            for path, tier in zip(tier_paths(work.plan), work.plan.ladder.tiers, strict=True)
        ]
        better = chain(earned, codes[:-1], 2)
        pieces = [{"\0": better, "\1": missing}.get(piece) or Txt(piece) for piece in _split(words)]
        parts.append(if_(Op("=", earned, num(1)), Txt(TOP.said(said)), _joined(pieces)))
    whole = if_(Op("=", ratable, num(1)), _joined(parts) if parts else Txt(""), Txt(""))
    if work.rules.sound is not None and whole != Txt(""):
        whole = if_(work.rules.sound, whole, Txt(CHANGED.said(said)))
    return work.add("why", Words("主因", "Why"), whole)


def _red_lines(work: Work, hits: Sequence[Node], *, ends: bool) -> list[Node]:
    """Return the red lines in words; where nothing follows, the joint stands before all but the first that applies."""
    joint = JOINT.said(work.language)
    parts: list[Node] = []
    earlier: list[Node] = []
    for hit, plan in zip(hits, work.plan.red_lines, strict=True):
        if hit == num(0):
            continue
        text = RED_LINE.said(work.language).format(names=plan.line.name.said(work.language))
        said: Node = Txt(text + joint)
        if ends:
            said = if_(any_(*earlier), Txt(joint + text), Txt(text))
        applies = Op("=", hit, num(1))
        earlier.append(applies)
        parts.append(if_(applies, said, Txt("")))
    return parts


def _split(text: str) -> list[str]:
    """Return a text cut around its two marks."""
    pieces = [""]
    for letter in text:
        if letter in "\0\1":
            pieces += [letter, ""]
        else:
            pieces[-1] += letter
    return [piece for piece in pieces if piece]


def _joined(parts: Sequence[Node]) -> Node:
    first, *others = parts
    for part in others:
        first = Op("&", first, part)
    return first
