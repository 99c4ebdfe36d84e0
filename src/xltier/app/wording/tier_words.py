"""Cut-offs of tiers and the sides of a grid, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xltier.app.wording.rule_words import plain
from xltier.core.scheme import Scheme
from xltier.core.scheme.classes import Axis
from xltier.core.scheme.spread import Cut, Spread
from xltier.core.scheme.tier import Tier
from xltier.core.words import Words
from xltier.messages import phrase

_FITTED: Final = {
    Spread.MEAN: Words("均值", "the mean"),
    Spread.MEDIAN: Words("中位数", "the median"),
    Spread.MAX: Words("最大值", "the largest"),
}


def code_said(tiers: Sequence[Tier], code: str | None, language: str) -> str:
    """Return a tier's code as a text says it: in English with its English name where the code is Chinese.

    Example:
        >>> high = Tier("高", Words("高价值", "High value"))
        >>> code_said([high], "高", "en"), code_said([high], "高", "zh")
        ('高 (High value)', '高')
    """
    name = next((tier.name.en for tier in tiers if tier.code == code), "")
    return str(code) if language == "zh" or not name or str(code).isascii() else f"{code} ({name})"


def floor_words(
    tiers: Sequence[Tier], at: int, language: str, *, low_is_good: bool = False, spread: Spread | None = None
) -> str:
    """Return the cut-off of a tier, or how it is found: ``≥ 90``, ``< 60``, ``first 20%``, ``≥ the mean``.

    Args:
        tiers: Of one ladder, best first.
        at: Which of them.
        language: The reader's.
        low_is_good: Whether small values are good.
        spread: How a population is cut; None has fixed cut-offs.
    """
    tier = tiers[at]
    better, worse = ("≤", "<") if low_is_good else ("≥", ">")
    if spread in _FITTED:
        sign = better if at == 0 else ">" if low_is_good else "<"
        return f"{sign} {_FITTED[spread].said(language)}"
    if tier.floor is not None:
        return f"{better if tier.included else worse} {plain(tier.floor)}"
    if tier.share is not None or tier.quota is not None:
        share = tier.share if tier.share is not None else tier.quota or Decimal(0)
        key = "rule-first-sum" if spread is Spread.CUMULATIVE else "rule-first"
        return phrase(key, language, share=f"{plain(share * 100)}%")
    above = tiers[at - 1] if at else None
    if above is None or (above.floor is None and above.share is None and above.quota is None):
        return "–"
    if above.floor is None:
        return phrase("rules-else", language)
    past, to = (">", "≥") if low_is_good else ("<", "≤")
    return f"{past if above.included else to} {plain(above.floor)}"


def axis_words(scheme: Scheme, axis: Axis, language: str) -> str:
    """Return the levels of a grid's side, each with its cut-off or rule: ``5: first 20%; 4: first 40%``."""
    if axis.rules:
        parts = [f"{rule.outcome}: {rule.when or phrase('rules-else', language)}" for rule in axis.rules]
    else:
        parts = [
            f"{level.code}: {floor_words(axis.levels, at, language, low_is_good=axis.low_is_good, spread=axis.spread)}"
            for at, level in enumerate(axis.levels)
        ]
    measure = next((m.name.said(language) for m in scheme.measures if m.key == axis.measure), "")
    said = phrase("joint-list", language).join(parts)
    if axis.nested:
        said = phrase("rule-nested", language, levels=said)
    return f"{measure}: {said}" if measure else said


def cut_words(cut: Cut, language: str) -> str:
    """Return what a fitted cut is: ``the mean of all customers``, ``reached by the first 25%``."""
    if cut.share is None:
        return phrase("rule-cut", language, what=_FITTED.get(cut.spread, Words(cut.spread.value, cut.spread.value)))
    key = "rule-cut-sum" if cut.spread is Spread.CUMULATIVE else "rule-cut-share"
    return phrase(key, language, share=f"{plain(cut.share * 100)}%")


def cell_words(at: Sequence[str]) -> str:
    """Return the levels of a grid's cell: ``5 / 4 × 3 × 1``."""
    return " × ".join(code.replace("|", " / ") for code in at)
