"""Two states of a worksheet: everything but the intended cells must be the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.testing.trees import Box, Finding, attributes, box, canonical, children, column, compared, finding, name

_SHOWN = frozenset({"hidden", "ht", "customHeight"})
_SPECIAL = frozenset({"dimension", "cols", "sheetData", "autoFilter", "conditionalFormatting"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its attributes but for number and spans, and its cells in canonical form by column."""

    attributes: Mapping[str, str]
    cells: Mapping[int, str]


def sheet_differences(
    before: etree._Element,
    after: etree._Element,
    ranges: Sequence[str],
    *,
    filled: Sequence[str] = (),
    is_refreshed: bool = False,
) -> Iterator[Finding]:
    """Yield what differs outside ``ranges`` and what their columns may bring with them.

    In ``filled`` only cells may differ, and rows may have become visible or got the height of the others. Where
    ``is_refreshed``, formulas may have lost the values that they had stored.

    With a column may come: a larger dimension, its width, a filter that reaches it, its row's ``spans``, and
    conditional formats on it whose priority is behind every other's.
    """
    boxes = [found for found in map(box, ranges) if found is not None]
    for root in (before, after) if is_refreshed else ():
        _forget_values(root)
    yield from compared("root", attributes(before), attributes(after))
    rest = [[canonical(child) for child in children(root) if name(child) not in _SPECIAL] for root in (before, after)]
    yield from compared("elements", rest[0], rest[1])
    yield from _order(before, after)
    yield from _dimension(before, after)
    yield from _columns(before, after, {number for one in boxes for number in range(one.left, one.right + 1)})
    yield from _rows(before, after, boxes, [found for found in map(box, filled) if found is not None])
    yield from _filter(before, after, boxes)
    yield from _formats(before, after, boxes)


def _forget_values(root: etree._Element) -> None:
    for cell in (cell for data in children(root, "sheetData") for row in children(data) for cell in children(row)):
        for value in children(cell, "v") if children(cell, "f") else ():
            cell.remove(value)
            cell.attrib.pop("t", "")


def _order(before: etree._Element, after: etree._Element) -> Iterator[Finding]:
    names = [[name(child) for child in children(root)] for root in (before, after)]
    kept = [[one for one in dict.fromkeys(both) if one in names[0] and one in names[1]] for both in names]
    yield from compared("order of elements", kept[0], kept[1])


def _dimension(before: etree._Element, after: etree._Element) -> Iterator[Finding]:
    found = [[child.get("ref", "") for child in children(root, "dimension")] for root in (before, after)]
    if found[0] == found[1]:
        return
    one, other = (box(refs[0]) if refs else None for refs in found)
    if one is None or other is None or not other.holds(one):
        yield finding("dimension", found[0], found[1])


def _columns(before: etree._Element, after: etree._Element, ours: set[int]) -> Iterator[Finding]:
    one, other = _by_column(before), _by_column(after)
    for number in sorted((one.keys() | other.keys()) - ours):
        yield from compared(f"cols {number}", one.get(number), other.get(number))


def _by_column(root: etree._Element) -> dict[int, dict[str, str]]:
    return {
        number: attributes(entry, "min", "max")
        for cols in children(root, "cols")
        for entry in children(cols, "col")
        for number in range(int(entry.get("min", "1")), int(entry.get("max", "0")) + 1)
    }


def _rows(
    before: etree._Element, after: etree._Element, boxes: Sequence[Box], filled: Sequence[Box]
) -> Iterator[Finding]:
    yield from compared("order of rows", _is_ascending(before), _is_ascending(after))
    one, other = rows_of(before, [*boxes, *filled]), rows_of(after, [*boxes, *filled])
    for number in sorted(one.keys() | other.keys()):
        old, new = one.get(number, SheetRow({}, {})), other.get(number, SheetRow({}, {}))
        may_show = any(area.top <= number <= area.bottom for area in filled)
        sides = [
            {key: value for key, value in row.attributes.items() if not may_show or key not in _SHOWN}
            for row in (old, new)
        ]
        yield from compared(f"row {number}", sides[0], sides[1])
        for cell in sorted(old.cells.keys() | new.cells.keys()):
            yield from compared(f"row {number} column {cell}", old.cells.get(cell), new.cells.get(cell))


