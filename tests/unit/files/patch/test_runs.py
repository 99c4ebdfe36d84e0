"""What happens to a workbook from run to run: people move, rename, delete, recolour and add."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from tests.support.patch_books import SHEET_NAME, XLSXWRITER, Book, written
from tests.support.patch_changes import CLOCK, HARD_TEXTS, SUMMARY, changes, patched, summary
from tests.support.patch_parts import SHEET, WORKBOOK, packed, unpacked
from xltier.files.patch.edits import Changes, ColumnEdit, Graft, TableEdit
from xltier.files.patch.names import choose_sheet_name, read_names
from xltier.files.patch.patch import patch_workbook
from xltier.files.patch.values import CellFormula

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "客户.xlsx"


def run(path: Path, wanted: Changes, package: bytes | None = None) -> dict[str, bytes]:
    """Patch a workbook in its place and return its parts."""
    if package is not None:
        path.write_bytes(package)
    out = BytesIO()
    patch_workbook(path, out, wanted, clock=CLOCK)
    path.write_bytes(out.getvalue())
    return unpacked(out.getvalue())


def with_columns(wanted: Changes, *columns: ColumnEdit) -> Changes:
    return dataclasses.replace(wanted, edits=(TableEdit(wanted.edits[0].table, columns),))


def shown(path: Path, cells: str, sheet: str = SHEET_NAME) -> list[object]:
    return [cell.value for row in openpyxl.load_workbook(path)[sheet][cells] for cell in row]


def test_texts_that_look_like_formulas_or_escapes_come_back_as_they_were(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    run(path, changes(book), book.package)
    sheet = unpacked(path.read_bytes())[SHEET].decode()

    escaped = re.findall(
        r'<c r="F(?!1")\d+" s="\d+" t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>', sheet
    )
    marks = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
    texts = [
        re.sub(
            r"_x([0-9A-F]{4})_", lambda hit: chr(int(hit[1], 16)), re.sub("&[a-z]+;", lambda hit: marks[hit[0]], text)
        )
        for text in escaped
    ]
    assert texts == list(HARD_TEXTS)
    assert "<f>" not in sheet


def test_a_sheet_of_the_users_with_our_name_is_left_alone(path: Path) -> None:
    book = Book(written(lambda book, _sheet: book.add_worksheet(SUMMARY).write("A1", "mine")))
    path.write_bytes(book.package)
    name = choose_sheet_name(path, "summary", SUMMARY)

    assert name == f"{SUMMARY} (2)"
    run(path, dataclasses.replace(changes(book), grafts=(Graft("summary", name, summary(name)),)))
    assert shown(path, "A1:A1", SUMMARY) == ["mine"]
    assert shown(path, "A1:B1", name) == ["等级", "户数"]
    assert choose_sheet_name(path, "summary", SUMMARY) == name


def test_a_long_sheet_name_keeps_to_31_characters(path: Path) -> None:
    wanted = "长" * 40
    path.write_bytes(written(lambda book, _sheet: book.add_worksheet("长" * 31)))

    assert choose_sheet_name(path, "summary", wanted) == "长" * 27 + " (2)"


def test_names_with_quotes_emoji_and_31_characters_survive(path: Path) -> None:
    name = "it's 😀 & <31> 客户等级汇总 ABCDEFGHI"
    book = XLSXWRITER["plain"]()
    graft = Graft("summary", name, summary(name))
    first = run(path, dataclasses.replace(changes(book), grafts=(graft,)), book.package)

    assert sum(2 if letter > "\uffff" else 1 for letter in name) == 31
    assert openpyxl.load_workbook(path).sheetnames == [SHEET_NAME, name]
    assert run(path, dataclasses.replace(changes(book), grafts=(graft,))) == first


def test_a_deleted_column_is_written_anew_at_the_right(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    run(path, changes(book), book.package)
    parts = unpacked(path.read_bytes())
    parts[WORKBOOK] = re.sub(rb"(_xltier_customers_tier\" hidden=\"1\">)[^<]*", rb"\1#REF!", parts[WORKBOOK])
    path.write_bytes(packed(parts))
    run(path, changes(book))

    assert shown(path, "D1:G1") == ["等级", "得分", "主因", "等级"]


def test_a_column_that_the_user_moved_is_found_where_it_is(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    wanted = changes(book)
    tier = wanted.edits[0].columns[0]
    run(path, with_columns(wanted, tier), book.package)
    parts = unpacked(path.read_bytes())
    parts[SHEET] = re.sub(rb'<c r="D(\d+)"', rb'<c r="J\1"', parts[SHEET])
    parts[WORKBOOK] = re.sub(rb"\$D\$(1|13)", rb"$J$\1", parts[WORKBOOK])
    path.write_bytes(packed(parts))
    changed = dataclasses.replace(tier, values=["C"] * 12)
    run(path, with_columns(wanted, changed))

    assert shown(path, "D1:D13") == [None] * 13
    assert shown(path, "J1:J13") == ["等级", *["C"] * 12]


def test_a_row_that_is_no_customer_any_more_loses_its_value(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    run(path, changes(book), book.package)
    fewer = changes(dataclasses.replace(book, rows=(2, 3, 4, 6, 7, 8)))
    run(path, fewer)

    tiers = shown(path, "D1:D13")
    assert [row for row, value in enumerate(tiers, 1) if value] == [1, 2, 3, 4, 6, 7, 8]


def test_conditional_formats_are_replaced_and_come_after_the_users(path: Path) -> None:
    book = XLSXWRITER["conditional formats"]()
    run(path, changes(book), book.package)
    sheet = run(path, changes(book))[SHEET].decode()

    ours = re.findall(r'<conditionalFormatting sqref="D2:D13">(.*?)</conditionalFormatting>', sheet)
    theirs = re.findall(r'priority="(\d+)"', re.sub(r'<conditionalFormatting sqref="D2:D13">.*?</condi', "", sheet))
    assert len(ours) == 1
    assert [int(priority) for priority in re.findall(r'priority="(\d+)"', ours[0])] == [
        max(map(int, theirs)) + 1,
        max(map(int, theirs)) + 2,
    ]


def test_a_users_own_rule_on_our_column_stays(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    parts = run(path, changes(book), book.package)
    rule = b'<conditionalFormatting sqref="D2:D13"><cfRule type="containsBlanks" priority="9"/></conditionalFormatting>'
    parts[SHEET] = parts[SHEET].replace(b"<pageMargins", rule + b"<pageMargins")
    path.write_bytes(packed(parts))

    assert rule in run(path, changes(book))[SHEET]


@pytest.mark.parametrize("text", ["A", "甲"])
def test_a_users_own_rule_for_a_text_stays_where_our_column_goes(path: Path, text: str) -> None:
    def rule(book: Workbook, sheet: Worksheet) -> None:
        look = book.add_format({"bg_color": "#00FF00"})
        sheet.conditional_format("D2:D13", {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": look})

    book = Book(written(rule))
    theirs = f'<cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>"{text}"</formula></cfRule>'
    path.write_bytes(book.package)
    for name in ("first.xlsx", "second.xlsx"):
        assert patched(path, changes(book), path.with_name(name)) == ()
        path = path.with_name(name)
        sheet = unpacked(path.read_bytes())[SHEET].decode()
        assert theirs in sheet
        assert re.findall(r'priority="(\d+)"', sheet) == ["1", "2", "3"]  # theirs, then A and B of ours


def test_copies_of_our_rules_that_excel_made_are_replaced_with_them(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    parts = run(path, changes(book), book.package)
    found = re.search(rb'<conditionalFormatting sqref="D2:D13">.*?</conditionalFormatting>', parts[SHEET])
    assert found is not None
    halves = [found[0].replace(b"D2:D13", half) for half in (b"D2:D5 D7:D13", b"D6")]
    path.write_bytes(packed({**parts, SHEET: parts[SHEET].replace(found[0], b"".join(halves))}))

    assert run(path, changes(book))[SHEET] == parts[SHEET]


def test_a_fixed_fill_paints_the_cells_and_adds_no_rule(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    wanted = changes(book, with_summary=False)
    tier = dataclasses.replace(wanted.edits[0].columns[0], fixed_fills=True)
    parts = run(path, with_columns(wanted, tier), book.package)

    assert b"conditionalFormatting" not in parts[SHEET]
    sheet = openpyxl.load_workbook(path)[SHEET_NAME]
    assert [sheet[f"D{row}"].fill.fgColor.rgb for row in (2, 3, 4)] == ["00000000", "FF57AFA3", "FF1F6AA5"]


@pytest.mark.parametrize(
    ("neighbour", "reason"),
    [
        ({}, ("left", 1, None)),
        ({"align": "center", "text_wrap": True}, ("left", 1, True)),
        ({"align": "left", "indent": 2}, ("left", 2, None)),
        ({"align": "right", "indent": 3}, ("left", 1, None)),
    ],
)
def test_our_cells_stand_where_asked_whatever_the_neighbours_do(
    path: Path, neighbour: dict[str, object], reason: tuple[str, int, bool | None]
) -> None:
    def format_scores(book: Workbook, sheet: Worksheet) -> None:
        aligned = book.add_format(neighbour)
        for row in range(1, 13):
            sheet.write(row, 2, row, aligned)

    book = Book(written(format_scores))
    first = run(path, changes(book), book.package)
    cells = openpyxl.load_workbook(path)[SHEET_NAME]
    heads = [cells[f"{letter}1"].alignment.horizontal for letter in "CDEF"]
    tier, letter_tier, score, why = (cells[cell].alignment for cell in ("D2", "D3", "E3", "F2"))

    assert heads == [None, None, None, None]
    assert [(one.horizontal, one.indent) for one in (tier, letter_tier, score)] == [
        ("center", 0),
        ("center", 0),
        ("right", neighbour.get("indent", 0) if neighbour.get("align") == "right" else 0),
    ]
    assert (why.horizontal, why.indent, why.wrapText) == reason
    assert cells["D2"].value == "#N/A"
    assert run(path, changes(book)) == first


def test_styles_do_not_grow_from_run_to_run(path: Path) -> None:
    book = XLSXWRITER["conditional formats"]()
    first = run(path, changes(book), book.package)["xl/styles.xml"]

    assert run(path, changes(book))["xl/styles.xml"] == first


def test_the_calculation_chain_goes_only_when_a_formula_of_ours_is_replaced(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    wanted = changes(book, with_summary=False)
    formula = ColumnEdit("tier", "等级", [CellFormula(f'IF(C{row}>50,"A","B")', "A") for row in book.rows])
    parts = run(path, with_columns(wanted, formula), book.package)
    assert b'<c r="D2" s="2" t="str"><f>IF(C2&gt;50,"A","B")</f><v>A</v></c>' in parts[SHEET]
    with ZipFile(path, "a") as package:
        package.writestr("xl/calcChain.xml", "<calcChain/>")
    relation = b'<Relationship Id="rId77" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    parts = unpacked(path.read_bytes())
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation)
    path.write_bytes(packed(parts))

    assert "xl/calcChain.xml" in run(path, with_columns(wanted, formula))
    values = dataclasses.replace(formula, values=["A"] * 12)
    parts = run(path, with_columns(wanted, values))
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["xl/_rels/workbook.xml.rels"]


def test_filter_print_area_and_table_reach_over_new_columns(path: Path) -> None:
    book = XLSXWRITER["filter, print area, frozen panes"]()
    parts = run(path, changes(book), book.package)
    assert b'<autoFilter ref="A1:F13">' in parts[SHEET]
    assert parts[WORKBOOK].count("'客户 清单'!$A$1:$F$13".encode()) == 2

    book = XLSXWRITER["Excel Table with totals"]()
    parts = run(path, changes(book), book.package)
    table = parts["xl/tables/table1.xml"].decode()
    assert 'ref="A1:F14"' in table
    assert '<autoFilter ref="A1:F13"/>' in table
    assert re.findall(r'<tableColumn id="(\d)" name="([^"]*)"', table)[3:] == [
        ("4", "等级"),
        ("5", "得分"),
        ("6", "主因"),
    ]


def test_a_hidden_column_is_shown_when_ours_goes_there(path: Path) -> None:
    book = XLSXWRITER["styled and hidden columns"]()
    sheet = run(path, changes(book), book.package)[SHEET].decode()

    columns = re.search("<cols>.*</cols>", sheet)
    assert columns is not None
    assert re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*?( hidden="1")?', columns[0])[1:4] == [
        ("4", "4", ""),
        ("5", "5", ""),
        ("6", "6", ""),
    ]


def test_a_name_of_ours_in_another_case_is_ours_because_excel_tells_no_case(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    first = run(path, changes(book), book.package)
    shouted = first[WORKBOOK].replace(b"_xltier_customers_tier", b"_XLTIER_CUSTOMERS_TIER")
    path.write_bytes(packed({**first, WORKBOOK: shouted}))
    second = path.with_name("second.xlsx")
    assert patched(path, changes(book), second) == ()

    names = re.findall(r'definedName name="([^"]*)"', unpacked(second.read_bytes())[WORKBOOK].decode())
    assert len({name.casefold() for name in names}) == len(names)


def test_a_print_area_beside_the_table_stays_as_it_is(path: Path) -> None:
    parts = unpacked(written())
    # Ours take D:F. The first area ends with the table at C; the second is the user's own, and ends within ours.
    areas = f"'{SHEET_NAME}'!$A$1:$C$13,'{SHEET_NAME}'!$D$1:$E$3"
    name = f'<definedName name="_xlnm.Print_Area" localSheetId="0">{areas}</definedName>'
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<calcPr", f"<definedNames>{name}</definedNames><calcPr".encode())
    book = Book(packed(parts))
    out = run(path, changes(book), book.package)

    assert f"'{SHEET_NAME}'!$A$1:$F$13,'{SHEET_NAME}'!$D$1:$E$3<" in out[WORKBOOK].decode()


def test_remembered_texts_come_back_whatever_their_length(path: Path) -> None:
    book = XLSXWRITER["plain"]()
    text = 'a "quoted" 映射 ' * 60
    run(path, dataclasses.replace(changes(book), constants={"map": text}), book.package)

    assert read_names(path)["_xltier_map"].value == text


@pytest.mark.parametrize("counts_from_1904", [False, True])
def test_dates_of_our_sheets_are_the_same_days_in_a_workbook_that_counts_from_1904(
    path: Path, *, counts_from_1904: bool
) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("规则")
        page.write_datetime("A1", dt.datetime(2026, 11, 2, 6), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        page.write_number("A2", 46_328)
        page.write_number("A3", 0.25, book.add_format({"num_format": "hh:mm"}))
    book = Book(written(date_1904=counts_from_1904))
    run(path, Changes(grafts=(Graft("rules", "规则", out.getvalue()),)), book.package)

    assert shown(path, "A1:A3", "规则") == [dt.datetime(2026, 11, 2, 6), 46_328, dt.time(6)]


def test_a_grafted_table_gets_a_name_and_id_of_its_own(path: Path) -> None:
    def theirs(_book: object, sheet: object) -> None:
        sheet.add_table("H1:I3", {"name": "xltier_tiers"})  # type: ignore[attr-defined]  # XlsxWriter has no types

    book = Book(written(theirs))
    first = run(path, changes(book), book.package)
    tables = {name: data.decode() for name, data in first.items() if "tables/table" in name}

    assert [re.findall(r' id="(\d+)" name="(\w+)" displayName="(\w+)"', table) for table in tables.values()] == [
        [("1", "xltier_tiers", "xltier_tiers")],
        [("2", "xltier_tiers_2", "xltier_tiers_2")],
    ]
    assert run(path, changes(book)) == first
