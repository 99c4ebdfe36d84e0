"""Steps laid out as columns: one column a step, one row a customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from xltier.formulas.render import countif, render
from xltier.formulas.work import Step

_ROW = "\0"
NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Columns:
    """Formula columns of a sheet.

    Args:
        steps: In their order, which is the order of the columns.
        letters: Column letter of each step, by name.
        templates: Text of each formula, by name, with a mark where the row number belongs.
    """

    steps: tuple[Step, ...]
    letters: Mapping[str, str]
    templates: Mapping[str, str]

    def formula(self, name: str, row: int) -> str:
        """Return a step's formula in a row, without its equals sign."""
        return self.templates[name].replace(_ROW, str(row))


def columns(
    steps: Sequence[Step], letters: Sequence[str], raw: Mapping[str, str], shared: Mapping[str, str] = NOWHERE
) -> Columns:
    """Return steps as columns.

    Args:
        steps: What :func:`xltier.formulas.steps.steps` gave.
        letters: A column letter for each step.
        raw: Column of each raw value, with its sheet where it is another one: ``"客户"!$B``.
        shared: Cell of each step that all rows share.
    """
    at = {step.name: letter for step, letter in zip(steps, letters, strict=True)}

    def place(name: str) -> str:
        if name in shared:
            return shared[name]
        return (f"${at[name]}" if name in at else raw[name]) + _ROW

    return Columns(tuple(steps), at, {step.name: render(step.formula, place, countif) for step in steps})


def quoted(sheet: str) -> str:
    """Return a sheet name as formulas have it.

    Example:
        >>> quoted("规则"), quoted("O'Hara")
        ("'规则'", "'O''Hara'")
    """
    return "'" + sheet.replace("'", "''") + "'"
