"""What a column holds, and its clean values: the choice of a kind, then the cleaning of that kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from xltier.tables import formats
from xltier.tables.dates import looks_dated, parse_date
from xltier.tables.header import Heading
from xltier.tables.numbers import NOT_REPORTED, parse_number
from xltier.tables.reading import Conversion, Failure, Kind, Notice, Value
from xltier.tables.roles import NUMERIC, Role, role_of
from xltier.tables.sheet import Cell, Fault, RawSheet
from xltier.tables.text import fold, narrow
from xltier.tables.units import Unit

_SAMPLE: Final = 400
_MOST: Final = 0.5
_LONG_CODE: Final = re.compile(r"\d{11,}")
_LEADING_ZERO: Final = re.compile(r"0\d+")
_YES: Final = frozenset(
    ["是", "y", "yes", "true", "√", "✓", "✔", "☑", "对", "有", "ja", "oui", "vrai", "wahr", "已触发", "触发", "○"]
)
_NO: Final = frozenset(
    [
        "否",
        "n",
        "no",
        "false",
        "×",
        "✗",
        "✘",
        "☒",
        "☐",
        "错",
        "无",
        "没有",
        "nein",
        "non",
        "faux",
        "falsch",
        "未触发",
        "不",
    ]
)
_SURE: Final = frozenset(
    [
        "是",
        "否",
        "yes",
        "no",
        "true",
        "false",
        "√",
        "✓",
        "✔",
        "×",
        "✗",
        "✘",
        "☑",
        "☐",
        "ja",
        "nein",
        "oui",
        "non",
        "vrai",
        "faux",
        "wahr",
        "falsch",
    ]
)
_ROLES_OF_TEXT: Final = frozenset({Role.CODE, Role.NOTE, Role.CURRENCY})


@dataclass(slots=True)
class Source:
    """The raw cells of one column's data rows.

    Args:
        sheet: The sheet they are on.
        heading: The column.
        at: Position of the column in the table.
        rows: Sheet rows, as long as ``cells``.
        cells: The cells.
        role: What the header says.
        line_unit: Unit that a line above the table gives to money.
        faults: Faults of this column, by sheet row.
    """

    sheet: RawSheet
    heading: Heading
    at: int
    rows: Sequence[int]
    cells: Sequence[Cell]
    role: Role | None
    line_unit: Unit | None
    faults: dict[int, Fault]

    @property
    def name(self) -> str:
        """Return the column's name."""
        return self.heading.name

    def format_at(self, row: int) -> str | None:
        """Return the number format of a cell where it changes the meaning."""
        return self.sheet.format_at(row, self.heading.number)


@dataclass(slots=True)
class Clean:
    """A clean column and what cleaning found.

    Args:
        kind: What its cells are.
        values: As long as the source's cells.
        failures: Reasons by sheet row; the value there is None.
        conversions: Cells whose value is not the stored one.
        warnings: Codes with a detail and sheet rows.
        guesses: The same, for choices the user may change.
    """

    kind: Kind
    values: Sequence[Value]
    failures: dict[int, Failure] = field(default_factory=dict)
    conversions: list[Conversion] = field(default_factory=list)
    warnings: list[tuple[str, str, Sequence[int]]] = field(default_factory=list)
    guesses: list[Notice] = field(default_factory=list)
    unit: str | None = None
    said_unit: str | None = None
    scale: float = 1
    currency: str | None = None
    line_unit: Unit | None = None

    def fail(self, row: int, reason: str, value: object) -> None:
        """Keep that a cell could not be read."""
        self.failures[row] = Failure(reason, shown(value))


def shown(value: object) -> str:
    """Return a raw value as text for a message, at most 60 characters."""
    return str(value)[:60]


def kind_of(source: Source) -> Kind:
    """Return what a column holds: what its header says surely, else what most of its cells are."""
    kinds = set(map(type, source.cells)) - {type(None)}
    if not kinds:
        return Kind.NUMBER if source.faults or source.role in NUMERIC else Kind.EMPTY
    seen = _sample(source.cells)
    said = _said_kind(source, kinds)
    if said is not None:
        return said
    dated = _date_kind(source, seen) if _may_be_dated(source, kinds, seen) else None
    return dated or _counted_kind(source, kinds, seen)


