"""Names of a sheet that would cut our columns off: its print area and its filter's hidden name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from xltier.app.sheet.our_names import split_reference
from xltier.files.patch.columns import TablePlan
from xltier.files.patch.refs import Area
from xltier.files.patch.sheet_tail import grown, grown_filter
from xltier.files.patch.workbook import SheetEntry, WorkbookPart

_PRINT_AREA: Final = "_xlnm.Print_Area"
_ADDRESS: Final = re.compile(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+\Z")
# References of a union, commas inside quoted sheet names kept.
_PIECES: Final = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")


def extend_local_names(workbook: WorkbookPart, sheet: SheetEntry, plan: TablePlan) -> str | None:
    """Extend print area and filter name of a sheet by columns that are new right behind them.

    Returns:
        The print area as it is now, None where it was not extended.
    """
    print_area = None
    rules: dict[str, Callable[[Area, TablePlan], Area]] = {
        _PRINT_AREA: _grown_print_area,
        "_xlnm._FilterDatabase": grown_filter,
    }
    for name, rule in rules.items():
        entry = workbook.local_name(name, sheet.index)
        if entry is None or not entry.text:
            continue
        text = _PIECES.sub(partial(_extended, plan=plan, rule=rule), entry.text)
        if text != entry.text:
            entry.text = text
            workbook.touch()
            if name == _PRINT_AREA:
                print_area = text
    return print_area


def _extended(found: re.Match[str], plan: TablePlan, rule: Callable[[Area, TablePlan], Area]) -> str:
    reference = found[0]
    place = split_reference(reference)
    if place is None or not _ADDRESS.match(place[1]):
        return reference
    area = Area.parse(place[1])
    wider = rule(area, plan) if area is not None else None
    if area is None or wider is None or wider == area:
        return reference
    return reference[: len(reference) - len(place[1])] + wider.absolute


def _grown_print_area(area: Area, plan: TablePlan) -> Area:
    is_beside = area.bottom >= plan.area[0].top and area.top <= plan.area[0].bottom
    return grown(area, plan) if is_beside else area
