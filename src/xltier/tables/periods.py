"""Headers that are months: ``1月``, ``2012-03``, ``2012年3月``, ``Mar 2012``, alone or as the group of a leaf."""

from __future__ import annotations

import re
from typing import Final

from xltier.tables.dates import MONTH_NAMES, parse_date
from xltier.tables.text import narrow

_MONTH: Final = re.compile(r"(0?[1-9]|1[0-2])月(?:份)?")
_CHINESE: Final = {
    f"{name}月": number
    for number, name in enumerate(("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"), start=1)
}


def month_of(header: str, year: int | None = None) -> tuple[str, str] | None:
    """Return the month of a header as ``"2012-03"`` and the rest of its name, or None.

    Args:
        header: A column name; in ``2012-03/销售`` the month is the group, in ``销售/3月`` the leaf.
        year: Year of a month that says none.

    Example:
        >>> month_of("2012年3月/销售"), month_of("3月", 2012), month_of("3月")
        (('2012-03', '销售'), ('2012-03', ''), None)
    """
    parts = [part.strip() for part in header.split("/")]
    for at, part in enumerate(parts):
        month = _month(part, year)
        if month is not None:
            return month, "/".join(parts[:at] + parts[at + 1 :])
    return None


def _month(text: str, year: int | None) -> str | None:
    found = parse_date(text)
    if found is not None:
        return f"{found.day:%Y-%m}"
    plain = narrow(text).casefold().strip(".")
    match = _MONTH.fullmatch(plain)
    number = int(match[1]) if match else _CHINESE.get(plain.removesuffix("份")) or MONTH_NAMES.get(plain)
    return f"{year}-{number:02d}" if number and year else None
