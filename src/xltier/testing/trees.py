"""XML trees compared element by element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

_SHOWN: Final = 120
_AREA: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?\Z")


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference inside one part: its place, and both sides shortened."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Box:
    """A range of cells by its 1-based corners."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, other: Box) -> bool:
        """Return whether ``other`` lies inside."""
        return (
            self.top <= other.top
            and self.left <= other.left
            and self.bottom >= other.bottom
            and self.right >= other.right
        )


def box(text: str) -> Box | None:
    """Return the range of an A1 reference, or None where the text is none."""
    found = _AREA.match(text)
    if found is None:
        return None
    left, top = column(found[1]), int(found[2])
    return Box(top, left, int(found[4] or top), column(found[3] or found[1]))


def column(letters: str) -> int:
    """Return the 1-based number of a column."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def tree(data: bytes) -> etree._Element:
    """Return the root of a part; entities are not resolved."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def name(element: etree._Element) -> str:
    """Return the local name of an element, nothing for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the child elements, only those of the given names if any are given."""
    return [child for child in element if name(child) and (not names or name(child) in names)]


def canonical(element: etree._Element) -> str:
    """Return an element in canonical form, without the text behind it."""
    return etree.tostring(element, method="c14n", exclusive=True).decode()


def attributes(element: etree._Element, *left_out: str) -> dict[str, str]:
    """Return the attributes of an element but for some."""
    return {str(key): str(value) for key, value in element.attrib.items() if key not in left_out}


def compared(place: str, before: object, after: object) -> Iterator[Finding]:
    """Yield a finding where two things differ."""
    if before != after:
        yield finding(place, before, after)


def finding(place: str, before: object, after: object) -> Finding:
    """Return a finding with both sides cut to where they start to differ."""
    one, other = str(before), str(after)
    start = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    start = max(0, start - _SHOWN // 4)
    return Finding(place, one[start : start + _SHOWN], other[start : start + _SHOWN])


def appended(place: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding where ``after`` does not start with all of ``before``."""
    for index, entry in enumerate(before):
        if index >= len(after):
            yield finding(f"{place}[{index}]", entry, "")
            return
        yield from compared(f"{place}[{index}]", entry, after[index])
