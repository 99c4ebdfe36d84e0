"""The parts that may only grow: styles, tables, the workbook, relationships and content types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.testing.sheets import grown
from xltier.testing.trees import Box, Finding, appended, attributes, canonical, children, compared, finding, name

_COLLECTIONS = frozenset({"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"})


def style_differences(before: etree._Element, after: etree._Element) -> Iterator[Finding]:
    """Yield what changed in a styles part beyond entries at the end of its collections."""
    yield from compared("root", attributes(before), attributes(after))
    rest = [
        [canonical(child) for child in children(root) if name(child) not in _COLLECTIONS] for root in (before, after)
    ]
    yield from compared("elements", rest[0], rest[1])
    collections = {name(child): child for child in children(after) if name(child) in _COLLECTIONS}
    for old in (child for child in children(before) if name(child) in _COLLECTIONS):
        new = collections.get(name(old))
        if new is None:
            yield finding(name(old), "a collection", "gone")
            continue
        yield from compared(name(old), attributes(old, "count"), attributes(new, "count"))
        entries = [[canonical(entry) for entry in children(one)] for one in (old, new)]
        yield from appended(name(old), entries[0], entries[1])
    for collection in collections.values():
        number = str(len(children(collection)))
        yield from compared(f"{name(collection)} count", number, collection.get("count", number))


def table_differences(
    before: etree._Element, after: etree._Element, boxes: Sequence[Box], *, is_filled: bool = False
) -> Iterator[Finding]:
    """Yield what changed in an Excel Table beyond intended columns at its right.

    Where rows were written into it, what it was filtered by may be gone too.
    """
    if is_filled:
        for root in (before, after):
            root.attrib.pop("insertRow", "")
            for entry in [one for one in root.iter("{*}filterColumn") if len(one)]:
                entry.getparent().remove(entry)  # type: ignore[union-attr]  # it is below the root
    yield from compared("root", attributes(before, "ref"), attributes(after, "ref"))
    yield from grown("ref", before.get("ref", ""), after.get("ref", ""), boxes)
    rest = [
        [canonical(child) for child in children(root) if name(child) not in {"tableColumns", "autoFilter"}]
        for root in (before, after)
    ]
    yield from compared("elements", rest[0], rest[1])
    for old, new in zip(children(before, "tableColumns"), children(after, "tableColumns"), strict=True):
        entries = [[canonical(entry) for entry in children(one)] for one in (old, new)]
        yield from appended("tableColumns", entries[0], entries[1])
        yield from compared("tableColumns count", str(len(entries[1])), new.get("count"))
    for old, new in zip(children(before, "autoFilter"), children(after, "autoFilter"), strict=True):
        yield from grown("autoFilter", old.get("ref", ""), new.get("ref", ""), boxes)
        yield from compared("autoFilter", [canonical(c) for c in children(old)], [canonical(c) for c in children(new)])


def query_differences(before: etree._Element, after: etree._Element) -> Iterator[Finding]:
    """Yield what changed in a table's query beyond fields at the end."""
    fields = [[canonical(entry) for entry in root.iter("{*}queryTableField")] for root in (before, after)]
    yield from compared("root", attributes(before), attributes(after))
    yield from appended("queryTableFields", fields[0], fields[1])


@dataclass(frozen=True, slots=True)
class OurNames:
    """Which defined names are ours: those that begin in our way, and those that were named.

    LibreOffice stores hidden names as visible ones, so whether a name is hidden tells nothing.
    """

    prefix: str
    names: frozenset[str] = frozenset()

    def has(self, entry: etree._Element) -> bool:
        """Return whether a name's element is one of ours."""
        name_ = entry.get("name", "").casefold()
        return name_ in {one.casefold() for one in self.names} or name_.startswith(self.prefix.casefold())


def workbook_differences(
    before: etree._Element,
    after: etree._Element,
    *,
    sheets: frozenset[str],
    columns: Sequence[Box],
    ours: OurNames,
    may_calculate: bool = False,
) -> Iterator[Finding]:
    """Yield what changed in the workbook part beyond intended sheets at the end and names of ours."""
    for entry in (entry for root in (before, after) for entry in children(root, "calcPr")) if may_calculate else ():
        entry.attrib.pop("fullCalcOnLoad", "")
        if not entry.attrib:
            entry.getparent().remove(entry)  # type: ignore[union-attr]  # it is a child
    yield from compared("root", attributes(before), attributes(after))
    rest = [
        [canonical(child) for child in children(root) if name(child) not in {"sheets", "definedNames"}]
        for root in (before, after)
    ]
    yield from compared("elements", rest[0], rest[1])
    entries = [[entry for one in children(root, "sheets") for entry in children(one)] for root in (before, after)]
    yield from appended(
        "sheets", [canonical(entry) for entry in entries[0]], [canonical(entry) for entry in entries[1]]
    )
    for entry in entries[1][len(entries[0]) :]:
        if entry.get("name") not in sheets:
            yield finding("sheets", "no sheet", entry.get("name"))
    yield from _names(before, after, [str(entry.get("name")) for entry in entries[1]], sheets, columns, ours)


def _names(
    before: etree._Element,
    after: etree._Element,
    tabs: Sequence[str],
    sheets: frozenset[str],
    columns: Sequence[Box],
    ours: OurNames,
) -> Iterator[Finding]:
    def theirs(root: etree._Element) -> dict[str, etree._Element]:
        found: dict[str, etree._Element] = {}
        for entry in (entry for one in children(root, "definedNames") for entry in children(one)):
            where = entry.get("localSheetId")
            is_grafted = where is not None and int(where) < len(tabs) and tabs[int(where)] in sheets
            if not is_grafted and not ours.has(entry):
                found[f"{entry.get('name')} {where}"] = entry
        return found

    old, new = theirs(before), theirs(after)
    yield from compared("definedNames", list(old), list(new))
    for key in old.keys() & new.keys():
        yield from compared(f"name {key}", attributes(old[key]), attributes(new[key]))
        texts = old[key].text or "", new[key].text or ""
        if texts[0] != texts[1] and key.startswith(("_xlnm.Print_Area", "_xlnm._FilterDatabase")):
            yield from grown(f"name {key}", texts[0].rpartition("!")[2], texts[1].rpartition("!")[2], columns)
        else:
            yield from compared(f"name {key}", *texts)


def relation_differences(
    before: etree._Element, after: etree._Element, *, may_drop: frozenset[str]
) -> Iterator[Finding]:
    """Yield relationships that changed or went; one of a kind in ``may_drop`` may go, new ones may come."""
    old, new = ({entry.get("Id", ""): attributes(entry) for entry in children(root)} for root in (before, after))
    for key, entry in old.items():
        if key in new or entry.get("Type", "").rpartition("/")[2] not in may_drop:
            yield from compared(f"relationship {key}", entry, new.get(key))


def type_differences(before: etree._Element, after: etree._Element, *, gone: frozenset[str]) -> Iterator[Finding]:
    """Yield content types that changed or went, but for parts that are gone; new ones may come."""

    def entries(root: etree._Element) -> dict[str, dict[str, str]]:
        return {entry.get("PartName") or entry.get("Extension") or "": attributes(entry) for entry in children(root)}

    old, new = entries(before), entries(after)
    for key, entry in old.items():
        if key in new or key.lstrip("/").casefold() not in gone:
            yield from compared(f"type of {key}", entry, new.get(key))
