"""Checks of a grid: its sides, its parts, cells that nobody fills and parts that others hide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from xltier.core.checks.places import doubtful, measured, noted, repeated, wrong
from xltier.core.checks.rules import check_rules
from xltier.core.checks.tiers import check_bins, check_floors, check_shares
from xltier.core.classes import cells_of
from xltier.core.overlaps import grid_overlaps
from xltier.core.scheme import Scheme
from xltier.core.scheme.classes import Axis, Cell
from xltier.errors import Problem

_SIDES = (2, 3)


def check_grid(scheme: Scheme, codes: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the sides and the parts of a grid; how parts overlap, only where nothing else is."""
    if len(scheme.axes) not in _SIDES:
        yield wrong("grid-sides", "axes", count=len(scheme.axes))
        return
    found = tuple(_sides_and_parts(scheme, codes))
    yield from found
    if not any(problem.is_error for problem in found):
        yield from _overlaps(scheme)


def _sides_and_parts(scheme: Scheme, codes: Sequence[str]) -> Iterator[Problem]:
    yield from repeated("axes", "key", [axis.key for axis in scheme.axes])
    for at, axis in enumerate(scheme.axes):
        yield from _axis(scheme, axis, f"axes[{at}]")
    for at, cell in enumerate(scheme.grid):
        yield from _cell(scheme, cell, f"grid[{at}]", codes)
    whole = [cell for cell in scheme.grid if len(cell.at) == len(scheme.axes)]
    for at, cell in enumerate(scheme.grid):
        if cell.at in [other.at for other in scheme.grid[:at]]:
            yield wrong("grid-cell-repeated", f"grid[{at}].at", levels=cell.at)
    filled = {levels for cell in whole for levels in cells_of(cell, scheme.axes)}
    for levels in product(*(tuple(tier.code for tier in axis.levels) for axis in scheme.axes)):
        if levels not in filled:
            yield wrong("grid-cell-missing", "grid", levels=levels)


def _cell(scheme: Scheme, cell: Cell, path: str, codes: Sequence[str]) -> Iterator[Problem]:
    if len(cell.at) != len(scheme.axes):
        yield wrong("grid-cell-shape", f"{path}.at", levels=cell.at, count=len(scheme.axes))
        return
    for levels, axis in zip(cell.at, scheme.axes, strict=True):
        known = tuple(tier.code for tier in axis.levels)
        for level in () if levels == "*" else levels.split("|"):
            if level not in known:
                yield wrong("level-unknown", f"{path}.at", name=level, axis=axis.name, known=known)
    if cell.outcome not in codes:
        yield wrong("class-unknown", f"{path}.class", name=cell.outcome, known=codes)


def _overlaps(scheme: Scheme) -> Iterator[Problem]:
    taken: set[tuple[str, ...]] = set()
    reached: list[Cell] = []
    for at, cell in enumerate(scheme.grid):
        cells = set(cells_of(cell, scheme.axes))
        if cells <= taken:
            yield doubtful("grid-part-hidden", f"grid[{at}]", part=at + 1, levels=cell.at, name=cell.outcome)
        else:
            reached.append(cell)
        taken |= cells
    before: dict[str, list[str]] = {}
    for overlap in grid_overlaps(replace(scheme, grid=tuple(reached))):
        before.setdefault(overlap.hidden, []).append(f"{overlap.taken} {overlap.count}")
    for hidden, earlier in before.items():
        yield noted("grid-parts-overlap", "grid", hidden=hidden, before=earlier)


def _axis(scheme: Scheme, axis: Axis, path: str) -> Iterator[Problem]:
    levels = [tier.code for tier in axis.levels]
    yield from repeated(f"{path}.levels", "code", levels)
    if axis.rules:
        yield from check_rules(scheme, axis.rules, f"{path}.rules", levels)
        return
    yield from measured(scheme, f"{path}.measure", axis.measure)
    before = scheme.axes[: scheme.axes.index(axis)]
    can_nest = bool(before) and not before[0].rules and all(outer.nested for outer in before[1:])
    if axis.nested and (axis.spread is None or not can_nest):
        yield wrong("axis-nested", f"{path}.nested", axis=axis.name)
    paths = [f"{path}.levels[{at}]" for at in range(len(levels))]
    if axis.spread is not None:
        yield from check_shares(axis.levels, paths, axis.spread)
        yield from check_bins(scheme, axis.measure, axis.levels, f"{path}.levels")
        return
    measure = next((measure for measure in scheme.measures if measure.key == axis.measure), None)
    decimals = 0 if measure is None else measure.decimals
    yield from check_floors(scheme, axis.levels, paths, decimals, low_is_good=axis.low_is_good)