def _said_kind(source: Source, kinds: set[type]) -> Kind | None:
    """Return the kind that the header says whatever the cells are, or that yes and no marks make."""
    if source.role is Role.CODE:
        return Kind.CODE
    if source.role in {Role.NOTE, Role.CURRENCY}:
        return Kind.TEXT
    if _is_flag(source, kinds):
        return Kind.FLAG
    if source.role is Role.NAME:
        return Kind.TEXT if str in kinds else Kind.CODE
    return None


def _may_be_dated(source: Source, kinds: set[type], seen: Sequence[Cell]) -> bool:
    """Return whether the header, a date cell or most texts let a column be one of dates."""
    if source.role in {Role.DAY, Role.MONTH, Role.RECENCY} or dt.date in kinds or dt.datetime in kinds:
        return True
    return str in kinds and _share(seen, lambda text: parse_date(text) is not None) > _MOST


def _counted_kind(source: Source, kinds: set[type], seen: Sequence[Cell]) -> Kind:
    """Return number, ratio, code or text, by how many cells are numbers."""
    numbers = _numeric_count(seen)
    if source.role in NUMERIC - {Role.SERIAL}:  # an amount that is formatted as a date
        numbers += sum(isinstance(value, dt.date) for value in seen)
    if source.role is Role.RATIO and numbers * 2 >= len(seen):
        return Kind.RATIO
    if source.role in NUMERIC:
        return _numeric_kind(source, seen) if numbers or _are_unreported(seen) else _text_kind(seen)
    if source.role is Role.LABEL and str in kinds and numbers < len(seen):
        return Kind.TEXT
    if numbers * 2 >= len(seen) and not _are_codes(source, seen):
        return _numeric_kind(source, seen)
    return _text_kind(seen)


def flag(text: str) -> bool | None:
    """Return what a yes or no mark says, or None.

    Example:
        >>> flag("√"), flag("否"), flag("maybe")
        (True, False, None)
    """
    word = fold(text)
    if word in _YES:
        return True
    return False if word in _NO or word in NOT_REPORTED else None


def source_of(
    sheet: RawSheet,
    heading: Heading,
    at: int,
    rows: Sequence[int],
    cells: Sequence[Cell],
    line: Unit | None,
    faults: dict[int, Fault],
) -> Source:
    """Return the raw column with the role of its header."""
    return Source(sheet, heading, at, rows, cells, role_of(heading.name), line, faults)


