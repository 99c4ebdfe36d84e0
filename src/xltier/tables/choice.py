"""What the user chose about a sheet; a choice always wins over a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class TableChoice:
    """Which table to read, and how; every part may be left to the intake.

    Args:
        sheet: Sheet name; a match ignores case, width and spaces at the ends.
        table: Name of an Excel Table, or a range such as ``"B3:H20"`` or a top-left cell such as ``"B3"``.
        header_row: 1-based sheet row of the last header row.
        map: Measure key to column, by header or by letter.
        visible_only: Leave out rows hidden by a filter or by hand.
        password: Opens an encrypted file.
        with_times: Days keep the time of day that their cells say, as ``datetime``.
    """

    sheet: str | None = None
    table: str | None = None
    header_row: int | None = None
    map: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    visible_only: bool = False
    password: str | None = None
    with_times: bool = False
