"""A sheet rated anew, whatever an earlier run has left in its workbook: the same for a file and an open workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from xltier.app.sheet.choose_scheme import choose_scheme
from xltier.app.sheet.known_table import KnownTable
from xltier.app.sheet.refresh import Ours, Written, compared, without_ours, written_in
from xltier.app.sheet.remembered import recalled_columns, remembered_columns
from xltier.app.sheet.tier_sheet import Progress, TieredSheet, tier_sheet
from xltier.core.scheme import Scheme
from xltier.errors import Problem
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.sheet import RawBook
from xltier.tables.understand import understand


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked for.

    Args:
        choice: Which table, and which column is which measure.
        scheme: Its name; None leaves it to the workbook, else to the columns.
        period: What the tiers are of, ``"2026-10"``.
        as_of: The day that time is counted to.
        today: Later days are warned of.
    """

    choice: TableChoice
    scheme: str | None
    period: str
    as_of: dt.date
    today: dt.date


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a workbook holds of earlier runs.

    Args:
        columns: First and last rows of our columns, by sheet name and column number.
        sheets: Names of our sheets.
        known: From the table that was read to what the workbook's hidden names tell of it.
    """

    columns: Mapping[str, Ours]
    sheets: frozenset[str]
    known: Callable[[Reading], KnownTable]


class Schemes(Protocol):
    """Where the rules come from."""

    def own(self) -> tuple[Scheme, Problem] | None:
        """Return the scheme of the workbook's rules sheet, and the note that says so; None where it has none.

        Raises:
            SchemeError: The rules are wrong.
        """

    def named(self, name: str) -> Scheme:
        """Return a scheme by its name.

        Raises:
            SchemeError: Nobody knows it.
        """


@dataclass(frozen=True, slots=True)
class Understood:
    """A table without what an earlier run has written, and what that was."""

    reading: Reading
    known: KnownTable
    before: Written


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A table rated anew.

    Args:
        sheet: The rated sheet, compared with the last period.
        known: What the workbook knows of the table.
        remembered: What the next run shall find there, by the rest of the hidden name behind the table's key.
        is_own: Whether the workbook's own rules rated.
        guess: The note that says that the scheme was guessed; the next run takes it from the workbook.
    """

    sheet: TieredSheet
    known: KnownTable
    remembered: Mapping[str, str]
    is_own: bool
    guess: Problem | None

    @property
    def as_next_time(self) -> TieredSheet:
        """Return the sheet without the note of a guess: the next run has none to tell of, and writes the same."""
        problems = tuple(problem for problem in self.sheet.problems if problem is not self.guess)
        return replace(self.sheet, problems=problems)


def understood(stored: RawBook, earlier: Earlier, asked: Asked) -> Understood:
    """Return the table of a workbook as it would be had no run written into it.

    Args:
        stored: The workbook.
        earlier: What earlier runs have left there.
        asked: What this one is asked for.

    Raises:
        Refusal: No table has a row of data.
        BookError: The choice names what is not there.
    """
    reading = understand(without_ours(stored, earlier.columns, earlier.sheets), asked.choice, today=asked.today)
    known = earlier.known(reading)
    before = written_in(
        stored, reading.sheet or "", known.ours, rows=reading.rows, period=known.remembered.get("period")
    )
    return Understood(reading, known, before)


def refreshed(table: Understood, schemes: Schemes, asked: Asked, *, progress: Progress | None = None) -> Refreshed:
    """Return a table rated and compared with the tiers that it held.

    The scheme is the one asked for, else the workbook's own, else the remembered one, else what the columns ask for.

    Args:
        table: The table.
        schemes: Where rules come from.
        asked: What this run is asked for.
        progress: Called with rows done and rows in all.

    Raises:
        SchemeError: The rules are wrong or not known.
        DataError: No scheme fits, or a needed measure has no column.
    """
    reading, known = table.reading, table.known
    kept = known.remembered.get("map", "")
    chosen = dict(asked.choice.map)
    notes: tuple[Problem, ...] = ()
    guess: Problem | None = None
    name = asked.scheme or known.remembered.get("scheme")
    own = schemes.own() if asked.scheme is None else None
    if own is not None:
        scheme, note = own
        notes = (note,)
    else:
        if name is None:
            candidates = [load_scheme(one) for one in shipped()]
            found, guess = choose_scheme(reading, candidates, chosen or recalled_columns(kept, reading))
            name, notes = found.id, (guess,)
        scheme = schemes.named(name)
    sheet = tier_sheet(
        reading,
        scheme,
        as_of=asked.as_of,
        chosen=chosen or recalled_columns(kept, reading, scheme),
        notes=notes,
        progress=progress,
    )
    remembered = {"period": asked.period, "map": remembered_columns(sheet)}
    if own is None:  # the workbook's own rules are found in it again
        remembered["scheme"] = str(name)
    return Refreshed(compared(sheet, table.before, asked.period), known, remembered, own is not None, guess)


def default_period(today: dt.date, as_of: dt.date | None = None) -> str:
    """Return the month of the day that a run counts time to, ``2026-10``; without one, the month before today's."""
    day = as_of if as_of is not None else today.replace(day=1) - dt.timedelta(days=1)
    return f"{day:%Y-%m}"
