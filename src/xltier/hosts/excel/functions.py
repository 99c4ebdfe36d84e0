"""The worksheet functions as xlwings calls them: ``TIER`` and the others of the catalogue, made from it.

The add-in's Visual Basic names this module; xlwings finds a function here by its name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Final

import xlwings

from xltier.app.functions.catalogue import CATALOGUE, Function, call
from xltier.hosts.excel.coercion import Sent, sent, taken
from xltier.hosts.excel.signature import HOME, HOME_IN_VBA, Signature, signature
from xltier.hosts.excel.surroundings import around

CATEGORY: Final = "xltier"


def _answering(function: Function) -> Callable[..., Sent]:
    """Return the function that answers for one of the catalogue, as xlwings wants it."""
    declared = signature(function)

    def answer(*given: object) -> Sent:
        home = given[-1] if declared.needs_home else None
        arguments = given[: len(declared.parameters)]
        return sent(call(function.name, taken(arguments), around(home)))

    answer.__name__ = answer.__qualname__ = function.name
    answer.__doc__ = function.help.en
    answer.__signature__ = inspect.Signature(_parameters(declared))  # type: ignore[attr-defined]  # because inspect reads it
    answer.__annotations__ = {}  # xlwings would convert by them
    return _declared(answer, declared)


def _declared(answer: Callable[..., Sent], declared: Signature) -> Callable[..., Sent]:
    """Return a function declared to xlwings: raw values in and out, and the workbook from Visual Basic."""
    found: Any = xlwings.func(category=CATEGORY)(answer)
    for one in declared.parameters:
        found = xlwings.arg(one.name, "raw")(found)
    if declared.needs_home:
        found = xlwings.arg(HOME, "raw", vba=HOME_IN_VBA)(found)
    made: Callable[..., Sent] = xlwings.ret("raw")(found)
    return made


def _parameters(declared: Signature) -> list[inspect.Parameter]:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    found = [
        inspect.Parameter(one.name, kind, default=None if one.is_optional else inspect.Parameter.empty)
        for one in declared.parameters
    ]
    if declared.needs_home:
        is_last_optional = declared.parameters[-1].is_optional
        default = None if is_last_optional else inspect.Parameter.empty
        found.append(inspect.Parameter(HOME, kind, default=default))
    return found


globals().update({name: _answering(function) for name, function in CATALOGUE.items()})
