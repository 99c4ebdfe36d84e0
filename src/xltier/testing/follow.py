"""What may follow a table that has another length: ranges that end with it, charts on it, pivots of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import unescape

from lxml import etree

from xltier.testing.trees import Box, Finding, box, canonical, column, compared, name, tree

_RANGE = re.compile(
    r"((?:'(?:[^'<>]|'')+'|[^\W\d][\w.]*)!)?(\$?)([A-Z]{1,3})(\$?)(\d{1,7}):(\$?)([A-Z]{1,3})(\$?)(\d{1,7})"
)
_PRINT_AREA = "_xlnm.Print_Area"
_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache"})


def shrunk(data: bytes, lengths: Sequence[tuple[str, str, str]], sheet: str = "", *, is_former: bool = False) -> bytes:
    """Return a part with every range that ends with a table's present end made to end with its former one.

    A range of one cell is written as that cell. What ended there already, by chance, is treated alike in both states;
    a print area may have grown to the table's present end from wherever it ended between the two.

    Args:
        data: An XML part.
        lengths: Sheets of tables with their ranges before and after.
        sheet: The sheet that the part belongs to, where a range without a sheet lies; blank where any may be meant.
        is_former: Whether the part is as it was before.
    """
    boxes = [(title, box(before), box(after)) for title, before, after in lengths]
    known = [(title, one, other) for title, one, other in boxes if one is not None and other is not None]
    root = tree(data)
    for entry in [one for one in root.iter() if name(one) == "definedName" and one.get("name") == _PRINT_AREA]:
        entry.text = _RANGE.sub(partial(_former, lengths=known, sheet=sheet, end=_printed), entry.text or "")
    end = _first_state if is_former else _second_state
    text = etree.tostring(root, encoding="unicode")
    return _RANGE.sub(partial(_former, lengths=known, sheet=sheet, end=end), text).encode()


def _first_state(bottom: int, before: Box, after: Box) -> int:
    is_moved = bottom in {before.bottom, before.bottom - 1}
    return bottom if is_moved else _second_state(bottom, before, after)


def _second_state(bottom: int, before: Box, after: Box) -> int:
    is_moved = bottom in {after.bottom, after.bottom - 1}
    return bottom + before.bottom - after.bottom if is_moved else bottom


def _printed(bottom: int, before: Box, after: Box) -> int:
    return before.bottom if before.bottom < bottom <= after.bottom else bottom


def _former(
    found: re.Match[str],
    lengths: Sequence[tuple[str, Box, Box]],
    sheet: str,
    end: Callable[[int, Box, Box], int],
) -> str:
    left, right, top, bottom = column(found[3]), column(found[7]), int(found[5]), int(found[9])
    where = _sheet_in(found[1]) if found[1] else sheet
    for title, before, after in lengths:
        if where and title.casefold() != where.casefold():
            continue
        is_inside = after.left <= left <= right <= after.right and top in {after.top, after.top + 1}
        holds_all = top <= after.top and left <= after.left and right >= after.right  # a print area around the table
        if (is_inside or holds_all) and end(bottom, before, after) != bottom:
            bottom = end(bottom, before, after)
            break
    one = f"{found[1] or ''}{found[2]}{found[3]}{found[4]}{top}"
    return one if (left, top) == (right, bottom) else f"{one}:{found[6]}{found[7]}{found[8]}{bottom}"


def _sheet_in(prefix: str) -> str:
    """Return the name of a sheet as it stands before a range in XML: ``'A &amp; B'!``."""
    name = unescape(prefix[:-1])
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def follower_differences(before: etree._Element, after: etree._Element) -> Iterator[Finding]:
    """Yield what changed in a chart or a pivot's cache, beyond stored values and being refreshed on opening."""
    for root in (before, after):
        root.attrib.pop("refreshOnLoad", "")
        for cache in [one for one in root.iter() if name(one) in _CACHES]:
            parent = cache.getparent()
            if parent is not None:
                parent.remove(cache)
    yield from compared("content", canonical(before), canonical(after))
