"""The rules owner's journey: export, a wrong edit, a right one, who moves, hand over; a reader without xltier."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office
from tests.support.shared import ROOT
from xltier.cli import run
from xltier.files.rules_book import read_rules_book
from xltier.schemes.library import load_scheme
from xltier.testing import Intent, unintended_differences

CUSTOMERS = ROOT / "examples" / "customers_zh.xlsx"
SHEET = "规则"


def cell_of(path: Path, rule: str) -> str:
    reading = read_rules_book(path)
    assert reading is not None
    return reading.cells[rule]


def typed(path: Path, cell: str, value: float, target: Path, sheet: str = SHEET) -> Path:
    """Return a copy of a workbook in which somebody has typed into a cell."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(target)
    return target


def test_export_wrong_edit_right_edit_who_moves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "规则.xlsx"
    assert run(["schemes", "export", "b2b-abcd", "-o", str(rules), "--lang", "zh"]) == 0
    assert run(["check", str(rules), "--lang", "zh"]) == 0
    capsys.readouterr()

    edge = cell_of(rules, "measures[0].bands[2].from")
    wrong = typed(rules, edge, 150000, tmp_path / "改错.xlsx")
    assert run(["check", str(wrong), "--lang", "zh"]) == 4
    said = capsys.readouterr().out
    assert f"[改错.xlsx]{SHEET}'!{edge}" in said
    assert "150000" in said
    assert run(["tier", str(CUSTOMERS), "--scheme", str(wrong), "-o", str(tmp_path / "x.xlsx"), "--lang", "zh"]) != 0
    capsys.readouterr()

    right = typed(rules, edge, 400000, tmp_path / "改对.xlsx")
    assert run(["check", str(right), "--lang", "zh"]) == 0
    capsys.readouterr()
    assert run(["schemes", "diff", str(rules), str(right), "--on", str(CUSTOMERS), "--lang", "zh"]) == 1
    said = capsys.readouterr().out
    assert "500000 → 400000" in said
    assert "→" in said.splitlines()[1]

    out = tmp_path / "结果.xlsx"
    assert run(["tier", str(CUSTOMERS), "--scheme", str(right), "-o", str(out), "--lang", "zh"]) == 0


def test_a_workbook_with_rules_is_a_rule_book_beside_a_shipped_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "规则.xlsx"
    assert run(["schemes", "export", "b2b-abcd", "-o", str(rules), "--lang", "zh"]) == 0
    changed = typed(rules, cell_of(rules, "measures[0].bands[2].from"), 400000, tmp_path / "改.xlsx")
    capsys.readouterr()

    assert run(["diff", "b2b-abcd", str(changed), "--on", str(CUSTOMERS), "--lang", "zh"]) == 1
    of_names = capsys.readouterr().out
    assert run(["diff", str(rules), str(changed), "--on", str(CUSTOMERS), "--lang", "zh"]) == 1
    of_books = capsys.readouterr().out

    assert "500000 → 400000" in of_names
    assert of_books == of_names


def test_a_rules_sheet_goes_into_a_copy_unless_the_workbook_itself_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "客户.xlsx"
    shutil.copy(CUSTOMERS, book)
    export = ["schemes", "export", "b2b-abcd", "--to", str(book), "--lang", "zh"]

    assert run(export) == 0
    assert run([*export, "-o", str(tmp_path / "另存.xlsx")]) == 0
    assert run([*export, "-o", str(tmp_path / "三.xlsx"), "--in-place"]) == 2
    capsys.readouterr()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["另存.xlsx", "客户.xlsx", "客户_xltier.xlsx"]
    assert book.read_bytes() == CUSTOMERS.read_bytes()
    for copy in ("另存.xlsx", "客户_xltier.xlsx"):
        reading = read_rules_book(tmp_path / copy)
        assert reading is not None
        assert reading.scheme == load_scheme("b2b-abcd")


def test_rules_that_somebody_changed_are_replaced_only_by_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "客户.xlsx"
    shutil.copy(CUSTOMERS, book)
    export = ["schemes", "export", "b2b-abcd", "--to", str(book), "--in-place", "--lang", "zh"]
    assert run(export) == 0
    assert run(export) == 0  # it says what is there: nothing is lost
    typed(book, cell_of(book, "tiers[1].floor"), 2.4, book)
    edited = book.read_bytes()
    capsys.readouterr()

    assert run(export) == 3
    assert "[rules-there] '[客户.xlsx]规则'" in capsys.readouterr().err
    assert book.read_bytes() == edited
    assert run([*export, "--force"]) == 0
    reading = read_rules_book(book)
    assert reading is not None
    assert reading.scheme == load_scheme("b2b-abcd")


