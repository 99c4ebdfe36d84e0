"""Every public workbook that can be read is written into: only what was meant changes, a second run changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.office import Office
from tests.support.patch_changes import LOOKS, SUMMARY, patched, summary
from tests.support.shared import shared, shared_folder
from xltier.errors import BookError, Refusal
from xltier.files.patch.edits import Changes, ColumnEdit, Graft, TableEdit, TargetTable
from xltier.files.patch.names import choose_sheet_name, read_names
from xltier.files.patch.package import SourcePackage
from xltier.files.patch.refs import cell_name
from xltier.files.patch.table import tables_of
from xltier.files.patch.values import CellError
from xltier.files.patch.workbook import WorkbookPart
from xltier.testing.sheets import rows_of

pytestmark = pytest.mark.shared

REFUSED = {
    "exceldatareader__agile_AES256_SHA512_CBC_pwd_password.xlsx",
    "openpyxl__null_file.xlsx",
    "poi__duplicate-filename.xlsx",
    "poi__protected_passtika.xlsx",
    "poi__xlsx-corrupted.xlsx",
}
# The intake refuses these two for a part that the patch neither reads nor changes.
BOMBS = {"poi__poc-xmlbomb.xlsx", "poi__poc-xmlbomb-empty.xlsx"}
# Backslashes in member names, which LibreOffice does not follow, before or after.
CLOSED_TO_LIBREOFFICE = {"phpss__Zip-Windows-Directory-Separator.xlsx"}
# LibreOffice builds this sheet's pivot table anew and wipes what stands beside it.
REBUILT_PIVOT = "test_files__pivot_table_named_range.xlsx"
LOCKED = "poi__workbookProtection_workbook_structure_protected.xlsx"


def workbooks() -> list[str]:
    folder = shared_folder()
    if folder is None:
        return []
    return sorted(path.name for path in (folder / "corpus" / "real").iterdir() if path.suffix in {".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class _Used:
    sheet: str
    rows: tuple[int, ...]
    last_column: int
    table: str | None
    header_row: int | None


def used(path: Path) -> _Used:
    """Return the used cells of the first worksheet, or its Excel Table where that ends at the last column."""
    with SourcePackage.open(path) as package:
        sheet = next(sheet for sheet in WorkbookPart(package).sheets if sheet.kind == "worksheet")
        found = rows_of(package.tree(sheet.part), ())
        rows = [number for number, row in found.items() if row.cells]
        last = max((max(found[number].cells) for number in rows), default=1)
        for table in tables_of(package, sheet.part):
            if table.area.right == last:
                header = None if table.root.get("headerRowCount") == "0" else table.area.top
                first = table.area.top + (header is not None)
                return _Used(sheet.name, tuple(range(first, table.area.bottom + 1)), last, table.names[0], header)
    return _Used(sheet.name, tuple(rows[1:]), last, None, rows[0] if rows else 1)


def first_sheet(path: Path) -> int:
    """Return the position of the first worksheet among the worksheets and other sheets that hold cells."""
    with SourcePackage.open(path) as package:
        kinds = [sheet.kind for sheet in WorkbookPart(package).sheets]
    return [kind for kind in kinds if kind != "chartsheet"].index("worksheet")


def places(path: Path) -> set[str]:
    """Return the cells of our tier column, as the hidden name has them."""
    area = read_names(path)["_xltier_t_tier"].area
    assert area is not None
    return {cell_name(row, area.left) for row in range(area.top, area.bottom + 1)}


def wanted(path: Path) -> Changes:
    place = used(path)
    count = len(place.rows)
    tiers: list[str | CellError] = ["AB"[n % 2] if n % 7 else CellError.NA for n in range(count)]
    columns = (
        ColumnEdit("tier", "等级(xltier)", tiers, width=8, looks=LOOKS),
        ColumnEdit("score", "得分(xltier)", [n / 3 for n in range(count)], number_format="0.0"),
    )
    target = TargetTable(place.sheet, "t", place.header_row, place.rows, place.last_column, place.table)
    name = choose_sheet_name(path, "summary", SUMMARY)
    grafts = () if path.name == LOCKED else (Graft("summary", name, summary(name)),)
    return Changes((TableEdit(target, columns),), grafts, {"scheme": "standard"})


@pytest.mark.parametrize("name", workbooks())
def test_only_what_was_meant_changes_and_a_second_run_changes_nothing(name: str, tmp_path: Path) -> None:
    source = shared("corpus", "real", name)
    if name in REFUSED:
        with pytest.raises(Refusal):
            used(source)
        return
    first, second = tmp_path / f"first{source.suffix}", tmp_path / f"second{source.suffix}"
    changes = wanted(source)

    assert patched(source, changes, first) == ()
    assert patched(first, changes, second) == ()
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as package:
        assert package.testzip() is None


def test_a_locked_structure_is_refused_a_sheet(tmp_path: Path) -> None:
    source = shared("corpus", "real", LOCKED)
    changes = wanted(source)
    with_sheet = Changes(changes.edits, (Graft("summary", SUMMARY, summary()),))

    with pytest.raises(BookError, match="structure-locked"):
        patched(source, with_sheet, tmp_path / "out.xlsx")


@pytest.mark.office
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("name", [name for name in workbooks() if name not in REFUSED | BOMBS | CLOSED_TO_LIBREOFFICE])
def test_libreoffice_opens_the_result_and_shows_our_cells(name: str, tmp_path: Path, office: Office) -> None:
    source = shared("corpus", "real", name)
    target = tmp_path / f"out{source.suffix}"
    changes = wanted(source)
    patched(source, changes, target)

    values = office.values(target)
    assert values[changes.grafts[0].name]["A1"] == "等级" if changes.grafts else SUMMARY not in values
    if name == REBUILT_PIVOT:
        return
    table, tier = changes.edits[0].table, changes.edits[0].columns[0]
    sheet = list(values.values())[first_sheet(source)]
    ours = places(target)
    shown = [value for place, value in sheet.items() if place in ours]
    headers = [tier.header] if table.header_row is not None else []
    assert shown == [*headers, *(one.value if isinstance(one, CellError) else one for one in tier.values)]
