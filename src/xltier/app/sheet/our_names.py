"""Hidden names of a workbook: how our columns and sheets are known again on the next run, and what it remembers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xltier.tables.address import a1, area
from xltier.tables.sheet import Area

NAME_PREFIX: Final = "_xltier_"
"""What every hidden name of ours begins with."""

_SHEET_KEY: Final = "sheet_"
_UNFIT: Final = re.compile(r"\W")
_LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')
_CONSTANT: Final = re.compile(r'"(?:[^"]|"")*"(?:&"(?:[^"]|"")*")*')
_LONGEST_LITERAL: Final = 255
_LONGEST_SHEET: Final = 31
_SHEET_AREA: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OurName:
    """A hidden name of ours.

    Args:
        name: The name, ``_xltier_customers_tier``.
        text: What it holds: ``'客户'!$I$1:$I$201``, or a text constant such as ``"2026-10"``.
        sheet: The sheet it points to, None for a constant or a reference that the program gave up (``#REF!``).
        area: The cells it points to, likewise.
    """

    name: str
    text: str
    sheet: str | None
    area: Area | None

    @property
    def value(self) -> str | None:
        """Return the text of a constant, None for a reference."""
        if _CONSTANT.fullmatch(self.text) is None:
            return None
        return "".join(piece.replace('""', '"') for piece in _LITERAL.findall(self.text))


def our_names(names: Mapping[str, str]) -> dict[str, OurName]:
    """Return those of a workbook's defined names that are ours."""
    found: dict[str, OurName] = {}
    for name, text in names.items():
        if name.startswith(NAME_PREFIX):
            place = split_reference(text)
            cells = area(place[1]) if place is not None else None
            found[name] = OurName(name, text, place[0] if place and cells else None, cells)
    return found


def split_reference(text: str) -> tuple[str, str] | None:
    """Return sheet name and address of ``'My sheet'!$A$1``, or None for anything else (``#REF!``)."""
    found = _SHEET_AREA.match(text.strip())
    if found is None:
        return None
    name = found[1].replace("''", "'") if found[1] is not None else found[2]
    return name, found[3]


def table_key(text: str) -> str:
    """Return a table or sheet name as a part of our hidden names: letters, digits and underscores."""
    return _UNFIT.sub("_", text)


def column_name(table: str, column: str) -> str:
    """Return the hidden name of a column of ours."""
    return f"{NAME_PREFIX}{table}_{column}"


def sheet_name(key: str) -> str:
    """Return the hidden name of a sheet of ours."""
    return f"{NAME_PREFIX}{_SHEET_KEY}{key}"


def is_sheet_name(name: str) -> bool:
    """Return whether a hidden name marks a sheet of ours."""
    return name.startswith(f"{NAME_PREFIX}{_SHEET_KEY}")


def free_sheet_name(ours: OurName | None, sheets: Sequence[str], wanted: str) -> str:
    """Return the name that a sheet of ours shall have: its present one if it is there, else ``wanted``.

    A sheet of the user's with that name is left alone: ours gets a number behind its name. Excel allows
    31 characters and ignores case.

    Args:
        ours: The hidden name that marks it, if there is one.
        sheets: Names of the sheets that are there.
        wanted: What it is to be called.
    """
    taken = {sheet.casefold(): sheet for sheet in sheets}
    if ours is not None and ours.sheet is not None and ours.sheet.casefold() in taken:
        return taken[ours.sheet.casefold()]
    name, number = wanted[:_LONGEST_SHEET], 2
    while name.casefold() in taken:
        suffix = f" ({number})"
        name, number = wanted[: _LONGEST_SHEET - len(suffix)] + suffix, number + 1
    return name


def reference(sheet: str, cells: Area) -> str:
    """Return a reference as a defined name holds it.

    Example:
        >>> reference("客户", Area(1, 9, 201, 9))
        "'客户'!$I$1:$I$201"
    """
    first, last = (
        "$" + a1(row, column).replace(str(row), f"${row}")
        for row, column in ((cells.top, cells.left), (cells.bottom, cells.right))
    )
    quoted = "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{first}" if first == last else f"{quoted}!{first}:{last}"


def constant(text: str) -> str:
    """Return a text as a defined name holds it: literals of at most 255 characters, joined."""
    pieces = [text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
