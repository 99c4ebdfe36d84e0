"""Small readings for tests: what the intake makes of a sheet, typed by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from xltier.tables.reading import Column, Failure, Kind, Reading, Value


def reading(
    headers: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    file: str = "book.xlsx",
    sheet: str | None = "Sheet1",
    failures: Mapping[tuple[int, str], Failure] | None = None,
    units: Mapping[str, str] | None = None,
) -> Reading:
    """Return the reading of a sheet whose header is in row 1 and whose data follow from row 2.

    Args:
        headers: Column names.
        rows: Values, row by row.
        file: File name.
        sheet: Sheet name.
        failures: Cells that could not be read, by (sheet row, header).
        units: Unit of a column, by header.
    """
    columns = tuple(
        Column(name, (name,), at, _kind([row[at - 1] for row in rows]), (units or {}).get(name))
        for at, name in enumerate(headers, 1)
    )
    return Reading(
        file=file,
        format="xlsx",
        sheet=sheet,
        header_rows=(1,),
        columns=columns,
        rows=range(2, len(rows) + 2),
        values=tuple([row[at] for row in rows] for at in range(len(headers))),
        failures={(row, list(headers).index(name)): failure for (row, name), failure in (failures or {}).items()},
    )


def _kind(values: Sequence[Value]) -> Kind:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, float} and kinds:
        return Kind.NUMBER
    return Kind.DAY if kinds == {dt.date} else Kind.TEXT
