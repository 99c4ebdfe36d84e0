"""Whether a rules sheet holds a scheme: what its cells would give back otherwise is refused in words, never thinned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from xltier.core.document import read_document
from xltier.core.write_document import write_document
from xltier.errors import Location, Problem
from xltier.tables.rules.document import Reader
from xltier.tables.rules.found import find_blocks
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.layout import Layout, grid_cells, shown_value
from xltier.tables.text import trim

LONGEST: Final = 32_767
"""Characters that a cell can hold."""
_QUOTED: Final = 40


def unheld(made: Layout) -> Iterator[Problem]:
    """Yield a Problem for each part of a scheme that a rules sheet cannot give back as it is."""
    for path, _, _, field, value in made.cells():
        shown = shown_value(field, value, "en")
        if isinstance(shown, str) and (len(shown) > LONGEST or (shown and not trim(shown))):
            yield _lost(path, shown)
    grid = Grid("", "", grid_cells(made, "en"), made.last_row)
    blocks, problems = find_blocks(grid)
    reader = Reader(grid, blocks, problems)
    reader.read()
    back, _ = read_document(reader.document)
    if back != made.scheme:
        yield from _differences(write_document(made.scheme), write_document(back), "")


def _differences(meant: object, found: object, path: str) -> Iterator[Problem]:
    """Yield what differs at the deepest places that both documents have."""
    if isinstance(meant, Mapping) and isinstance(found, Mapping):
        for name in dict.fromkeys((*meant, *found)):
            yield from _differences(meant.get(name), found.get(name), f"{path}.{name}" if path else str(name))
    elif isinstance(meant, list) and isinstance(found, list) and len(meant) == len(found):
        for at, (one, other) in enumerate(zip(meant, found, strict=True)):
            yield from _differences(one, other, f"{path}[{at}]")
    elif meant != found:
        yield _lost(path, meant if meant is not None else found)


def _lost(path: str, value: object) -> Problem:
    text = str(value)
    said = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    return Problem("rules-sheet-cannot-hold", Location(path=path), values={"path": path, "value": said})
