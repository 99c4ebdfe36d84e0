"""References that end with a table's last row, and must end with its new last row once it has grown or shrunk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from xltier.files.patch.refs import Area, cell_name

# Texts and structured references are passed over; a name or number before a reference makes it none.
_RANGES: Final = re.compile(
    r'"(?:[^"]|"")*"|\[[^\]]*\]'
    r"|(?<![\w.$])((?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(\$?[A-Z]{1,3}\$?\d{1,7}):(\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(.])"
)
_ROW: Final = re.compile(r"\d+\Z")


_CELL: Final = re.compile(r'"(?:[^"]|"")*"|\[[^\]]*\]|(?<![\w.$])(\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(.])')


def has_references(formula: str) -> bool:
    """Return whether a formula reads cells by their place, so that it is another one in another row.

    Example:
        >>> has_references("SUM(T[[#This Row],[得分]])+1"), has_references("H6*2")
        (False, True)
    """
    return any(found[1] for found in _CELL.finditer(formula))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table that changed its length.

    Args:
        sheet: Its sheet.
        before: Its range as it was, header and totals included.
        after: Its range now.
        totals: How many rows of totals it ends with.
    """

    sheet: str
    before: Area
    after: Area
    totals: int

    def area(self, area: Area) -> Area:
        """Return a range with its end moved along, where it spans the table's rows in some of its columns."""
        old = self.before
        ends = {old.bottom, old.bottom - self.totals}
        fits = old.left <= area.left <= area.right <= old.right and area.top in {old.top, old.top + 1}
        if not fits or area.bottom not in ends or area.bottom <= old.top:
            return area
        return Area(area.top, area.left, area.bottom + self.after.bottom - old.bottom, area.right)

    def formula(self, text: str, sheet: str) -> str:
        """Return a formula with such ranges in it moved along.

        Args:
            text: The formula.
            sheet: The sheet that it stands on, which a reference without one means.
        """
        if self.before == self.after or ":" not in text:
            return text
        return _RANGES.sub(partial(self._moved, sheet=sheet), text)

    def _moved(self, found: re.Match[str], sheet: str) -> str:
        if found[2] is None:
            return found[0]
        named = sheet if found[1] is None else found[1][:-1].strip("'").replace("''", "'")
        area = Area.parse(f"{found[2]}:{found[3]}")
        if area is None or named.casefold() != self.sheet.casefold():
            return found[0]
        new = self.area(area)
        if new == area:
            return found[0]
        first, last = found[2], found[3]
        return f"{found[1] or ''}{first}:{_ROW.sub(str(new.bottom), last)}"


def stretched(text: str, sheet: str, stretches: Sequence[Stretch]) -> str:
    """Return a formula that follows every table that changed its length."""
    for one in stretches:
        text = one.formula(text, sheet)
    return text


def stretched_ranges(text: str, stretches: Sequence[Stretch], sheet: str) -> str:
    """Return a list of ranges apart by spaces, such as where a conditional format applies, in the same way."""
    return " ".join(_stretched_range(piece, stretches, sheet) for piece in text.split())


def _stretched_range(text: str, stretches: Sequence[Stretch], sheet: str) -> str:
    """Return a range moved along, with both its ends even if they are one cell; any other text as it is."""
    known = area = Area.parse(text)
    if known is None or area is None:
        return text
    for one in stretches:
        if one.sheet.casefold() == sheet.casefold():
            area = one.area(area)
    return text if area == known else f"{cell_name(area.top, area.left)}:{cell_name(area.bottom, area.right)}"
