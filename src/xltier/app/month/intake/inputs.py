"""What a month's files say: typed rows that still know their cells.

Measures are columnar (a year of 10,000 dealers is 390,000 rows); logs are small and are rows. Codes, divisions and
lines are normalised (NFKC, trimmed) and otherwise as written: aliases of lines are the scheme's matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from xltier.core.circumstances import Override
from xltier.core.months import Month
from xltier.core.scheme.lines import LineMove
from xltier.core.values import Entry
from xltier.errors import Location, Problem
from xltier.tables.address import a1


class Origin(NamedTuple):
    """The cell, or the row, that something was read from.

    Args:
        source: Position in ``MonthInputs.sources``.
        row: 1-based sheet row.
        column: 1-based sheet column; None is the whole row.
    """

    source: int
    row: int
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A table that was read.

    Args:
        file: File name as the user gave it.
        sheet: Sheet name; None for a format without sheets.
        kind: Key of its :class:`~xltier.app.month.intake.kinds.InputKind`; a wide sheet may be read as several.
        rows: How many data rows it has.
    """

    file: str
    sheet: str | None
    kind: str
    rows: int

    def location(self, row: int, column: int | None = None) -> Location:
        """Return the place of a cell or of a whole row, for a Problem."""
        cell = f"{row}:{row}" if column is None else a1(row, column)
        return Location(file=self.file, sheet=self.sheet, cell=cell)


@dataclass(frozen=True, slots=True)
class Facts:
    """The measure rows of one table; every sequence is as long as ``rows``, in sheet order.

    Args:
        source: Position in ``MonthInputs.sources``.
        rows: 1-based sheet rows.
        dealers: Dealer codes.
        divisions: 事业部.
        lines: 线别 as written.
        products: Product of the row; None where the row is for the whole line.
        months: Business months. Rows of days repeat a key within a month: they add up.
        values: Fixed point by measure key; None is not reported; ``ExcelError.VALUE`` is a cell that is no number.
        columns: 1-based sheet column of each measure.
        is_daily: Whether the rows are days.
    """

    source: int
    rows: Sequence[int]
    dealers: Sequence[str]
    divisions: Sequence[str]
    lines: Sequence[str]
    products: Sequence[str | None]
    months: Sequence[Month]
    values: Mapping[str, Sequence[Entry]]
    columns: Mapping[str, int]
    is_daily: bool = False

    def only(self, kept: Sequence[int]) -> Facts:
        """Return the rows at these positions, in their order."""
        return replace(
            self,
            rows=[self.rows[at] for at in kept],
            dealers=[self.dealers[at] for at in kept],
            divisions=[self.divisions[at] for at in kept],
            lines=[self.lines[at] for at in kept],
            products=[self.products[at] for at in kept],
            months=[self.months[at] for at in kept],
            values={key: [column[at] for at in kept] for key, column in self.values.items()},
        )

    def origin(self, index: int, measure: str) -> Origin:
        """Return the cell that a measure of row ``index`` (a position, not a sheet row) was read from."""
        return Origin(self.source, self.rows[index], self.columns[measure])


@dataclass(frozen=True, slots=True)
class Dealer:
    """A row of the dealer list: one dealer in one division and line.

    Args:
        channel: 渠道类型 (城区, 县城), which decides between two receivers of a moved product.
        opened: First day of business; a dealer opened after last year's month has no growth.
        closed: Last day of business; None while it lasts.
    """

    code: str
    name: str
    division: str
    line: str
    channel: str | None
    region: str | None
    manager: str | None
    opened: dt.date | None
    closed: dt.date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the bonus and penalty log.

    Args:
        line: None holds for all of the dealer's lines (the row says 全部); so does ``division``.
        month: Business month of ``date``.
        item: Code of an item of the scheme.
        points: Points decided, in units of 10**-points_decimals, positive; None takes the item's own.
        times: How often it occurred.
        is_approved: Whether it counts: an approver is named and the status says nothing else.
    """

    dealer: str
    division: str | None
    line: str | None
    date: dt.date
    month: Month
    item: str
    points: int | None
    times: int
    evidence: str
    approver: str
    is_approved: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class RedLineHit:
    """A row of the red-line log; ``line`` and ``division`` are None for all of the dealer's.

    Args:
        code: Code of a red line of the scheme.
        released: Day on which it was lifted; None while it stands.
    """

    dealer: str
    division: str | None
    line: str | None
    date: dt.date
    month: Month
    code: str
    released: dt.date | None
    note: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of the line map: a dated move of a product, or of a whole line, to another line."""

    move: LineMove
    origin: Origin


@dataclass(frozen=True, slots=True)
class Complaint:
    """A row of the complaint log; ``state`` is one of kinds.STATES' codes, ``is_valid`` None until decided."""

    id: str
    date: dt.date
    dealer: str
    division: str | None
    line: str | None
    content: str
    state: str
    due: dt.date | None
    done: dt.date | None
    is_valid: bool | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class PastRating:
    """A row of the history sheet: how a key was rated in a month that is over.

    Args:
        score: In units of 10**-score_decimals; None where it was not rated.
        tier: The tier of that month, red lines included.
        kept: The tier kept before any red line, which hysteresis goes on from.
        pending: For how many months in a row the score has asked for a better (+) or worse (-) tier.
        state: 初评, 申诉 or 定版 as ``draft``, ``appeal`` or ``final``.
        scheme: ``id@version``; ``fingerprint`` is the hash of the rules.
        origin: Its row; None in the month that is being rated.
        base: Points before adjustments, in units of 10**-points_decimals, as are ``bonus`` and ``penalty``.
        red_lines: Codes that applied.
        by_hand: Whether an override decided.
        name: Of the dealer, as it was then; empty where nobody said it.
    """

    month: Month
    dealer: str
    division: str
    line: str
    score: int | None
    tier: str | None
    kept: str | None
    pending: int
    state: str
    revision: int
    scheme: str
    fingerprint: str
    origin: Origin | None
    base: int | None = None
    bonus: int = 0
    penalty: int = 0
    red_lines: tuple[str, ...] = ()
    by_hand: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row of the ledger: a key that moved in a revision of a month, and why.

    Args:
        reason: What the person who asked for the revision said.
        cause: What changed in the figures: data, adjustments, red-line, override, rules, new, withdrawn.
    """

    month: Month
    revision: int
    state: str
    date: dt.date | None
    dealer: str
    division: str
    line: str
    before_tier: str | None
    after_tier: str | None
    before_score: int | None
    after_score: int | None
    reason: str
    origin: Origin | None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A decision by hand about one key in one month."""

    month: Month
    dealer: str
    division: str
    line: str
    override: Override
    origin: Origin


@dataclass(frozen=True, slots=True)
class MonthInputs:
    """Everything that a month is rated from.

    Args:
        sources: The tables read, in the order given.
        facts: Measure rows, one entry a table.
        measures: Keys of the measures that have a column somewhere; the others are not applicable to anybody.
        events: The bonus and penalty log, then the valid complaints that it does not hold.
        names: Of dealers by code, as any sheet of the month has them.
        problems: What could not be used, each with its cell; the rows beside it are kept.
    """

    sources: tuple[Source, ...] = ()
    dealers: tuple[Dealer, ...] = ()
    facts: tuple[Facts, ...] = ()
    measures: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()
    red_lines: tuple[RedLineHit, ...] = ()
    line_map: tuple[MapRow, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    history: tuple[PastRating, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    overrides: tuple[OverrideRow, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def location(self, origin: Origin) -> Location:
        """Return the place that something was read from."""
        return self.sources[origin.source].location(origin.row, origin.column)
