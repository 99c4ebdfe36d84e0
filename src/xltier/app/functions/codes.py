"""What a tier code means: its move, rank, name, colour, strategy; and a scheme's rules as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from xltier.app.functions.cells import (
    Argument,
    Block,
    Cell,
    CellFault,
    block,
    choice,
    is_blank,
    is_single,
    single,
    text,
)
from xltier.app.functions.rated import in_order
from xltier.app.functions.scheme_of import Surroundings, scheme_of
from xltier.core.checks import check
from xltier.core.palette import chips
from xltier.core.scheme import Scheme
from xltier.core.scheme.tier import Tier
from xltier.core.values import ExcelError
from xltier.errors import Problem
from xltier.messages import render
from xltier.tables.text import fold

_FIELDS = ("text", "visit", "credit", "rebate", "share", "all")
_PARTS = ("tiers", "measures", "bands", "items", "redlines")


def move(now: Argument, before: Argument, scheme: Argument, around: Surroundings) -> Block:
    """Return by how many tiers each code has risen (+) or fallen (-); blank without a former one."""
    tiers = scheme_of(scheme, around).ladder(None)
    former = block(before)
    present = block(now)
    if len(former) != len(present) or any(len(a) != len(b) for a, b in zip(former, present, strict=True)):
        raise CellFault(
            ExcelError.VALUE, Problem("rows-do-not-fit", values={"wanted": len(present), "got": len(former)})
        )
    return tuple(
        tuple(_move(tiers, one, other) for one, other in zip(row, was, strict=True))
        for row, was in zip(present, former, strict=True)
    )


def _move(tiers: Sequence[Tier], now: Cell, before: Cell) -> Cell:
    if is_blank(before) or is_blank(now):
        return ""
    try:
        return _place(tiers, before) - _place(tiers, now)
    except CellFault as fault:
        return fault.error  # of this row, and of no other


def _place(tiers: Sequence[Tier], code: Cell) -> int:
    wanted = fold(text(code))
    for at, tier in enumerate(tiers):
        if fold(tier.code) == wanted:
            return at
    known = tuple(tier.code for tier in tiers)
    raise CellFault(ExcelError.NA, Problem("tier-unknown", values={"code": text(code), "known": known}))


def _each(codes: Argument, scheme: Scheme, value: Callable[[Tier, int], Cell]) -> Block:
    tiers = scheme.ladder(None)

    def one(cell: Cell) -> Cell:
        if isinstance(cell, ExcelError):
            return cell
        if is_blank(cell):
            return ""
        try:
            place = _place(tiers, cell)
        except CellFault as fault:
            return fault.error  # of this cell, and of no other
        return value(tiers[place], place)

    return tuple(tuple(one(cell) for cell in row) for row in block(codes))


def rank(codes: Argument, scheme: Argument, around: Surroundings) -> Block:
    """Return the rank of each code; 1 is the best."""
    return _each(codes, scheme_of(scheme, around), lambda _, place: place + 1)


def label(codes: Argument, scheme: Argument, language: Argument, around: Surroundings) -> Block:
    """Return the name of each code."""
    spoken = choice(single(language), ("zh", "en"), around.language)
    return _each(codes, scheme_of(scheme, around), lambda tier, _: tier.name.said(spoken) or tier.code)


def colour(codes: Argument, scheme: Argument, part: Argument, around: Surroundings) -> Block:
    """Return the colour of each code, ``#RRGGBB``: its fill or its text."""
    wanted = choice(single(part), ("fill", "text"), "fill")
    found = scheme_of(scheme, around)
    looks = chips(found.ladder(None))
    return _each(codes, found, lambda _, place: looks[place][0 if wanted == "fill" else 1])


def strategy(codes: Argument, field: Argument, scheme: Argument, language: Argument, around: Surroundings) -> Block:
    """Return what each code means for service: one field of it, or with ``all`` every field side by side."""
    wanted = choice(single(field), _FIELDS, "text")
    spoken = choice(single(language), ("zh", "en"), around.language)
    found = scheme_of(scheme, around)
    if wanted != "all":
        return _each(codes, found, partial(_said, field=wanted, language=spoken))
    fields = _FIELDS[:-1]
    if is_single(codes):
        tiers = found.ladder(None)
        place = _place(tiers, single(codes))
        return (tuple(_field(tiers[place], name, spoken) for name in fields),)
    if any(len(row) > 1 for row in block(codes)):
        raise CellFault(ExcelError.VALUE, Problem("argument-not-single"))
    sides = [_each(codes, found, partial(_said, field=name, language=spoken)) for name in fields]
    return tuple(tuple(side[at][0] for side in sides) for at in range(len(block(codes))))


def _said(tier: Tier, _place: int, *, field: str, language: str) -> Cell:
    return _field(tier, field, language)


def _field(tier: Tier, field: str, language: str) -> Cell:
    given = tier.strategy
    if field == "share":
        return "" if given.resource_share is None else float(given.resource_share)
    words = {"text": given.text, "visit": given.visit, "credit": given.credit, "rebate": given.rebate}[field]
    return words.said(language)


def check_scheme(scheme: Argument, around: Surroundings) -> Cell:
    """Return OK, or the first Problem of a scheme in words with its cell; never an error."""
    try:
        first = next((problem for problem in check(scheme_of(scheme, around)) if problem.is_error), None)
    except CellFault as fault:
        if fault.problem is None:
            return str(fault.error)
        first = fault.problem
    return "OK" if first is None else f"{first.at} {render(first, around.language).what}".strip()


def table(scheme: Argument, part: Argument, around: Surroundings) -> Block:
    """Return a part of a scheme's rules as a block with a header row."""
    found = scheme_of(scheme, around)
    wanted = choice(single(part), _PARTS, "tiers")
    said = around.language
    rows: list[tuple[Cell, ...]]
    match wanted:
        case "tiers":
            rows = [("code", "name", "floor")]
            rows += [(tier.code, tier.name.said(said), _number(tier.floor)) for tier in found.ladder(None)]
        case "measures":
            rows = [("key", "name", "unit", "weight", "full")]
            rows += [
                (one.key, one.name.said(said), one.unit, _number(one.weight), _number(one.full))
                for one in in_order(found)
            ]
        case "bands":
            rows = [("measure", "from", "points", "slope", "label")]
            rows += [
                (one.key, _number(band.start), _number(band.points), _number(band.slope), band.label)
                for one in found.measures
                for band in one.bands
            ]
        case "items":
            rows = [("code", "name", "type", "points", "cap")]
            rows += [
                (
                    item.code,
                    item.name.said(said),
                    "+" if item.is_bonus else "-",
                    _range(item.lowest, item.highest),
                    _number(item.cap),
                )
                for item in found.items
            ]
        case _:
            rows = [("code", "name", "cap", "months")]
            rows += [
                (line.code, line.name.said(said), line.cap or f"-{line.drop}", line.months) for line in found.red_lines
            ]
    return tuple(rows)


def _number(value: object) -> Cell:
    return "" if value is None else float(str(value))


def _range(low: object, high: object) -> Cell:
    return float(str(low)) if low == high else f"{low}-{high}"
