"""主因 of a customer who cannot be rated: what is wrong, and in which cell."""

from __future__ import annotations

from typing import Final

from xltier.errors import Problem
from xltier.messages import phrase, render

_SHORT: Final = {
    "measure-required": "why-blank",
    "rule-unknown": "why-blank",
    "measure-not-number": "why-not-number",
    "not-a-number": "why-not-number",
    "unparsed-date": "why-not-date",
    "measure-error": "why-error-value",
    "error-value": "why-error-value",
    "out-of-domain": "why-out-of-domain",
    "percent-trap": "why-percent-trap",
}


def fault_reason(problem: Problem, language: str) -> str:
    """Return a short sentence, ``年销售额为空（E9）``."""
    values = problem.values
    if problem.reference in _SHORT and "measure" in values:
        said = values.get("text", values.get("value", values.get("error", "")))
        words = phrase(
            _SHORT[problem.reference],
            language,
            measure=values["measure"],
            value=said,
            low=values.get("low", ""),
            high=values.get("high", ""),
            ratio=values.get("ratio", ""),
        )
    else:
        words = render(problem, language).what.rstrip("。.")
    return phrase("why-at", language, words=words, cell=problem.at.cell) if problem.at.cell else words
