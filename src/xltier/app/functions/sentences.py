"""What TIER_WHY says of a row: how far the next tier is, the reason, or every line of the trace."""

from __future__ import annotations

from xltier.app.functions.cells import Cell, CellFault, is_blank
from xltier.app.functions.rated import RatedRow
from xltier.app.wording.fault_reasons import fault_reason
from xltier.app.wording.reasons import capping, gap, reasoner
from xltier.app.wording.shown_value import shown_value
from xltier.core.fingerprint import fingerprint
from xltier.core.fixed import shown
from xltier.core.rating import BLANK
from xltier.core.scheme.measure import ValueType
from xltier.core.slots import filler
from xltier.core.trace import explain
from xltier.messages import phrase, render


def of_fault(fault: CellFault, language: str) -> str:
    """Return why a function gives an error, in words; the error's own name where nothing more is known."""
    return str(fault.error) if fault.problem is None else render(fault.problem, language).what


def in_short(row: RatedRow, language: str) -> str:
    """Return how far the next better tier is, or that a cap is in the way."""
    fault = _fault(row, language)
    if fault or row.rating.tier is None:
        return fault
    capped = capping(row.plan, row.rating, row.about, language)
    if capped:
        return capped
    slots = filler(row.plan)(row.entries) if row.entries else ()
    return gap(row.plan, row.rating, language, slots, row.about)


def normally(row: RatedRow, language: str) -> str:
    """Return the strongest and the weakest measure, adjustments, red lines and the next tier."""
    if not row.entries or row.rating.tier is None:
        return in_short(row, language)
    return reasoner(row.plan, language)(row.entries, row.rating, row.about)


def in_full(row: RatedRow, language: str) -> str:
    """Return the reason, each measure with its points, texts read as numbers, and the fingerprint of the rules."""
    if row.rating == BLANK:
        return ""
    said = [normally(row, language)]
    decimals = row.plan.points_decimals
    texts = {slot: cell for slot, cell in zip(row.columns, row.cells, strict=False) if _is_text(cell)}
    if row.entries and row.rating.tier is not None:
        for line in explain(row.plan, row.entries, row.about).lines:
            value = shown_value(line.measure, line.value, language)
            if line.slot in texts and line.measure.type is ValueType.NUMBER:
                value = phrase("why-read-text", language, value=value, text=texts[line.slot])
            points = "–" if line.points is None else shown(line.points, decimals)
            full = "" if line.full is None else f"/{shown(line.full, decimals)}"
            said.append(f"{line.measure.name.said(language)} {value} → {points}{full}")
    said.append(f"{row.scheme.id}@{row.scheme.version} {fingerprint(row.scheme)}")
    return ("；" if language == "zh" else "; ").join(part for part in said if part)


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not is_blank(cell)


def _fault(row: RatedRow, language: str) -> str:
    if row.rating.error is None:
        return ""
    problem = next(iter(row.rating.problems), None)
    return str(row.rating.error) if problem is None else fault_reason(problem, language)
