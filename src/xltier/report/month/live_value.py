"""A formula with the value that it has, built up together: what is written is what a spreadsheet will compute.

Only functions of the allow-list are used, every number is rounded before it becomes text, and no
formula ends in an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias

from xltier.messages import phrase

Scalar: TypeAlias = "str | int | float"


@dataclass(frozen=True, slots=True)
class Live:
    """A formula without its equals sign, and its value.

    Args:
        formula: Part of a formula; a reference, a literal, a call, or anything in brackets.
        value: What it gives; a blank text where there is nothing to say.
    """

    formula: str
    value: Scalar

    @property
    def number(self) -> float:
        """Return the value as a number; a text counts 0, as N() has it."""
        return 0 if isinstance(self.value, str) else self.value


_MARK: Final = "⟦⟧"
"""Stands around the name of a live part in a phrase; no phrase has it."""
BLANK: Final = Live('""', "")
_TYPED: Final = 9
"""Decimals of a typed number beyond which there is only binary dust."""
_LARGE: Final = 1_000_000
_MEANT: Final = frozenset("*?~")


def text(value: str) -> Live:
    """Return a text as it stands.

    Example:
        >>> text('6" pipe').formula
        '"6"" pipe"'
    """
    return Live('"' + value.replace('"', '""') + '"', value)


def criterion(value: Scalar) -> Scalar:
    """Return a text so that COUNTIFS and MATCH look for itself: their wildcards lose their meaning.

    Example:
        >>> criterion("A*1")
        'A~*1'
    """
    if not isinstance(value, str) or _MEANT.isdisjoint(value):
        return value
    return "".join(f"~{letter}" if letter in _MEANT else letter for letter in value)


def constant(value: float) -> Live:
    """Return a number as it stands."""
    return Live(f"{Decimal(f'{value:.15g}'):f}", value)


def rounded(value: float, decimals: int) -> float:
    """Return a number rounded half away from zero at its 15 digits, as spreadsheets do.

    Example:
        >>> rounded(2.675, 2), rounded(-0.5, 0)
        (2.68, -1.0)
    """
    return (
        float(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) + 0.0
    )  # never minus zero


def add(*parts: Live) -> Live:
    """Return the sum of numbers."""
    return Live("(" + "+".join(part.formula for part in parts) + ")", sum(part.number for part in parts))


def less(one: Live, other: Live, decimals: int = 0) -> Live:
    """Return a difference, rounded: what is compared or shown must not carry binary dust. A text counts 0."""
    return Live(f"ROUND(N({one.formula})-N({other.formula}),{decimals})", rounded(one.number - other.number, decimals))


def ratio(part: Live, whole: Live) -> Live:
    """Return a quotient; blank where there is nothing to divide by."""
    value = part.number / whole.number if whole.number else ""
    return Live(f'IF(N({whole.formula})=0,"",N({part.formula})/N({whole.formula}))', value)


def when(condition: Live, then: Live, other: Live) -> Live:
    """Return one of two values; ``condition`` comes from :func:`compare` or :func:`both`."""
    value = then.value if condition.value else other.value
    return Live(f"IF({condition.formula},{then.formula},{other.formula})", value)


def compare(one: Live, sign: str, other: Live | float) -> Live:
    """Return whether a comparison holds, as 1 or 0.

    Args:
        one: A number or text.
        sign: ``=``, ``<>``, ``<``, ``<=``, ``>`` or ``>=``; texts are only asked for equality.
        other: What it is compared with.
    """
    right = other if isinstance(other, Live) else constant(other)
    return Live(f"({one.formula}{sign}{right.formula})", int(_holds(one.value, sign, right.value)))


def both(*conditions: Live) -> Live:
    """Return whether all conditions hold."""
    return Live(f"AND({','.join(one.formula for one in conditions)})", int(all(one.value for one in conditions)))


def is_number(value: Live) -> Live:
    """Return whether a cell holds a number."""
    return Live(f"ISNUMBER({value.formula})", int(not isinstance(value.value, str)))


def joined(*parts: Live | str) -> Live:
    """Return texts one after the other; a number must have become a text before."""
    lives = [part if isinstance(part, Live) else text(part) for part in parts if part != ""]
    return Live("&".join(one.formula for one in lives) or '""', "".join(str(one.value) for one in lives))


def shown(value: Live, decimals: int = 0, *, percent: bool = False, signed: bool = False) -> Live:
    """Return a number as people read it, thousands apart; a text stays as it is.

    Args:
        value: The number.
        decimals: How many are shown.
        percent: Whether it is a share, shown in percent.
        signed: Whether a plus stands before what is above zero.
    """
    digits = "#,##0" + ("." + "0" * decimals if decimals else "") + ("%" if percent else "")
    code = f"+{digits};-{digits};{digits}" if signed else digits
    if isinstance(value.value, str):
        said: str = value.value
    else:
        number = rounded(value.value, decimals + (2 if percent else 0)) * (100 if percent else 1)
        said = f"{Decimal(f'{number:.15g}'):{'+' if signed and number else ''},.{decimals}f}" + ("%" if percent else "")
    places = decimals + (2 if percent else 0)
    return Live(f'TEXT(ROUND({value.formula},{places}),"{code}")', said)


def as_typed(value: Live) -> Live:
    """Return a number with the decimals that it has and no more, as a cut-off is typed; a text stays as it is."""
    if isinstance(value.value, str):
        return value
    digits = Decimal(f"{rounded(value.value, _TYPED):.15g}").normalize()
    number = f"N({value.formula})"
    # Beyond a million there is no room for dust, and one program rounds so many digits badly.
    return Live(f'(IF(ABS({number})<{_LARGE},ROUND({number},{_TYPED}),{number})&"")', f"{digits:f}")


def shown_if(value: Live, decimals: int, *, percent: bool = False) -> Live:
    """Return a number as people read it, where a cell may hold a text: that counts 0 then."""
    return shown(Live(f"N({value.formula})", value.number), decimals, percent=percent)


def sentence(key: str, language: str, /, **parts: Live) -> Live:
    """Return a phrase of the messages with live parts in it."""
    marked = phrase(key, language, **{name: f"{_MARK}{name}{_MARK}" for name in parts})
    pieces = [parts[piece] if at % 2 else piece for at, piece in enumerate(marked.split(_MARK))]
    return joined(*pieces)


def first_of(choices: list[tuple[Live, Live]], other: Live) -> Live:
    """Return the value beside the first condition that holds, else ``other``."""
    for condition, value in reversed(choices):
        other = when(condition, value, other)
    return other


def looked_up(code: Live, table: list[tuple[Live, Live]], other: Live = BLANK) -> Live:
    """Return what stands beside a code in a short table."""
    return first_of([(compare(code, "=", known), value) for known, value in table], other)


def _holds(one: Scalar, sign: str, other: Scalar) -> bool:
    """Return whether a comparison holds as spreadsheets have it: any text is more than any number."""
    left, right = _comparable(one), _comparable(other)
    return {
        "=": left == right,
        "<>": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


def _comparable(value: Scalar) -> tuple[bool, Decimal, str]:
    if isinstance(value, str):
        return True, Decimal(0), value.casefold()
    return False, Decimal(f"{value:.15g}"), ""
