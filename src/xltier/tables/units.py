"""Units: what a header, a unit row or a cell says, and how to get from one unit to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xltier.tables.roles import Role, role_of
from xltier.tables.text import narrow

MAGNITUDES: Final[dict[str, int]] = {
    "百": 100, "千": 1000, "仟": 1000, "万": 10**4, "萬": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "億": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "w": 10**4,
    "k": 1000, "tsd": 1000, "thousand": 1000, "thousands": 1000, "'000": 1000, "000s": 1000, "000": 1000,
    "in thousands": 1000, "milliers": 1000, "mille": 1000, "m": 10**6, "mn": 10**6, "mm": 10**6, "mio": 10**6,
    "mill": 10**6, "million": 10**6, "millions": 10**6, "in millions": 10**6, "millionen": 10**6, "b": 10**9,
    "bn": 10**9, "mrd": 10**9, "billion": 10**9, "billions": 10**9, "milliarden": 10**9, "t": 1000,
    "тыс": 1000, "тысяч": 1000, "млн": 10**6, "миллионов": 10**6, "млрд": 10**9, "천": 1000, "만": 10**4,
    "10k": 10**4, "100k": 10**5, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    "백만": 10**6, "천만": 10**7, "억": 10**8, "십억": 10**9, "tys": 1000, "mln": 10**6, "mld": 10**9,
}  # fmt: skip

MONEY: Final = "元"
"""Unit of a measure that is money."""

# A currency's marks; the first of each line is how values are named after conversion.
_CURRENCIES: Final[dict[str, tuple[str, ...]]] = {
    "CNY": ("元", "人民币", "rmb", "cny", "¥", "块", "元人民币", "圆", "yuan", "cn¥", "人民币元"),
    "USD": ("美元", "$", "us$", "usd", "美金", "刀", "dollar", "dollars"),
    "EUR": ("欧元", "€", "eur", "euro", "euros"),
    "GBP": ("英镑", "£", "gbp", "pound", "pounds"),
    "JPY": ("日元", "jpy", "円", "jp¥", "yen"),
    "HKD": ("港元", "hk$", "hkd", "港币", "港纸"),
    "TWD": ("新台币", "nt$", "twd", "ntd", "台币"),
    "KRW": ("韩元", "₩", "krw", "원"),
    "RUB": ("卢布", "₽", "rub", "руб", "рублей"),
    "PLN": ("兹罗提", "zł", "pln"),
    "INR": ("卢比", "₹", "inr"),
    "CHF": ("瑞士法郎", "chf", "sfr", "fr."),
    "AUD": ("澳元", "a$", "aud"),
    "CAD": ("加元", "c$", "cad"),
    "SGD": ("新加坡元", "s$", "sgd"),
}
CURRENCY_OF: Final[dict[str, str]] = {mark: code for code, marks in _CURRENCIES.items() for mark in marks}
_MONEY_NAME: Final = {code: marks[0] for code, marks in _CURRENCIES.items()}

# unit -> (dimension, how many base units, the name used after cleaning)
_PHYSICAL: Final[dict[str, tuple[str, str, str]]] = {
    **dict.fromkeys(("吨", "ton", "tons", "tonne", "tonnes", "公吨", "mt"), ("mass", "1000", "吨")),
    **dict.fromkeys(("kg", "公斤", "千克", "kgs", "kilo", "kilos"), ("mass", "1", "kg")),
    "斤": ("mass", "0.5", "斤"),
    **dict.fromkeys(("g", "克"), ("mass", "0.001", "克")),
    **dict.fromkeys(("天", "日", "day", "days", "tage", "tag", "jours", "jour", "d"), ("time", "1", "天")),
    **dict.fromkeys(("周", "week", "weeks"), ("time", "7", "周")),
    **dict.fromkeys(("月", "个月", "month", "months", "monate"), ("months", "1", "月")),
    **dict.fromkeys(("年", "year", "years", "jahre", "ans"), ("months", "12", "年")),
    **dict.fromkeys(("小时", "hour", "hours"), ("hours", "1", "小时")),
    **dict.fromkeys(("%", "％", "percent", "pct", "百分比", "百分数", "prozent"), ("ratio", "0.01", "%")),
    **dict.fromkeys(("‰", "permille", "per mille", "千分比"), ("ratio", "0.001", "‰")),
    **dict.fromkeys(("bp", "bps", "basis points", "基点", "个基点", "‱"), ("ratio", "0.0001", "bp")),
}
_COUNTS: Final = frozenset(
    [
        "个",
        "件",
        "箱",
        "台",
        "次",
        "家",
        "户",
        "笔",
        "人",
        "单",
        "分",
        "张",
        "套",
        "只",
        "瓶",
        "包",
        "袋",
        "盒",
        "支",
        "条",
        "名",
        "项",
        "倍",
        "points",
        "point",
        "pts",
        "pcs",
        "pc",
        "units",
        "unit",
        "times",
        "stück",
        "stk",
    ]
)

_LONGEST: Final = 24
_LATIN: Final = "\u1fff"  # scripts above it are written without spaces
_DOUBTFUL_ENDS: Final = frozenset({"m", "b", "mm", "000", "百"})  # a size, a grade or a name as likely
_DOUBTFUL_LINES: Final = _DOUBTFUL_ENDS | {"k", "w", "t", "千", "mille"}
_PERCENT_WEIGHT: Final = re.compile(r"\d\s*[%‰]")
_IN_BRACKETS: Final = re.compile(r"[(\[{【〔<]([^()\[\]{}【】〔〕<>]{1,20})[)\]}】〕>]")
_LABEL: Final = re.compile(
    r"^(?:金额)?(?:单位|计量单位|unit|units|einheit|unité|currency|币种|货币)\s*[:：]?\s*", re.IGNORECASE
)
_AFTER_MARK: Final = re.compile(r"(?:[/_,、，\-—|:：\n]|\bin\b|\ben\b)\s*([^/_,、，\-—|:：\n]{1,14})$", re.IGNORECASE)
_LEADING_IN: Final = re.compile(r"^(?:\w+ )?(?:in|en)\s+", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"\s(\S{1,6})$")
_MAGNITUDE_FIRST: Final = re.compile(r"[十百千]?[千万亿]元")
_UNIT_LINE: Final = re.compile(
    r"(?:单位|计量单位|unit|units|einheit|unité|amounts?|values?|figures?|beträge|montants?)"
    r"\s*(?:[:：为是]|(?<=单位)|\bin\b|\ben\b)\s*([^\s,，;；)）。]+(?: (?:of )?[^\s,，;；)）。]+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Args:
        said: As written.
        base: Name of the unit that values have after multiplying by ``scale``.
        dimension: ``money``, ``mass``, ``time``, ``months``, ``hours``, ``ratio``, ``count`` or ``number``.
        scale: Values times this are in ``base``.
        to_common: Values in ``base`` times this are in the dimension's common unit (kg, days, months).
        currency: ISO code of money, when it says one.
    """

    said: str
    base: str | None
    dimension: str
    scale: Decimal
    to_common: Decimal = Decimal(1)
    currency: str | None = None


