"""Every template by the name that ``xltier new`` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from xltier.app.templates import lists
from xltier.app.templates.monthly import log_sheet, month_sheets
from xltier.app.templates.template import TemplateSheet
from xltier.core.scheme import Scheme

INPUTS: Final[Mapping[str, Callable[[Scheme], tuple[TemplateSheet, ...]]]] = {
    "customers": lambda scheme: (lists.customers(scheme),),
    "monthly-input": month_sheets,
    "adjustments": lambda scheme: (log_sheet("adjustments", scheme),),
    "red-lines": lambda scheme: (log_sheet("red_lines", scheme),),
    "orders": lambda _: (lists.orders(),),
    "complaints": lambda _: (lists.complaints(),),
    "capacity": lambda _: (lists.service_capacity(),),
}
"""Sheets of each template."""

RULES: Final = "rules"
TEMPLATES: Final = (*INPUTS, RULES)

SCHEMES: Final[Mapping[str, str]] = {
    "customers": "b2b-abcd",
    "monthly-input": "dealer-monthly",
    "adjustments": "dealer-monthly",
    "red-lines": "dealer-monthly",
}
"""The scheme that a template is made for when nobody names another."""
