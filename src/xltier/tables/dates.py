"""From the text or number of a cell to a day or a month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from xltier.tables.formats import is_time
from xltier.tables.text import narrow

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_EPOCH_1900: Final = dt.datetime(1899, 12, 30)
_EPOCH_1904: Final = dt.datetime(1904, 1, 1)
_LEAP_BUG: Final = 60  # Excel's 1900-02-29, a day that never was; serials below it are one day late
_MONTHS: Final = 12
_DAYS: Final = 31
_THIS_CENTURY: Final = 70  # two digits below it
_LAST_SERIAL: Final = 2_958_465  # 9999-12-31

MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv jänner enero ene gennaio gen januari janeiro",
            "feb february februar février fevrier févr fév febrero febbraio februari fevereiro fev",
            "mar march märz maerz mrz mars mär marzo maart mrt março",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei maio",
            "jun june juni juin junio giugno giu junho",
            "jul july juli juillet juil julio luglio lug julho",
            "aug august août aout agosto ago augustus",
            "sep sept september septembre septiembre setiembre settembre set setembro",
            "oct october okt oktober octobre octubre ottobre ott outubro out",
            "nov november novembre noviembre novembro",
            "dec december dez dezember décembre decembre déc diciembre dic dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_CHINESE_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_OF: Final = re.compile(r"(?<=\w)\.? +(?:de|del|di) +(?=\w)", re.IGNORECASE)  # 5 de marzo de 2024
_KOREAN: Final = str.maketrans("년월일", "年月日")
_ERA: Final = re.compile(r"(令和|平成|昭和|民国|民國)(\d{1,3}|元)年")
_BEFORE_ERA: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民国": 1911, "民國": 1911}  # the year before its first
_VAGUE: Final = re.compile(
    r"农历|阴历|[正腊冬]月|初[一二三四五六七八九十]|廿|\d月\d{1,2}[日号]|月[上中下]旬|[昨今前]天|[上本下]周|[上本下]个?月|"
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*[~～至到-]|\byesterday\b|\btoday\b|\blast (?:week|month)\b",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"[T ,]+(?:\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}(?:[.,]\d+)?秒?)?分?\s*(?:[AaPp][Mm])?|(?:上|下)午.*)"
    r"\s*(?:Z|UTC|[+-]\d\d:?\d\d)?$"
)
_CLOCK: Final = re.compile(r"(\d{1,2})[:时点](\d{1,2})?(?:[:分](\d{1,2}))?")
_AFTERNOON: Final = re.compile(r"下午|[Pp][Mm]")
_MORNING: Final = re.compile(r"上午|[Aa][Mm]")
_NOON: Final = 12
_MINUTES: Final = 60
_WEEKDAY: Final = re.compile(
    r"\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?\s*|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|"
    r"\s*[(,]?\s*\b(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)?\.?\)?$",
    re.IGNORECASE,
)
_YMD: Final = re.compile(
    r"(\d{4}|\d{2}(?=\s*年))(?:\s*[-/.年]\s*|\s+)(\d{1,2})(?:\s*[-/.月]\s*|\s+)(\d{1,2})\s*[日号]?"
)
_YM: Final = re.compile(r"(\d{4}|\d{2}(?=\s*年))(?:\s*[-/.年Mm]\s*|\s+)(\d{1,2})\s*(?:月(?:份)?)?")
_COMPACT_DAY: Final = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_COMPACT_MONTH: Final = re.compile(r"((?:19|20|21)\d\d)(\d\d)")
_THREE: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})")
_MY: Final = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NAMED_DMY: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|er)?[ \-/]*([^\W\d_]{3,9})\.?,?[ \-/]*(\d{4}|\d{2})", re.IGNORECASE
)
_NAMED_MDY: Final = re.compile(
    r"([^\W\d_]{3,9})\.?[ \-/]*(\d{1,2})(?:st|nd|rd|th)?(?:,[ ]*|[ \-/])(\d{4})", re.IGNORECASE
)
_NAMED_MY: Final = re.compile(r"([^\W\d_]{3,9})\.?[ \-/']*(\d{4}|\d{2})", re.IGNORECASE)
_NAMED_YM: Final = re.compile(r"(\d{4})[ \-/]*([^\W\d_]{3,9})\.?", re.IGNORECASE)


class Order(Enum):
    """In which order a column writes day, month and a year of two digits, or day and month before the year."""

    UNKNOWN = "unknown"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    YEAR_FIRST = "year_first"


class DateText(NamedTuple):
    """A date read from text: a day, or a month when ``is_month``; ambiguous when day and month may be swapped."""

    day: dt.date
    is_month: bool = False
    is_ambiguous: bool = False


@lru_cache(maxsize=4096)  # a year of dealers repeats a dozen months in hundreds of thousands of rows
def parse_date(text: str, order: Order = Order.UNKNOWN) -> DateText | None:
    """Return the day or month a text says, or None. A month is given by its first day.

    Example:
        >>> [str(parse_date(t).day) for t in ("2012年3月5日", "2012.03", "5-Mar-12", "05.03.2012")]
        ['2012-03-05', '2012-03-01', '2012-03-05', '2012-03-05']
    """
    rest = _WEEKDAY.sub(" ", narrow(text)) if len(text) <= 40 else ""  # noqa: PLR2004  # no date is longer
    rest = _ERA.sub(_western, rest.translate(_CHINESE_DIGITS).translate(_KOREAN)).strip()
    rest = _OF.sub(" ", _TIME.sub("", rest)).strip().strip("'")
    if not rest or not any(c.isdigit() for c in rest):
        return None
    if match := _YMD.fullmatch(rest) or _COMPACT_DAY.fullmatch(rest):
        return _day(_year(match[1]), int(match[2]), int(match[3]))
    if match := _YM.fullmatch(rest) or _COMPACT_MONTH.fullmatch(rest):
        return _month(_year(match[1]), int(match[2]))
    if match := _THREE.fullmatch(rest):
        return _numeric(match, order)
    if match := _MY.fullmatch(rest):
        return _month(int(match[2]), int(match[1]))
    return _named(rest)


def time_in(text: str) -> dt.time | None:
    """Return the time of day behind the day of a text, or None.

    Example:
        >>> [str(time_in(t)) for t in ("2012-03-05 09:30", "2012/3/5 2:05 PM", "2012年3月5日 下午3时5分", "2012-03-05")]
        ['09:30:00', '14:05:00', '15:05:00', 'None']
    """
    said = _TIME.search(narrow(text))
    found = None if said is None else _CLOCK.search(said[0])
    if said is None or found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    if _AFTERNOON.search(said[0]) and hour < _NOON:
        hour += _NOON
    elif _MORNING.search(said[0]) and hour == _NOON:
        hour = 0
    return dt.time(hour, minute, second) if hour < 2 * _NOON and max(minute, second) < _MINUTES else None


def looks_dated(text: str) -> bool:
    """Return whether a text has the shape of a date or names a day, though it may be none: ``2024-13-01``, ``昨天``.

    Example:
        >>> looks_dated("2024/2/30"), looks_dated("FY24"), looks_dated("2024-0012-7")
        (True, False, False)
    """
    plain = narrow(text).translate(_KOREAN)
    if _VAGUE.search(plain):
        return True
    return any(shape.fullmatch(plain) for shape in (_YMD, _YM, _THREE, _MY)) or parse_date(plain) is not None


def order_of(texts: Iterable[str]) -> Order:
    """Return the order of day and month that the unambiguous dates of a column show."""
    day_first = month_first = year_first = False
    short: list[tuple[str, str]] = []  # what stands before and behind, where the year may be either
    for text in texts:
        match = _THREE.match(narrow(text))
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        if _may_begin_with_year(match):
            short.append((match[1], match[4]))
            year_first = year_first or first > _DAYS or len(match[4]) == 1
            continue
        if match[2] == ".":
            day_first = True  # with dots the day comes first everywhere
        day_first = day_first or first > _MONTHS >= second
        month_first = month_first or second > _MONTHS >= first
    if year_first and not day_first:
        return Order.YEAR_FIRST
    if short and not day_first and not month_first:  # the years of a column are fewer than its days
        years, days = (len(set(part)) for part in zip(*short, strict=True))
        if years != days:
            return Order.YEAR_FIRST if years < days else Order.DAY_FIRST
    if day_first != month_first:
        return Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    return Order.UNKNOWN


def from_serial(serial: float, *, date1904: bool) -> dt.datetime | None:
    """Return the moment of a spreadsheet serial number, or None for one that is no date.

    Serial 60 of the 1900 system is the day that never was, and the serials before it count one day less.

    Example:
        >>> from_serial(40973, date1904=False), from_serial(60, date1904=False)
        (datetime.datetime(2012, 3, 5, 0, 0), None)
    """
    if date1904:
        epoch = _EPOCH_1904
    else:
        if int(serial) == _LEAP_BUG or serial < 0:
            return None
        epoch = _EPOCH_1900 + dt.timedelta(days=serial < _LEAP_BUG)
    if not 0 <= serial < _LAST_SERIAL:
        return None
    whole = int(serial)
    microseconds = round((serial - whole) * 86_400_000) * 1000
    return epoch + dt.timedelta(days=whole, microseconds=microseconds)


def to_serial(moment: dt.datetime | dt.date, *, date1904: bool) -> float:
    """Return the serial number that a spreadsheet stores for a moment."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime(moment.year, moment.month, moment.day)
    span = moment - (_EPOCH_1904 if date1904 else _EPOCH_1900)
    if not date1904 and moment < dt.datetime(1900, 3, 1):
        span -= dt.timedelta(days=1)
    serial = span.days + round((span.seconds + span.microseconds / 1e6) / 86_400, 10)
    return int(serial) if serial == int(serial) else serial


