"""Live checks beside the cells of the rules sheet: ✓, or in words what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xltier.core.scheme import Kind, Scheme, Scoring
from xltier.messages import phrase
from xltier.tables.address import a1
from xltier.tables.rules.layout import Layout, PlacedBlock

GOOD = "✓"


class Check(NamedTuple):
    """A formula beside a row, which shows a check mark while all is well."""

    row: int
    formula: str


def checks(made: Layout, placed: PlacedBlock, language: str) -> Iterator[Check]:
    """Yield the checks of a block's rows."""
    match placed.block.marker:
        case "#tiers":
            yield from _tiers(made.scheme, placed, language)
        case "#measures":
            yield from _measures(placed, language)
        case "#bands":
            yield from _bands(placed, language)
        case "#items" | "#redlines" | "#alerts":
            yield from _codes(placed, language)


def _said(key: str, language: str) -> str:
    return '"' + phrase(key, language).replace('"', '""') + '"'


def _unique(placed: PlacedBlock, name: str, row: int) -> str:
    """Return the test that a code occurs once in its column."""
    column = placed.column(name) or 0
    first, last = placed.rows[0][0], placed.rows[-1][0]
    return f"COUNTIF({_fixed(first, column)}:{_fixed(last, column)},{a1(row, column)})=1"


def _fixed(row: int, column: int) -> str:
    letters = a1(row, column).rstrip("0123456789")
    return f"${letters}${row}"


def _codes(placed: PlacedBlock, language: str) -> Iterator[Check]:
    for row, _ in placed.rows:
        yield Check(row, f'=IF({_unique(placed, "code", row)},"{GOOD}",{_said("check-code-twice", language)})')


def _tiers(scheme: Scheme, placed: PlacedBlock, language: str) -> Iterator[Check]:
    """Floors rise from row to row where a score or a value with a good high side is cut."""
    floor = placed.column("floor") or 0
    rises = scheme.kind in {Kind.SCORECARD, Kind.BAND} and not scheme.quota and not scheme.low_is_good
    has_lines = any(tier.line for tier in scheme.tiers)
    for at, (row, _) in enumerate(placed.rows):
        test = _unique(placed, "code", row) if not has_lines else "TRUE"
        nested = f'"{GOOD}"'
        if rises and at > 0 and not has_lines:
            here, below = a1(row, floor), a1(row - 1, floor)
            nested = f'IF(AND(ISNUMBER({here}),N({here})>N({below})),"{GOOD}",{_said("check-floor-order", language)})'
            if at == 1:
                nested = f'IF(ISNUMBER({here}),"{GOOD}",{_said("check-floor-missing", language)})'
        yield Check(row, f"=IF({test},{nested},{_said('check-code-twice', language)})")


def _measures(placed: PlacedBlock, language: str) -> Iterator[Check]:
    t1, t2, direction = (placed.column(name) or 0 for name in ("t1", "t2", "direction"))
    for row, content in placed.rows:
        test = _unique(placed, "key", row)
        nested = f'"{GOOD}"'
        if content.values.get("method") == "linear":
            one, two = a1(row, t1), a1(row, t2)
            low = f'OR({a1(row, direction)}="低",{a1(row, direction)}="low")'
            nested = (
                f'IF(IF({low},{two}<{one},{two}>{one}),"{GOOD}",'
                f"IF({low},{_said('check-t2-below', language)},{_said('check-t2-above', language)}))"
            )
        yield Check(row, f"=IF({test},{nested},{_said('check-code-twice', language)})")


def _bands(placed: PlacedBlock, language: str) -> Iterator[Check]:
    measure, start = (placed.column(name) or 0 for name in ("measure", "from"))
    line = placed.column("line")
    for row, content in placed.rows:
        if "text" in content.values:
            continue
        here, above = a1(row, start), a1(row - 1, start)
        same = f"{a1(row, measure)}={a1(row - 1, measure)}"
        if line is not None:
            same = f"AND({same},{a1(row, line)}={a1(row - 1, line)})"
        first = row == placed.rows[0][0]
        wrong = _said("check-from-order", language)
        body = f'IF(AND(ISNUMBER({here}),OR({above}="",N({here})>N({above}))),"{GOOD}",{wrong})'
        yield Check(row, f'="{GOOD}"' if first else f'=IF({same},{body},"{GOOD}")')


def weight_total(made: Layout, placed: PlacedBlock, language: str) -> tuple[str, str] | None:
    """Return the formulas of the weights' total and of its check, or None where weights make no hundred."""
    if made.scheme.kind is not Kind.SCORECARD or made.scheme.scoring is not Scoring.WEIGHTED:
        return None
    column = placed.column("weight") or 0
    area = f"{a1(placed.rows[0][0], column)}:{a1(placed.rows[-1][0], column)}"
    total = f"ROUND(SUM({area}),6)"
    return f"={total}", f'=IF({total}=100,"{GOOD}",{_said("check-weights", language)})'
