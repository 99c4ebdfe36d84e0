"""Which hidden columns of the card hold what only its own formulas read."""

from __future__ import annotations

from typing import Final

from xltier.report.month.views.canvas import HIDDEN

LISTS: Final = HIDDEN
"""The list of keys (code, label, pair, id, line) and the list of codes."""
PICKED: Final = HIDDEN + 7
"""Rows that the pick means, one below the other."""
WORTH: Final = HIDDEN + 8
"""What a percent of weight is worth."""
MONTHS: Final = HIDDEN + 9
"""Month, score and cut-off, as the chart draws them."""
LOG: Final = HIDDEN + 12
"""Rows of the two logs, and the numbers of their rows."""
STRATEGY: Final = HIDDEN + 16
"""The text of each tier."""
LIFTS: Final = HIDDEN + 17
"""The distance to the next tier, and a column for each measure."""
