"""From the text of a cell to a number: the one place where "¥1,234.50", "(80)", "12.5万" and "９５％" are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final

from xltier.tables.text import narrow
from xltier.tables.units import CURRENCY_OF, MAGNITUDES, Unit, parse_unit

# Marks of "nobody reported this"; text such as 待定 is not among them: it is an error.
NOT_REPORTED: Final = frozenset(
    [
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "―",
        "/",
        "\\",
        "无",
        "无数据",
        "暂无",
        "未报",
        "未填",
        "空",
        "n/a",
        "n.a.",
        "n.a",
        "na",
        "nil",
        "none",
        "null",
        "#n/a",
        "k.a.",
        ".",
        "…",
        "...",
        "*",
    ]
)

_MINUS: Final = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "‒": "-", "’": "'", "`": "'", "，": ","})
_BODY: Final = re.compile(r"\d[\d., ']*|[.,]\d+")
_EXPONENT: Final = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,3}")
_GROUPED: Final = re.compile(r"\d{1,3}(?:([,. '])\d{3})(?:\1\d{3})*")
_LAKH: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_ADDED: Final = re.compile(r"^(加|减|扣|增|奖|罚)分?\s*")
_CHINESE: Final = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]+(?:点[零〇一二三四五六七八九]+)?"
)
_DIGITS: Final = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖")} | {"两": 2}
_SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_COMPOUND: Final = re.compile(r"(\d[\d.,]*)\s*(万亿|亿|億|千万|百万|十万|万|萬|千|仟|百)\s*")
_CURRENCY_MARKS: Final = "|".join(re.escape(mark) for mark in sorted(CURRENCY_OF, key=len, reverse=True))
_CURRENCY_FRONT: Final = re.compile(rf"^({_CURRENCY_MARKS})\.?\s*", re.IGNORECASE)
_WRITTEN_OUT: Final = ("元整", "元正", "圆整", "圆正")  # 壹拾万元整, as on a cheque
_TYPED_AS_TEXT: Final = re.compile(r"'[-+(.\d]")  # the apostrophe that makes Excel keep a number as text
_PERCENT_IN_WORDS: Final = re.compile(r"百分之(.+)")
_PLAIN: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
# Without a currency these are metres, bytes or millimetres as likely as millions and billions.
_TOO_SHORT: Final = frozenset({"m", "b", "B", "mm"})
LONGEST: Final = 80


class Decimals(Enum):
    """What a column's own texts say about its decimal mark."""

    UNKNOWN = "unknown"
    POINT = "point"
    COMMA = "comma"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from text.

    Args:
        value: The number; a percentage is a ratio (``"95%"`` is 0.95), a magnitude is applied.
        is_plain: Whether the text was digits, a minus and a decimal point only.
        is_percent: Whether the text says so.
        currency: ISO code of a currency mark.
        unit: Unit other than money and magnitude that the text says: ``"kg"``, ``"分"``.
        is_ambiguous: Whether a single separator before three digits may mean either (``"1,234"``, ``"1.234"``), and
            nothing tells; a comma was taken to group, a point to be decimal.
        said: Unit or magnitude as written.
    """

    value: float
    is_plain: bool = False
    is_percent: bool = False
    currency: str | None = None
    unit: str | None = None
    is_ambiguous: bool = False
    said: str = ""


def parse_number(text: str, decimals: Decimals = Decimals.UNKNOWN) -> Number | None:
    """Return the number a text says, or None when it says none. Marks of :data:`NOT_REPORTED` say none.

    Args:
        text: A cell's text.
        decimals: What the rest of the column says about the decimal mark.

    Example:
        >>> [parse_number(t).value for t in ("(1,234.50)", "80-", "3万5千", "RMB 300.5", "105.2％")]
        [-1234.5, -80, 35000, 300.5, 1.052]
    """
    if _PLAIN.fullmatch(text) and decimals is not Decimals.COMMA:
        is_ambiguous = decimals is not Decimals.POINT and "." in text and _evident_mark(text.lstrip("-")) is None
        return Number(_exact(Decimal(text)), is_plain=True, is_ambiguous=is_ambiguous)
    if len(text) > LONGEST or "\n" in text.strip() or (not text.isascii() and _has_mark_of_a_note(text)):
        return None  # two lines are two values, however they would join
    rest = narrow(text).translate(_MINUS).strip()
    rest = rest[1:] if _TYPED_AS_TEXT.match(rest) else rest
    rest = rest[:-1] if rest.endswith(_WRITTEN_OUT) else rest
    if not rest or rest.casefold() in NOT_REPORTED:
        return None
    sign, body = _sign(rest)
    found = (_marked(body, decimals) or _chinese(body) or _in_words(body)) if body is not None else None
    if found is None:
        return None
    return replace(found, value=-found.value) if sign < 0 else found


def decimals_of(texts: Iterable[str]) -> Decimals:
    """Return what texts that can be read in one way only say about the decimal mark of their column."""
    point = comma = False
    for text in texts:
        if "," not in text and "." not in text and "，" not in text:
            continue
        match = _BODY.search(narrow(text))
        if match is None:
            continue
        mark = _evident_mark(match[0].strip(" ,.'") if len(match[0]) > 1 else match[0])
        point = point or mark == "."
        comma = comma or mark == ","
        if point and comma:
            return Decimals.BOTH
    if comma:
        return Decimals.COMMA
    return Decimals.POINT if point else Decimals.UNKNOWN


def open_mark(text: str) -> str | None:
    """Return the one mark of a number that may group or be decimal, as in ``1,234`` and ``1.234``, or None.

    Example:
        >>> open_mark("1,250"), open_mark("3.750"), open_mark("2,50"), open_mark("1.234,5")
        (',', '.', None, None)
    """
    match = _BODY.search(narrow(text))
    body = match[0].strip(" ,.'") if match else ""
    if body.count(",") + body.count(".") != 1 or _evident_mark(body) is not None:
        return None
    return "," if "," in body else "."


def _evident_mark(body: str) -> str | None:
    """Return the decimal mark that a body of digits shows beyond doubt, or None."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if points + commas > 1:
        return "," if points else "."  # repeated marks group, so the other one is decimal
    if points + commas == 0:
        return None
    mark = "." if points else ","
    whole, _, fraction = body.partition(mark)
    if len(fraction) != 3 or len(whole) > 3 or whole in {"", "0"}:  # noqa: PLR2004  # a group has three digits
        return mark
    return None


