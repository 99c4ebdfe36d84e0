"""What may follow a table that has another length: ranges that end with it, charts on it, pivots of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

from lxml import etree

from xltier.testing.trees import Box, Finding, box, canonical, column, compared, name, tree

_RANGE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7}):(\$?)([A-Z]{1,3})(\$?)(\d{1,7})")
_CACHES = frozenset({"numCache", "strCache", "multiLvlStrCache"})


def shrunk(data: bytes, lengths: Sequence[tuple[str, str]]) -> bytes:
    """Return a part with every range that ends with a table's present end made to end with its former one.

    A range of one cell is written as that cell, with or without ``lengths``.

    Args:
        data: An XML part.
        lengths: Ranges of tables, before and after.
    """
    pairs = [(box(before), box(after)) for before, after in lengths]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    return _RANGE.sub(partial(_former, lengths=known), etree.tostring(tree(data), encoding="unicode")).encode()


def _former(found: re.Match[str], lengths: Sequence[tuple[Box, Box]]) -> str:
    left, right, top, bottom = column(found[2]), column(found[6]), int(found[4]), int(found[8])
    for before, after in lengths:
        is_inside = after.left <= left <= right <= after.right and top in {after.top, after.top + 1}
        holds_all = top <= after.top and left <= after.left and right >= after.right  # a print area around the table
        if (is_inside or holds_all) and bottom in {after.bottom, after.bottom - 1}:
            bottom += before.bottom - after.bottom
            break
    if (left, top) == (right, bottom):
        return f"{found[1]}{found[2]}{found[3]}{top}"
    return f"{found[1]}{found[2]}{found[3]}{top}:{found[5]}{found[6]}{found[7]}{bottom}"


def follower_differences(before: etree._Element, after: etree._Element) -> Iterator[Finding]:
    """Yield what changed in a chart or a pivot's cache, beyond stored values and being refreshed on opening."""
    for root in (before, after):
        root.attrib.pop("refreshOnLoad", "")
        for cache in [one for one in root.iter() if name(one) in _CACHES]:
            parent = cache.getparent()
            if parent is not None:
                parent.remove(cache)
    yield from compared("content", canonical(before), canonical(after))
