"""Why a measure does not apply to a key: no column, no row last year, a new dealer, a target of 0."""

from __future__ import annotations

from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.result import MonthRow
from xltier.app.month.rule_measures import operands, rule_said
from xltier.core.scheme.measure import Measure, Window
from xltier.core.values import NOT_APPLICABLE
from xltier.messages import phrase


def why_not(row: MonthRow, measure: Measure, inputs: MonthInputs, language: str) -> str:
    """Return the first reason for which a measure does not apply to a rated key.

    Args:
        row: The key, with every slot filled.
        measure: A measure whose value is not applicable.
        inputs: What the month was rated from: which measures there are columns for.
        language: ``"zh"`` or ``"en"``.
    """
    plan = row.plan
    used = operands(measure, plan.measures)
    for operand in used:
        if row.values[plan.slot(operand.key)] is NOT_APPLICABLE:
            return _of_input(row, operand, inputs, language)
    if measure.applies_if:
        return phrase("month-na-rule", language, rule=rule_said(measure.applies_if, plan, language))
    for operand in reversed(used):  # a quotient names its denominator last
        if row.values[plan.slot(operand.key)] == 0:
            return phrase("month-na-zero", language, measure=operand.name)
    return phrase("month-na-other", language, measure=measure.name)


def _of_input(row: MonthRow, measure: Measure, inputs: MonthInputs, language: str) -> str:
    if measure.key not in inputs.measures and measure.of not in inputs.measures:
        return phrase("month-na-column", language, measure=measure.name)
    if measure.window is Window.GROWTH:
        return phrase("month-na-window", language)
    if measure.window is not Window.GROWTH_BASE:
        is_summed = measure.window is Window.THREE_MONTHS and measure.key not in inputs.measures
        return phrase("month-na-rows" if is_summed else "month-na-other", language, measure=measure.name)
    if row.is_unsplit:
        return phrase("month-unsplit", language)
    if row.dealer is not None and row.dealer.opened is not None:
        return phrase("month-na-new", language, date=row.dealer.opened.isoformat())
    return phrase("month-na-last-year", language)
