"""What reads the tables of a workbook from elsewhere and must follow them: charts, pivots, names, the calculation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree  # noqa: TC002  # plain imports, as everywhere

from xltier.app.sheet.our_names import split_reference
from xltier.files.patch.markup import local, new_element, serialise
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.refs import Area
from xltier.files.patch.stretch import Stretch, stretched
from xltier.files.patch.workbook import WorkbookPart

_PRINT_AREA: Final = "_xlnm.Print_Area"
_CHARTS: Final = frozenset({"chart", "chartEx"})
_CACHES: Final = frozenset({"numCache", "strCache", "multiLvlStrCache"})
_BEFORE_CALC: Final = frozenset(
    {
        *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
        *("externalReferences", "definedNames"),
    }
)


def charts(package: SourcePackage, stretches: Sequence[Stretch]) -> Iterator[tuple[str, bytes]]:
    """Yield each chart whose ranges moved along with a table, as part and new bytes.

    The values that a chart has stored of such a range go: a program that opens the workbook reads the cells.
    """
    for part in sorted(_parts_of(package, _CHARTS)):
        root = package.tree(part)
        is_changed = False
        for formula in [one for one in root.iter() if local(one) == "f" and one.text]:
            text = stretched(formula.text or "", "", stretches)
            if text == formula.text:
                continue
            formula.text, is_changed = text, True
            parent = formula.getparent()
            for cache in [child for child in parent if local(child) in _CACHES] if parent is not None else []:
                cache.getparent().remove(cache)  # type: ignore[union-attr]  # it is a child
        if is_changed:
            yield part, serialise(root)


def pivots(
    package: SourcePackage, workbook: WorkbookPart, stretches: Sequence[Stretch], tables: frozenset[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield each pivot cache that reads one of the tables, told to be refreshed when the workbook is opened.

    Args:
        package: The package.
        workbook: Its workbook part.
        stretches: The tables that changed.
        tables: Names of all that were filled, folded.
    """
    for relation in package.relations(workbook.part):
        if relation.kind != "pivotCacheDefinition" or relation.target not in package:
            continue
        root = package.tree(relation.target)
        source = next((one for one in root.iter() if local(one) == "worksheetSource"), None)
        if source is None:
            continue
        area, sheet = Area.parse(source.get("ref", "")), source.get("sheet", "").casefold()
        mine = [
            one for one in stretches if one.sheet.casefold() == sheet and area is not None and one.before.meets(area)
        ]
        if source.get("name", "").casefold() not in tables and not mine:
            continue
        for one in mine:
            if area is not None:
                source.set("ref", str(one.area(area)))
        root.set("refreshOnLoad", "1")
        yield relation.target, serialise(root)


def follow_names(workbook: WorkbookPart, stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """Let defined names and print areas follow the tables; return the names that changed."""
    changed = []
    for entry in _names(workbook):
        text = entry.text or ""
        text = _printed(text, stretches) if entry.get("name") == _PRINT_AREA else stretched(text, "", stretches)
        if text != (entry.text or ""):
            entry.text = text
            changed.append(entry.get("name", ""))
            workbook.touch()
    return tuple(changed)


def recalculate(workbook: WorkbookPart) -> None:
    """Have every formula computed when the workbook is opened: those that read our cells show old values till then."""
    there = next((child for child in workbook.root if local(child) == "calcPr"), None)
    if there is None:
        there = new_element(workbook.root, "calcPr")
        places = [index for index, child in enumerate(workbook.root) if local(child) in _BEFORE_CALC]
        workbook.root.insert(max(places, default=-1) + 1, there)
    if there.get("fullCalcOnLoad") not in {"1", "true"}:
        there.set("fullCalcOnLoad", "1")
        workbook.touch()


def named_cells(workbook: WorkbookPart, prefix: str) -> dict[str, tuple[str, Area] | None]:
    """Return the cells of visible names that begin with a prefix; None for a name that is no cell of a sheet."""
    found: dict[str, tuple[str, Area] | None] = {}
    for entry in _names(workbook):
        name = entry.get("name", "")
        if not name.casefold().startswith(prefix):
            continue
        place = split_reference(entry.text or "")
        area = None if place is None else Area.parse(place[1])
        found[name] = None if place is None or area is None else (place[0], area)
    return found


def _names(workbook: WorkbookPart) -> list[etree._Element]:
    return [one for child in workbook.root if local(child) == "definedNames" for one in child if local(one)]


def _printed(text: str, stretches: Sequence[Stretch]) -> str:
    """Return a print area that ends where a table of its sheet ends, at the table's new end."""
    place = split_reference(text)
    area = None if place is None else Area.parse(place[1])
    if place is None or area is None:
        return text
    bottom = area.bottom
    for one in stretches:
        old = one.before
        if one.sheet.casefold() == place[0].casefold() and area.union(old) == area:
            bottom = one.after.bottom if area.bottom == old.bottom else max(bottom, one.after.bottom)
    grown = Area(area.top, area.left, bottom, area.right)
    return text if grown == area else f"{text[: len(text) - len(place[1])]}{grown.absolute}"


def _parts_of(package: SourcePackage, kinds: frozenset[str]) -> set[str]:
    """Return the parts of some kinds that the package's relationships lead to."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for relation in package.relations(part):
            if relation.is_external or relation.target in seen or relation.target not in package:
                continue
            seen.add(relation.target)
            waiting.append(relation.target)
            if relation.kind in kinds:
                found.add(relation.target)
    return found
