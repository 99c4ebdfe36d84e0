"""A raw value, as a program or a cleaned cell has it, to the entry that a rating is asked about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from xltier.core.fixed import to_fixed
from xltier.core.plan import Plan
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.core.words import folded
from xltier.errors import Problem

_MARKS = {"true": 1, "yes": 1, "y": 1, "是": 1, "有": 1, "√": 1, "✓": 1, "1": 1}
_NO_MARKS = {"false": 0, "no": 0, "n": 0, "否": 0, "无": 0, "×": 0, "0": 0}


def entry(measure: Measure, raw: object) -> Entry | Problem:
    """Return a value in the measure's fixed point, or the Problem of a value that is none.

    Args:
        measure: What the value is of.
        raw: A number, text or mark; None, NaN and blank text are not reported;
            NOT_APPLICABLE and an Excel error stay what they are.
    """
    if raw is None or raw is NOT_APPLICABLE or isinstance(raw, ExcelError):
        return raw
    if isinstance(raw, float) and math.isnan(raw):
        return None
    if isinstance(raw, str) and not raw.strip():
        return None
    match measure.type:
        case ValueType.TEXT:
            return folded(str(raw))
        case ValueType.FLAG:
            return _mark(measure, raw)
    return _number(measure, raw)


def _mark(measure: Measure, raw: object) -> Entry | Problem:
    found = (_MARKS | _NO_MARKS).get(folded(str(raw)))
    if isinstance(raw, bool):
        return int(raw)
    if isinstance(raw, (int, float, Decimal)) and raw in {0, 1}:
        return int(raw)
    if found is None:
        return Problem("measure-not-mark", values={"key": measure.key, "measure": measure.name, "value": raw})
    return found


def _number(measure: Measure, raw: object) -> Entry | Problem:
    if isinstance(raw, (int, float, Decimal, str)) and not isinstance(raw, bool):
        try:
            return to_fixed(raw, measure.decimals)
        except (ValueError, InvalidOperation):
            pass  # said below, with the text
    return Problem("measure-not-number", values={"key": measure.key, "measure": measure.name, "value": raw})


def entries(plan: Plan, values: Mapping[str, object]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return a customer's entries in slot order, and the Problems of values that are none.

    Args:
        plan: The scheme's plan.
        values: Raw values by measure key. A key that is absent is not applicable: there is no such column.
    """
    found: list[Entry] = []
    problems: list[Problem] = []
    for measure in plan.measures[: plan.inputs]:
        value = entry(measure, values.get(measure.key, NOT_APPLICABLE))
        if isinstance(value, Problem):
            problems.append(value)
            found.append(ExcelError.VALUE)
        else:
            found.append(value)
    return tuple(found), tuple(problems)
