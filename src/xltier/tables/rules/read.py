"""A rules sheet to a Scheme: every Problem names the cell to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from xltier.core.cases import check_cases
from xltier.core.checks import check
from xltier.core.document import read_document
from xltier.core.scheme import Scheme
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.tables.address import a1
from xltier.tables.rules.blocks import BLOCKS, TABLES
from xltier.tables.rules.blocks.measures import BANDS, INPUTS, MEASURES
from xltier.tables.rules.document import Reader, Spot
from xltier.tables.rules.found import LOST, find_blocks
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.kept import Kept, kept
from xltier.tables.rules.unread import wrong_anyway

_PLACE: Final = re.compile(r"\[\d+\]")
_LAST_STEP: Final = re.compile(r"(?:\.[^.\[\]]+|\[\d+\])$")


@dataclass(frozen=True, slots=True)
class RulesReading:
    """What a rules sheet says.

    Args:
        sheet: Its name.
        document: The scheme document that its cells state.
        scheme: The scheme as far as it can be read; None where the sheet's structure is broken.
        problems: Everything that is wrong or doubtful, each with its cell.
        cells: Cell of each path of the document, such as ``"F12"``; blank cells are there too.
        texts: Paths whose cell holds a text.
        kept: What formulas on the sheet take for granted.
    """

    sheet: str
    document: Mapping[str, Any]
    scheme: Scheme | None
    problems: tuple[Problem, ...]
    cells: Mapping[str, str]
    texts: frozenset[str]
    kept: Kept

    @property
    def is_sound(self) -> bool:
        """Return whether the scheme can rate."""
        return self.scheme is not None and not any(problem.is_error for problem in self.problems)

    @property
    def is_lost(self) -> bool:
        """Return whether marks of the sheet are gone, so that it says nothing of its scheme, not even which."""
        return any(problem.reference in LOST for problem in self.problems)


def read_rules(grid: Grid) -> RulesReading:
    """Return what a rules sheet says, and every Problem of it.

    Examples that the sheet carries are computed only where nothing else is wrong. One that comes out otherwise is
    a warning: whoever moves a cut-off means it, and the example is what is out of date.
    """
    blocks, problems = find_blocks(grid)
    if any(problem.reference in LOST for problem in problems):
        told = tuple(problem for problem in problems if problem.reference in LOST)
        return RulesReading(grid.sheet, {}, None, told, {}, frozenset(), kept(grid, {}))
    reader = Reader(grid, blocks, problems)
    reader.read()
    scheme, shape = read_document(reader.document)
    found = tuple(problem for problem in shape if not _is_headless(problem, reader))
    if not _stops((*shape, *problems)):
        found = (*found, *check(scheme))
    elif not _stops(shape) and all(one.reference == "rules-choice" for one in problems if one.is_error):
        found = (*found, *wrong_anyway(reader.document, reader.choices()))
    if not _stops((*found, *problems)):
        found = (*found, *(_doubted(problem) for problem in check_cases(scheme)))
    placed = [_placed(problem, grid, reader.spots) for problem in found]
    cells = {path: a1(*spot) for path, spot in reader.spots.items() if path}
    everything = (*problems, *placed)
    return RulesReading(
        grid.sheet, reader.document, scheme, everything, cells, frozenset(reader.texts), kept(grid, blocks)
    )


def _is_headless(problem: Problem, reader: Reader) -> bool:
    """Return whether every row of a column lacks its value because the header is gone: the header is said, once."""
    path = problem.at.path or ""
    table, _, field = _PLACE.sub("", path).rpartition(".")
    if problem.reference != "field-missing" or path in reader.spots:
        return False
    for block in _BLOCKS_OF.get(table.rpartition(".")[2], ()):
        found = reader.blocks.get(block.marker)
        if found and field not in found.columns and field in {one.name for one in block.fields}:
            reader.headless(block, field)
            return True
    return False


def _stops(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def _doubted(problem: Problem) -> Problem:
    return Problem(problem.reference, problem.at, Severity.WARNING, problem.values)


def _placed(problem: Problem, grid: Grid, spots: Mapping[str, Spot]) -> Problem:
    """Return a Problem of the document at the cell that its path came from, or the nearest one around it."""
    path = problem.at.path or ""
    while path and path not in spots:
        if f"{path}.zh" in spots:
            path = f"{path}.zh"
            break
        path = _LAST_STEP.sub("", path) if _LAST_STEP.search(path) else ""
    spot = spots.get(path)
    at = grid.place(*spot) if spot is not None else Location(file=grid.file, sheet=grid.sheet)
    return Problem(problem.reference, at, problem.severity, _in_words(problem))


def _in_words(problem: Problem) -> Mapping[str, object]:
    """Return a Problem's values with the header of the column in place of the document's word for it."""
    key, path = problem.values.get("key"), problem.at.path or ""
    block = path.partition("[")[0]
    label = _LABELS.get((block, key)) or _LABELS.get(("", key))
    values = problem.values if label is None else {**problem.values, "key": label}
    words = _WORDS.get((block, key)) or _WORDS.get(("", key)) or {}
    offered = values.get("choices")
    if words and isinstance(offered, tuple):
        return {**values, "choices": tuple(words.get(str(word), word) for word in offered)}
    return values


_BLOCKS_OF: Final = {table: (block,) for block in BLOCKS if (table := TABLES[block.marker])} | {
    "measures": (MEASURES, INPUTS)
}
_LABELS: Final[dict[tuple[str, object], Words]] = {
    (TABLES[block.marker], field.name): field.label for block in BLOCKS for field in block.fields
}
_WORDS: Final[dict[tuple[str, object], Mapping[str, Words]]] = {
    (TABLES[block.marker], field.name): field.choices
    for block in BLOCKS
    for field in block.fields
    if field.choices is not None
}
"""The words of a column's choices by block and field."""
_LABELS.update({("measures", field.name): field.label for block in (BANDS, MEASURES) for field in block.fields})
