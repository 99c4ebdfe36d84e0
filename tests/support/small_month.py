"""The bundled dealer month cut down to a few dealers: everything of it, in a tenth of the time."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import openpyxl

from tests.support.shared import ROOT

WHOLE: Final = ROOT / "examples" / "dealer_month" / "2026-10.xlsx"
CODE: Final = "经销商编码"


def small_month(path: Path, *, every: int = 8, without_region: int = 0) -> Path:
    """Write the month of every so-many-th dealer of the list, and return the path.

    Args:
        path: Where to.
        every: Which share of the dealers is kept: one in so many.
        without_region: How many of those lose their region.
    """
    whole = openpyxl.load_workbook(WHOLE, read_only=True, data_only=True)
    sheets = {page.title: list(page.iter_rows(values_only=True)) for page in whole.worksheets}
    whole.close()
    listed = [str(row[0]) for row in sheets["经销商主档"] if row and row[0]]
    codes = list(dict.fromkeys(code for code in listed if code[:1].isalpha() and code[-1:].isdigit()))
    kept = codes[::every]
    blank = set(kept[:without_region])
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        header = next((at for at, row in enumerate(rows) if CODE in row), len(rows))
        column = rows[header].index(CODE) if header < len(rows) else 0
        region = rows[header].index("大区") if header < len(rows) and "大区" in rows[header] else None
        for at, row in enumerate(rows):
            cells = list(row)
            if at <= header or cells[column] in kept:
                if at > header and region is not None and cells[column] in blank:
                    cells[region] = None
                page.append(cells)
    book.save(path)
    return path
