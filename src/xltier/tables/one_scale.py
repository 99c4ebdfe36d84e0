"""The numbers of one column on one scale: one magnitude, one way to write percentages, one currency, one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from xltier.tables.columns import Clean, Source
from xltier.tables.reading import Conversion, Kind, Notice, Value
from xltier.tables.roles import Role
from xltier.tables.text import narrow
from xltier.tables.units import Unit, convert, times

MOST_AS_RATIO: Final = 2.0  # a bare number above it is no ratio: 95 means 95 %
_PERCENT: Final = Decimal("0.01")


@dataclass(slots=True)
class NumberColumn:
    """A column of numbers while it is being cleaned."""

    source: Source
    result: Clean
    values: list[Value]
    bare: list[int] = field(default_factory=list)  # positions whose number has no unit of its own
    marked: list[int] = field(default_factory=list)  # positions whose text or format says percent
    currencies: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    own: list[int] = field(default_factory=list)  # positions whose text says a magnitude
    as_text: list[int] = field(default_factory=list)
    as_date: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)

    def fail(self, at: int, reason: str) -> None:
        """Take back the number at a position: its cell could not be read."""
        self.result.fail(self.source.rows[at], reason, self.source.cells[at])
        self.values[at] = None


def to_one_scale(work: NumberColumn, unit: Unit | None) -> None:
    """Bring the numbers of a column to what its header says, or most of them; fail those that cannot be.

    Args:
        work: The numbers as they were read; changed in place.
        unit: What the header says.
    """
    _scale(work, unit)
    if work.result.kind is Kind.RATIO:
        _ratios(work, unit)
    else:
        _stray_percents(work)
    _one_currency(work, unit)
    _one_unit(work, unit)


def _scale(work: NumberColumn, unit: Unit | None) -> None:
    """Multiply the numbers that say no unit of their own by what the header says."""
    if unit is None or unit.scale == 1 or unit.dimension == "ratio":
        return
    own = set(work.own) | set(work.marked)
    scaled = [at for at in work.bare if at not in own and isinstance(work.values[at], int | float)]
    if not scaled:
        return
    _multiply(work, scaled, unit)
    if work.own:
        source = work.source
        work.result.warnings.append(("mixed_units", source.name, [source.rows[at] for at in work.own]))


def _multiply(work: NumberColumn, scaled: Sequence[int], unit: Unit) -> None:
    """Multiply the numbers at some positions by what the header says, and say so."""
    source, result = work.source, work.result
    first, last = scaled[0], scaled[-1]
    before = work.values[first]
    for at in scaled:
        work.values[at] = times(work.values[at], unit.scale)  # type: ignore[arg-type]  # numbers, as callers filtered
    result.scale = float(unit.scale)
    result.conversions.append(
        Conversion(source.rows[first], source.at, before, work.values[first], "unit_from_header", source.rows[last])
    )
    result.warnings.append(("unit_from_header", f"{source.name} {unit.said}".strip(), [source.rows[first]]))


def _ratios(work: NumberColumn, unit: Unit | None) -> None:
    """Put percentages on one scale, or fail those that might be read on two."""
    source, result = work.source, work.result
    bare = [at for at in work.bare if isinstance(work.values[at], int | float)]
    large = [at for at in bare if abs(work.values[at]) > MOST_AS_RATIO]  # type: ignore[arg-type]  # numbers
    small = [at for at in bare if abs(work.values[at]) <= MOST_AS_RATIO and work.values[at] != 0]  # type: ignore[arg-type]  # same
    ratio = unit if unit is not None and unit.dimension == "ratio" else None
    is_finer = ratio is not None and ratio.scale < _PERCENT  # nobody writes a fraction under ‰ or bp
    if not large and not (is_finer and small):
        if ratio is not None and small and not work.marked:
            result.guesses.append(Notice("fraction_under_percent", source.name))
        return
    if ratio is not None and not work.marked:
        _multiply(work, bare, ratio)
        return
    if not work.marked and not small:
        result.guesses.append(Notice("percent_scale", source.name))
        return
    if ratio is not None:  # the header says what the large bare numbers mean; 0.88 and 1 among them stay in doubt
        doubtful = small
        for at in large:
            before = work.values[at]
            work.values[at] = times(before, _PERCENT)  # type: ignore[arg-type]  # a number, as filtered
            result.conversions.append(
                Conversion(source.rows[at], source.at, before, work.values[at], "unit_from_header")
            )
    else:
        doubtful = large if work.marked or len(small) >= len(large) else small
    if not doubtful:
        return
    for at in doubtful:
        work.fail(at, "ambiguous_percent")
    result.warnings.append(("mixed_percent_scale", source.name, [source.rows[at] for at in doubtful]))


def _stray_percents(work: NumberColumn) -> None:
    """Fail the percentages of a column with another number far above any ratio: 85.5% among scores of 70 and 90."""
    bare = [value for at in work.bare if isinstance(value := work.values[at], int | float) and value]
    if not work.marked or all(abs(value) <= MOST_AS_RATIO for value in bare):
        return
    source, result = work.source, work.result
    strays = [source.rows[at] for at in work.marked]
    for at in work.marked:
        work.fail(at, "ambiguous_percent")
    work.marked.clear()
    result.conversions = [c for c in result.conversions if c.row not in strays]
    result.warnings.append(("mixed_percent_scale", source.name, strays))


def _one_currency(work: NumberColumn, unit: Unit | None) -> None:
    """Fail the amounts in another currency than the header's, or than most; with a tie all that say one."""
    source, result = work.source, work.result
    _yen(work, unit)
    said = Counter(work.currencies.values())
    main = unit.currency if unit is not None and unit.currency else None
    if main is None and said:
        ranked = said.most_common(2)
        silent = sum(value is not None for value in work.values) - len(work.currencies)
        is_tie = len(ranked) > 1 and ranked[0][1] == ranked[1][1] and not silent
        main = None if is_tie else ranked[0][0]
    others = [at for at, currency in work.currencies.items() if currency != main]
    result.currency = main
    if not others:
        return
    for at in others:
        if work.values[at] is not None:
            work.fail(at, "currency_mismatch")
    result.warnings.append(("mixed_currencies", ", ".join(sorted(said)), [source.rows[at] for at in others]))


