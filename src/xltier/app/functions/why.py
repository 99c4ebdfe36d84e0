"""TIER_WHY: the reason of each row in words. It never gives an error: it explains errors."""

from __future__ import annotations

from math import isfinite

from xltier.app.functions.cells import Argument, Block, CellFault, block, choice, single
from xltier.app.functions.rated import Question, rated_rows
from xltier.app.functions.scheme_of import Surroundings
from xltier.app.functions.sentences import in_full, in_short, normally, of_fault
from xltier.core.values import ExcelError

_DETAILS = ("0", "1", "2")


def why(question: Question, around: Surroundings, *, detail: Argument = None, language: Argument = None) -> Block:
    """Return a sentence for each row: 0 short, 1 normal, 2 the full trace."""
    spoken = around.language
    try:
        spoken = choice(single(language), ("zh", "en"), around.language)
        depth = choice(_whole(detail), _DETAILS, "1")
        rows = rated_rows(question, around)
    except CellFault as fault:
        return tuple((of_fault(fault, spoken),) for _ in block(question.values))
    words = {"0": in_short, "1": normally, "2": in_full}[depth]
    return tuple((words(row, spoken),) for row in rows)


def _whole(detail: Argument) -> str | None:
    given = single(detail)
    if given is None or isinstance(given, ExcelError):
        return None
    return str(int(given)) if isinstance(given, (int, float)) and isfinite(given) else str(given)
