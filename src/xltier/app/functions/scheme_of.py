"""Which scheme a worksheet function means: its argument, else what the host's workbook and user have chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from xltier.app.functions.cells import Argument, CellFault, is_single, single, text
from xltier.core.scheme import Scheme
from xltier.core.values import ExcelError
from xltier.errors import Problem, SchemeError
from xltier.schemes.library import load_scheme

DEFAULT = "standard"


class Surroundings(Protocol):
    """What a host knows around a cell."""

    def chosen(self) -> Scheme | None:
        """Return the scheme of the workbook's name, rules sheet, folder or user, in that order, or None."""

    def named(self, name: str) -> Scheme | None:
        """Return a scheme of the workbook's own rules sheets by its id, or None."""

    def of_block(self, rules: Argument) -> Scheme | None:
        """Return the scheme that a range of a rules sheet states, or None where it is none."""

    @property
    def language(self) -> str:
        """Return the language of texts, ``zh`` or ``en``."""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Surroundings without a workbook: only the shipped schemes."""

    language: str = "en"

    def chosen(self) -> Scheme | None:
        """Return nothing: nobody has chosen."""
        return None

    def named(self, name: str) -> Scheme | None:
        """Return nothing: there is no rules sheet; ``name`` may still be a shipped scheme."""
        del name
        return None

    def of_block(self, rules: Argument) -> Scheme | None:
        """Return nothing: a range of rules needs a workbook."""
        del rules
        return None


def scheme_of(argument: Argument, around: Surroundings) -> Scheme:
    """Return the scheme that a function's argument means.

    Raises:
        CellFault: #N/A for a scheme that nobody knows.
    """
    if not is_single(argument):
        found = around.of_block(argument)
        if found is None:
            raise CellFault(ExcelError.NA, Problem("scheme-range-wrong"))
        return found
    name = text(single(argument))
    if not name:
        return around.chosen() or _shipped(DEFAULT)
    return around.named(name) or _known(name)


def _known(name: str) -> Scheme:
    """Return a shipped scheme, whatever the case of its name."""
    try:
        return _shipped(name.casefold())
    except SchemeError:
        try:
            return _shipped(name)
        except SchemeError as err:
            raise CellFault(ExcelError.NA, err.problems[0]) from err


@lru_cache(maxsize=64)
def _shipped(name: str) -> Scheme:
    return load_scheme(name)
