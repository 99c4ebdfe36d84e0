"""Where the rules stand in cells: a path of the scheme document to the cell that a formula reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from xltier.formulas.syntax import Node, Num, Ref, Truth, Txt, any_, if_, is_number, is_text

YES: Final = ("是", "yes")
OUT: Final = ("不含", "out")
IN: Final = ("含", "in")
NONE: Final = ("无", "none")


Held: TypeAlias = "str | int | float | bool | dt.datetime | dt.date | dt.time | None"
"""What a cell of a rules sheet holds."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What formulas take for granted of the rules sheet that they read; addresses without the sheet.

    Args:
        sheet: The sheet's name, quoted.
        fixed: Cells that must stay as they are, with their values.
        areas: Areas, how many cells each has, and whether those may be numbers, blank, or some words.
        counts: Areas that must hold so many cells that are not blank.
    """

    sheet: str
    fixed: Sequence[tuple[str, Held]] = ()
    areas: Sequence[tuple[str, int, bool, bool, Sequence[str]]] = ()
    counts: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True, slots=True)
class RulesCells:
    """The cells of a rules sheet by document path; a rule without a cell is written out as it stands.

    Args:
        cells: Path, such as ``measures[2].weight``, to an absolute reference with its sheet. Blank cells are
            there too, so that a rule filled in later counts.
        texts: Paths of numbers that stand as text, because a cell cannot hold their digits.
        basis: What formulas on these cells take for granted, where it can change.
        sound: The test that it holds, once :mod:`xltier.formulas.basis` has its cell; without one nothing is tested.
    """

    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    texts: frozenset[str] = frozenset()
    basis: Basis | None = None
    sound: Node | None = None

    def ref(self, path: str) -> Ref | None:
        """Return the cell of a rule, or None."""
        address = self.cells.get(path)
        return None if address is None else Ref(address)

    def number(self, path: str, value: Decimal) -> Node:
        """Return a number that is always there; one that stands as text is written out until a number is typed."""
        cell = self.ref(path)
        if cell is None:
            return Num(value)
        return if_(is_number(cell), cell, Num(value)) if path in self.texts else cell

    def text(self, path: str, value: str) -> Node:
        """Return a text."""
        return self.ref(path) or Txt(value)

    def optional(self, path: str, value: Decimal | None) -> tuple[Node, Node]:
        """Return whether a number is there, and the number."""
        cell = self.ref(path)
        if cell is None or (path in self.texts and value is not None):
            return Truth(value is not None), self.number(path, value if value is not None else Decimal(0))
        return is_number(cell), cell

    def yes(self, path: str, *, value: bool) -> Node:
        """Return whether a yes-or-no cell says yes."""
        cell = self.ref(path)
        return Truth(value) if cell is None else any_(*(is_text(cell, word) for word in YES))

    def excluded(self, path: str, *, value: bool) -> Node:
        """Return whether an edge is said not to belong."""
        cell = self.ref(path)
        return Truth(value) if cell is None else any_(*(is_text(cell, word) for word in OUT))


NO_CELLS: Final = RulesCells()
