"""Calls of the worksheet functions as Excel makes them through xlwings, and what its cells then show."""

from __future__ import annotations

from typing import Final

from xltier.app.functions.catalogue import CATALOGUE
from xltier.hosts.excel import functions
from xltier.hosts.excel.coercion import CODES, Sent
from xltier.hosts.excel.signature import signature

RAW_ERRORS: Final = {str(error): code for error, code in CODES.items()}
"""The integer that COM hands over for an error cell, by the error's text."""
_SHOWN: Final = {code: text for text, code in RAW_ERRORS.items()}


def asked(name: str, *given: object, home: object = None) -> Sent:
    """Return what a function sends for raw arguments; those left out are None, as xlwings fills them in."""
    declared = signature(CATALOGUE[name])
    arguments = [*given, *(None,) * (len(declared.parameters) - len(given))]
    answer: Sent = getattr(functions, name)(*arguments, *((home,) if declared.needs_home else ()))
    return answer


def as_excel_shows(cell: object) -> object:
    """Return a cell behind the add-in's ``WithErrors``: an integer is the code of an error value."""
    return _SHOWN[cell] if type(cell) is int else cell
