"""Which rows of some columns are their header.

A header row is full, says words rather than numbers, and stands above cells of another kind. Each row near the top
is scored on that; a row that has data above it is no header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xltier.tables.dates import parse_date
from xltier.tables.numbers import NOT_REPORTED, parse_number
from xltier.tables.roles import KEYS, NUMERIC, is_period, role_of
from xltier.tables.sheet import Cell, RawSheet
from xltier.tables.text import fold, narrow, trim
from xltier.tables.units import parse_unit

SEARCHED: Final = 80  # rows from the top in which a header may begin
_PEEKED: Final = 60  # rows below a header that show what its columns hold
_FACTS: Final = 3  # that a line above a table states at most
_DEEPEST: Final = 4  # rows of one header
_YEARS: Final = range(1980, 2100)
_CUSTOMER: Final = re.compile(
    r"客户|客戶|经销商|經銷商|门店|会员|顾客|買主|顧客|取引先|customer|client|dealer|account|distributor|kunde|händler|клиент|고객"
)
_NUMERIC: Final = frozenset("ndy")
_LABELLED: Final = re.compile(r"[^:：]{1,12}[:：]\s*\S")
_REMARK: Final = re.compile(r"^[(（].*[)）]$", re.DOTALL)


def best_row(sheet: RawSheet, columns: Sequence[int], top: int, bottom: int) -> tuple[int | None, float]:
    """Return the row that looks most like a header, and how much it does."""
    searched = range(top, min(bottom, top + SEARCHED))
    kinds = {i: [_kind(sheet, c, i) for c in columns] for i in range(top, min(bottom, top + SEARCHED + _PEEKED))}
    _take_numbered_months(sheet, columns, kinds)
    width = max((sum(k != "" for k in kinds[i]) for i in searched), default=0)
    best: int | None = None
    best_score = 0.0
    data_above = False
    for i in searched:
        filled = sum(k != "" for k in kinds[i])
        if data_above and best is not None and _begins_customers(sheet, columns, best, i):
            best, best_score, data_above = None, 0.0, False  # what stood above was a list of something else
        if filled and not data_above:
            score = _header_score(sheet, columns, i, kinds, width)
            if score > best_score + (0 if best is None else _margin(kinds[best], width)):  # an earlier row is preferred
                best, best_score = i, score
        numeric = sum(k in _NUMERIC for k in kinds[i])
        if (
            filled >= max(2, 0.6 * width)
            and numeric
            and _agrees(kinds, i)
            and not _states_facts(texts_in(sheet, columns, i))
        ):
            data_above = True
    return best, best_score


def _take_numbered_months(sheet: RawSheet, columns: Sequence[int], kinds: dict[int, list[str]]) -> None:
    """Take the numbers of a first full row as months when they count from 1 beside headers: ``客户 | 1 | 2 | 3``."""
    first = next((i for i, row in kinds.items() if sum(kind != "" for kind in row) > 1), None)
    if first is None:
        return
    row = kinds[first]
    numbers = [sheet.cells[c][first] for c, kind in zip(columns, row, strict=True) if kind == "n"]
    words = [str(sheet.cells[c][first]) for c, kind in zip(columns, row, strict=True) if kind == "t"]
    if len(numbers) > 1 and words and numbers == list(range(1, len(numbers) + 1)) and all(map(role_of, words)):
        kinds[first] = ["p" if kind == "n" else kind for kind in row]


def _begins_customers(sheet: RawSheet, columns: Sequence[int], best: int, i: int) -> bool:
    """Return whether a row below a gap names customers, and the header found above it does not."""
    if i == 0 or sheet.rows[i] == sheet.rows[i - 1] + 1:
        return False
    found, before = texts_in(sheet, columns, i), texts_in(sheet, columns, best)
    return len(found) > 1 and names_customers(found) and not names_customers(before) and known_share(found) > 0.5  # noqa: PLR2004  # most


def names_customers(texts: Sequence[str]) -> bool:
    """Return whether one of some headers is the name or code of a customer, in so many words."""
    return any(role_of(text) in KEYS and _CUSTOMER.search(fold(text)) for text in texts)


def _margin(row: list[str], width: int) -> float:
    """Return by how much a later row must look more like a header; a full row is seldom but a title."""
    return 2.5 if sum(kind != "" for kind in row) >= 0.9 * width else 1.0  # nearly every column


def _header_score(sheet: RawSheet, columns: Sequence[int], i: int, kinds: dict[int, list[str]], width: int) -> float:
    """Return how much a row looks like a header; 0 for one that cannot be."""
    row = kinds[i]
    filled = [at for at, kind in enumerate(row) if kind]
    below = [kinds[j] for j in range(i + 1, i + 1 + _PEEKED) if j in kinds]
    words = [at for at in filled if row[at] in "tpy" or (row[at] == "d" and _is_over_numbers(below, at))]
    if len(filled) < max(min(2, width), 0.5 * width) or len(words) < 0.8 * len(filled) or "t" not in row:
        return 0.0
    texts = [trim(str(sheet.cells[columns[at]][i])) for at in filled]
    if _is_title(sheet, columns, i, texts):
        return 0.0
    contrast = 0
    for at in words:
        under = [r[at] for r in below if r[at]]
        contrast += bool(under) and sum(k in _NUMERIC for k in under) * 3 > len(under)
    long = sum(len(text) > 40 for text in texts)  # noqa: PLR2004  # a header is short
    score = 2 * len(filled) / width + 2 * known_share(texts) + 1.5 * bool(contrast)
    score += 0.5 * (len({fold(t) for t in texts}) == len(texts)) - 2 * long / len(filled)
    if all(_REMARK.match(text) for text in texts) or not below:
        score -= 2
    return max(score, 0.1) * (0.5 if width == 1 else 1) + 0.05 * min(len(filled), 10)


def _is_over_numbers(below: list[list[str]], at: int) -> bool:
    """Return whether numbers, not dates, stand under a date: then it names its column, as ``2012-03`` does."""
    under = [row[at] for row in below if row[at]]
    return bool(under) and sum(kind in "ny" for kind in under) * 2 > len(under)


def _is_title(sheet: RawSheet, columns: Sequence[int], i: int, texts: list[str]) -> bool:
    """Return whether a row is a title, or names facts such as ``制表日期：2012-12-31``."""
    if _states_facts(texts) or (len(texts) == 1 and len(columns) > 1):
        return True
    row = sheet.rows[i]
    return any(
        area.top <= row <= area.bottom
        and area.left <= sheet.columns[columns[0]]
        and area.right >= sheet.columns[columns[-1]]
        and area.right > area.left
        for area in sheet.merges[:1000]
    )


def _states_facts(texts: Sequence[str]) -> bool:
    """Return whether few texts state facts, ``制表日期：2012-12-31`` or ``Report run: | 2012-12-31``."""
    if len(texts) > _FACTS:
        return False
    labels = sum(text.endswith((":", "：")) for text in texts)
    return 0 < labels < len(texts) or any(_LABELLED.match(narrow(t)) and not _names_its_unit(t) for t in texts)


def texts_in(sheet: RawSheet, columns: Sequence[int], i: int) -> list[str]:
    """Return the filled cells of a row as text."""
    return [trim(str(value)) for c in columns if (value := sheet.cells[c][i]) is not None]


def _names_its_unit(text: str) -> bool:
    """Return whether a text with a colon is the header of an amount and its unit, ``销售额：万元``, and no fact."""
    said = narrow(text).replace("：", ":").partition(":")
    return parse_unit(text) is not None or (role_of(said[0]) in NUMERIC and parse_unit(said[2]) is not None)


def _agrees(kinds: dict[int, list[str]], i: int) -> bool:
    """Return whether the numbers of a row stand where the rows below have numbers too, or it is the last row."""
    below = [kinds[j] for j in range(i + 1, i + 1 + _PEEKED) if j in kinds]
    if not below:
        return True
    for at, kind in enumerate(kinds[i]):
        if kind in _NUMERIC:
            under = [r[at] for r in below if r[at]]
            if not under or sum(k in _NUMERIC for k in under) * 2 >= len(under):
                return True
    return False


def header_rows(sheet: RawSheet, columns: Sequence[int], at: int, bottom: int, *, is_chosen: bool) -> list[int]:
    """Return the positions of all header rows, given the likeliest one."""
    rows = [at]
    while len(rows) < _DEEPEST and rows[0] > 0 and _is_group_row(sheet, columns, rows[0] - 1, rows[0]):
        rows.insert(0, rows[0] - 1)
    while not is_chosen and len(rows) < _DEEPEST and rows[-1] + 1 < bottom:
        if not (_goes_on(sheet, columns, rows[-1], bottom) or _says_it_again(sheet, columns, rows[-1], bottom)):
            break
        rows.append(rows[-1] + 1)
    return rows


def _is_group_row(sheet: RawSheet, columns: Sequence[int], upper: int, lower: int) -> bool:
    """Return whether the row above names groups of the columns below it."""
    if sheet.rows[upper] + 1 != sheet.rows[lower]:
        return False
    kinds = [_kind(sheet, c, upper) for c in columns]
    filled = [at for at, kind in enumerate(kinds) if kind]
    if not filled or any(kinds[at] not in "tp" for at in filled):
        return False
    texts = [trim(str(sheet.cells[columns[at]][upper])) for at in filled]
    if any(_LABELLED.match(narrow(text)) for text in texts):
        return False
    row = sheet.rows[upper]
    spans = [
        area
        for area in sheet.merges
        if area.top <= row <= area.bottom
        and area.right >= sheet.columns[columns[0]]
        and area.left <= sheet.columns[columns[-1]]
    ]
    across = [area for area in spans if area.right > area.left]
    whole = any(area.left <= sheet.columns[columns[0]] and area.right >= sheet.columns[columns[-1]] for area in across)
    if whole:
        return False
    down = any(area.bottom > area.top and area.bottom >= sheet.rows[lower] for area in spans)
    if down or (across and (len(filled) > 1 or filled[0] > 0)):
        return True
    under_blank = any(not _kind(sheet, columns[at], lower) for at in filled)
    return len(filled) > 1 and (under_blank or filled[0] > 0)


def _goes_on(sheet: RawSheet, columns: Sequence[int], upper: int, bottom: int) -> bool:
    """Return whether the row below a header row is header too: leaves under groups, units, remarks in brackets."""
    lower = upper + 1
    if sheet.rows[upper] + 1 != sheet.rows[lower]:
        return False
    kinds = [_kind(sheet, c, lower) for c in columns]
    filled = [at for at, kind in enumerate(kinds) if kind]
    if not filled or any(kinds[at] not in "tpu" for at in filled):
        return False
    texts = [trim(str(sheet.cells[columns[at]][lower])) for at in filled]
    if _is_unit_row(texts) or all(_REMARK.match(text) for text in texts):
        return lower + 1 < bottom
    numbered = _numeric_columns(sheet, columns, lower + 1, bottom)
    row = sheet.rows[upper]
    spans = [area for area in sheet.merges if area.top <= row <= area.bottom]
    across = any(
        area.right > area.left and any(area.left <= sheet.columns[columns[at]] <= area.right for at in filled)
        for area in spans
    )
    down = any(area.bottom >= sheet.rows[lower] and area.bottom > area.top for area in spans)
    uppers = [_kind(sheet, c, upper) for c in columns]
    fills = [at for at in filled if not uppers[at]]
    if any(kinds[at] != "p" and at in numbered for at in filled) or not numbered:
        if across or (down and fills):
            return bool(fills) or down
        return bool(fills) and all(uppers[at] for at, kind in enumerate(kinds) if not kind) and bool(numbered)
    return (across or down) and bool(fills)


def _says_it_again(sheet: RawSheet, columns: Sequence[int], upper: int, bottom: int) -> bool:
    """Return whether the row under a header names the columns once more: in another language, or after short names.

    It is full, has words over every column of numbers, and half of them are words of headers.
    """
    lower = upper + 1
    kinds = [_kind(sheet, c, lower) for c in columns]
    filled = {at for at, kind in enumerate(kinds) if kind}
    words = [trim(str(sheet.cells[columns[at]][lower])) for at in sorted(filled) if kinds[at] == "t"]
    if sheet.rows[upper] + 1 != sheet.rows[lower] or len(words) < 2 or len(filled) * 5 < len(columns) * 4:  # noqa: PLR2004  # two words
        return False
    if any(kinds[at] not in "tp" for at in filled):
        return False
    numbered = _numeric_columns(sheet, columns, lower + 1, bottom)
    return bool(numbered) and numbered <= filled and known_share(words) >= 0.5  # noqa: PLR2004  # half


def _is_unit_row(texts: list[str]) -> bool:
    """Return whether every text is a unit or a dash, and at least one is a unit."""
    units = [parse_unit(text.strip("()（）[]【】")) for text in texts]
    return any(units) and all(unit or text in NOT_REPORTED for unit, text in zip(units, texts, strict=True))


def _numeric_columns(sheet: RawSheet, columns: Sequence[int], first: int, bottom: int) -> set[int]:
    """Return which columns hold mostly numbers or dates in the rows from ``first``."""
    numbered: set[int] = set()
    for at, column in enumerate(columns):
        kinds = [k for i in range(first, min(bottom, first + _PEEKED)) if (k := _kind(sheet, column, i))]
        if kinds and sum(k in _NUMERIC for k in kinds) * 2 > len(kinds):
            numbered.add(at)
    return numbered


def _kind(sheet: RawSheet, column: int, i: int) -> str:  # noqa: PLR0911  # one return a kind
    """Return what a cell is, by a letter.

    "" empty, "t" words, "p" a period, "y" a number that may be a year, "n" another number, "d" a date, "u" a mark of
    no value.
    """
    value: Cell = sheet.cells[column][i]
    if value is None:
        return "n" if (sheet.rows[i], sheet.columns[column]) in sheet.faults else ""
    if isinstance(value, str):
        text = narrow(value)
        if text.casefold() in NOT_REPORTED:
            return "u"
        if is_period(text):
            return "p"
        if parse_number(text) is not None:
            return "n"
        return "d" if parse_date(text) is not None else "t"
    if isinstance(value, bool):
        return "n"
    if isinstance(value, int | float):
        return "y" if value in _YEARS else "n"
    return "d"


def known_share(texts: Sequence[str]) -> float:
    """Return the share of headers whose words are known."""
    return sum(role_of(text) is not None or is_period(text) for text in texts) / len(texts) if texts else 0.0
