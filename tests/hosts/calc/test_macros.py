"""The macros in a running LibreOffice: from the menu's command to the cells, against a refresh of the file."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import sys
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.calc_office import CalcOffice, running
from tests.support.shared import ROOT
from tests.support.shown_cells import Shown, refreshed_file, shown_cells
from xltier.files.patch.names import defined_names
from xltier.hosts.calc.command import NOTE
from xltier.hosts.calc.menu import url

DATA = "客户清单"
DAY = dt.datetime.now().astimezone().date()
EXCEL = "Calc MS Excel 2007 XML"


@pytest.fixture
def calc(tmp_path: Path) -> CalcOffice:
    """Return the running office with the bundled customer list open."""
    return opened(Path(shutil.copy(ROOT / "examples" / "customers_zh.xlsx", tmp_path / "list.xlsx")))


def opened(path: Path) -> CalcOffice:
    office = running()
    office.ask("open", url=path.as_uri())
    return office


def saved(calc: CalcOffice, path: Path) -> Path:
    calc.ask("save", url=path.as_uri(), filter=EXCEL)
    return path


def beside(path: Path) -> Path:
    """Return a copy of an open file that a command may write into."""
    folder = path.parent / "file"
    folder.mkdir()
    return Path(shutil.copy(path, folder / path.name))


def sheets(calc: CalcOffice) -> list[str]:
    return [name for name, *_ in calc.ask("sheets")]


def without_undo(found: dict[str, Shown]) -> dict[str, Shown]:
    return {name: cells for name, cells in found.items() if name != "_xltier_undo"}


def test_refresh_from_the_menu_writes_what_a_refresh_of_the_file_writes(calc: CalcOffice, tmp_path: Path) -> None:
    calc.ask("dispatch", url=url("refresh"))
    live = without_undo(shown_cells(saved(calc, tmp_path / "live.xlsx")))

    file = refreshed_file(beside(tmp_path / "list.xlsx"), DAY, "en")
    assert list(live) == list(file)
    for name, cells in file.items():
        assert live[name] == cells, name


def test_a_sheet_with_a_table_dates_merges_and_hidden_rows_is_read_as_its_file_is(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("客户")
        page.merge_range("A1:D1", "2026")
        rows = [
            ["K1", "甲", dt.date(2026, 1, 31), 95],
            ["K2", "乙", dt.date(2025, 3, 1), 81],
            ["K3", "丙", None, "62分"],
            ["K4", "丁", dt.date(2024, 2, 29), "待定"],
        ]
        heads = [{"header": name} for name in ("客户编码", "客户名称", "签约日", "得分")]
        page.add_table(2, 0, 6, 3, {"data": rows, "columns": heads})
        page.set_row(4, None, None, {"hidden": True})
    calc = opened(path)
    said = calc.ask("macro", name="refresh")
    live = without_undo(shown_cells(saved(calc, tmp_path / "live.xlsx")))

    assert said[0].startswith("Refreshed 4 rows: A1 B1 C1 D0")
    assert live["客户"] == refreshed_file(beside(path), DAY, "en")["客户"]


def test_two_runs_leave_what_one_run_leaves(calc: CalcOffice) -> None:
    seen = []
    for _ in range(2):
        calc.ask("macro", name="refresh")
        shown = {name: calc.ask("whole", sheet=name) for name in sheets(calc) if name != "_xltier_undo"}
        used = [entry for entry in calc.ask("sheets") if entry[0] != "_xltier_undo"]
        seen.append((shown, used, calc.ask("names")))

    assert seen[0] == seen[1]
    assert seen[0][1][0] == [DATA, True, "$A$1:$N$70", 1]


def test_undo_puts_back_the_rows_that_a_filter_hides(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("客户")
        for at, row in enumerate((("客户", "得分"), ("甲", 95), ("乙", 81), ("丙", 62), ("丁", 10))):
            page.write_row(at, 0, row)
            if at in {1, 3, 4}:
                page.set_row(at, None, None, {"hidden": True})
        page.autofilter("A1:B5")
        page.filter_column_list(0, ["乙"])
    calc = opened(path)
    before = calc.ask("whole", sheet="客户")
    calc.ask("macro", name="refresh")
    once = calc.ask("whole", sheet="客户")
    calc.ask("macro", name="refresh")

    calc.ask("macro", name="undo")
    assert calc.ask("whole", sheet="客户") == once
    calc.ask("macro", name="undo")
    assert calc.ask("whole", sheet="客户") == before


def test_a_new_refresh_follows_an_edit_and_colours_by_the_tiers_values(calc: CalcOffice) -> None:
    calc.ask("macro", name="refresh")
    before = calc.ask("read", area="K5:K6", sheet=0)
    calc.ask("put", cell="E5", formula="90000000", sheet=0)
    calc.ask("macro", name="refresh")

    assert before == [["C"], ["C"]]
    assert calc.ask("read", area="K5:K6", sheet=0) == [["B"], ["C"]]
    assert calc.ask("look", cell="K5", sheet=0) == ["#57AFA3", "#0F1B26"]


def test_undo_takes_three_runs_back_to_the_untouched_sheet(calc: CalcOffice) -> None:
    untouched = calc.ask("whole", sheet=DATA)
    for score in ("90000000", "1", "90000000"):
        calc.ask("put", cell="E5", formula=score, sheet=0)
        calc.ask("macro", name="refresh")
    tiers = []
    for _ in range(3):
        calc.ask("dispatch", url=url("undo"))
        tiers.append(calc.ask("read", area="K4:K5", sheet=0))

    calc.ask("put", cell="E5", formula=untouched[1][4][4], sheet=0)
    assert tiers == [[["Tier"], ["C"]], [["Tier"], ["B"]], [[None], [None]]]
    assert calc.ask("whole", sheet=DATA) == untouched
    assert [entry[:2] + entry[3:] for entry in calc.ask("sheets")] == [[DATA, True, 0], ["_xltier_undo", False, 0]]


def test_freeze_leaves_values_and_nothing_of_ours(calc: CalcOffice, tmp_path: Path) -> None:
    calc.ask("macro", name="refresh")
    calc.ask("put", cell="P5", formula="=XLTIER.TIER(86)", sheet=0)
    calc.ask("put", cell="P6", formula='=IF(A5="";"";XLTIER.TIER_RANK("Z"))', sheet=0)
    calc.ask("put", cell="P7", formula="=1+1", sheet=0)
    calc.ask("put_array", area="Q5:Q7", formula="=XLTIER.TIER(J5:J7)")
    shown = calc.ask("whole", sheet=DATA)[0]
    said = calc.ask("macro", name="freeze")
    file = saved(calc, tmp_path / "frozen.xlsx")

    assert said == ["3 formulas are values now; 10 hidden names removed."]
    assert calc.ask("whole", sheet=DATA)[0] == shown
    assert [calc.ask("formula", cell=cell, sheet=0) for cell in ("P5", "P6", "P7", "Q5")] == ["B", "=#N/A", "=1+1", "C"]
    assert not [name for name in defined_names(file) if "xltier" in name.casefold()]
    assert [name for name in shown_cells(file) if name.startswith("_xltier")] == []


def test_the_rules_sheet_is_added_and_rates_from_then_on(calc: CalcOffice) -> None:
    calc.ask("macro", name="refresh")
    said = calc.ask("macro", name="rules_sheet")
    calc.ask("put", cell="P1", formula="=XLTIER.TIER_CHECK()", sheet=0)
    checked = calc.ask("read", area="P1", sheet=0)
    calc.ask("put", cell="P1", formula="", sheet=0)
    again = calc.ask("macro", name="refresh")

    assert said[0] == 'Sheet "Rules" holds the rules of b2b-abcd@2026.1. Yellow cells may be changed; then refresh.'
    assert checked == [["OK"]]
    assert again[0].startswith("Refreshed 61 rows: A2 B27 ")


def test_explain_and_check_tell_of_the_selected_customer_and_of_the_table(calc: CalcOffice) -> None:
    calc.ask("select", area="A8", sheet=DATA)
    explained, found = calc.ask("macro", name="explain"), calc.ask("macro", name="check")

    assert explained[0].startswith("K1004 合肥青穹路桥工程有限公司 · row 8 · ")
    assert re.match(r"Error in '\[list\.xlsx\]客户清单'!E33: .* is not a number\.\n", found[1])


def test_a_protected_sheet_is_named_and_left_alone(calc: CalcOffice) -> None:
    calc.ask("protect", sheet=DATA)
    said = calc.ask("macro", name="refresh")

    assert said[0].startswith("Error in '[list.xlsx]客户清单': Sheet \"客户清单\" is protected")
    assert sheets(calc) == [DATA]


def test_a_document_that_is_no_spreadsheet_and_an_unknown_macro_do_nothing(calc: CalcOffice) -> None:
    assert calc.ask("macro", name="reformat") == []
    assert sheets(calc) == [DATA]


def test_the_monthly_workbook_is_written_beside_the_document(tmp_path: Path) -> None:
    month = f"{DAY.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    path = tmp_path / "inputs.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("回款")
        page.write_row(0, 0, ("月份", "经销商编码", "事业部", "线别", "应回款额", "按时回款额"))
        for row, (due, paid) in enumerate(((100, 95), (200, 120), (300, 300)), start=1):
            page.write_row(row, 0, (month, f"D{row}", "华东", "冰箱", due, paid))
    calc = opened(path)
    without = calc.ask("macro", name="monthly")
    command = [sys.executable, str(ROOT / "tests" / "support" / "xltier_command.py")]
    (calc.settings / NOTE).write_text(json.dumps(command), encoding="utf-8")
    said = calc.ask("macro", name="monthly")
    (calc.settings / NOTE).unlink()

    target = tmp_path / f"inputs_{month}.xlsx"
    assert without[0].startswith("Error in inputs.xlsx: The command xltier is not installed")
    assert said[0] == f"Written: {target}"
    assert "评级明细" in shown_cells(target) or "Ratings" in shown_cells(target)


def test_a_document_that_was_never_saved_is_asked_to_be(calc: CalcOffice) -> None:
    calc.ask("open")

    assert "it was never saved." in calc.ask("macro", name="monthly")[0]