def _sample(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return up to a few hundred filled cells, spread over the column."""
    step = max(1, len(cells) // _SAMPLE)
    seen = [value for value in cells[::step] if value is not None]
    return seen or [value for value in cells if value is not None][:_SAMPLE]


def _is_flag(source: Source, kinds: set[type]) -> bool:
    """Return whether every filled cell is a yes or no mark, and the marks are not just any letter."""
    if not kinds <= {str, bool, int, float}:
        return False
    if source.role is Role.RED_LINE:
        seen = _sample(source.cells)
        marks = sum(isinstance(v, bool) or (isinstance(v, str) and flag(v) is not None) or v in (0, 1) for v in seen)
        return marks * 2 >= len(seen)
    if str not in kinds or kinds - {str, bool} or source.role in _ROLES_OF_TEXT or source.role in NUMERIC:
        return kinds == {bool} and source.role not in NUMERIC
    few = {fold(value) for value in _sample(source.cells) if isinstance(value, str)}
    if not few <= _YES | _NO or not (few & _SURE or {"y", "n"} <= few or {"有", "无"} <= few):
        return False
    return {fold(value) for value in set(source.cells) if isinstance(value, str)} <= _YES | _NO


def _date_kind(source: Source, seen: Sequence[Cell]) -> Kind | None:
    """Return DAY or MONTH when most cells can be read so, else None."""
    days = months = 0
    is_said = source.role in {Role.DAY, Role.MONTH, Role.RECENCY}
    for value in seen:
        if isinstance(value, dt.date | dt.datetime):
            days += 1
        elif isinstance(value, str):
            found = parse_date(value)
            days += (not found.is_month) if found else (is_said and looks_dated(value))
            months += found is not None and found.is_month
        elif isinstance(value, int | float) and is_said and not isinstance(value, bool):
            months += 190000 <= value <= 219912 or 1990 < value < 2100  # noqa: PLR2004  # 201203, 2012.03
            days += 20_000 < value < 80_000 or 19000101 <= value <= 21991231  # noqa: PLR2004  # a serial, 20120305
    if (days + months) * 2 < len(seen) or not days + months:
        return None
    if source.role in NUMERIC or (source.role in {None, Role.RATIO} and _numeric_count(seen) * 2 > len(seen)):
        return None  # an amount that is formatted as a date
    if source.role is Role.MONTH:
        return Kind.MONTH
    codes = (
        [
            source.format_at(row)
            for row, value in zip(source.rows, source.cells, strict=True)
            if isinstance(value, dt.date)
        ][:_SAMPLE]
        if days and source.role is None
        else []
    )
    shows_months = bool(codes) and sum(code is not None and formats.is_month(code) for code in codes) * 2 > len(codes)
    return Kind.MONTH if months > days or (shows_months and source.role is not Role.DAY) else Kind.DAY


def _numeric_count(seen: Iterable[Cell]) -> int:
    """Return how many cells are numbers, or texts that say one."""
    return sum(
        (isinstance(value, int | float) and not isinstance(value, bool))
        or (isinstance(value, str) and parse_number(value) is not None)
        for value in seen
    )


def _are_unreported(seen: Sequence[Cell]) -> bool:
    return all(isinstance(value, str) and narrow(value).casefold() in NOT_REPORTED for value in seen)


def _share(seen: Sequence[Cell], holds: Callable[[str], bool]) -> float:
    texts = [value for value in seen if isinstance(value, str)]
    return sum(holds(text) for text in texts) / len(seen) if seen else 0.0


def _are_codes(source: Source, seen: Sequence[Cell]) -> bool:
    """Return whether digits are codes: a leading zero, or a long run that is stored as text or padded by a format."""
    texts = [narrow(value) for value in seen if isinstance(value, str)]
    if any(_LEADING_ZERO.fullmatch(text) for text in texts):
        return True
    if texts and sum(bool(_LONG_CODE.fullmatch(text)) for text in texts) * 2 > len(texts):
        return True
    if not source.sheet.formats.get(source.heading.number):
        return False
    codes = [source.format_at(row) for row in source.rows[:_SAMPLE]]
    return sum(code is not None and formats.padding(code) is not None for code in codes) * 2 > len(seen)


def _numeric_kind(source: Source, seen: Sequence[Cell]) -> Kind:
    """Return RATIO when the header, the cells or their formats say percent, else NUMBER."""
    if source.role in {Role.MONEY, Role.PENALTY, Role.BONUS, Role.RATE, Role.SERIAL}:
        return Kind.NUMBER
    unit = source.heading.unit
    if unit is not None and unit.dimension == "ratio":
        return Kind.RATIO
    marked = _share(seen, lambda text: bool((found := parse_number(text)) and found.is_percent))
    if marked > _MOST:
        return Kind.RATIO
    if source.sheet.formats.get(source.heading.number) and source.role is not Role.NUMBER:
        codes = [source.format_at(row) for row in source.rows[:_SAMPLE]]
        shown_so = sum(
            code is not None and (formats.is_percent(code) or formats.has_literal_percent(code)) for code in codes
        )
        if shown_so * 2 > len(codes):
            return Kind.RATIO
    return Kind.NUMBER


def _text_kind(seen: Sequence[Cell]) -> Kind:
    """Return CODE when most texts hold a digit and no space, else TEXT."""
    coded = sum(
        not isinstance(value, str) or (any(c.isdigit() for c in value) and value.isascii() and " " not in value.strip())
        for value in seen
    )
    return Kind.CODE if coded * 2 > len(seen) else Kind.TEXT
