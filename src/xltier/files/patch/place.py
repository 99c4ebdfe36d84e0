"""Where our columns go: where they were, if an earlier run wrote them, else right of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from xltier.app.sheet.our_names import OurName, column_name
from xltier.files.patch.columns import PlannedColumn, TablePlan
from xltier.files.patch.edits import TableEdit
from xltier.files.patch.problems import in_the_way
from xltier.files.patch.refs import LAST_COLUMN, Area, cell_name
from xltier.files.patch.table import TablePart


def placed(
    file: str,
    sheet: str,
    edit: TableEdit,
    names: Mapping[str, OurName],
    *,
    table: TablePart | None,
    others: Sequence[TablePart],
) -> TablePlan:
    """Return the edit with every column at its place.

    Args:
        file: File name, for messages.
        sheet: Sheet name as the workbook writes it.
        edit: The columns and the table they belong to.
        names: Our hidden names in the workbook.
        table: The Excel Table that grows, if the target is one.
        others: The other Excel Tables of the sheet, which must not be met.

    Raises:
        BookError: The sheet has no room to the right, or another table is there.
        ValueError: The rows do not ascend, or a column has not one value a row.
    """
    target = edit.table
    rows = target.rows
    if any(later <= earlier for earlier, later in pairwise(rows)):
        raise ValueError("rows must ascend")
    if any(len(column.values) != len(rows) for column in edit.columns):
        raise ValueError("a column needs one value for each row")
    known = {
        column.key: _known(names.get(column_name(target.key, column.key)), sheet, target.shift)
        for column in edit.columns
    }
    right = table.area.right if table is not None else target.last_column
    fresh = max([right, *(area.left for area in known.values() if area is not None)]) + 1
    top = target.header_row if target.header_row is not None else (rows[0] if rows else 1)
    bottom = rows[-1] if rows else top
    columns: list[PlannedColumn] = []
    areas: list[Area] = []
    for column in edit.columns:
        area = known[column.key]
        number = fresh if area is None else area.left
        fresh += area is None
        if number > LAST_COLUMN:
            raise in_the_way("columns-exhausted", file, sheet, cell_name(top, LAST_COLUMN))
        columns.append(PlannedColumn(column, number, is_ours=area is not None))
        here = Area(top, number, bottom, number)
        areas.append(here if area is None else here.union(area))
    for other in others:
        if any(other.area.meets(area) for area in areas):
            raise in_the_way("table-in-the-way", file, sheet, str(other.area), table=other.names[0])
    columns.sort(key=lambda column: column.number)
    return TablePlan(
        file=file,
        sheet=sheet,
        header_row=target.header_row,
        rows=rows,
        columns=tuple(columns),
        base_column=columns[0].number - 1,
        area=tuple(sorted(areas, key=lambda area: area.left)),
    )


def _known(name: OurName | None, sheet: str, shift: int) -> Area | None:
    """Return where an earlier run put a column, None where it did not or the user deleted it."""
    if name is None or name.sheet is None or name.area is None or name.sheet.casefold() != sheet.casefold():
        return None
    return Area(*name.area).shifted(shift) if name.area.left == name.area.right else None
