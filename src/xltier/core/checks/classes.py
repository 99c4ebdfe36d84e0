"""Checks of what refers to tiers or levels: rules, grids, axes, cuts, items, red lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from xltier.core.checks.places import doubtful, repeated, wrong
from xltier.core.checks.tiers import check_floors, check_shares
from xltier.core.classes import cells_of
from xltier.core.names import is_key
from xltier.core.scheme import Axis, Cell, Item, Kind, RedLine, Rule, Scheme, Spread, ValueType
from xltier.errors import Problem

_SIDES = (2, 3)


def check_classes(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with rules, grid, cuts, items and red lines."""
    keys = {measure.key for measure in scheme.measures}
    codes = tuple(tier.code for tier in scheme.tiers)
    if scheme.kind in {Kind.BAND, Kind.DISTRIBUTION}:
        yield from _measured(scheme, "measure", scheme.measure)
    if scheme.kind is Kind.RULES:
        yield from _rules(scheme.rules, "rules", codes)
    if scheme.kind is Kind.GRID:
        yield from _grid(scheme, codes)
    yield from repeated("cuts", "key", [*keys, *(cut.key for cut in scheme.cuts)][len(keys) :])
    for at, cut in enumerate(scheme.cuts):
        path = f"cuts[{at}]"
        if not is_key(cut.key) or cut.key in keys:
            yield wrong("key-illegal", f"{path}.key", name=cut.key)
        yield from _measured(scheme, f"{path}.measure", cut.measure)
        takes_share = cut.spread in {Spread.QUANTILE, Spread.CUMULATIVE}
        if cut.spread is Spread.PERCENTILE or takes_share != (cut.share is not None):
            yield wrong("cut-share", f"{path}.share", name=cut.key, spread=str(cut.spread))
        elif cut.share is not None and not 0 < cut.share <= 1:
            yield wrong("share-outside", f"{path}.share", value=cut.share)
    yield from repeated("items", "code", [item.code for item in scheme.items])
    for at, item in enumerate(scheme.items):
        yield from _item(item, f"items[{at}]", scheme)
    yield from repeated("red_lines", "code", [line.code for line in scheme.red_lines])
    for at, line in enumerate(scheme.red_lines):
        yield from _red_line(line, f"red_lines[{at}]", codes)


def _measured(scheme: Scheme, path: str, key: str | None) -> Iterator[Problem]:
    found = next((measure for measure in scheme.measures if measure.key == key), None)
    if found is None:
        near = tuple(measure.key for measure in scheme.measures)
        yield wrong("unknown-name", path, text=key or "", name=key or "", near=near)
    elif found.type is not ValueType.NUMBER:
        yield wrong("banded-not-number", path, measure=found.name)


def _rules(rules: Sequence[Rule], block: str, codes: Sequence[str]) -> Iterator[Problem]:
    if not rules:
        yield wrong("rules-missing", block)
        return
    for at, rule in enumerate(rules):
        if rule.outcome not in codes:
            yield wrong("class-unknown", f"{block}[{at}].class", name=rule.outcome, known=codes)
        if rule.when is None and at < len(rules) - 1:
            yield wrong("rule-hides-rest", f"{block}[{at}]", rule=at + 1)
    if rules[-1].when is not None:
        yield doubtful("rules-open", f"{block}[{len(rules) - 1}]")
    for at, code in enumerate(codes):
        if code not in {rule.outcome for rule in rules}:
            yield doubtful("class-unused", f"tiers[{at}]" if block == "rules" else block, name=code)


def _grid(scheme: Scheme, codes: Sequence[str]) -> Iterator[Problem]:
    if len(scheme.axes) not in _SIDES:
        yield wrong("grid-sides", "axes", count=len(scheme.axes))
        return
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


def _axis(scheme: Scheme, axis: Axis, path: str) -> Iterator[Problem]:
    levels = [tier.code for tier in axis.levels]
    yield from repeated(f"{path}.levels", "code", levels)
    if axis.rules:
        yield from _rules(axis.rules, f"{path}.rules", levels)
        return
    yield from _measured(scheme, f"{path}.measure", axis.measure)
    before = scheme.axes[: scheme.axes.index(axis)]
    can_nest = bool(before) and not before[0].rules and all(outer.nested for outer in before[1:])
    if axis.nested and (axis.spread is None or not can_nest):
        yield wrong("axis-nested", f"{path}.nested", axis=axis.name)
    paths = [f"{path}.levels[{at}]" for at in range(len(levels))]
    if axis.spread is not None:
        yield from check_shares(axis.levels, paths, axis.spread)
        return
    measure = next((measure for measure in scheme.measures if measure.key == axis.measure), None)
    decimals = 0 if measure is None else measure.decimals
    yield from check_floors(scheme, axis.levels, paths, decimals, low_is_good=axis.low_is_good)


def _item(item: Item, path: str, scheme: Scheme) -> Iterator[Problem]:
    if item.lowest < 0 or item.highest < item.lowest or item.highest == 0:
        yield wrong("item-points", f"{path}.points", code=item.code, low=item.lowest, high=item.highest)
    if item.cap is not None and item.cap < item.lowest:
        yield wrong("item-cap", f"{path}.cap", code=item.code, cap=item.cap, low=item.lowest)
    if item.count is not None:
        yield from _measured(scheme, f"{path}.count", item.count)
    if (item.auto is not None or item.count is not None) and item.lowest != item.highest:
        yield wrong("item-auto-range", f"{path}.points", code=item.code)
    if scheme.kind is not Kind.SCORECARD:
        yield wrong("item-without-score", path, code=item.code)
    if not 0 <= item.decay <= 1:
        yield wrong("share-outside", f"{path}.decay", value=item.decay)
    if item.group and item.group not in scheme.group_caps:
        yield wrong("item-group", f"{path}.group", code=item.code, group=item.group, known=tuple(scheme.group_caps))


def _red_line(line: RedLine, path: str, codes: Sequence[str]) -> Iterator[Problem]:
    if (line.cap is None) == (line.drop == 0):
        yield wrong("red-line-effect", path, code=line.code)
    if line.cap is not None and line.cap not in codes:
        yield wrong("class-unknown", f"{path}.cap", name=line.cap, known=codes)
    if line.months < 1:
        yield wrong("months-too-few", f"{path}.months", value=line.months)
