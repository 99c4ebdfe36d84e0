"""Rows of a log or list, cell by cell, each doubt with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from xltier.app.month.intake.cells import day_of, month_in, text_of
from xltier.app.month.intake.fields import ALL_LINES
from xltier.app.month.intake.inputs import Origin
from xltier.app.month.intake.recognise import Recognised
from xltier.core.fixed import to_fixed
from xltier.core.months import Month, month_of
from xltier.core.scheme import Scheme
from xltier.core.words import folded
from xltier.errors import Problem, Severity
from xltier.tables.numbers import parse_number
from xltier.tables.reading import Reading, Value

_YES: Final = frozenset({"是", "有效", "有", "yes", "y", "true", "valid", "1"})
_NO: Final = frozenset({"否", "无效", "无", "no", "n", "false", "not valid", "0"})


class Rows:
    """The rows of one table of a known kind; reading a cell notes its Problem."""

    def __init__(self, reading: Reading, found: Recognised, scheme: Scheme, source: int) -> None:
        """Keep the table; ``problems`` grows as cells are read."""
        self.scheme = scheme
        self.problems: list[Problem] = []
        self._reading = reading
        self._columns = found.columns
        self._source = source

    def __iter__(self) -> Iterator[Row]:
        """Yield each row."""
        return (Row(self, at) for at in range(len(self._reading.rows)))

    def value(self, at: int, key: str) -> Value:
        """Return a cell; None where the table has no such column."""
        column = self._columns.get(key)
        return None if column is None else self._reading.values[column][at]

    def failed(self, at: int, key: str) -> str:
        """Return what a cell holds that the intake could not read; empty where it could."""
        failure = self._reading.failures.get((self._reading.rows[at], self._columns.get(key, -1)))
        return failure.text if failure else ""

    def origin(self, at: int) -> Origin:
        """Return the place of a row."""
        return Origin(self._source, self._reading.rows[at])

    def note(self, at: int, key: str, reference: str, severity: Severity = Severity.ERROR, **values: object) -> None:
        """Note a Problem at a cell, or at the first key column where the table lacks that one."""
        column = self._columns.get(key, min(self._columns.values()))
        name = self._reading.columns[column].name
        place = self._reading.location(self._reading.rows[at], column)
        shown = text_of(self.value(at, key)) or self.failed(at, key)
        self.problems.append(Problem(reference, place, severity, {"column": name, "value": shown, **values}))


class Row:
    """One row; each reader returns None, or empty text, for a blank cell."""

    __slots__ = ("_at", "_rows")

    def __init__(self, rows: Rows, at: int) -> None:
        """Point at row ``at`` (a position) of a table."""
        self._rows = rows
        self._at = at

    @property
    def origin(self) -> Origin:
        """Return the place of the row."""
        return self._rows.origin(self._at)

    def note(self, key: str, reference: str, severity: Severity = Severity.ERROR, **values: object) -> None:
        """Note a Problem at one of the row's cells."""
        self._rows.note(self._at, key, reference, severity, **values)

    def text(self, key: str) -> str:
        """Return a cell's text."""
        return text_of(self._rows.value(self._at, key)) or self._rows.failed(self._at, key).strip()

    def needed(self, key: str) -> str:
        """Return a cell's text; a blank one is a Problem."""
        text = self.text(key)
        if not text:
            self.note(key, "input-key-blank", dealer=self.text("dealer"))
        return text

    def day(self, key: str, *, is_needed: bool = False) -> dt.date | None:
        """Return a cell's day; one that cannot be read is a Problem, and so is a blank where one is needed."""
        day = day_of(self._rows.value(self._at, key))
        if day is None and (self.text(key) or is_needed):
            self.note(key, "input-date-unread" if self.text(key) else "input-key-blank", dealer=self.text("dealer"))
        return day

    def month(self, key: str = "month") -> Month | None:
        """Return the business month that a cell says; one that cannot be read is a Problem."""
        month = month_in(self._rows.value(self._at, key), self._rows.scheme.month_start_day)
        if month is None:
            self.note(key, "input-month-unread" if self.text(key) else "input-key-blank", dealer=self.text("dealer"))
        return month

    def month_of(self, day: dt.date) -> Month:
        """Return the business month of a day."""
        return month_of(day, self._rows.scheme.month_start_day)

    def number(self, key: str, decimals: int) -> int | None:
        """Return a cell's number in units of 10**-decimals; one that cannot be read is a Problem."""
        value = self._rows.value(self._at, key)
        if isinstance(value, str):
            parsed = parse_number(value)
            value = value if parsed is None else parsed.value
        if value is not None and not isinstance(value, (bool, dt.date)):
            try:
                return to_fixed(value, decimals)
            except (ValueError, InvalidOperation):
                pass  # said below, with the text
        if self.text(key):
            self.note(key, "input-number-unread", dealer=self.text("dealer"))
        return None

    def share(self, key: str) -> Decimal | None:
        """Return a cell's share, 0 to 1; a blank one is None."""
        parts = self.number(key, 6)
        return None if parts is None else Decimal(parts).scaleb(-6).normalize()

    def flag(self, key: str) -> bool | None:
        """Return what a yes-or-no cell says; None for a blank one."""
        value = self._rows.value(self._at, key)
        if isinstance(value, bool):
            return value
        said = folded(self.text(key))
        if said in _YES or said in _NO:
            return said in _YES
        if said:
            self.note(key, "input-flag-unread", dealer=self.text("dealer"))
        return None

    def scope(self) -> tuple[str, str | None, str | None] | None:
        """Return dealer, division and line of a log row; None for what holds for all; no line at all is a Problem.

        A log row without a line holds for all of the dealer's lines only if it says 全部.
        """
        dealer, division, line = self.needed("dealer"), self.text("division"), self.text("line")
        if not line:
            self.note("line", "log-line-missing", dealer=dealer)
        if not (dealer and line):
            return None
        everywhere = {folded(ALL_LINES.zh), folded(ALL_LINES.en)}
        holds_for_all = folded(line) in everywhere
        is_any = not division or folded(division) in everywhere
        if is_any and not holds_for_all:
            self.note("division", "input-key-blank", dealer=dealer)
            return None
        return dealer, None if is_any else division, None if holds_for_all else line

    def key(self) -> tuple[str, str, str] | None:
        """Return dealer, division and line; a blank one is a Problem."""
        dealer, division, line = self.needed("dealer"), self.needed("division"), self.needed("line")
        return (dealer, division, line) if dealer and division and line else None
