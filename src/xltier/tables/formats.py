"""Number formats that change what a cell means, and those that only change how it looks.

``0.0,,"百万"`` and ``;;;`` change only what is shown. ``00000`` makes 123 the code 00123, ``0"%"`` shows 95 as 95 %,
a date format makes a serial a day, and a currency mark says the money.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from xltier.tables.text import fold
from xltier.tables.units import CURRENCY_OF, parse_unit

BUILTIN: Final[dict[int, str]] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|!.')
_BRACKET: Final = re.compile(r"\[[^\]]*\]")
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_PADDED: Final = re.compile(r"0{2,}(?:[-/ ]0+)*|0(?:[-/ ]0+)+")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|!(.)')


@cache
def is_date(code: str) -> bool:
    """Return whether the format shows a day, a month or a time."""
    first = code.split(";", maxsplit=1)[0]
    if _ELAPSED.search(first):
        return True
    plain = _QUOTED.sub("", _BRACKET.sub("", first)).casefold()
    if "general" in plain or (any(c in plain for c in "0#?@") and not re.search(r"s+\.0", plain)):
        return False
    return bool(re.search(r"[ymdhs年月日]|gg|aa", plain))


@cache
def is_month(code: str) -> bool:
    """Return whether the format shows a year and a month without a day."""
    plain = _QUOTED.sub("", _BRACKET.sub("", code.split(";", maxsplit=1)[0])).casefold()
    return is_date(code) and "y" in plain and "m" in plain and "d" not in plain and "h" not in plain


@cache
def is_time(code: str) -> bool:
    """Return whether the format shows a time and no day."""
    plain = _QUOTED.sub("", _BRACKET.sub("", code.split(";", maxsplit=1)[0])).casefold()
    return is_date(code) and bool(_ELAPSED.search(code) or ("h" in plain and "y" not in plain and "d" not in plain))


@cache
def padding(code: str) -> int | None:
    """Return how many digits a code format such as ``00000`` or ``"C"000`` pads to, or None."""
    first = code.split(";", maxsplit=1)[0]
    plain = _QUOTED.sub("", _BRACKET.sub("", first))
    return plain.count("0") if _PADDED.fullmatch(plain.strip()) else None


@cache
def code_text(code: str, value: int) -> str:
    """Return a whole number as a code format shows it: 123 in ``"C"00000`` is ``C00123``."""
    first = _BRACKET.sub("", code.split(";", maxsplit=1)[0])
    zeros = re.search(r"0+(?:[-/ ]0+)*", _QUOTED.sub(lambda m: "\0" * len(m[0]), first))
    if zeros is None:
        return str(value)
    digits = str(value).rjust(zeros[0].count("0"), "0")
    for at in range(1, len(zeros[0])):  # groups are filled from the right: 000-0000
        if zeros[0][-at] in "-/ ":
            digits = digits[: 1 - at] + zeros[0][-at] + digits[1 - at :]
    before = _LITERAL.sub(lambda m: "".join(g or "" for g in m.groups()), first[: zeros.start()])
    after = _LITERAL.sub(lambda m: "".join(g or "" for g in m.groups()), first[zeros.end() :])
    return before + digits + after


@cache
def has_literal_percent(code: str) -> bool:
    """Return whether a percent sign is shown that does not multiply: ``0"%"`` shows 95 as 95%."""
    first = code.split(";", maxsplit=1)[0]
    literals = "".join("".join(groups) for groups in _LITERAL.findall(first))
    return ("%" in literals or "％" in literals) and not is_percent(code)


@cache
def literal_magnitude(code: str) -> int:
    """Return what a shown magnitude is worth that no scaling makes true: ``0.0"万"`` shows 12.5 as 12.5万, so 10000.

    ``0!.0,"万"`` and ``0.0,"k"`` scale by their comma what they show, so the number is already whole: 1.
    """
    first = _BRACKET.sub("", code.split(";", maxsplit=1)[0])
    digits = _QUOTED.sub(lambda m: "\0" * len(m[0]), first)
    if _SCALED.search(digits) or "!." in first or "\\." in first:
        return 1
    for said in ("".join(groups) for groups in _LITERAL.findall(first)):
        unit = parse_unit(said)
        if unit is not None and unit.dimension in {"money", "number"} and unit.scale != 1 and not said.isspace():
            return int(unit.scale) if said.casefold() not in {"m", "b", "t", "mm"} else 1
    return 1


@cache
def is_percent(code: str) -> bool:
    """Return whether the format multiplies by a hundred for show, so that 0.95 means 95 %."""
    return "%" in _QUOTED.sub("", _BRACKET.sub("", code.split(";", maxsplit=1)[0]))


@cache
def currency(code: str) -> str | None:
    """Return the ISO code of the money a format shows, or None."""
    first = code.split(";", maxsplit=1)[0]
    marks = [mark for mark in _CURRENCY.findall(first) if mark]
    marks += ["".join(groups) for groups in _LITERAL.findall(first)]
    marks += re.findall(r"[$€£¥￥₩₹]", _QUOTED.sub("", _BRACKET.sub("", first)))
    for mark in marks:
        found = CURRENCY_OF.get(fold(mark))
        if found:
            return found
    return None


@cache
def shows_two_decimals(code: str) -> bool:
    """Return whether exactly two decimals are shown, so that the month 2012.1 reads 2012.10."""
    plain = _QUOTED.sub("", _BRACKET.sub("", code.split(";", maxsplit=1)[0]))
    return bool(re.fullmatch(r"[#,0]*0\.00", plain))


@cache
def changes_meaning(code: str) -> bool:
    """Return whether a reader must keep the format of a cell that is not a plain date."""
    return (
        padding(code) is not None
        or has_literal_percent(code)
        or is_percent(code)
        or is_month(code)
        or currency(code) is not None
        or literal_magnitude(code) != 1
        or shows_two_decimals(code)
    )
