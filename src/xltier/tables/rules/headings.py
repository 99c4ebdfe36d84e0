"""Blocks by their headings and headers: what a rules sheet still has where its marks are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from xltier.core.words import folded
from xltier.tables.rules.blocks import BLOCKS
from xltier.tables.rules.shape import Block, Holds

Row = Mapping[str, int]
"""The folded texts of a row, each with its first column."""

SHEETS: Final = ("规则", "Rules")
"""How the name of a rules sheet begins, unless its owner has given it another."""
KEY: Final = ("键", "key")
VALUE: Final = ("值", "value")
_BELOW: Final = 3
"""Rows below a heading in which its header is looked for: users insert some."""
_HEADED: Final = 2
_ALONE: Final = 4
"""Headers that show a block under its heading, and without one."""


class Heading(NamedTuple):
    """A header row that reads like that of a block.

    Args:
        block: Which.
        row: The header's row.
        column: Column of the block's first header.
    """

    block: Block
    row: int
    column: int


def headings(rows: Mapping[int, Row]) -> tuple[Heading, ...]:
    """Return the header rows that a sheet's texts show, from top to bottom; marks are not asked.

    Args:
        rows: The folded texts of each row that has any.
    """
    found: dict[int, Heading] = {}
    for row in sorted(rows):
        for block in _titled(rows[row]):
            below = (at for at in range(row + 1, row + 1 + _BELOW) if at in rows and at not in found)
            at = next((at for at in below if _shown(block, rows[at]) >= _HEADED), None)
            if at is not None:
                found[at] = Heading(block, at, _first(block, rows[at]))
                break
    for row, texts in rows.items():
        if row not in found:
            best = max(BLOCKS, key=lambda block: (_shown(block, texts), -len(block.fields)))
            if _shown(best, texts) >= (_HEADED if best.is_head else _ALONE):
                found[row] = Heading(best, row, _first(best, texts))
    return tuple(found[row] for row in sorted(found))


def shows_blocks(columns: Sequence[AbstractSet[str]]) -> bool:
    """Return whether a column of a sheet holds the headings or first headers of several blocks; a quick look.

    Args:
        columns: The folded texts of its first columns.
    """
    return any(sum(not names.isdisjoint(texts) for names in _NAMED) > 1 for texts in columns)


def _titled(texts: Row) -> Iterator[Block]:
    return (block for block in BLOCKS if folded(block.title.zh) in texts or folded(block.title.en) in texts)


def _shown(block: Block, texts: Row) -> int:
    """Return how many of a block's headers stand in a row, 0 where its first one does not."""
    return sum(not names.isdisjoint(texts) for names in _LABELS[block.marker]) if _has_first(block, texts) else 0


def _has_first(block: Block, texts: Row) -> bool:
    return not _LABELS[block.marker][0].isdisjoint(texts)


def _first(block: Block, texts: Row) -> int:
    return min(texts[name] for name in _LABELS[block.marker][0] if name in texts)


def _labels(block: Block) -> tuple[frozenset[str], ...]:
    if block.is_head:
        return frozenset(KEY), frozenset(VALUE)
    own = [field for field in block.fields if field.holds is not Holds.SHOWN]
    return tuple(frozenset({folded(field.label.zh), folded(field.label.en)}) for field in own)


_LABELS: Final = {block.marker: _labels(block) for block in BLOCKS}
_NAMED: Final = tuple(
    frozenset({folded(block.title.zh), folded(block.title.en)}) | _LABELS[block.marker][0] for block in BLOCKS
)
