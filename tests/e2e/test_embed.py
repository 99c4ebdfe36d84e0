"""``xltier embed`` adds functions to a workbook, and ``--remove`` takes them out without a trace elsewhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

import ironcalc
import openpyxl
import pytest
import xlsxwriter

from tests.support.shared import ROOT
from xltier.cli import run
from xltier.schemes.library import load_scheme

CUSTOMERS = ROOT / "examples" / "customers_en.xlsx"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def embedded(tmp_path: Path, *more: str) -> Path:
    target = tmp_path / "functions.xlsx"
    assert run(["embed", str(CUSTOMERS), "--scheme", "b2b-abcd", "-o", str(target), "--lang", "en", *more]) == 0
    return target


def with_rules(tmp_path: Path) -> Path:
    rules = tmp_path / "with-rules.xlsx"
    rules.write_bytes(CUSTOMERS.read_bytes())
    assert run(["schemes", "export", "b2b-abcd", "--to", str(rules), "--in-place", "--lang", "en"]) == 0
    return rules


def value_of(path: Path, formula: str) -> object:
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    for column, text in enumerate(["1000000", "1000000", "leader", "5"], 1):
        model.set_user_input(0, 500, column, text)
    model.set_user_input(0, 501, 1, f"={formula}")
    model.evaluate()
    found: object = model.get_cell_value(0, 501, 1)
    return found


def test_the_functions_rate_by_the_rules_sheet_of_the_workbook(tmp_path: Path) -> None:
    book = embedded(tmp_path)
    assert value_of(book, "XLTIER.TIER(A500:D500)") == "A"
    assert value_of(book, "XLTIER.TIER_SCORE(A500:D500)") == 4
    assert value_of(book, "XLTIER.TIER(A500:C500)") == "#VALUE!"
    assert value_of(book, "TIER(A500:D500)") == "#NAME?"


def test_bare_names_come_only_when_asked_for_and_with_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = embedded(tmp_path, "--bare")
    assert "XLTIER." in capsys.readouterr().out
    assert value_of(book, "TIER(A500:D500)") == "A"


@pytest.mark.parametrize("own", ["TIER", "Tier"])
def test_a_name_of_the_users_own_is_never_replaced_by_a_bare_one(
    own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, book = tmp_path / "own.xlsx", tmp_path / "functions.xlsx"
    with xlsxwriter.Workbook(source) as made:
        made.add_worksheet()
        made.define_name(own, "=5")
    assert run(["embed", str(source), "--scheme", "b2b-abcd", "--bare", "-o", str(book), "--lang", "en"]) == 0
    names = openpyxl.load_workbook(book).defined_names

    assert "stay as they are: TIER. There, use the XLTIER. prefix." in capsys.readouterr().out
    assert [name for name in names if name.upper() == "TIER"] == [own]
    assert names[own].value == "5"
    assert "TIER_SCORE" in names
    assert run(["embed", str(book), "--remove", "--in-place"]) == 0
    assert openpyxl.load_workbook(book).defined_names[own].value == "5"


def test_the_columns_of_a_row_are_all_said_in_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    embedded(tmp_path)
    said = "A row of XLTIER.TIER has 4 columns, in this order: Annual sales, Annual volume, Influence, Years.\n"
    assert said in capsys.readouterr().out
    month = ["embed", str(CUSTOMERS), "--scheme", "dealer-monthly", "-o", str(tmp_path / "month.xlsx"), "--lang", "zh"]
    assert run(month) == 0
    keys = load_scheme("dealer-monthly").measures
    entered = [measure.name.zh for measure in keys if measure.expression is None]
    assert f"XLTIER.TIER 的一行有 {len(entered)} 列，依次为：{'、'.join(entered)}。" in capsys.readouterr().out


def test_several_rows_spill_and_points_can_be_taken_off(tmp_path: Path) -> None:
    book = embedded(tmp_path)
    assert value_of(book, "INDEX(XLTIER.TIER(A500:D500),1,1)") == "A"
    assert value_of(book, 'XLTIER.TIER_WITH(A500:D500,0,"C")') == "C"
    assert value_of(book, 'INDEX(XLTIER.TIER_POINTS(A500:D500,"lost"),1,1)') == 0


def test_what_no_formula_can_be_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    embedded(tmp_path)
    said = capsys.readouterr().out
    for name in ("TIER_TABLE", "TIER_CHECK", "TIER_QUOTA", "TIER_PARETO", "TIER_RFM", "TIER_QUADRANT"):
        assert name in said


def test_remove_restores_the_other_parts_byte_for_byte(tmp_path: Path) -> None:
    rules = with_rules(tmp_path)
    book, back = tmp_path / "functions.xlsx", tmp_path / "back.xlsx"
    assert run(["embed", str(rules), "--bare", "-o", str(book)]) == 0
    assert run(["embed", str(book), "--remove", "-o", str(back)]) == 0
    before, after = parts(rules), parts(back)
    assert list(after) == list(before)
    assert [name for name in before if before[name] != after[name]] in ([], ["xl/workbook.xml"])
    assert b"XLTIER" not in after["xl/workbook.xml"]
    assert b'"TIER"' not in after["xl/workbook.xml"]


def test_embedding_twice_is_embedding_once(tmp_path: Path) -> None:
    once, twice = embedded(tmp_path), tmp_path / "twice.xlsx"
    assert run(["embed", str(once), "-o", str(twice), "--lang", "en"]) == 0
    assert parts(twice) == parts(once)


def test_rules_that_the_user_has_edited_are_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = with_rules(tmp_path)
    edited, target = tmp_path / "edited.xlsx", tmp_path / "functions.xlsx"
    opened = openpyxl.load_workbook(book)
    cells = [cell for row in opened["Rules"].iter_rows() for cell in row if cell.value == "Grade D"]
    cells[0].value = "Spot buyers"
    opened.save(edited)
    assert run(["embed", str(edited), "--scheme", "b2b-abcd", "-o", str(target), "--lang", "en"]) == 3
    assert "The rules sheet “Rules” stands in the workbook already" in capsys.readouterr().err
    assert not target.exists()
    assert run(["embed", str(edited), "-o", str(target), "--lang", "en"]) == 0
    assert openpyxl.load_workbook(target)["Rules"][cells[0].coordinate].value == "Spot buyers"


def test_a_scheme_that_is_the_rules_sheet_s_own_leaves_the_sheet_as_it_is(tmp_path: Path) -> None:
    book, named, plain = with_rules(tmp_path), tmp_path / "named.xlsx", tmp_path / "plain.xlsx"
    assert run(["embed", str(book), "--scheme", "b2b-abcd", "-o", str(named), "--lang", "en"]) == 0
    assert run(["embed", str(book), "-o", str(plain), "--lang", "en"]) == 0
    assert parts(named) == parts(plain)


@pytest.mark.parametrize("command", [["embed"], ["refresh", "--scheme", "b2b-abcd"]])
def test_a_copy_keeps_the_ending_that_its_content_has(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "copy.xlsm"
    assert run([*command, str(CUSTOMERS), "-o", str(target), "--lang", "en"]) == 3
    assert "A copy of customers_en.xlsx must end in .xlsx too" in capsys.readouterr().err
    assert not target.exists()


def test_what_is_not_there_is_not_said_to_be_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["embed", str(CUSTOMERS), "--remove", "-o", str(tmp_path / "same.xlsx"), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "There are no functions of xltier in this workbook.\n"


def test_a_scheme_that_nobody_named_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["embed", str(CUSTOMERS), "-o", str(tmp_path / "functions.xlsx"), "--lang", "en"]) == 0
    assert "No --scheme and no rules sheet: the rules of standard were added." in capsys.readouterr().out


def test_a_table_that_is_no_workbook_is_refused_by_its_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "orders.csv"
    table.write_text("a,b\n1,2\n")
    assert run(["embed", str(table), "--lang", "en"]) == 2
    assert ".xlsx, .xlsm, .xltx and .xltm only" in capsys.readouterr().err