def _western(era: re.Match[str]) -> str:
    """Return the western year of a Japanese era's: 令和3年 is 2021年."""
    return f"{_BEFORE_ERA[era[1]] + (1 if era[2] == '元' else int(era[2]))}年"


def _day(year: int, month: int, day: int, *, is_ambiguous: bool = False) -> DateText | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return DateText(dt.date(year, month, day), is_ambiguous=is_ambiguous)
    except ValueError:  # 2012-02-30
        return None


def _month(year: int, month: int) -> DateText | None:
    found = _day(year, month, 1)
    return DateText(found.day, is_month=True) if found else None


def _year(text: str) -> int:
    """Return the year of four or two digits; two digits below 70 are of this century, as Excel's window nearly is."""
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004  # two digits
        return year
    return year + (2000 if year < _THIS_CENTURY else 1900)


def _numeric(match: re.Match[str], order: Order) -> DateText | None:
    """Return the day of ``05.03.2012`` or ``3/5/2012``, ambiguous when nothing tells day from month."""
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if _may_begin_with_year(match) and (order is Order.YEAR_FIRST or first > _DAYS or len(match[4]) == 1):
        return _day(_year(match[1]), second, int(match[4]))
    if len(match[4]) == 1 or (len(match[4]) == 2 and match[2] == "-"):  # noqa: PLR2004  # 12-3-5 may begin with the year
        return None
    if match[2] == "." or (_may_begin_with_year(match) and order is not Order.DAY_FIRST):
        return _day(year, second, first, is_ambiguous=match[2] != ".")
    if first > _MONTHS or order is Order.DAY_FIRST:
        return _day(year, second, first)
    if second > _MONTHS or order is Order.MONTH_FIRST or first == second:
        return _day(year, first, second)
    return _day(year, first, second, is_ambiguous=True)


