"""Where the columns of the monthly workbook stand: what one sheet's formulas read on another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xltier.app.month.keys import Key
from xltier.formulas.cells import quoted
from xltier.formulas.rules_cells import NO_CELLS, RulesCells
from xltier.tables.address import letters


@dataclass(frozen=True, slots=True)
class Run:
    """A column of a sheet's rows.

    Args:
        sheet: The sheet's name as its tab says it.
        column: From 0.
        first: Row of the first one, from 0.
        last: Row of the last one, from 0; a sheet without rows keeps one blank row, so that a range is never empty.

    Example:
        >>> run = Run("评级明细", 7, 5, 204)
        >>> run.cell(0), run.whole()
        ("'评级明细'!$H$6", "'评级明细'!$H$6:$H$205")
    """

    sheet: str
    column: int
    first: int
    last: int

    def cell(self, row: int) -> str:
        """Return the absolute reference of a row of the run, from 0."""
        return f"{quoted(self.sheet)}!${letters(self.column + 1)}${self.first + row + 1}"

    def whole(self) -> str:
        """Return the absolute reference of all rows."""
        letter = letters(self.column + 1)
        return f"{quoted(self.sheet)}!${letter}${self.first + 1}:${letter}${self.last + 1}"


Runs = Mapping[str, Run]
_NONE: Runs = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Places:
    """The columns of each sheet by key, and the cells of the rules.

    Args:
        ratings: ``id`` (dealer|division|line, what other sheets count and look up by), ``dealer``, ``name``,
            ``division``, ``line``, ``channel``, ``region``, ``manager``, ``tier``, ``before_red``, ``last``,
            ``change``, ``driver``, ``score``, ``score_before``, ``base``, ``bonus``, ``penalty``, ``red``, ``next``,
            ``missing``, ``reason``, ``m1`` to ``m5`` (tiers 1 to 5 months back) and ``points:KEY`` (weighted) for
            each scored measure. A scheme without a score has no columns of points.
        measures: ``id``, ``value:KEY``, ``points:KEY``, ``weighted:KEY`` and ``base``; its rows are those of ratings.
        adjustments: ``id``, ``date``, ``item``, ``name``, ``kind``, ``points``, ``counts``.
        red_lines: ``id``, ``date``, ``code``, ``name``, ``from``, ``to``, ``active``.
        alerts: ``level``, ``name``, ``dealer``, ``dealer_name``, ``division``, ``line``, ``tier``, ``fact``,
            ``action``, ``owner``, ``due``, ``status``.
        history: ``id``, ``month``, ``score``, ``tier``.
        rules: Document path of a rule to its cell.
    """

    ratings: Runs = field(default_factory=lambda: _NONE)
    measures: Runs = field(default_factory=lambda: _NONE)
    adjustments: Runs = field(default_factory=lambda: _NONE)
    red_lines: Runs = field(default_factory=lambda: _NONE)
    alerts: Runs = field(default_factory=lambda: _NONE)
    history: Runs = field(default_factory=lambda: _NONE)
    rules: RulesCells = NO_CELLS


def row_id(key: Key) -> str:
    """Return the text by which sheets find a key's row.

    Example:
        >>> row_id(Key("CQ1", "华东", "强网休闲"))
        'CQ1|华东|强网休闲'
    """
    return "|".join(key)
