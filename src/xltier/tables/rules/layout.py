"""Where each block, row and field of a scheme goes on a new rules sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from xltier.core.fields import NONE
from xltier.core.palette import Chip, chips
from xltier.core.scheme import Kind, Scheme
from xltier.core.write_document import write_document
from xltier.tables.address import a1
from xltier.tables.rules import choices
from xltier.tables.rules.blocks import BLOCKS, END
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.grid import MARKS, GridCell, Value
from xltier.tables.rules.headings import KEY, VALUE
from xltier.tables.rules.rows import READING, Row, rows_of
from xltier.tables.rules.shape import Block, Field, Holds
from xltier.tables.rules.values import data_text

FIRST: Final = 2
"""Column where blocks begin."""
WIDE: Final = 5
"""First of the narrow columns; the three before it are wide."""
META_VALUE: Final = 4
META_SPAN: Final = 4

_SCORED: Final[Mapping[str, object]] = {
    "scoring": "weighted",
    "points_decimals": 4,
    "score_full": None,
    "score_min": Decimal(0),
    "score_max": None,
    "cap_bonus": None,
    "cap_penalty": None,
    "min_coverage": Decimal("0.6"),
    "not_reported": "zero",
    "combine": "weighted",
}
"""Settings that a scorecard always shows, with what a blank cell would mean."""
_ALWAYS: Final = ("id", "version", "valid_from", "name.zh", "name.en", "summary.zh", "summary.en", "source.zh", "kind")
_HISTORY: Final[Mapping[str, object]] = {"buffer": Decimal(0), "buffer_share": Decimal(0), "min_months": 1}


class Column(NamedTuple):
    """A field's place in a block: its first column and how many it takes."""

    field: Field
    column: int
    span: int


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block on the sheet.

    Args:
        block: Which.
        title: Row of its heading; the header is the next one.
        columns: Its fields from left to right.
        rows: Sheet row and content, in order.
        end: Row of the end mark.
    """

    block: Block
    title: int
    columns: tuple[Column, ...]
    rows: tuple[tuple[int, Row], ...]
    end: int

    @property
    def header(self) -> int:
        """Return the row of the headers."""
        return self.title + 1

    def column(self, name: str) -> int | None:
        """Return the column of a field, or None where the block has none."""
        return next((place.column for place in self.columns if place.field.name == name), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """A scheme on a sheet.

    Args:
        scheme: The scheme.
        blocks: Its blocks, from top to bottom.
        last_row: The last row that they take.
    """

    scheme: Scheme
    blocks: tuple[PlacedBlock, ...]
    last_row: int

    def block(self, marker: str) -> PlacedBlock | None:
        """Return a block, or None where the scheme does not fill it."""
        return next((placed for placed in self.blocks if placed.block.marker == marker), None)

    def cells(self) -> Iterator[tuple[str, int, int, Field, object]]:
        """Yield each field of each row: document path, row, column, field and value."""
        for placed in self.blocks:
            for row, content in placed.rows:
                for place in placed.columns:
                    if placed.block.is_head and place.field.name not in content.values:
                        continue
                    name = place.field.name
                    path = content.paths.get(name) or (f"{content.path}.{name}" if content.path else name)
                    yield path, row, place.column, place.field, content.values.get(name)


def layout(scheme: Scheme, *, first_row: int = 4) -> Layout:
    """Return where everything of a scheme goes.

    Args:
        scheme: A checked scheme.
        first_row: Row of the first heading.
    """
    rows = rows_of(_complete(scheme))
    placed: list[PlacedBlock] = []
    at = first_row
    for block in BLOCKS:
        own = rows.get(block.marker)
        if not own:
            continue
        columns = _head_columns(own[0]) if block.is_head else _columns(block, own)
        contents = [Row("", {c.field.name: own[0].values.get(c.field.name)}) for c in columns] if block.is_head else own
        numbered = tuple(enumerate(contents, at + 2))
        placed.append(PlacedBlock(block, at, columns, numbered, at + 2 + len(contents)))
        at = placed[-1].end + 2
    return Layout(scheme, tuple(placed), at)


def _complete(scheme: Scheme) -> dict[str, Any]:
    """Return a scheme's document with the settings that users look for, at their defaults, and shown colours."""
    document = write_document(scheme)
    shown: dict[str, object] = dict(_HISTORY)
    if scheme.kind is Kind.SCORECARD:
        shown |= _SCORED
    return shown | document


def _head_columns(row: Row) -> tuple[Column, ...]:
    names = [f for f in META.fields if f.name in row.values or f.name in _ALWAYS]
    return tuple(Column(f, META_VALUE, META_SPAN) for f in names)


