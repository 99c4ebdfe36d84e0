"""Rows that are remarks, signatures or section titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xltier.tables.body import Body
from xltier.tables.roles import Role
from xltier.tables.sheet import Cell
from xltier.tables.text import fold, narrow

_NOTE: Final = re.compile(
    r"^(?:[*※#]|注|备注|说明|附注|制表|审核|复核|填表|编制|打印|数据来源|来源|单位[:：]|以上|以下|note|remark|source|prepared|"
    r"printed|checked|approved|page|第.{1,4}页|hinweis|anmerkung|quelle|stand|erstellt|remarque|établi|\d+[.、)]\s*\D{4})",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"(?:以上)?共\s*\d+\s*[家户个行笔条]")
_SIGNER: Final = re.compile(
    r"(?:制表|编制|填表|填报|审核|复核|审批|批准|核准|签字|签名|签章|盖章|经办|主管|负责|会计|出纳)(?:人|者|员|日期|时间)?|"
    r"(?:prepared|approved|checked|reviewed|signed|verified|authori[sz]ed|compiled|erstellt|geprüft|genehmigt|approuvé|"
    r"établi|vérifié)(?:\s+(?:by|on|von|am|par|le))?|signature|unterschrift",
    re.IGNORECASE,
)
FACT: Final = re.compile(r"^[^:：]{1,12}[:：]")
_EXAMPLE: Final = re.compile(
    r"(?:填写)?(?:示例|样例|范例)[:：]|例如|例[:：]|(?:for )?example[:：]|e\.\s?g\.|sample[:：]", re.IGNORECASE
)
_EXAMPLE_MARK: Final = re.compile(r"(?:填写)?[示样范]?例[:：]?|(?:for )?example[:：]?|e\.\s?g\.", re.IGNORECASE)
_HINT: Final = re.compile(
    r"(?:必填|选填|非必填|可选|文本|数字|数值|整数|小数|日期|金额|required|mandatory|optional|text|string|number|numeric|"
    r"integer|decimal|date)(?:[\s,，;；:：(（].{0,30}|型|格式)?",
    re.IGNORECASE,
)
_OF_SCHEME: Final = re.compile(
    r"权重|满分|分值|标准分|weights?|weighting|full marks|max(?:imum)?\.? (?:score|points)|gewicht(?:ung)?",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"[-=_+:*·. ]+")
_DASH: Final = 2  # characters of a mark for no value; a ruled line is longer
_ORDINALS: Final = ("甲乙丙丁戊己庚辛", "ABCDEFGH", "abcdefgh")
_COUNTED_ON: Final = {"甲": "乙", "A": "B", "a": "b", "1": "2"}
_NUMBERED: Final = re.compile(r"[(（\[]?(\d{1,3})[)）\]]?(?:栏|=.*)?")
_LONG: Final = 25
_FEWEST_NUMBERED: Final = 3  # columns
_TAIL: Final = 3  # rows at the end in which a signature may stand, and its cells


def is_note(  # noqa: PLR0911  # one return a sign
    table: Body, i: int, filled: Sequence[int], *, no_key: bool, after_gap: bool
) -> bool:
    """Return whether a row without numbers is a remark, a signature or a section title."""
    sheet = table.sheet
    row = table.row(i)
    texts = [narrow(str(row[at])) for at in filled if isinstance(row[at], str)]
    begins = bool(texts) and (_NOTE.match(texts[0]) or _COUNTED.match(texts[0]))
    if begins and len(filled) <= max(2, len(table.headings) // 2):
        return True
    if texts and len(filled) <= _TAIL and all(FACT.match(text) for text in texts) and len(table.headings) > 1:
        return True
    merged = (sheet.rows[i], table.headings[filled[0]].number) in table.across
    if len(filled) > 1 and not merged:
        is_tail = i >= table.located.last - _TAIL and len(filled) < len(table.headings)
        return is_tail and after_gap and not _looks_like_key(table, i, filled[0])
    if merged or no_key:
        return True
    at = filled[0]
    if len(str(row[at])) > _LONG:
        return True
    if len(table.headings) < 2:  # noqa: PLR2004  # a list of one column
        return False
    if after_gap:
        return not _looks_like_key(table, i, at)
    return table.roles[at] is Role.CODE and not (_looks_like_key(table, i, at) or _is_like_neighbours(table, i, at))


def is_hint(row: Sequence[Cell]) -> bool:
    """Return whether a row says how to fill in the others, ``示例：C001`` or ``必填 | 文本``, or is a ruled line.

    So does one that weighs the columns, ``权重`` or ``满分``.
    """
    filled = [value for value in row if value is not None]
    texts = [narrow(value) for value in filled if isinstance(value, str)]
    if not texts:
        return False
    if len(texts) == len(filled) and all(_RULE.fullmatch(text) for text in texts) and max(map(len, texts)) > _DASH:
        return True
    if _OF_SCHEME.fullmatch(texts[0]) and isinstance(filled[0], str):
        return True
    examples = sum(_EXAMPLE.match(text) is not None for text in texts)
    if examples * 2 >= len(filled) or (_EXAMPLE_MARK.fullmatch(texts[0]) and row[0] is not None):
        return True
    return len(texts) == len(filled) > 1 and all(_HINT.fullmatch(text) for text in texts)


def numbers_columns(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Return whether a row numbers the columns, as forms do: ``甲 | 乙 | 1 | 2``, ``1 | 2 | 3 | 4=2+3``.

    When the row below counts on, ``乙`` under ``甲``, they are customers.
    """
    said = [narrow(str(value)) for value in row]
    if len(said) < _FEWEST_NUMBERED or None in row or narrow(str(below[0])) in _COUNTED_ON.get(said[0], ()):
        return False
    ordinals = next((i for i, text in enumerate(said) if not any(text == o[i : i + 1] for o in _ORDINALS)), len(said))
    numbers = [match[1] for text in said[ordinals:] if (match := _NUMBERED.fullmatch(text))]
    if len(numbers) != len(said) - ordinals or not numbers:
        return False
    start = int(numbers[0])
    return start in {1, ordinals + 1} and [int(n) for n in numbers] == list(range(start, start + len(numbers)))


