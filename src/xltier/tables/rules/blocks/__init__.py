"""The blocks of the rules sheet, in the order in which they are written."""

from __future__ import annotations

from typing import Final

from xltier.tables.rules.blocks.adjustments import GROUPS, ITEMS, RED_LINES
from xltier.tables.rules.blocks.alerts import ALERTS
from xltier.tables.rules.blocks.cases import CASES
from xltier.tables.rules.blocks.classes import AXES, CUTS, GRID, LEVELS, RULES
from xltier.tables.rules.blocks.lines import CHANNELS, LINES
from xltier.tables.rules.blocks.measures import BANDS, DERIVED, HEADERS, INPUTS, MEASURES, WEIGHTS
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.blocks.tiers import TIERS

BLOCKS: Final = (
    TIERS,
    MEASURES,
    BANDS,
    WEIGHTS,
    AXES,
    LEVELS,
    GRID,
    RULES,
    CUTS,
    ITEMS,
    GROUPS,
    RED_LINES,
    ALERTS,
    META,
    DERIVED,
    INPUTS,
    HEADERS,
    CHANNELS,
    LINES,
    CASES,
)
_OWN_TABLES: Final = {"#redlines": "red_lines", "#channels": "lines", "#lines": "line_map", "#meta": ""}
TABLES: Final = {block.marker: _OWN_TABLES.get(block.marker, block.marker.removeprefix("#")) for block in BLOCKS}
"""Table of the scheme document that each block states, by marker; blank for the settings, which stand at its top."""
END: Final = "#end"
"""Stands in hidden column A below the last row of a block."""
