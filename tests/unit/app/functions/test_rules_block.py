"""A block of cells that states a scheme, as a host hands it to a worksheet function."""

from __future__ import annotations

import datetime as dt

import pytest

from xltier.app.functions.cells import CellFault
from xltier.app.functions.rules_block import Rules, rules_reading, sound_scheme
from xltier.core.values import ExcelError
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.rules.grid import Value
from xltier.tables.rules.layout import grid_cells, layout

DAY_0 = dt.date(1899, 12, 30)


def block_of(name: str, *, language: str = "zh") -> Rules:
    """Return the rules sheet of a shipped scheme as rows of cells, a date as its day number."""
    cells = grid_cells(layout(load_scheme(name)), language)
    rows, columns = (max(at[side] for at in cells) for side in (0, 1))
    return tuple(
        tuple(numbered(cells[row, column].value) if (row, column) in cells else "" for column in range(1, columns + 1))
        for row in range(1, rows + 1)
    )


def numbered(value: Value) -> Value:
    return float((value - DAY_0).days) if isinstance(value, dt.date) else value


@pytest.mark.parametrize("name", shipped())
def test_a_block_of_the_rules_sheet_is_the_scheme(name: str) -> None:
    assert sound_scheme(rules_reading(block_of(name))).valid_from == load_scheme(name).valid_from
    assert rules_reading(block_of(name)).scheme == load_scheme(name)


def test_equal_blocks_give_the_same_scheme_object() -> None:
    assert rules_reading(block_of("standard")).scheme is rules_reading(block_of("standard")).scheme


@pytest.mark.parametrize("rules", [(("",),), (("#meta", "x"),), ((86.0, 75.0),)])
def test_a_block_that_states_no_scheme_is_not_available_and_says_why(rules: Rules) -> None:
    with pytest.raises(CellFault) as caught:
        sound_scheme(rules_reading(rules))

    assert caught.value.error is ExcelError.NA
    assert caught.value.problem is not None


def test_a_fill_is_the_colour_of_its_swatch() -> None:
    reading = rules_reading(block_of("standard"))
    row, column = next(
        (row, column) for path, row, column, _, _ in layout(load_scheme("standard")).cells() if path == "tiers[0].fill"
    )

    painted = rules_reading(block_of("standard"), fills=(((row, column), "#7030A0"),))

    assert reading.scheme is not None
    assert painted.scheme is not None
    assert painted.scheme.tiers[0].fill == "#7030A0"
    assert painted.scheme.tiers[1:] == reading.scheme.tiers[1:]