def _yen(work: NumberColumn, unit: Unit | None) -> None:
    """Take ``¥`` as yen where the header or another cell says ``円``; it is the mark of two currencies."""
    cells = work.source.cells
    says_yen = unit is not None and unit.currency == "JPY"
    if not says_yen and not any(isinstance(cells[at], str) and "円" in str(cells[at]) for at in work.currencies):
        return
    for at, currency in work.currencies.items():
        if currency == "CNY" and (not isinstance(value := cells[at], str) or "¥" in narrow(value)):
            work.currencies[at] = "JPY"


def _one_unit(work: NumberColumn, unit: Unit | None) -> None:
    """Bring weights and times of one column to one unit; what has another dimension fails."""
    if not work.units:
        return
    source, result = work.source, work.result
    if source.role is Role.MONEY and (unit is None or unit.dimension in {"money", "number"}):
        for at in work.units:
            work.fail(at, "not_a_number")
        gone = {source.rows[at] for at in work.units}
        result.conversions = [one for one in result.conversions if one.row not in gone]
        return
    base = unit.base if unit is not None and unit.base and unit.dimension not in {"money", "ratio"} else None
    main = base or Counter(work.units.values()).most_common(1)[0][0]
    others = [at for at, said in work.units.items() if said != main]
    result.unit = main
    result.said_unit = result.said_unit or main
    if not others:
        return
    for at in others:
        value = work.values[at]
        after = convert(value, work.units[at], main) if isinstance(value, int | float) else None
        if after is None:
            result.fail(source.rows[at], "not_a_number", source.cells[at])
        else:
            result.conversions.append(Conversion(source.rows[at], source.at, value, after, "unit"))
        work.values[at] = after
    result.warnings.append(("mixed_units", source.name, [source.rows[at] for at in others]))
