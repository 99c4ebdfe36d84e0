"""The blocks of a rules sheet to a scheme document, with the cell that each part of it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

from xltier.core.palette import chips
from xltier.core.scheme.tier import Tier
from xltier.core.words import NO_WORDS, folded
from xltier.errors import Problem
from xltier.tables.address import a1
from xltier.tables.rules.blocks import TABLES
from xltier.tables.rules.blocks.adjustments import GROUPS
from xltier.tables.rules.blocks.measures import BANDS, WEIGHTS
from xltier.tables.rules.blocks.meta import META
from xltier.tables.rules.found import FoundBlock
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.shape import Block, Field
from xltier.tables.rules.swatches import colour_of
from xltier.tables.rules.values import value_of

Table = dict[str, Any]
Spot = tuple[int, int]

_SIMPLE: Final = ("#cuts", "#items", "#redlines", "#channels", "#lines", "#alerts", "#cases")
_SIDES: Final = ("at1", "at2", "at3")
_BANDED: Final = frozenset({"pieces", "band"})


class RowRead(NamedTuple):
    """A row of a block: its fields' values (bilingual ones joined), its cells by field, and its first cell."""

    values: Table
    spots: Mapping[str, Spot]
    first: Spot


@dataclass(slots=True)
class Reader:
    """A rules sheet while it is read; ``spots`` gathers where each path of the document stands.

    ``unread`` are the cells whose word is none of their choices.
    """

    grid: Grid
    blocks: Mapping[str, FoundBlock]
    problems: list[Problem]
    document: Table = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    unread: dict[Spot, Field] = field(default_factory=dict)

    def read(self) -> None:
        """Fill document and spots."""
        self._head()
        self._block("#measures", self._ordered(("#measures", "#inputs"), "order"))
        self._block("#tiers", self._tiers())
        for marker in _SIMPLE:
            self._block(marker, list(self._rows(marker)))
        self._derived()
        self._bands()
        self._weights()
        self._block("#axes", list(self._rows("#axes")))
        self._axes()
        self._grid()
        self._groups()

    def _head(self) -> None:
        found = self.blocks.get(META.marker)
        if found is None or not {"key", "value"} <= found.columns.keys():
            return
        known = {folded(name): f for f in META.fields for name in (f.name, f.label.zh, f.label.en)}
        self.spots[""] = (found.header, found.columns["key"])
        values: Table = {}
        spots: dict[str, Spot] = {}
        for row in found.rows:
            name = self.grid.text(row, found.columns["key"])
            setting = known.get(folded(name))
            if setting is None:
                if name:
                    near = get_close_matches(name, [f.name for f in META.fields], n=3, cutoff=0.4)
                    at = self.grid.place(row, found.columns["key"])
                    self.problems.append(Problem("rules-setting-unknown", at, values={"name": name, "near": near}))
                continue
            spot = (row, found.columns["value"])
            spots[setting.name] = spot
            self._put(values, setting, spot)
        self.document |= _joined(values)
        self._place("", RowRead({}, spots, self.spots[""]))

    def _put(self, values: Table, setting: Field, spot: Spot) -> None:
        cell = self.grid.at(*spot)
        found = value_of(cell, setting, self.grid.place(*spot))
        if isinstance(found, Problem):
            self.problems.append(found)
            if found.reference == "rules-choice":
                self.unread[spot] = setting
        elif found is not None:
            values[setting.name] = found

    def choices(self) -> dict[str, tuple[object, ...]]:
        """Return what each cell with an unknown word could mean, by its path in the document."""
        return {
            path: tuple(setting.choices or (True, False))
            for path, spot in self.spots.items()
            if (setting := self.unread.get(spot)) is not None and path.rpartition(".")[2] == setting.name
        }

    def _rows(self, marker: str) -> Iterator[RowRead]:
        found = self.blocks.get(marker)
        if found is None:
            return
        fields = {f.name: f for f in found.block.fields}
        for row in found.rows:
            values: Table = {}
            spots = {name: (row, column) for name, column in found.columns.items()}
            for name, spot in spots.items():
                self._put(values, fields[name], spot)
            first = min((spot for name, spot in spots.items() if name in values), default=(row, 2))
            yield RowRead(_joined(values), spots, first)

    def _ordered(self, markers: Sequence[str], by: str) -> list[RowRead]:
        """Return rows by their number; one without a number follows the row above it."""
        rows = [row for marker in markers for row in self._rows(marker)]
        numbers: list[tuple[float, int]] = []
        before = 0.0
        for at, row in enumerate(rows):
            number = row.values.pop(by, None)
            before = float(number) if isinstance(number, int) else before
            numbers.append((before, at))
        return [rows[at] for _, at in sorted(numbers)]

    def _block(self, marker: str, rows: Sequence[RowRead]) -> None:
        """Take rows as the tables of a block of the document."""
        name = TABLES[marker]
        for at, row in enumerate(rows):
            self._place(f"{name}[{at}]", row)
        header = self.blocks.get(marker)
        if header is not None:
            first = header.block.fields[0].name
            self.spots[name] = (header.header, header.columns.get(first, 2))
            for field_, column in header.columns.items():
                self.spots.setdefault(f"{name}.{field_}", (header.header, column))
        if rows:
            self.document[name] = [row.values for row in rows]

    def _place(self, path: str, row: RowRead) -> None:
        self.spots.setdefault(path, row.first)
        if "points_min" in row.spots:
            self.spots[f"{path}.points"] = row.spots["points_min"]
        for name, spot in row.spots.items():
            full = f"{path}.{name}" if path else name
            self.spots[full] = spot
            if isinstance(self.grid.at(*spot).value, str):
                self.texts.add(full)

    def _tiers(self) -> list[RowRead]:
        """Return tiers best first: by rank; one without a rank stands between its neighbours (the sheet rises)."""
        rows = list(self._rows("#tiers"))
        ranks: list[tuple[float, int]] = []
        taken: dict[object, Spot] = {}
        before = float(len(rows) + 1)
        for at, row in enumerate(rows):
            rank = row.values.pop("rank", None)
            if rank is not None and taken.setdefault(rank, row.spots["rank"]) != row.spots["rank"]:
                values = {"rank": rank, "first": a1(*taken[rank])}
                self.problems.append(Problem("rules-rank-twice", self.grid.place(*row.spots["rank"]), values=values))
            before = float(rank) if isinstance(rank, int) else before - 0.5
            ranks.append((before, -at))
        ordered = [rows[-at] for _, at in sorted(ranks)]
        self._colours(ordered)
        return ordered

    def _colours(self, rows: Sequence[RowRead]) -> None:
        """Read each swatch."""
        by_line: dict[object, list[RowRead]] = {}
        for row in rows:
            by_line.setdefault(row.values.get("line"), []).append(row)
        for ladder in by_line.values():
            default = chips([Tier(str(at), NO_WORDS) for at in range(len(ladder))])
            for row, chip in zip(ladder, default, strict=True):
                spot = row.spots.get("fill")
                if spot is None:
                    continue
                row.values.pop("fill", None)
                fill = colour_of(self.grid.at(*spot), chip.fill, self.grid.place(*spot))
                if isinstance(fill, Problem):
                    self.problems.append(fill)
                elif fill is not None:
                    row.values["fill"] = fill

    def _measure_at(self, row: RowRead) -> int | None:
        """Return the place of the measure that a row names by key or label, or None and say so."""
        if not {"measure", "key"} & row.spots.keys():
            return None  # the column has lost its header: that is said, once
        wanted = row.values.pop("measure", row.values.pop("key", None))
        labels: dict[str, int] = {}
        for at, measure in enumerate(self.document.get("measures", ())):
            name = measure.get("name", {})
            sides = [name] if isinstance(name, str) else list(name.values())
            for label in (measure.get("key", ""), *sides):
                labels.setdefault(folded(str(label)), at)
        found = labels.get(folded(str(wanted or "")))
        if found is None and any(labels) and not self._has_lost_keys():  # a measure without a key: that is what is said
            spot = row.spots.get("measure", row.spots.get("key", row.first))
            keys = [str(measure.get("key", "")) for measure in self.document.get("measures", ())]
            near = get_close_matches(str(wanted or ""), keys, n=3, cutoff=0.4) or keys
            values = {"name": wanted or "", "near": near}
            self.problems.append(Problem("rules-measure-unknown", self.grid.place(*spot), values=values))
        return found

    def _has_lost_keys(self) -> bool:
        """Return whether a block of measures has lost the header of their keys."""
        found = (self.blocks.get(marker) for marker in ("#measures", "#inputs"))
        return any(block is not None and "key" not in block.columns for block in found)

    def _by_measure(self, marker: str, take: Callable[[int, Table, RowRead], None]) -> None:
        for row in self._rows(marker):
            at = self._measure_at(row)
            if at is not None:
                take(at, self.document["measures"][at], row)

    def _derived(self) -> None:
        def take(at: int, measure: Table, row: RowRead) -> None:
            measure |= row.values
            self.spots |= {f"measures[{at}].{name}": spot for name, spot in row.spots.items() if name != "key"}

        for marker in ("#headers", "#derived"):
            self._by_measure(marker, take)

    def _bands(self) -> None:
        def take(at: int, measure: Table, row: RowRead) -> None:
            if "text" in row.values or measure.get("method") == "map":
                self._word(f"measures[{at}].map", measure.setdefault("map", {}), row)
                return
            bands = measure.setdefault("bands", [])
            self._place(f"measures[{at}].bands[{len(bands)}]", row)
            bands.append(row.values)

        self._by_measure("#bands", take)
        for measure in self.document.get("measures", ()):
            for name in ("t1", "t2", "t3"):  # they only mirror the first edges there
                if "bands" in measure or (measure.get("method") in _BANDED and _is_formula(measure.get(name))):
                    measure.pop(name, None)

    def _word(self, path: str, words: Table, row: RowRead) -> None:
        """Take a row as a word of a text measure and its points."""
        text = str(self._needed(BANDS, row, "text") or "")
        points = self._needed(BANDS, row, "points")
        if text and text in words:
            values = {"text": text, "first": a1(*self.spots[f"{path}.{text}"])}
            self.problems.append(Problem("rules-word-twice", self.grid.place(*row.spots["text"]), values=values))
            return
        self._place(f"{path}[{len(words)}]", row)
        self.spots[f"{path}.{text}"] = row.spots.get("points", row.first)
        words[text] = points

    def _needed(self, block: Block, row: RowRead, name: str) -> object:
        """Return what a cell holds that must hold something; 0 where it is blank, and say so: blank is no zero."""
        if name not in row.values and name not in row.spots:
            self.headless(block, name)
        elif name not in row.values:
            at = self.grid.place(*row.spots.get(name, row.first))
            label = next(field_.label for field_ in block.fields if field_.name == name)
            self.problems.append(Problem("field-missing", at, values={"key": label}))
        return row.values.get(name, 0)

    def headless(self, block: Block, name: str) -> None:
        """Say once that a column which must hold something has lost its header."""
        label = next(field_.label for field_ in block.fields if field_.name == name)
        found = self.blocks[block.marker]
        values = {"header": label, "block": block.title}
        problem = Problem("rules-header-missing", self.grid.place(found.header, 2), values=values)
        if problem not in self.problems:
            self.problems.append(problem)

    def _weights(self) -> None:
        def take(at: int, measure: Table, row: RowRead) -> None:
            line = str(row.values.get("line", ""))
            measure.setdefault("line_weights", {})[line] = self._needed(WEIGHTS, row, "weight")
            spot = row.spots.get("weight", row.first)
            self.spots[f"measures[{at}].line_weights.{line}"] = spot
            self.spots.setdefault(f"measures.line_weights.{line}", spot)

        self._by_measure("#weights", take)

    def _groups(self) -> None:
        for row in self._rows("#groups"):
            group = str(row.values.get("group", ""))
            self.document.setdefault("group_caps", {})[group] = self._needed(GROUPS, row, "cap")
            self.spots[f"group_caps.{group}"] = row.spots.get("cap", row.first)

    def _axes(self) -> None:
        """Hand levels and rules to their sides; rules without a side are the scheme's own."""
        axes = {str(axis.get("key")): (at, axis) for at, axis in enumerate(self.document.get("axes", ()))}
        for row in self._rows("#levels"):
            self._to_axis(axes, row, "levels")
        for row in self._ordered(("#rules",), "order"):
            if "axis" in row.values:
                self._to_axis(axes, row, "rules")
                continue
            rules = self.document.setdefault("rules", [])
            self._place(f"rules[{len(rules)}]", row)
            rules.append(row.values)

    def _to_axis(self, axes: Mapping[str, tuple[int, Table]], row: RowRead, name: str) -> None:
        if "axis" not in row.spots:
            return  # the column has lost its header: that is said, once
        key = str(row.values.pop("axis", ""))
        if key not in axes:
            at_ = self.grid.place(*row.spots.get("axis", row.first))
            self.problems.append(Problem("rules-side-unknown", at_, values={"name": key, "known": tuple(axes)}))
            return
        at, axis = axes[key]
        tables = axis.setdefault(name, [])
        self._place(f"axes[{at}].{name}[{len(tables)}]", row)
        tables.append(row.values)

    def _grid(self) -> None:
        rows = list(self._rows("#grid"))
        for row in rows:
            row.values["at"] = [str(row.values.pop(side)) for side in _SIDES if side in row.values]
        self._block("#grid", rows)
        for at, row in enumerate(rows):
            self.spots[f"grid[{at}].at"] = row.first


def _is_formula(value: object) -> bool:
    """Return whether a formula stands for its value: whoever wrote the file has not computed it."""
    return isinstance(value, str) and value.startswith("=")


def _joined(values: Table) -> Table:
    """Return values with ``name.zh`` and ``name.en`` joined to one bilingual field."""
    found: Table = {}
    for name, value in values.items():
        base, dot, side = name.partition(".")
        if not dot:
            found[name] = value
        else:
            found.setdefault(base, {})[side] = value
    return found
