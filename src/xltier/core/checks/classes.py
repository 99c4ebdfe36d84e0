"""Checks of what refers to tiers: rules and grids, cuts, items, red lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltier.core.checks.grids import check_grid
from xltier.core.checks.places import doubtful, measured, repeated, wrong
from xltier.core.checks.rules import check_rules
from xltier.core.names import is_key
from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.item import Item
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.spread import Spread
from xltier.errors import Problem


def check_classes(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with rules, grid, cuts, items, red lines and alerts' codes."""
    keys = {measure.key for measure in scheme.measures}
    codes = tuple(tier.code for tier in scheme.tiers)
    if scheme.kind in {Kind.BAND, Kind.DISTRIBUTION}:
        yield from measured(scheme, "measure", scheme.measure)
    if scheme.kind is Kind.RULES:
        yield from check_rules(scheme, scheme.rules, "rules", codes)
    if scheme.kind is Kind.GRID:
        yield from check_grid(scheme, codes)
    yield from _crossing(scheme)
    yield from repeated("cuts", "key", [*keys, *(cut.key for cut in scheme.cuts)][len(keys) :])
    for at, cut in enumerate(scheme.cuts):
        path = f"cuts[{at}]"
        if not is_key(cut.key) or cut.key in keys:
            yield wrong("key-illegal", f"{path}.key", name=cut.key)
        yield from measured(scheme, f"{path}.measure", cut.measure)
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

    yield from repeated("alerts", "code", [alert.code for alert in scheme.alerts])


def _crossing(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the side to which customers at a share go."""
    if scheme.crossing not in {"up", "down"}:
        yield wrong("field-choice", "crossing", key="crossing", value=scheme.crossing, choices=("up", "down"))
    spreads = {scheme.spread, *(axis.spread for axis in scheme.axes), *(cut.spread for cut in scheme.cuts)}
    if scheme.crossing == "down" and not spreads & {Spread.QUANTILE, Spread.CUMULATIVE}:
        yield doubtful("crossing-idle", "crossing")


def _item(item: Item, path: str, scheme: Scheme) -> Iterator[Problem]:
    if item.lowest < 0 or item.highest < item.lowest or item.highest == 0:
        yield wrong("item-points", f"{path}.points", code=item.code, low=item.lowest, high=item.highest)
    if item.cap is not None and item.cap < item.lowest:
        yield wrong("item-cap", f"{path}.cap", code=item.code, cap=item.cap, low=item.lowest)
    if item.count is not None:
        yield from measured(scheme, f"{path}.count", item.count)
    is_by_itself = item.auto is not None or item.count is not None or item.log is not None
    if is_by_itself and item.lowest != item.highest:
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
