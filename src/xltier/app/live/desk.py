"""What a macro is given: the open workbook, and what the host can do beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from xltier.app.live.book import LiveBook
from xltier.app.live.content import SheetContent
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.scheme import Scheme


class Pages(Protocol):
    """Makes the sheets of ours, the same as in files."""

    def of_rating(
        self, sheet: TieredSheet, *, data: str, names: Mapping[str, str], language: str
    ) -> Mapping[str, SheetContent]:
        """Return the summary and the problems of a rated sheet.

        Args:
            sheet: The rated sheet.
            data: Name of the customers' sheet, which links lead to.
            names: Final name of each sheet, by ``summary`` and ``problems``.
            language: ``zh`` or ``en``.
        """

    def of_rules(self, scheme: Scheme, *, name: str, language: str) -> SheetContent:
        """Return the rules sheet of a scheme under its final name."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run of the command ``xltier`` came to: its exit code, and what it printed and said."""

    code: int
    printed: str
    said: str


class Command(Protocol):
    """Runs the installed command ``xltier`` in a process of its own."""

    def run(self, *arguments: str) -> Ran | None:
        """Return what a run came to; None where the command is not installed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a macro works with.

    Args:
        book: The workbook in front.
        pages: Sheets of ours.
        command: The command, for what needs more than the add-in carries.
        language: Of what the user reads, ``zh`` or ``en``.
        today: The day here and now.
        clock: Seconds that rise, for how long a run took.
    """

    book: LiveBook
    pages: Pages
    command: Command
    language: str
    today: dt.date
    clock: Callable[[], float]
