"""An xlsx, xlsm or xltx package as a RawBook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xltier.files.gather import Gathered
from xltier.files.package import Package
from xltier.files.xlsx_bulk import WORTHWHILE, read_bulk
from xltier.files.xlsx_cells import Context, read_cells
from xltier.files.xlsx_parts import SheetPart, read_formats, read_strings, read_tables, read_workbook, relationships
from xltier.tables.sheet import RawBook, RawSheet


def read_xlsx(path: Path | str, content: bytes | None = None) -> RawBook:
    """Return the worksheets of an xlsx package.

    Args:
        path: Names the file; read unless ``content`` is given.
        content: The package itself, when it was decrypted.

    Raises:
        Refusal: The guards of :class:`Package`, a document type, a damaged part, too many cells.
    """
    with Package(path, content) as package:
        workbook = read_workbook(package)
        context = Context(
            read_strings(package, workbook.strings),
            read_formats(package, workbook.styles),
            workbook.date1904,
            workbook.is_uncalculated,
        )
        return RawBook(
            file=Path(path).name,
            format="xlsx",
            sheets=tuple(
                replace(
                    _sheet(package, sheet, replace(context, ours=workbook.our_columns.get(sheet.name, ()))),
                    template_rows=workbook.template_rows.get(sheet.name, ()),
                )
                for sheet in workbook.sheets
            ),
            visibility=tuple(sheet.visibility for sheet in workbook.sheets),
            is_structure_protected=workbook.is_structure_protected,
            notes=workbook.notes,
        )


def _sheet(package: Package, sheet: SheetPart, context: Context) -> RawSheet:
    file = Path(package.path).name
    bulk = None
    if package.size(sheet.part) >= WORTHWHILE:
        bulk = read_bulk(package, sheet.part, Gathered(file, sheet.name, date1904=context.date1904), context)
    if bulk is not None:
        raw, tables = bulk
    else:
        gathered = Gathered(file, sheet.name, date1904=context.date1904)
        tables = read_cells(package, sheet.part, gathered, context)
        raw = gathered.sheet()
    if not tables:
        return raw
    related = relationships(package, sheet.part)
    return replace(raw, tables=tuple(read_tables(package, [related[key][1] for key in tables if key in related])))
