"""A customer's card in words: figures with their units, and how much history they are of."""

from __future__ import annotations

from xltier.app.orders.card import Card, Verdict
from xltier.app.orders.order_features import FEATURES
from xltier.app.wording.shown_value import grouped, with_unit
from xltier.core.fixed import percent, shown
from xltier.core.values import ExcelError
from xltier.messages import phrase


def figures_of(found: Card, language: str) -> tuple[tuple[str, str], ...]:
    """Return each figure that is known: its name and its value as people read it."""
    known = {one.key: found.spending.get(one.key) for one in FEATURES}
    return tuple(
        (
            one.name.said(language),
            f"{shown(value, one.decimals - 2)}%"
            if one.unit == "%"
            else with_unit(grouped(value, one.decimals), one.unit_in(found.currency), language),
        )
        for one in FEATURES
        if (value := known[one.key]) is not None
    )


def spending_title(found: Card, language: str) -> str:
    """Return the heading of the figures, with the months that amounts are of."""
    if found.months is None:
        return phrase("card-spending", language)
    return phrase("card-spending-months", language, months=found.months)


def satisfaction_of(found: Card, language: str) -> str:
    """Return the share of satisfied answers and their number, or that there are none."""
    if isinstance(found.satisfaction, ExcelError):
        return phrase("card-no-answers", language)
    share = percent(float(found.satisfaction))
    return phrase("card-answers", language, share=share, count=len(found.answers))


def class_of(verdict: Verdict, language: str) -> str:
    """Return a class by its name, with its code where that says something else; a dash where there is none."""
    if verdict.tier is None:
        return "–"
    name = verdict.name.said(language)
    return name if name in {"", verdict.tier} or verdict.tier in name else f"{name} ({verdict.tier})"
