"""The live macros in Excel's object model, by a small Excel in memory that the real xlwings drives."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import xlwings

from tests.support.excel_calls import asked
from tests.support.excel_engine import opened
from tests.support.live_book import FakeBook
from tests.support.shared import ROOT
from xltier.app.live.book import Formula
from xltier.app.live.content import CellLook, Colouring, SheetCell, SheetContent
from xltier.app.live.desk import Desk
from xltier.app.live.macros import MACROS, run_macro
from xltier.core.values import ExcelError
from xltier.files.read import read_book
from xltier.hosts.excel import macros, surroundings
from xltier.hosts.excel.coercion import CODES
from xltier.hosts.excel.live.book import ExcelBook
from xltier.hosts.excel.live.values import given
from xltier.tables.sheet import Area, FaultKind

CUSTOMERS = ROOT / "examples" / "customers_zh.xlsx"


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLTIER_LANG", "en")


def shown(book: xlwings.Book) -> dict[str, dict[tuple[int, int], object]]:
    """Return the values of every sheet."""
    workbook: Any = book.api
    return {sheet.Name: dict(sheet.grid.values) for sheet in workbook.sheets}


def state(book: xlwings.Book) -> dict[str, object]:
    """Return everything of every sheet but the backup: values, looks, conditional formats, Tables."""
    workbook: Any = book.api
    return {
        sheet.Name: deepcopy(
            (
                sheet.grid.values,
                sheet.grid.looks,
                [(area, rule.Formula1) for area, rule in sheet.grid.rules],
                sheet.grid.widths,
                [table.area for table in sheet.tables],
                sheet.links,
            )
        )
        for sheet in workbook.sheets
        if not sheet.Name.startswith("_xltier")
    }


def test_a_sheet_reads_as_its_file_does() -> None:
    book = ExcelBook(opened(CUSTOMERS))
    stored = read_book(CUSTOMERS).sheets

    for sheet in stored:
        read = book.read(sheet.name)
        differing = [
            name
            for name in type(read).__dataclass_fields__
            # Excel tells the format of a text cell, too, where it means nothing.
            if name != "formats" and getattr(read, name) != getattr(sheet, name)
        ]
        assert differing == []


def test_a_refresh_writes_what_the_same_macro_writes_in_memory() -> None:
    book = opened(CUSTOMERS)
    memory = FakeBook.of_file(CUSTOMERS)

    desk = macros.desk_of(book, "en", dt.date(2026, 11, 2))
    said = run_macro("refresh", desk)
    expected = run_macro("refresh", Desk(memory, desk.pages, desk.command, "en", desk.today, desk.clock))

    assert said[0].split(" · ")[:-1] == expected[0].split(" · ")[:-1]
    for name, sheet in memory.by_name.items():
        wanted = {at: _raw(value) for at, value in sheet.cells.items() if value not in ("", None)}
        assert (name, {at: _raw(value) for at, value in shown(book)[name].items()}) == (name, wanted)


def _raw(value: Any) -> object:  # noqa: ANN401 - a cell of either
    """Return a value as both are compared: errors by their code, numbers as doubles, dates without their zone."""
    if isinstance(value, ExcelError):
        return float(CODES[value])
    if hasattr(value, "text") and hasattr(value, "kind"):
        return float(CODES[ExcelError(value.text)])
    if hasattr(value, "timetuple"):
        return value.timetuple()[:3]
    return value if isinstance(value, str | bool) else float(value)


def test_two_refreshes_are_one() -> None:
    book = opened(CUSTOMERS)
    macros.on(book, "refresh")
    once = state(book)

    macros.on(book, "refresh")

    assert state(book) == once


def test_undo_puts_back_what_was_there() -> None:
    book = opened(CUSTOMERS)
    before = shown(book)[book.api.sheets[0].Name]

    macros.on(book, "refresh")
    macros.on(book, "undo")

    assert shown(book)[book.api.sheets[0].Name] == before


def test_undo_puts_back_the_rows_that_a_filter_hides() -> None:
    book = opened(CUSTOMERS)
    macros.on(book, "refresh")
    once = state(book)
    sheet = book.api.sheets[0]
    sheet.FilterMode = True
    sheet.grid.hidden["row"] |= {6, 7, 20}

    macros.on(book, "refresh")
    macros.on(book, "undo")

    assert state(book)[sheet.Name] == once[sheet.Name]
    assert sheet.grid.hidden["row"] == {6, 7, 20}


def test_a_customer_with_a_wrong_cell_gets_a_true_error() -> None:
    book = opened(CUSTOMERS)
    macros.on(book, "refresh")
    values = shown(book)[book.api.sheets[0].Name].values()

    assert {value for value in values if type(value) is int} <= set(CODES.values())
    assert [value for value in values if type(value) is int] != []


def test_the_backup_cannot_be_unhidden_by_hand() -> None:
    book = opened(CUSTOMERS)
    macros.on(book, "refresh")

    assert [(sheet.Name, sheet.Visible) for sheet in book.api.sheets if sheet.Name.startswith("_")] == [
        ("_xltier_undo", 2)
    ]


def test_the_sheet_in_front_stays_in_front_and_excel_gets_back_its_settings() -> None:
    book = opened(CUSTOMERS)
    macros.on(book, "refresh")
    excel: Any = book.app.api

    assert book.api.ActiveSheet is book.api.sheets[0]
    assert (excel.ScreenUpdating, excel.EnableEvents, excel.Calculation) == (True, True, -4105)


@pytest.mark.parametrize("name", ["rules_sheet", "check", "explain", "freeze", "refresh_all", "undo"])
def test_every_macro_ends_with_words_and_without_an_exception(name: str) -> None:
    book = opened(CUSTOMERS)

    said = macros.on(book, name)

    assert said
    assert all(said)


def test_the_macros_of_the_app_can_all_be_run() -> None:
    assert set(MACROS) <= set(macros.RUNS)


def test_freeze_leaves_no_formula_of_ours() -> None:
    book = opened(CUSTOMERS)
    sheet: Any = book.api.sheets[0]
    before = dict(sheet.grid.formulas)
    sheet.grid.formulas[6, 12] = "=TIER(86)"
    sheet.grid.values[6, 12] = "B"
    sheet.grid.formulas[7, 12] = "=SUM(1,2)"
    sheet.grid.values[7, 12] = 3.0

    macros.on(book, "freeze")

    assert sheet.grid.formulas == {**before, (7, 12): "=SUM(1,2)"}
    assert sheet.grid.values[6, 12] == "B"


def test_an_array_formula_is_one_formula_over_its_cells() -> None:
    book = opened(CUSTOMERS)
    sheet: Any = book.api.sheets[0]
    sheet.grid.formulas = {(row, 20): "=TIER(E5:E7)" for row in (5, 6, 7)} | {(8, 20): "=1+1"}
    sheet.grid.looks[5, 20] = sheet.grid.looks[8, 20] = {}
    sheet.grid.arrays = [Area(5, 20, 7, 20)]

    assert ExcelBook(book).formulas(sheet.Name) == [
        Formula(Area(5, 20, 7, 20), "=TIER(E5:E7)"),
        Formula(Area(8, 20, 8, 20), "=1+1"),
    ]


def test_a_sheet_of_ours_replaces_its_older_self_in_place() -> None:
    book = ExcelBook(opened(CUSTOMERS))
    old = SheetContent((SheetCell(1, 1, "old"), SheetCell(9, 9, 5)), merges=(Area(1, 1, 1, 3),))
    look = CellLook(fill="#14304F", ink="#FFFFFF", bold=True, align="center", border="#8A96A3")
    new = SheetContent(
        (
            SheetCell(1, 1, "2026-10", look),
            SheetCell(1, 2, 86, look),
            SheetCell(2, 2, 1, formula="=1+1", link="'a'!B2"),
        ),
        widths=((1, 20.0),),
        colourings=(Colouring(Area(1, 1, 5, 1), "=", "A", CellLook(fill="#1F6AA5")),),
        frozen=(1, 0),
        footer="A & B",
    )

    book.put_sheet("Summary", old)
    book.put_sheet("Summary", new)

    sheet: Any = opened_sheet(book, "Summary")
    assert [tab.name for tab in book.sheets()] == ["客户清单", "Summary"]
    assert sheet.grid.values == {(1, 1): "2026-10", (1, 2): 86.0}
    assert sheet.grid.formulas == {(2, 2): "=1+1"}
    assert (sheet.grid.merges, sheet.grid.widths, sheet.frozen) == ([], {1: 20.0}, (1, 0))
    assert sheet.links == [("B2", "'a'!B2")]
    assert sheet.PageSetup.LeftFooter == "A && B"
    assert [(area, rule.Formula1) for area, rule in sheet.grid.rules] == [(Area(1, 1, 5, 1), '="A"')]
    assert sheet.grid.looks[1, 2]["Interior.Color"] == 0x4F3014


def opened_sheet(book: ExcelBook, name: str) -> object:
    """Return a sheet of the double."""
    return book._sheet(name)


@pytest.mark.parametrize(
    "text", ["=1+1", "-5", "+1", "@x", "0012", "2026-10", "95%", "TRUE", "#N/A", "'a", "3月", "May 5"]
)
def test_a_text_stays_the_text_that_it_is(text: str) -> None:
    book = ExcelBook(opened(CUSTOMERS))
    sheet = book.sheets()[0].name

    book.write(sheet, Area(100, 1, 100, 1), [[text]])

    assert given(text) == f"'{text}"
    assert book._cells(sheet, Area(100, 1, 100, 1)).Value == text


def test_errors_of_other_kinds_are_read_as_what_they_show() -> None:
    xl = opened(CUSTOMERS)
    sheet: Any = xl.api.sheets[0]
    sheet.grid.values[90, 1] = -2146826265
    found = ExcelBook(xl).read(sheet.Name).faults[90, 1]

    assert (found.kind, found.text) == (FaultKind.ERROR_VALUE, "#REF!")


def test_the_add_ins_own_buttons_say_what_they_do() -> None:
    book = opened(CUSTOMERS)
    excel: Any = book.app.api

    assert "xltier" in macros.on(book, "doctor")[0]
    assert macros.on(book, "card") == ("This workbook has no card sheet. Open a monthly workbook of xltier first.",)
    assert macros.on(book, "example") == ("customers_en.xlsx",)
    assert [Path(path).name for path in excel.opened] == ["customers_en.xlsx"]


def test_a_defect_is_said_in_a_sentence_and_never_as_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    book = opened(CUSTOMERS)
    monkeypatch.setattr(xlwings.Book, "caller", lambda: book)

    macros.run("no such macro")

    alerts = book.impl.app.alerts
    assert len(alerts) == 1
    assert alerts[0].startswith("Error: ")
    assert "Traceback" not in alerts[0]


def test_the_card_sheet_of_a_monthly_workbook_comes_to_the_front() -> None:
    book: Any = opened(CUSTOMERS)
    book.api.sheets[0].Name = "单户档案"

    assert macros.on(book, "card") == ("单户档案",)


def test_the_name_of_its_workbook_decides_what_a_function_means() -> None:
    book: Any = opened(CUSTOMERS).api
    surroundings._SEEN.clear()
    assert asked("TIER", 86.0, home=book) == [["B"]]

    book.defined["xltier_scheme"] = ('="no-such-scheme"', True)
    surroundings._SEEN.clear()

    assert asked("TIER", 86.0, home=book) == [[CODES[ExcelError.NA]]]


def test_a_rules_sheet_of_its_workbook_decides_and_its_fills_are_the_colours() -> None:
    book: Any = opened(CUSTOMERS)
    macros.on(book, "rules_sheet")
    (rules,) = surroundings.rules_of(book.api).sheets
    place = next(at for at, tier in enumerate(rules.document["tiers"]) if tier["code"] == "A")
    swatch = book.api.Worksheets(rules.sheet).Range(rules.cells[f"tiers[{place}].fill"])
    swatch.Interior.Color = 0x0180FF  # Excel counts red lowest
    swatch.Interior.ColorIndex = 3
    surroundings._SEEN.clear()

    assert rules.is_sound
    assert asked("TIER_COLOR", "A", home=book.api) == [["#FF8001"]]