def _is_ascending(root: etree._Element) -> bool:
    rows = [entry.get("r", "") for data in children(root, "sheetData") for entry in children(data, "row")]
    numbers = [int(row) for row in rows if row.isdigit()]
    return all(earlier < later for earlier, later in pairwise(numbers))


def rows_of(root: etree._Element, boxes: Sequence[Box]) -> dict[int, SheetRow]:
    """Return the rows of a sheet by number, without the cells inside ``boxes``; a row left empty is left out."""
    rows: dict[int, SheetRow] = {}
    number = 0
    for row in (entry for data in children(root, "sheetData") for entry in children(data, "row")):
        number = int(row.get("r", number + 1))
        cells: dict[int, str] = {}
        place = 0
        for cell in children(row, "c"):
            letters = cell.get("r", "").rstrip("0123456789")
            place = column(letters) if letters else place + 1
            if not any(one.holds(Box(number, place, number, place)) for one in boxes):
                cells[place] = canonical(cell)
        kept = attributes(row, "r", "spans")
        if cells or kept:
            rows[number] = SheetRow(kept, cells)
    return rows


def _filter(before: etree._Element, after: etree._Element, boxes: Sequence[Box]) -> Iterator[Finding]:
    one, other = (children(root, "autoFilter") for root in (before, after))
    insides = [[[canonical(child) for child in children(entry)] for entry in entries] for entries in (one, other)]
    yield from compared("autoFilter", insides[0], insides[1])
    for old, new in zip(one, other, strict=False):
        yield from grown("autoFilter", old.get("ref", ""), new.get("ref", ""), boxes)


def grown(place: str, before: str, after: str, boxes: Sequence[Box]) -> Iterator[Finding]:
    """Yield a finding where a range became anything but itself, or itself with intended columns to its right."""
    old, new = box(before), box(after)
    if before == after:
        return
    fits = old is not None and new is not None and (old.top, old.left, old.bottom) == (new.top, new.left, new.bottom)
    if not fits or old is None or new is None or not _all_ours(old.right + 1, new.right, boxes):
        yield finding(place, before, after)


def _all_ours(first: int, last: int, boxes: Sequence[Box]) -> bool:
    numbers = range(first, last + 1)
    return bool(numbers) and all(any(one.left <= number <= one.right for one in boxes) for number in numbers)


def _formats(before: etree._Element, after: etree._Element, boxes: Sequence[Box]) -> Iterator[Finding]:
    """Yield what became of conditional formats: in our columns, rules for texts may come and go, and nothing else."""
    one, other = (
        [(canonical(entry), entry) for entry in children(root, "conditionalFormatting")] for root in (before, after)
    )
    stays = [{text for text, _ in side} for side in (other, one)]
    theirs = [
        [text for text, entry in side if text in there or not _may_be_ours(entry, boxes)]
        for side, there in zip((one, other), stays, strict=True)
    ]
    yield from compared("conditionalFormatting", *theirs)
    highest = max(
        (_priority(rule) for _, entry in other if not _may_be_ours(entry, boxes) for rule in children(entry, "cfRule")),
        default=0,
    )
    for rule in (rule for text, entry in other if text not in stays[1] for rule in children(entry, "cfRule")):
        if _priority(rule) <= highest:
            yield finding("conditionalFormatting priority", f"above {highest}", rule.get("priority"))


def _may_be_ours(entry: etree._Element, boxes: Sequence[Box]) -> bool:
    """Return whether a block stands in our columns and holds nothing but rules for cells that equal a text."""
    ranges = [box(text) for text in entry.get("sqref", "").split()]
    is_inside = bool(ranges) and all(found is not None and any(one.holds(found) for one in boxes) for found in ranges)
    return is_inside and all(
        (rule.get("type"), rule.get("operator")) == ("cellIs", "equal")
        and all((formula.text or "").startswith('"') for formula in children(rule, "formula"))
        for rule in children(entry, "cfRule")
    )


def _priority(rule: etree._Element) -> int:
    return int(rule.get("priority", "0"))
