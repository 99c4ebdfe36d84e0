"""The rules that an open workbook brings with it, and the shipped ones by name."""

from __future__ import annotations

from dataclasses import dataclass

from xltier.app.live.book import LiveBook
from xltier.app.sheet.chosen_scheme import chosen_name, chosen_note, means
from xltier.core.scheme import Scheme
from xltier.errors import BookError, Location, Problem, SchemeError, Severity
from xltier.schemes.library import load_scheme
from xltier.tables.rules.found import is_rules_sheet
from xltier.tables.rules.grid import grid_of
from xltier.tables.rules.headings import SHEETS
from xltier.tables.rules.read import RulesReading, read_rules


@dataclass(frozen=True, slots=True)
class LiveRules:
    """The schemes of an open workbook."""

    book: LiveBook

    def own(self) -> tuple[Scheme, Problem] | None:
        """Return the scheme that the workbook's name chooses, else that of its rules sheet, and the note that says so.

        None where it has neither.

        Raises:
            SchemeError: The rules are wrong, each Problem names its cell; or nobody knows the chosen name.
            BookError: The workbook has several rules sheets.
        """
        reading = self.reading()
        chosen = self.chosen()
        if chosen and not (reading is not None and reading.scheme is not None and means(chosen, reading.scheme)):
            scheme = load_scheme(chosen.casefold())
            return scheme, chosen_note(scheme, self.book.file)
        if reading is None:
            return None
        if reading.scheme is None or not reading.is_sound:
            raise SchemeError(problem for problem in reading.problems if problem.is_error)
        scheme = reading.scheme
        values = {"scheme": scheme.id, "version": scheme.version, "name": scheme.name}
        return scheme, Problem("scheme-of-book", Location(file=self.book.file), Severity.NOTE, values)

    def chosen(self) -> str:
        """Return the scheme's name that the workbook's own name holds, empty where it has none."""
        tabs = {tab.name for tab in self.book.sheets()}
        return chosen_name(self.book.names(), lambda name: self.book.read(name) if name in tabs else None)

    def named(self, name: str) -> Scheme:
        """Return a shipped scheme.

        Raises:
            SchemeError: There is none of this name.
        """
        return load_scheme(name)

    def reading(self) -> RulesReading | None:
        """Return what the rules sheet says, or None where there is none.

        Raises:
            BookError: There are several.
        """
        names = self.sheets()
        if not names:
            return None
        if len(names) > 1:
            values = {"sheets": names}
            raise BookError(Problem("rules-several", Location(file=self.book.file), values=values))
        raw = self.book.read(names[0])
        return read_rules(grid_of(self.book.file, raw, self.book.fills(names[0])))

    def sheets(self) -> tuple[str, ...]:
        """Return the names of the rules sheets, in tab order."""
        named = [tab.name for tab in self.book.sheets() if tab.name.startswith(SHEETS)]
        return tuple(name for name in named if is_rules_sheet(grid_of(self.book.file, self.book.read(name), {})))
