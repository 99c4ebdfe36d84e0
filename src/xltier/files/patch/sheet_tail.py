"""What stands behind the rows of a sheet: merges, filter and conditional formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Final

from xltier.files.patch.cells import text_content
from xltier.files.patch.columns import TablePlan
from xltier.files.patch.edits import Look
from xltier.files.patch.markup import ATTRIBUTES, Child, attribute, children, masked, with_attribute
from xltier.files.patch.problems import in_the_way
from xltier.files.patch.refs import Area

_AFTER_FORMATS: Final = frozenset(
    {
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    }
)
"""What CT_Worksheet puts behind ``conditionalFormatting`` (ECMA-376 18.3.1.99)."""

_MERGE: Final = re.compile(rb"<(?:[\w.\-]+:)?mergeCell(?=[\s/>])" + ATTRIBUTES + rb"/?>")
_RULE: Final = re.compile(rb"<(?:[\w.\-]+:)?cfRule(?=[\s/>])" + ATTRIBUTES + rb"/?>")
_FORMULA: Final = re.compile(rb"<(?:[\w.\-]+:)?formula>([^<]*)</")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The conditional formats of one column.

    Args:
        area: The cells, without the header.
        rules: Each look with the index of its differential format.
    """

    area: Area
    rules: tuple[tuple[Look, int], ...]


@dataclass(frozen=True, slots=True)
class SheetTail:
    """The bytes from ``</sheetData>`` to the end of the part, taken apart.

    Args:
        data: The bytes.
        scan: The same, masked.
        start: Offset behind ``</sheetData>``.
        parts: The elements that follow it.
        prefix: Namespace prefix of the sheet with its colon, or nothing.
    """

    data: bytes
    scan: bytes
    start: int
    parts: tuple[Child, ...]
    prefix: str

    def check_merges(self, plan: TablePlan) -> None:
        """Refuse where merged cells reach into our columns, with their range."""
        merges = next((part for part in self.parts if part.name == "mergeCells"), None)
        if merges is None:
            return
        left, right = plan.columns[0].number, plan.columns[-1].number
        for found in _MERGE.finditer(self.scan, merges.inner, merges.end):
            area = Area.parse((attribute(found[1], b"ref") or b"").decode())
            if area is None or area.right < left or area.left > right:
                continue
            if any(area.meets(ours) for ours in plan.area):
                raise in_the_way("merge-in-the-way", plan.file, plan.sheet, str(area))

    def edited(self, plan: TablePlan, rule_sets: Iterable[RuleSet], look_of: Callable[[int], Hashable | None]) -> bytes:
        """Return the tail with the sheet's filter extended and our conditional formats replaced.

        Args:
            plan: The columns.
            rule_sets: The conditional formats that they get.
            look_of: What the differential format of an index says.
        """
        edits: list[tuple[int, int, bytes]] = []
        ours = self._ours(plan, look_of)
        edits += [(part.start, part.end, b"") for part in ours]
        place = self._place_of_formats(ours)
        edits.append((place, place, self._rules(rule_sets, self._highest_priority(ours) + 1)))
        edits += self._filter(plan)
        out = self.data
        for start, end, replacement in sorted(edits, reverse=True):
            out = out[:start] + replacement + out[end:]
        return out

    def filter_area(self) -> Area | None:
        """Return the range of the sheet's own filter."""
        part = next((part for part in self.parts if part.name == "autoFilter"), None)
        if part is None:
            return None
        return Area.parse((attribute(self.data[part.start : part.inner], b"ref") or b"").decode())

    def _filter(self, plan: TablePlan) -> list[tuple[int, int, bytes]]:
        part = next((part for part in self.parts if part.name == "autoFilter"), None)
        area = self.filter_area()
        if part is None or area is None:
            return []
        grown = grown_filter(area, plan)
        if grown == area:
            return []
        tag = with_attribute(self.data[part.start : part.inner], b"ref", str(grown).encode())
        return [(part.start, part.inner, tag)]

    def _ours(self, plan: TablePlan, look_of: Callable[[int], Hashable | None]) -> list[Child]:
        """Return the blocks that an earlier run wrote, and copies of them, as Excel makes when rows are copied.

        A user's own rules for the same texts are older or stand above ours: the last block by priority is ours.
        """
        columns = {column.number for column in plan.columns if column.is_ours}
        found: dict[int, list[tuple[int, frozenset[tuple[bytes, Hashable]], Child]]] = {}
        for part in self.parts:
            if part.name == "conditionalFormatting":
                rules = self._text_rules(part)
                areas = self._areas(part)
                if rules and areas and all(_is_within(area, columns, plan) for area in areas):
                    looks = frozenset((rule.text, look_of(rule.dxf)) for rule in rules)
                    last = max(rule.priority for rule in rules)
                    found.setdefault(areas[0].left, []).append((last, looks, part))
        ours: list[Child] = []
        for blocks in found.values():
            _, looks, _ = max(blocks, key=lambda block: block[0])
            ours += [part for _, others, part in blocks if others == looks]
        return ours

    def _areas(self, part: Child) -> list[Area]:
        """Return where a block applies; nothing where a range cannot be read."""
        ranges = (attribute(self.scan[part.start : part.inner], b"sqref") or b"").split()
        areas = [Area.parse(text.decode()) for text in ranges]
        return [] if None in areas else [area for area in areas if area is not None]

    def _text_rules(self, part: Child) -> list[_TextRule]:
        """Return the rules of a block that holds nothing but rules as we write them, else nothing."""
        rules = list(_RULE.finditer(self.scan, part.inner, part.end))
        formulas = _FORMULA.findall(self.scan, part.inner, part.end)
        is_like_ours = (
            len(formulas) == len(rules)
            and all(
                attribute(rule[1], b"type") == b"cellIs" and attribute(rule[1], b"operator") == b"equal"
                for rule in rules
            )
            and all(formula.startswith((b'"', b"&quot;")) for formula in formulas)
        )
        if not is_like_ours:
            return []
        return [
            _TextRule(formula.replace(b"&quot;", b'"'), _number(rule[1], b"dxfId"), _number(rule[1], b"priority"))
            for rule, formula in zip(rules, formulas, strict=True)
        ]

    def _place_of_formats(self, ours: list[Child]) -> int:
        place = self.start
        for part in self.parts:
            if part.name in _AFTER_FORMATS:
                return place if place != self.start else part.start
            if part not in ours:
                place = part.end
        return place

    def _highest_priority(self, ours: list[Child]) -> int:
        highest = 0
        for rule in _RULE.finditer(self.scan, self.start):
            if any(part.start <= rule.start() < part.end for part in ours):
                continue
            highest = max(highest, _number(rule[1], b"priority"))
        return highest

    def _rules(self, rule_sets: Iterable[RuleSet], priority: int) -> bytes:
        out: list[str] = []
        p = self.prefix
        for rule_set in rule_sets:
            out.append(f'<{p}conditionalFormatting sqref="{rule_set.area}">')
            for look, dxf in rule_set.rules:
                literal = text_content('"' + look.value.replace('"', '""') + '"')
                out.append(
                    f'<{p}cfRule type="cellIs" dxfId="{dxf}" priority="{priority}" operator="equal">'
                    f"<{p}formula>{literal}</{p}formula></{p}cfRule>"
                )
                priority += 1
            out.append(f"</{p}conditionalFormatting>")
        return "".join(out).encode()