@pytest.mark.office
def test_a_reader_without_xltier_edits_a_value_and_sees_the_tier_change(office: Office, tmp_path: Path) -> None:
    book = tmp_path / "交付.xlsx"
    assert run(["tier", str(CUSTOMERS), "--scheme", "b2b-abcd", "--formulas", "-o", str(book), "--lang", "zh"]) == 0
    sheets = tuple(openpyxl.load_workbook(book, read_only=True).sheetnames)
    data = sheets[0]
    before = by_ironcalc(book, sheets)[data]
    shown = {cell.coordinate: cell.value for row in openpyxl.load_workbook(book, data_only=True)[data] for cell in row}
    tiers = next(
        cell.column_letter for row in openpyxl.load_workbook(book)[data] for cell in row if cell.value == "等级"
    )
    rows = [row for row in range(5, 68) if shown.get(f"{tiers}{row}") in set("ABCD")]
    assert {row: before.get(f"{tiers}{row}") for row in rows} == {row: shown[f"{tiers}{row}"] for row in rows}

    reading = read_rules_book(book)
    assert reading is not None
    floor = reading.cells["tiers[1].floor"]  # the cut-off of B, from 2.5 to 3.2
    row, column = coordinate_to_tuple(floor)
    typed_in = by_ironcalc(book, sheets, {(SHEET, row, column): "3.2"})[data]
    in_office = by_office(office, typed(book, floor, 3.2, tmp_path / "读者.xlsx"))[data]
    after = {row: typed_in.get(f"{tiers}{row}") for row in rows}
    assert {row: in_office.get(f"{tiers}{row}") for row in rows} == after
    assert after != {row: before.get(f"{tiers}{row}") for row in rows}
    assert sum(tier == "B" for tier in after.values()) < sum(before.get(f"{tiers}{row}") == "B" for row in rows)


def test_the_rules_sheet_joins_the_users_workbook_and_nothing_else_changes(tmp_path: Path) -> None:
    book = tmp_path / "客户.xlsx"
    shutil.copy(CUSTOMERS, book)
    assert run(["schemes", "export", "b2b-abcd", "--to", str(book), "--in-place", "--lang", "zh"]) == 0
    assert list(unintended_differences(CUSTOMERS, book, Intent(sheets=frozenset({SHEET})))) == []
    reading = read_rules_book(book)
    assert reading is not None
    assert reading.is_sound
    assert run(["schemes", "export", "b2b-abcd", "--to", str(book), "--in-place", "--lang", "zh"]) == 0
    assert openpyxl.load_workbook(book, read_only=True).sheetnames.count(SHEET) == 1


def test_a_rules_sheet_becomes_toml_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules, toml = tmp_path / "r.xlsx", tmp_path / "r.toml"
    assert run(["schemes", "export", "dealer-monthly", "-o", str(rules)]) == 0
    assert run(["schemes", "export", str(rules), "-o", str(toml)]) == 0
    capsys.readouterr()
    assert run(["schemes", "diff", "dealer-monthly", str(toml)]) == 0
    assert run(["schemes", "diff", str(rules), str(toml)]) == 0


def test_an_edited_rules_sheet_rates_the_workbook_it_is_in(tmp_path: Path) -> None:
    book, edited, again = tmp_path / "刷新.xlsx", tmp_path / "改过.xlsx", tmp_path / "再刷新.xlsx"
    assert run(["refresh", str(CUSTOMERS), "--scheme", "b2b-abcd", "--formulas", "-o", str(book), "--lang", "zh"]) == 0
    typed(book, cell_of(book, "tiers[1].floor"), 3.2, edited)
    assert run(["refresh", str(edited), "--formulas", "-o", str(again), "--lang", "zh"]) == 0
    reading = read_rules_book(again)
    assert reading is not None
    assert reading.scheme is not None
    tier = reading.scheme.tier("B")
    assert tier is not None
    assert str(tier.floor) == "3.2"
    assert openpyxl.load_workbook(again, read_only=True).sheetnames.count(SHEET) == 1


@pytest.mark.office
def test_refreshed_formulas_recalculate_to_what_was_written(office: Office, tmp_path: Path) -> None:
    book = tmp_path / "刷新.xlsx"
    assert run(["refresh", str(CUSTOMERS), "--scheme", "b2b-abcd", "--formulas", "-o", str(book), "--lang", "zh"]) == 0
    cached, formulas = openpyxl.load_workbook(book, data_only=True), openpyxl.load_workbook(book)
    sheets = tuple(cached.sheetnames)
    wanted = {
        (sheet, cell.coordinate): "" if (value := cached[sheet][cell.coordinate].value) is None else value
        for sheet in sheets
        for row in formulas[sheet]
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }
    assert len(wanted) > 1000
    for cells in (by_ironcalc(book, sheets), by_office(office, book)):
        got = {at: cells.get(at[0], {}).get(at[1], "") for at in wanted}
        assert {at for at in wanted if not near(got[at], wanted[at])} == set()


def near(got: object, want: object) -> bool:
    if isinstance(got, (int, float)) and isinstance(want, (int, float)):
        return abs(got - want) < 1e-9 * max(1, abs(want))
    return got == want