def _sign(rest: str) -> tuple[int, str | None]:
    """Return the sign and the text without its marks: parentheses, a leading or trailing minus, 加, 扣."""
    sign = 1
    if rest[0] == "(" and rest[-1] == ")":
        return -1, rest[1:-1].strip() or None
    word = _ADDED.match(rest)
    if word:
        sign = -1 if word[1] in "减扣罚" else 1
        rest = rest[word.end() :]
    front = _CURRENCY_FRONT.match(rest)
    if front and rest[front.end() : front.end() + 1] in {"-", "("}:  # ¥-80, $(80)
        inner, body = _sign(rest[front.end() :])
        return inner, None if body is None else front[0] + body
    if rest[:1] in {"+", "-", "△", "▲"}:  # Japanese accounts mark a loss by a triangle
        sign, rest = (sign if rest[0] == "+" else -sign), rest[1:].strip()
    elif rest[-1:] == "-" and rest[-2:-1].isdigit():  # 700+ is 700 or more: no number
        sign, rest = -sign, rest[:-1].strip()
    if not rest or rest[0] in "+-":
        return sign, None
    return sign, rest


def _marked(rest: str, decimals: Decimals) -> Number | None:
    """Return the number of a text without sign: an optional currency, digits, then magnitudes and a unit."""
    currency = None
    front = _CURRENCY_FRONT.match(rest)
    if front:
        currency, rest = CURRENCY_OF[front[1].casefold()], rest[front.end() :]
    if _EXPONENT.fullmatch(rest):
        return Number(float(rest), currency=currency)
    compound = _compound(rest)
    if compound is not None:
        value, tail, said = compound
        return _with_unit(value, tail, currency, is_ambiguous=False, said=said)
    match = _BODY.match(rest)
    if match is None:
        return None
    digits, ambiguous = _digits(match[0].strip(), decimals)
    if digits is None:
        return None
    return _with_unit(digits, rest[match.end() :].strip(), currency, is_ambiguous=ambiguous)


def _with_unit(value: Decimal, tail: str, currency: str | None, *, is_ambiguous: bool, said: str = "") -> Number | None:
    """Return the number with what follows its digits: nothing, %, a magnitude, a currency or a unit."""
    if not tail:
        return Number(_exact(value), currency=currency, is_ambiguous=is_ambiguous, said=said)
    unit: Unit | None = parse_unit(tail)
    if unit is None or (currency and unit.currency and unit.currency != currency):
        return None
    if currency is None and unit.dimension == "number" and tail in _TOO_SHORT:
        return None
    return Number(
        _exact(value * unit.scale),
        is_percent=unit.dimension == "ratio",
        currency=currency or unit.currency,
        unit=unit.base if unit.dimension not in {"money", "number", "ratio"} else None,
        is_ambiguous=is_ambiguous,
        said=said or unit.said,
    )