def _columns(block: Block, rows: list[Row]) -> tuple[Column, ...]:
    used = {name for row in rows for name, value in row.values.items() if value is not None}
    found = []
    at = FIRST
    aside = READING if block.marker == "#measures" else frozenset()
    for field in block.fields:
        if field.name in aside:
            continue
        if field.is_extra and field.name not in used:
            continue
        span = field.span if at >= WIDE else max(1, field.span - 1)
        found.append(Column(field, at, span))
        at += span
    return tuple(found)


def shown_value(  # noqa: PLR0911 - one return a kind of field
    field: Field, value: object, language: str
) -> Value | Decimal:
    """Return what a cell shows for a value of the document.

    A number that a cell's fifteen digits cannot hold stands as its text.
    """
    if value is None:
        return None
    if value == NONE and field.holds is Holds.NUMBER:
        return choices.NONE.said(language)
    match field.holds:
        case Holds.NUMBER | Holds.WHOLE:
            return _number(value)
        case Holds.CHOICE:
            return (field.choices or {})[str(value)].said(language)
        case Holds.COMBINE:
            return _combined(field, str(value), language)
        case Holds.YES:
            return (choices.YES if value else choices.NO).said(language)
        case Holds.LIST:
            return "; ".join(value) if isinstance(value, list) else str(value)
        case Holds.DATA:
            return data_text(value)
        case Holds.DATE:
            return value  # type: ignore[return-value]  # because the document holds a date there
    return str(value)


def _combined(field: Field, value: str, language: str) -> str:
    word, colon, key = value.partition(":")
    if colon and word == choices.ONLY.en:
        return f"{choices.ONLY.said(language)}:{key}"
    known = (field.choices or {}).get(value)
    return value if known is None else known.said(language)


def _number(value: object) -> Value | Decimal:
    if isinstance(value, Decimal) and Decimal(f"{float(value):.15g}") != value:
        return f"{value:f}"
    return value  # type: ignore[return-value]  # because numbers of a document are ints and decimals


def grid_cells(made: Layout, language: str) -> dict[tuple[int, int], GridCell]:
    """Return the cells that a layout gives, as reading finds them."""
    cells: dict[tuple[int, int], GridCell] = {}
    fills = swatches(made)
    for placed in made.blocks:
        cells[placed.header, MARKS] = GridCell(placed.block.marker)
        cells[placed.end, MARKS] = GridCell(END)
        for column, text in headers(placed, language).items():
            cells[placed.header, column] = GridCell(text)
        if placed.block.is_head:
            for row, content in placed.rows:
                cells[row, FIRST] = GridCell(next(iter(content.values)))
    for _, row, column, field, value in made.cells():
        shown = shown_value(field, value, language)
        if field.holds is Holds.SHOWN:
            continue
        cells[row, column] = GridCell(float(shown) if isinstance(shown, Decimal) else shown)
    for (row, column), (fill, _, text) in fills.items():
        cells[row, column] = GridCell(text, fill)
    return {at: cell for at, cell in cells.items() if not cell.is_blank or cell.fill}


def headers(placed: PlacedBlock, language: str) -> dict[int, str]:
    """Return the header texts of a block by column."""
    side = 0 if language == "zh" else 1
    if placed.block.is_head:
        return {FIRST: KEY[side], FIRST + 1: ("设置", "setting")[side], META_VALUE: VALUE[side]}
    return {place.column: place.field.label.said(language) for place in placed.columns}


def swatches(made: Layout) -> dict[tuple[int, int], tuple[str, str, str]]:
    """Return fill, text colour and text of each tier's swatch; only a colour of the tier's own is written out."""
    placed = made.block("#tiers")
    column = None if placed is None else placed.column("fill")
    if placed is None or column is None:
        return {}
    found = {}
    tiers = made.scheme.tiers
    chip_of: dict[int, Chip] = {}
    for line in dict.fromkeys(tier.line for tier in tiers):
        own = [at for at, tier in enumerate(tiers) if tier.line == line]
        chip_of |= dict(zip(own, chips([tiers[at] for at in own]), strict=True))
    for row, content in placed.rows:
        at = int(content.path.removeprefix("tiers[").removesuffix("]"))
        found[row, column] = (chip_of[at].fill, chip_of[at].ink, tiers[at].fill or "")
    return found


def rule_cells(made: Layout, sheet: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return the cells that formulas read by document path, and the paths of numbers that stand as text.

    Args:
        made: The layout.
        sheet: The sheet's name, quoted.
    """
    live: dict[str, str] = {}
    texts: set[str] = set()
    for path, row, column, field, value in made.cells():
        if not field.is_live:
            continue
        address = a1(row, column)
        letters = address.rstrip("0123456789")
        live[path] = f"{sheet}!${letters}${row}"
        if field.holds is Holds.NUMBER and isinstance(shown_value(field, value, "en"), str) and value != NONE:
            texts.add(path)
    return live, frozenset(texts)