def is_signature(table: Body, i: int) -> bool:
    """Return whether a row is among the lines of signers below a gap: ``Approved | Wang | 2025``."""
    rows, first = table.sheet.rows, table.located.first
    top = i
    while top > first and _signs(table, top) and rows[top - 1] == rows[top] - 1:
        top -= 1
    return top > first and _signs(table, top)


def _signs(table: Body, i: int) -> bool:
    """Return whether the first filled cell of a row names what a signer does."""
    said = next((value for value in table.row(i) if value is not None), None)
    return isinstance(said, str) and _SIGNER.fullmatch(narrow(said).rstrip(":： ")) is not None


def _looks_like_key(table: Body, i: int, at: int) -> bool:
    """Return whether a cell has the shape of the other cells of its column: ``C009`` among ``C001``."""
    shape = _shape(table.cells[at][i])
    others = [_shape(value) for value in _others(table, i, at)]
    return any(c.isdigit() or c == "9" for c in shape) and others.count(shape) * 2 >= len(others) > 0


def _is_like_neighbours(table: Body, i: int, at: int) -> bool:
    """Return whether a cell is written as the codes of its column are: ``b`` among ``a``, ``上海乙`` among ``上海甲``.

    A section title has letters of another kind than codes have, or is longer than all of them.
    """
    letters, length = _letters(table.cells[at][i])
    others = [_letters(value) for value in _others(table, i, at)]
    same = [size for kinds, size in others if kinds == letters]
    return len(same) * 2 >= len(others) > 0 and length <= max(same)


def _others(table: Body, i: int, at: int) -> list[Cell]:
    """Return the other cells of a column, as many as are needed to tell how it is written."""
    first, last = table.located.first, table.located.last
    cells = enumerate(table.cells[at][first : first + 200], first)
    return [value for j, value in cells if value is not None and j != i and j < last]


def _letters(value: Cell) -> tuple[frozenset[str], int]:
    """Return which kinds of characters a cell has, and how many characters."""
    text = fold(str(value))
    kinds = {"digit" if c.isdigit() else "latin" if c.isascii() else "wide" for c in text if c.isalnum()}
    return frozenset(kinds), len(text)


def _shape(value: Cell) -> str:
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", fold(str(value))))
