"""主因 of a month's row: the points, what the log and red lines did, figures that moved, decisions by hand."""

from __future__ import annotations

from xltier.app.month.result import MonthRow
from xltier.app.wording.fault_reasons import fault_reason
from xltier.app.wording.reasons import reasoner
from xltier.messages import phrase


def month_reason(row: MonthRow, language: str) -> str:
    """Return why a key has its tier, or why it has none; it always names something.

    Args:
        row: The rated key.
        language: ``"zh"`` or ``"en"``.
    """
    joint = "；" if language == "zh" else "; "
    said: list[str] = []
    if row.about.override is not None and row.about.override.is_signed and row.rating.tier is not None:
        about = row.about.override
        said.append(phrase("month-by-hand", language, tier=about.tier, reason=about.reason, author=about.author))
    if row.rating.tier is None:
        faults = [fault_reason(problem, language) for problem in row.rating.problems]
        said.extend(faults or [phrase("month-nothing-reported", language)])
    else:
        said.append(reasoner(row.plan, language)(row.entries, row.rating, row.about))
    for line, product in row.moved:
        said.append(phrase("month-moved-in", language, what=product or line, line=line))
    if row.is_unsplit:
        said.append(phrase("month-unsplit", language))
    return joint.join(part for part in said if part)
