"""Where the events of a worksheet part are: rows and cells say it, or follow the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xltier.tables import address


@dataclass(slots=True)
class SheetPlace:
    """The row and column of the cell whose events come."""

    row: int = 0
    column: int = 0

    def enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element; of one that is no row and no cell, the place stays.

        Example:
            >>> place = SheetPlace()
            >>> for tag, said in (("row", "3"), ("c", ""), ("c", "D3"), ("c", ""), ("row", "")):
            ...     place.enter(tag, {"r": said})
            ...     print(place.row, place.column)
            3 0
            3 1
            3 4
            3 5
            4 0
        """
        said = attributes.get("r", "")
        if tag == "row":
            self.row, self.column = int(said) if said.isdigit() else self.row + 1, 0
        elif tag == "c":
            self.row, self.column = address.cell(said) or (self.row, self.column + 1)