@dataclass(frozen=True, slots=True)
class _TextRule:
    """A rule for cells that equal a text: the quoted text, the index of its format, and its priority."""

    text: bytes
    dxf: int
    priority: int


def _number(attributes: bytes, name: bytes) -> int:
    text = attribute(attributes, name) or b""
    return int(text) if text.isdigit() else 0


def _is_within(area: Area, columns: Collection[int], plan: TablePlan) -> bool:
    """Return whether a range is one of the columns; tables below each other share columns."""
    is_column = area.left == area.right and area.left in columns
    return is_column and any(area.meets(written) for written in plan.area)


def read_tail(data: bytes, prefix: str) -> SheetTail:
    """Return the tail of a sheet taken apart; ``data`` starts with the end tag of ``sheetData``."""
    scan = masked(data)
    start = scan.find(b">") + 1
    parts = tuple(
        Child(part.name, part.start + start, part.inner + start, part.end + start) for part in children(scan[start:])
    )
    return SheetTail(data, scan, start, parts, prefix)


def grown_filter(area: Area, plan: TablePlan) -> Area:
    """Return a filter range with our new columns in, where it ended right before them in the header's row."""
    return area if area.top != plan.header_row else grown(area, plan)


def grown(area: Area, plan: TablePlan) -> Area:
    """Return a range with our new columns in, where it holds the table and ended right before them."""
    fresh = [column.number for column in plan.columns if not column.is_ours]
    if area.right + 1 not in fresh or area.left > plan.base_column:
        return area
    return Area(area.top, area.left, area.bottom, max(fresh))


def rule_sets(plan: TablePlan, dxf: Callable[[Look], int]) -> tuple[RuleSet, ...]:
    """Return the conditional formats that a plan asks for, one block a coloured column."""
    if not len(plan.rows):
        return ()
    coloured = [column for column in plan.columns if column.edit.looks and not column.edit.fixed_fills]
    return tuple(
        RuleSet(
            Area(plan.rows[0], column.number, plan.rows[-1], column.number),
            tuple((look, dxf(look)) for look in column.edit.looks),
        )
        for column in coloured
    )