def _compound(rest: str) -> tuple[Decimal, str, str] | None:
    """Return the sum of Chinese magnitudes, what follows them, and the magnitude: ``3万5千元`` is 35000."""
    at, total, last, said = 0, Decimal(0), None, ""
    while match := _COMPOUND.match(rest, at):
        scale = MAGNITUDES[match[2]]
        digits, _ = _digits(match[1], Decimals.POINT)
        if digits is None or (last is not None and scale >= last):
            return None
        total, last, at, said = total + digits * scale, scale, match.end(), said or match[2]
    if last is None:
        return None
    tail = rest[at:].strip()
    trailing = re.match(r"\d+", tail)
    if trailing:  # 1万2345: the rest counts ones
        ones = int(trailing[0])
        if ones >= last:
            return None
        if len(trailing[0]) == 1:  # 3万5 is said of 35,000
            ones *= last // 10
        total, tail = total + ones, tail[trailing.end() :].strip()
    if tail[:1] in {"吨", "件", "箱", "元", "公", "千", "个", "k", "K"} or not tail:
        return total, tail, said
    return (total, tail, said) if parse_unit(tail) else None


def _digits(body: str, decimals: Decimals) -> tuple[Decimal | None, bool]:
    """Return the value of digits with separators, and whether it might be read in two ways."""
    mark = _evident_mark(body)
    ambiguous = False
    if mark is None and ("." in body or "," in body):
        if decimals is Decimals.COMMA:
            mark = ","
        elif decimals is Decimals.POINT:
            mark = "."
        else:
            mark, ambiguous = ".", True
    elif mark is not None and body.count(",") + body.count(".") == 1 and _contradicts(mark, decimals):
        return None, False
    if mark == ",":
        whole, _, fraction = body.partition(",") if body.count(",") == 1 else (body, "", "")
        group = "."
    else:
        whole, _, fraction = body.partition(".") if body.count(".") == 1 else (body, "", "")
        group = ","
    if fraction and not fraction.isdigit():
        return None, False
    if not whole.isdigit() and whole:
        match = _GROUPED.fullmatch(whole)
        is_grouped = match is not None and match[1] in {group, " ", "'"}
        if not is_grouped and not (group == "," and _LAKH.fullmatch(whole)):
            return None, False
    try:
        return Decimal(re.sub(r"\D", "", whole or "0") + ("." + fraction if fraction else "")), ambiguous
    except InvalidOperation:  # digits of another script that NFKC leaves alone
        return None, False


def _contradicts(mark: str, decimals: Decimals) -> bool:
    """Return whether one text's decimal mark is against the whole column's."""
    return (mark == "," and decimals is Decimals.POINT) or (mark == "." and decimals is Decimals.COMMA)


def _chinese(rest: str) -> Number | None:
    """Return the value of Chinese numerals, ``三万五千元`` or ``叁拾``."""
    match = _CHINESE.match(rest)
    if match is None or not any(c in _DIGITS or c in "十拾" for c in match[0]):
        return None
    tail = rest[match.end() :].strip()
    if tail and parse_unit(tail) is None:
        return None
    whole, _, fraction = match[0].partition("点")
    counted = _spelled(whole) if all(character in _DIGITS for character in whole) else _counted(whole)
    if counted is None:
        return None
    value = Decimal(counted)
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    return _with_unit(value, tail, None, is_ambiguous=False)


def _spelled(digits: str) -> int:
    """Return the number whose Chinese digits are written one after the other: ``二〇二六`` is 2026."""
    return int("".join(str(_DIGITS[character]) for character in digits))


def _counted(numeral: str) -> int | None:
    """Return the value of a Chinese numeral, or None when digits stand side by side in it.

    The last digit counts tenths of the place before it unless a zero stands between: ``两千五`` is 2500 and
    ``两千零五`` 2005.
    """
    total = section = 0
    digit, place = 0, 10
    before = ""
    for character in numeral:
        if character in _DIGITS:
            if _DIGITS.get(before):
                return None
            digit, place = _DIGITS[character], 1 if before in _DIGITS else place
        elif character in _SMALL:
            place = _SMALL[character]
            section, digit = section + (digit or 1) * place, 0
        else:
            place = 10**8 if character in "亿億" else 10**4
            if place == 10**8:
                total, section, digit = (total + section + digit) * place, 0, 0
            else:
                total, section, digit = total + (section + digit) * place, 0, 0
        before = character
    return total + section + digit * (place // 10 if len(numeral) > 1 and place > 1 else 1)


def _in_words(rest: str) -> Number | None:
    """Return the ratio of ``百分之九十五``."""
    match = _PERCENT_IN_WORDS.fullmatch(rest)
    found = (_marked(match[1], Decimals.POINT) or _chinese(match[1])) if match else None
    if found is None or found.said:
        return None
    return Number(_exact(Decimal(repr(found.value)) / 100), is_percent=True, said="%")


def _has_mark_of_a_note(text: str) -> bool:
    """Return whether a circled or raised digit stands in a text: ``500①`` is 500 and a note, never 5001."""
    return any(unicodedata.category(character) == "No" for character in text)


def _exact(value: Decimal) -> float:
    """Return an int when the value is whole and written so, else the nearest float."""
    whole = int(value)
    return whole if whole == value and abs(whole) < 10**15 else float(value)