def are_counts(said: str, wanted: str) -> bool:
    """Return whether both units count things: 单, 次 and 笔 are the same number."""
    units = (parse_unit(said), parse_unit(wanted))
    return all(unit is not None and unit.dimension == "count" for unit in units)


def times(value: float, scale: Decimal) -> float:
    """Return a value times a scale, exact in decimals."""
    product = Decimal(repr(value)) * scale
    return int(product) if product == product.to_integral_value() and abs(product) < 10**15 else float(product)


def parse_unit(text: str) -> Unit | None:
    """Return the unit a short text names, or None.

    Example:
        >>> parse_unit("万元").scale, parse_unit("k€").currency, parse_unit("公斤").base
        (Decimal('10000'), 'EUR', 'kg')
    """
    said = narrow(text)
    word = said.casefold().strip(" .:")
    if not word or len(word) > _LONGEST:
        return None
    if word in _PHYSICAL:
        dimension, factor, base = _PHYSICAL[word]
        if dimension == "ratio":
            return Unit(said, None, dimension, Decimal(factor))
        return Unit(said, base, dimension, Decimal(1), Decimal(factor))
    if word in _COUNTS:
        return Unit(said, said, "count", Decimal(1))
    return _money(said, word) or _counted(said, word)


def _money(said: str, word: str) -> Unit | None:
    """Return the unit of ``万元``, ``k€``, ``USD m``, ``TEUR``, ``Mio. €``, ``€ 000s``, a currency or a magnitude."""
    packed = re.sub(r"[\s.]+|\bof\b", "", word)
    for mark in sorted(CURRENCY_OF, key=len, reverse=True):
        rest = None
        if packed.endswith(mark):
            rest = packed[: -len(mark)]
        elif packed.startswith(mark):
            rest = packed[len(mark) :]
        if rest is None:
            continue
        rest = _without_currency(rest.removeprefix("in"), CURRENCY_OF[mark])
        if not rest or rest in MAGNITUDES:
            code = CURRENCY_OF[mark]
            scale = Decimal(MAGNITUDES[rest]) if rest else Decimal(1)
            return Unit(said, _MONEY_NAME[code], "money", scale, currency=code)
    spaced = word.replace(".", "").strip()
    if spaced in MAGNITUDES and spaced != "t":
        return Unit(said, None, "number", Decimal(MAGNITUDES[spaced]))
    if packed == "t":
        return Unit(said, "吨", "mass", Decimal(1), Decimal(1000))
    return None


def _without_currency(rest: str, code: str) -> str:
    """Return a magnitude without a currency said a second time at its other end: ``人民币亿`` of ``人民币亿元``."""
    for mark in _CURRENCIES[code]:
        if rest.startswith(mark) or rest.endswith(mark):
            return rest.removeprefix(mark).removesuffix(mark)
    return rest


