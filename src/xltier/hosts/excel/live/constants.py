"""Numbers of Excel's object model that the macros use, by Excel's own names."""

from __future__ import annotations

from typing import Final

CALCULATION_MANUAL: Final = -4135
CELL_VALUE: Final = 1
CENTER: Final = -4108
BAR_STACKED_100: Final = 59
CONTINUOUS: Final = 1
EDGE_BOTTOM: Final = 9
EDGE_LEFT: Final = 7
EDGE_RIGHT: Final = 10
EDGE_TOP: Final = 8
EQUAL: Final = 3
GREATER: Final = 5
INSIDE_HORIZONTAL: Final = 12
INSIDE_VERTICAL: Final = 11
INPUT_ONLY: Final = 0
LANDSCAPE: Final = 2
LEFT: Final = -4131
LESS: Final = 6
LIST: Final = 3
NONE: Final = -4142
NOT_EQUAL: Final = 4
PASTE_FORMATS: Final = -4122
PASTE_VALUES: Final = -4163
PORTRAIT: Final = 1
RIGHT: Final = -4152
SHEET_HIDDEN: Final = 0
SHEET_VERY_HIDDEN: Final = 2
SHEET_VISIBLE: Final = -1
THICK: Final = 4
THIN: Final = 2
UNDERLINED: Final = 2
WORKSHEET: Final = -4167
