"""Cells of the Excel double: what Excel does with values, formats and areas, as far as the macros ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from xltier.hosts.excel.coercion import TEXTS
from xltier.tables.sheet import Area

At = tuple[int, int]
CODES = {text: code for code, text in TEXTS.items()}


@dataclass
class Look:
    """The looks of one cell, by the names of Excel's properties."""

    said: dict[str, object] = field(default_factory=dict)


class Grid:
    """The cells of one sheet by (row, column)."""

    def __init__(self) -> None:
        self.values: dict[At, object] = {}
        self.formulas: dict[At, str] = {}
        self.looks: dict[At, dict[str, object]] = {}
        self.rules: list[tuple[Area, Any]] = []
        self.merges: list[Area] = []
        self.arrays: list[Area] = []
        self.widths: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        self.hidden: dict[str, set[int]] = {"row": set(), "column": set()}

    def put(self, at: At, value: object) -> None:
        """Set a cell as if the value were typed in."""
        self.formulas.pop(at, None)
        if value in ("", None):
            self.values.pop(at, None)
        else:
            self.values[at] = _typed(value)

    def used(self) -> Area:
        """Return the used area."""
        filled = [*self.values, *self.looks]
        if not filled:
            return Area(1, 1, 1, 1)
        rows, columns = [at[0] for at in filled], [at[1] for at in filled]
        return Area(min(rows), min(columns), max(rows), max(columns))


def _typed(value: object) -> object:
    """Return what Excel makes of a value: a text may be an error, a number, a date or a literal text."""
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, str):
        return value
    if value.startswith("'"):
        return value[1:]
    if value in CODES:
        return CODES[value]
    assert not value.startswith(("=", "+", "-", "@")), f"Excel would take this for a formula: {value}"
    assert not any(letter.isdigit() for letter in value), f"Excel may take this for a number or a date: {value}"
    return value


def cells(area: Area) -> Iterator[At]:
    """Yield the places of an area, row by row."""
    return ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))


def alike(found: list[object]) -> object:
    """Return what all have in common, None where they differ, as Excel answers for an area."""
    return found[0] if all(one == found[0] for one in found) else None


class Part:
    """A part of cells' looks, such as their font: its properties are read and set for all cells together."""

    def __init__(self, area: Area, grid: Grid, prefix: str, defaults: dict[str, object]) -> None:
        vars(self).update(area=area, grid=grid, prefix=prefix, defaults=defaults)

    def __getattr__(self, name: str) -> object:
        own: Any = vars(self)
        key = own["prefix"] + name
        default = own["defaults"].get(name)
        return alike([own["grid"].looks.get(at, {}).get(key, default) for at in cells(own["area"])])

    def __setattr__(self, name: str, value: object) -> None:
        own: Any = vars(self)
        for at in cells(own["area"]):
            own["grid"].looks.setdefault(at, {})[own["prefix"] + name] = value


class Said:
    """Anything that is only told things: it keeps what was set."""

    def __init__(self, **said: object) -> None:
        vars(self).update(said)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever was set
        raise AttributeError(name)


class Several(list[Any]):
    """A collection as COM has them: iterable, counted, and called with a name or a number from 1."""

    def __init__(self, items: list[Any], add: Callable[..., Any] | None = None) -> None:
        super().__init__(items)
        self._add = add

    @property
    def Count(self) -> int:  # noqa: N802 - Excel's name
        return len(self)

    def __call__(self, key: object) -> Any:  # noqa: ANN401 - a COM object
        if isinstance(key, int):
            return self[key - 1]
        return next(one for one in self if one.Name == key)

    def Add(self, *arguments: object, **named: object) -> Any:  # noqa: ANN401, N802 - a COM object
        assert self._add is not None
        return self._add(*arguments, **named)