def _may_begin_with_year(match: re.Match[str]) -> bool:
    """Return whether the first of three short numbers may be a year and the last a day: ``26/3/15``."""
    return len(match[4]) <= 2 and int(match[1]) > _MONTHS and 1 <= int(match[4]) <= _DAYS  # noqa: PLR2004  # digits


def _named(rest: str) -> DateText | None:
    """Return the day or month of a text that names the month."""
    if (match := _NAMED_DMY.fullmatch(rest)) and (month := MONTH_NAMES.get(match[2].casefold())):
        return _day(_year(match[3]), month, int(match[1]))
    if (match := _NAMED_MDY.fullmatch(rest)) and (month := MONTH_NAMES.get(match[1].casefold())):
        return _day(int(match[3]), month, int(match[2]))
    if (match := _NAMED_MY.fullmatch(rest)) and (month := MONTH_NAMES.get(match[1].casefold())):
        return _month(_year(match[2]), month)
    if (match := _NAMED_YM.fullmatch(rest)) and (month := MONTH_NAMES.get(match[2].casefold())):
        return _month(int(match[1]), month)
    return None


def as_moment(number: float, code: str, *, date1904: bool) -> dt.datetime | dt.date | dt.time | None:
    """Return the day or time that a date format makes of a number, or None when there is none."""
    if is_time(code) and 0 <= number < 1:
        moment = from_serial(number + 100, date1904=date1904)
        return moment.time() if moment else None
    if is_time(code) and "[" in code:
        return None  # an elapsed time counts hours, not days of the calendar
    moment = from_serial(number, date1904=date1904)
    if moment is None:
        return None
    return moment.date() if moment.time() == dt.time(0) else moment
