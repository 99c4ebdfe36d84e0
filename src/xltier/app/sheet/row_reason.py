"""The sentence of any row of a rated sheet: why this tier, or why none."""

from __future__ import annotations

from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.fault_reasons import fault_reason
from xltier.app.wording.reasons import reasoner
from xltier.messages import phrase


def row_reason(sheet: TieredSheet, row: TieredRow, language: str) -> str:
    """Return 主因 for a row: its points and the way up, its faults with their cells, or that it is blank."""
    if row.rating.tier is not None:
        return reasoner(sheet.plan, language)(row.entries, row.rating)
    if row.faults:
        return ("；" if language == "zh" else "; ").join(
            fault_reason(fault, language) for fault in row.faults if fault.is_error
        ) or fault_reason(row.faults[0], language)
    if row.rating.problems:
        return fault_reason(row.rating.problems[0], language)
    return phrase("why-blank-row", language)


def reason_beside_class(sheet: TieredSheet, row: TieredRow, language: str) -> str:
    """Return 主因 for a place where the class stands beside it, so that it does not begin with the class again."""
    reason = row_reason(sheet, row, language)
    for mark in ("：", ": "):
        reason = reason.removeprefix(f"{row.rating.tier}{mark}")
    return reason
