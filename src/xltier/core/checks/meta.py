"""Checks of a scheme's head: decimals, how sub-grades combine, words in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xltier.core.checks.places import DECIMALS, doubtful, wrong
from xltier.core.scheme import Kind, Scheme, Scoring
from xltier.core.scoresheet import ONLY
from xltier.core.words import Words
from xltier.errors import Problem

_LANGUAGES: Final = {"zh": Words("中文", "Chinese"), "en": Words("英文", "English")}
_BOTH: Final = Words("中英文", "Chinese or English")
_COMBINES = ("weighted", "best", "worst", "majority", "only:KEY")


def check_meta(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the head of a scheme."""
    if scheme.kind is Kind.SCORECARD:
        if scheme.score_decimals is None:
            yield wrong("score-decimals-missing", "score_decimals")
        elif scheme.score_decimals > DECIMALS:
            yield wrong("decimals-too-many", "score_decimals", value=scheme.score_decimals, most=DECIMALS)
        elif scheme.score_decimals > scheme.points_decimals:
            yield wrong(
                "points-too-coarse", "points_decimals", points=scheme.points_decimals, score=scheme.score_decimals
            )
        yield from _combine(scheme)
    if scheme.score_min is not None and scheme.score_max is not None and scheme.score_min > scheme.score_max:
        yield wrong("range-reversed", "score_max", low=scheme.score_min, high=scheme.score_max)
    if not 0 <= scheme.min_coverage <= 1:
        yield wrong("share-outside", "min_coverage", value=scheme.min_coverage)
    yield from _history(scheme)
    for path, words in _names(scheme):
        if bool(words.zh) != bool(words.en):
            missing = "en" if words.zh else "zh"
            yield doubtful(
                "translation-missing", f"{path}.{missing}", text=words.zh or words.en, language=_LANGUAGES[missing]
            )
        elif not words:
            yield doubtful("translation-missing", path, text=path, language=_BOTH)


def _combine(scheme: Scheme) -> Iterator[Problem]:
    scored = [measure for measure in scheme.measures if measure.is_scored]
    if scheme.combine.startswith(ONLY):
        keys = tuple(measure.key for measure in scored)
        if scheme.combine.removeprefix(ONLY) not in keys:
            yield wrong(
                "unknown-name", "combine", text=scheme.combine, name=scheme.combine.removeprefix(ONLY), near=keys
            )
    elif scheme.combine not in _COMBINES:
        yield wrong("field-choice", "combine", key="combine", value=scheme.combine, choices=_COMBINES)
    if scheme.combine != "weighted":
        if len({measure.full for measure in scored}) > 1:
            yield wrong("combine-unequal-full", "combine", combine=scheme.combine)
        if scheme.scoring is not Scoring.WEIGHTED:
            yield wrong("combine-needs-weights", "combine", combine=scheme.combine)
    if scheme.majority_tie not in {"better", "worse"}:
        choices = ("better", "worse")
        yield wrong("field-choice", "majority_tie", key="majority_tie", value=scheme.majority_tie, choices=choices)


def _history(scheme: Scheme) -> Iterator[Problem]:
    for path, value in (("buffer", scheme.buffer), ("buffer_share", scheme.buffer_share)):
        if value < 0:
            yield wrong("buffer-negative", path, value=value)
    if scheme.min_months < 1:
        yield wrong("months-too-few", "min_months", value=scheme.min_months)
    has_buffer = bool(scheme.buffer or scheme.buffer_share)
    if scheme.falls_on_either and (not has_buffer or scheme.min_months == 1 or scheme.kind in {Kind.RULES, Kind.GRID}):
        yield doubtful("falls-when-idle", "falls_when")


def _names(scheme: Scheme) -> Iterator[tuple[str, Words]]:
    yield "name", scheme.name
    blocks: dict[str, list[Words]] = {
        "measures": [measure.name for measure in scheme.measures],
        "tiers": [tier.name for tier in scheme.tiers],
        "items": [item.name for item in scheme.items],
        "red_lines": [line.name for line in scheme.red_lines],
        "axes": [axis.name for axis in scheme.axes],
    }
    for block, names in blocks.items():
        for at, words in enumerate(names):
            yield f"{block}[{at}].name", words