def _counted(said: str, word: str) -> Unit | None:
    """Return the unit of a magnitude before a countable or physical unit: ``万吨``, ``千件``."""
    for size in (2, 1):
        head, tail = word[:size], word[size:].strip()
        if head not in MAGNITUDES or not tail or head.isascii():
            continue
        scale = Decimal(MAGNITUDES[head])
        if tail in _PHYSICAL and _PHYSICAL[tail][0] != "ratio":
            dimension, factor, base = _PHYSICAL[tail]
            return Unit(said, base, dimension, scale, Decimal(factor))
        if tail in _COUNTS:
            return Unit(said, tail, "count", scale)
    return None


def header_unit(text: str) -> Unit | None:
    """Return the unit that a header says: in brackets, after a mark, or as its last word.

    ``(40%)`` is a weight and ``(含税)`` a remark: neither is a unit.

    Example:
        >>> header_unit("年销售额（万元）").scale, header_unit("回款率%").dimension, header_unit("销售(40%)")
        (Decimal('10000'), 'ratio', None)
    """
    plain = narrow(text)
    if not _PERCENT_WEIGHT.search(plain):
        for inside in reversed(_IN_BRACKETS.findall(plain)):
            parts = re.split(r"[,，;；]|\s-\s", inside)
            for part in (" ".join(parts), *parts):  # (EUR, thousands) is one unit, (含税，万元) a remark and a unit
                found = parse_unit(_LEADING_IN.sub("", _LABEL.sub("", part)))
                if found:
                    return found
        if plain[-1:] in "%‰" and len(plain) > 1:
            return parse_unit(plain[-1])
        after = _AFTER_MARK.search(trim_brackets(text))
        if after and (found := parse_unit(_LABEL.sub("", after[1]))) and found.dimension != "count":
            return found
        last = _LAST_WORD.search(plain)
        if last and (found := parse_unit(_LABEL.sub("", last[1]))) and found.dimension in {"money", "mass", "ratio"}:
            return found
        return _ending_unit(plain) or _beginning_unit(plain)
    return None


def _ending_unit(plain: str) -> Unit | None:
    """Return the money or magnitude that ends the header of an amount without any mark: ``销售额万元``, ``毛利 k``."""
    spaces = [at for at, character in enumerate(plain) if character == " "][-2:]
    cuts = spaces or [at for at in range(max(1, len(plain) - 4), len(plain)) if plain[at] > _LATIN]
    for at in cuts:
        said = plain[at:].strip()
        found = parse_unit(said)
        if found is None or found.dimension not in {"money", "number"} or said.casefold() in _DOUBTFUL_ENDS:
            continue
        if role_of(plain[:at]) is Role.MONEY and not plain.endswith("单元"):
            return found
    return None


def _beginning_unit(plain: str) -> Unit | None:
    """Return the Chinese magnitude of money that begins the header of an amount: ``万元销售额``."""
    found = _MAGNITUDE_FIRST.match(plain)
    if found is None or role_of(plain[found.end() :]) is not Role.MONEY:
        return None
    return parse_unit(found[0])


def trim_brackets(text: str) -> str:
    """Return a header without its bracketed parts, lines kept apart."""
    return _IN_BRACKETS.sub("", "\n".join(narrow(line) for line in text.splitlines())).strip()


def line_unit(text: str, *, is_below: bool = False) -> Unit | None:
    """Return the unit that a line above a table gives to its money: ``单位：万元``, ``Amounts in EUR thousands``.

    A line below the table, ``注：金额单位为万元``, must call it a unit; a title may only have it in brackets.
    """
    plain = narrow(text)
    match = _UNIT_LINE.search(plain)
    if match is not None and (named := parse_unit(match[1]) or parse_unit(match[1].split(" ")[0])):
        return named
    if is_below:
        return None
    for said in (*_IN_BRACKETS.findall(plain), plain):
        found = parse_unit(_LEADING_IN.sub("", said))
        if found and found.dimension in {"money", "number"} and found.said.casefold() not in _DOUBTFUL_LINES:
            return found
    return None


def convert(value: float, said: str, wanted: str) -> float | None:
    """Return a value in another unit, or None when the two units have nothing in common.

    Example:
        >>> convert(1500, "kg", "吨"), convert(12.5, "万元", "元"), convert(1, "吨", "元")
        (1.5, 125000.0, None)
    """
    source, target = parse_unit(said), parse_unit(wanted)
    if source is None or target is None:
        return None
    if source.currency and target.currency and source.currency != target.currency:
        return None
    money = {"money", "number"}
    if source.dimension != target.dimension and not {source.dimension, target.dimension} <= money:
        return None
    if source.dimension == "count" and source.base != target.base:
        return None
    ratio = source.scale * source.to_common / (target.scale * target.to_common)
    return float(Decimal(repr(float(value))) * ratio)
