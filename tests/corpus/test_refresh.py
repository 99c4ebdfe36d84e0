"""``xltier refresh`` on every public workbook that holds customers with a number: nothing else changes, twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.shared import shared, shared_folder
from xltier.app.sheet.our_names import is_sheet_name
from xltier.cli import main
from xltier.errors import XltierError
from xltier.files.patch.names import read_names
from xltier.files.read import open_table
from xltier.tables.address import a1
from xltier.tables.reading import Kind
from xltier.tables.sheet import Area
from xltier.testing import Intent, unintended_differences

pytestmark = pytest.mark.shared

# Another Excel Table, an array formula, merged cells: each stands where our columns would go, and is named.
IN_THE_WAY = {
    "calamine__table_with_insertrow_attribute.xlsx": "Sheet1'!I8:J38",
    "ironcalc__DynamicArrays.xlsx": "DynamicArrays'!F3",
    "poi__52348.xlsx": "balance'!O3:P3",
}


def workbooks() -> list[str]:
    folder = shared_folder()
    if folder is None:
        return []
    return sorted(path.name for path in (folder / "corpus" / "real").iterdir() if path.suffix in {".xlsx", ".xlsm"})


def run(*arguments: object) -> object:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


def _text(area: Area | None) -> str:
    assert area is not None
    return f"{a1(area.top, area.left)}:{a1(area.bottom, area.right)}"


@pytest.mark.parametrize("name", workbooks())
def test_a_refresh_changes_only_what_is_meant_and_a_second_one_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = shared("corpus", "real", name)
    try:
        reading = open_table(source)
    except XltierError as err:
        pytest.skip(f"holds no customers to read: {err}")
    column = next((column for column in reading.columns if column.kind in {Kind.NUMBER, Kind.RATIO}), None)
    if column is None:
        pytest.skip("has no numeric column to take for the score")
    path = Path(shutil.copy(source, tmp_path / name))
    options = ("refresh", path, "--in-place", "--sheet", reading.sheet)

    code = run(*options, "--scheme", "standard", "--map", f"score={column.letter}")
    if name in IN_THE_WAY:
        assert code == 3
        assert IN_THE_WAY[name] in capsys.readouterr().err
        assert path.read_bytes() == source.read_bytes()
        return
    assert code == 0
    names = {key: one for key, one in read_names(path).items() if one.sheet is not None}
    sheets = frozenset(str(one.sheet) for key, one in names.items() if is_sheet_name(key))
    places = [(str(one.sheet), _text(one.area)) for key, one in names.items() if not is_sheet_name(key)]
    cells = {sheet: tuple(area for other, area in places if other == sheet) for sheet, _ in places}
    assert unintended_differences(source, path, Intent(cells, sheets)) == ()

    first = path.read_bytes()
    assert run(*options) == 0
    assert path.read_bytes() == first
