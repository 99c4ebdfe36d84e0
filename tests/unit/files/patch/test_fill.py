"""A designed workbook filled: the table has our rows, what reads it follows, and everything else is as it was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from examples.make_company_template import main as make_company
from tests.support.office import Office
from xltier.errors import BookError
from xltier.files.patch.commit import write_workbook
from xltier.files.patch.edits import Changes, PatchReport
from xltier.files.patch.fills import CellFill, ColumnFill, TableFill
from xltier.files.patch.refs import Area
from xltier.testing import Intent, unintended_differences

CLOCK = dt.datetime(2026, 11, 2, 9, 30)
HEADERS = ("编码", "等级", "得分", "差", "名次", "备注")
Design = Callable[[Workbook, Worksheet], None]


def designed(path: Path, *more: Design, rows: int = 3, totals: bool = True) -> Path:
    """Write a workbook with a table of a few rows from B4 on, and what ``more`` adds to it."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("评级")
        book.add_worksheet("别处").write("A1", "不动")
        last = 3 + rows
        columns: list[dict[str, Any]] = [{"header": one} for one in HEADERS]
        columns[0]["total_string"] = "合计"
        columns[2]["total_function"] = "sum"
        columns[3]["formula"] = "=100-T[[#This Row],[得分]]"
        page.add_table(3, 1, last + totals, 6, {"name": "T", "columns": columns, "total_row": totals})
        stripes = [book.add_format({"bg_color": colour}) for colour in ("#FFFFFF", "#EEEEEE")]
        for at in range(rows):
            page.write_row(4 + at, 1, [f"S{at}", "A", 90], stripes[at % 2])
            page.write_formula(4 + at, 5, f"=RANK(D{5 + at},$D$5:$D${last + 1})", None, at + 1)
        if totals:
            page.write_formula(last + 1, 3, "=SUBTOTAL(109,T[得分])", None, 90 * rows)
        for design in more:
            design(book, page)
    return path


def fill(codes: str) -> TableFill:
    """Return rows for dealers of one letter each, with scores from 50 up."""
    scores = [50.5 + at for at in range(len(codes))]
    columns = (
        ColumnFill("编码", list(codes)),
        ColumnFill("等级", ["B"] * len(codes)),
        ColumnFill("得分", scores, "0.00"),
    )
    return TableFill("T", columns, len(codes), ("编码",))


def filled(source: Path, *fills: TableFill, cells: tuple[CellFill, ...] = (), to: str = "out.xlsx") -> Path:
    target = source.with_name(to)
    write_workbook(source, target, Changes(fills=fills, cells=cells), clock=CLOCK)
    return target


def report(source: Path, *fills: TableFill, cells: tuple[CellFill, ...] = ()) -> PatchReport:
    changes = Changes(fills=fills, cells=cells)
    return write_workbook(source, source.with_name("out.xlsx"), changes, clock=CLOCK).report


def rows(path: Path, first: str = "B5", last: str = "G99") -> list[tuple[Any, ...]]:
    """Return the rows of the sheet as they are stored, down to the first without anything."""
    page = openpyxl.load_workbook(path)["评级"]
    return [row for row in page[f"{first}:{last}"] if any(cell.value is not None for cell in row)]


def texts(path: Path) -> list[list[object]]:
    return [[cell.value for cell in row] for row in rows(path)]


def part(path: Path, name: str) -> str:
    with ZipFile(path) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("codes", ["v", "vw", "vwxyz"])
@pytest.mark.parametrize("totals", [False, True])
def test_what_stands_around_a_table_may_end_a_row_below_it(tmp_path: Path, codes: str, *, totals: bool) -> None:
    bottom = 7 + totals  # headers in row 4, three rows, perhaps totals

    def around(book: Workbook, page: Worksheet) -> None:
        page.print_area(f"A1:G{bottom + 1}")
        page.data_validation("C5:C7", {"validate": "list", "source": ["A", "B"]})
        page.conditional_format("H1", {"type": "no_blanks"})
        book.define_name("周围", f"='评级'!$B$4:$G${bottom + 1}")

    out = filled(designed(tmp_path / "a.xlsx", around, totals=totals), fill(codes))
    names, page, end = part(out, "xl/workbook.xml"), part(out, "xl/worksheets/sheet1.xml"), 4 + len(codes)

    assert f"评级!$A$1:$G${max(bottom + 1, end + totals)}<" in names
    assert f"'评级'!$B$4:$G${bottom + 1}<" in names
    assert f'sqref="C5:C{end}"' in page
    assert 'sqref="H1"' in page


def test_a_table_grows_to_its_rows_and_its_totals_stand_behind_them(tmp_path: Path) -> None:
    out = filled(designed(tmp_path / "a.xlsx"), fill("vwxyz"))

    assert [row[:3] for row in texts(out)] == [
        ["v", "B", 50.5],
        ["w", "B", 51.5],
        ["x", "B", 52.5],
        ["y", "B", 53.5],
        ["z", "B", 54.5],
        ["合计", None, "=SUBTOTAL(109,T[得分])"],
    ]
    assert openpyxl.load_workbook(out)["评级"].tables["T"].ref == "B4:G10"


def test_a_table_shrinks_and_leaves_nothing_behind(tmp_path: Path) -> None:
    out = filled(designed(tmp_path / "a.xlsx", rows=6), fill("x"))

    assert [row[0] for row in texts(out)] == ["x", "合计"]
    assert openpyxl.load_workbook(out)["评级"].tables["T"].ref == "B4:G6"


def test_a_table_that_keeps_its_length_may_stand_where_one_of_another_sheet_grows(tmp_path: Path) -> None:
    def second(book: Workbook, _: Worksheet) -> None:
        page = book.add_worksheet("A & B's")
        page.add_table(3, 1, 4, 4, {"name": "U", "columns": [{"header": one} for one in HEADERS[:4]]})
        page.write_row(4, 1, ["S0", "A", 90])
        page.write_formula("H1", "=SUM(D5:D5)+SUM(评级!D5:D5)", None, 180)
        page.conditional_format("B5:E5", {"type": "no_blanks", "format": book.add_format({"bold": True})})

    source = designed(tmp_path / "a.xlsx", second, rows=1, totals=False)
    out = filled(source, fill("vw"), replace(fill("x"), table="U"))

    assert [row[0] for row in texts(out)] == ["v", "w"]
    page = openpyxl.load_workbook(out)["A & B's"]
    assert (page["B5"].value, page["H1"].value, page.tables["U"].ref) == ("x", "=SUM(D5:D5)+SUM(评级!D5:D6)", "B4:E5")


def test_a_table_without_rows_keeps_a_blank_one(tmp_path: Path) -> None:
    out = filled(designed(tmp_path / "a.xlsx", totals=False), fill(""))

    assert [row[:3] for row in texts(out)] == [[None, None, None]]
    assert openpyxl.load_workbook(out)["评级"].tables["T"].ref == "B4:G5"


def test_columns_of_formulas_go_on_in_every_row(tmp_path: Path, office: Office) -> None:
    out = filled(designed(tmp_path / "a.xlsx"), fill("vwxyz"))
    values = office.values(out)["评级"]

    assert [values[f"E{row}"] for row in range(5, 10)] == [49.5, 48.5, 47.5, 46.5, 45.5]
    assert [values[f"F{row}"] for row in range(5, 10)] == [5, 4, 3, 2, 1]
    assert values["D10"] == 50.5 + 51.5 + 52.5 + 53.5 + 54.5


def test_stripes_are_repeated_below(tmp_path: Path) -> None:
    out = filled(designed(tmp_path / "a.xlsx", rows=2), fill("vwxyz"))

    assert [row[0].fill.fgColor.rgb for row in rows(out)[:5]] == ["FFFFFFFF", "FFEEEEEE"] * 2 + ["FFFFFFFF"]


def test_a_number_format_of_ours_is_only_for_cells_without_one(tmp_path: Path) -> None:
    def own(book: Workbook, page: Worksheet) -> None:
        page.write(4, 3, 90, book.add_format({"num_format": "0.0 分"}))

    out = filled(designed(tmp_path / "a.xlsx", own, rows=2), fill("xy"))

    assert [row[2].number_format for row in rows(out)[:2]] == ["0.0 分", "0.00"]


def test_running_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    once = filled(designed(tmp_path / "a.xlsx"), fill("vwxyz"))
    twice = filled(once, fill("vwxyz"), to="twice.xlsx")

    assert twice.read_bytes() == once.read_bytes()


def test_formats_validations_names_charts_and_formulas_follow_the_table(tmp_path: Path) -> None:
    def followers(book: Workbook, page: Worksheet) -> None:
        page.conditional_format("D5:D7", {"type": "data_bar", "data_bar_2010": True})
        page.conditional_format(
            "C5:C7", {"type": "cell", "criteria": "==", "value": '"A"', "format": book.add_format()}
        )
        page.data_validation("G5:G7", {"validate": "list", "source": ["是", "否"]})
        page.write_formula("K1", "=SUM(D5:D7)+COUNTA($B$4:$B$7)+D7", None, 1)
        page.print_area("A1:G8")
        book.define_name("得分们", "=评级!$D$5:$D$7")
        book.define_name("别的", "=评级!$D$5:$D$6")
        other = book.get_worksheet_by_name("别处")
        assert other is not None
        other.write_formula("B1", "=MAX('评级'!D5:D7)", None, 90)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=评级!$D$5:$D$7", "categories": "=评级!$B$5:$B$7"})
        page.insert_chart("J5", chart)

    out = filled(designed(tmp_path / "a.xlsx", followers), fill("vwxyz"))
    sheet, book = part(out, "xl/worksheets/sheet1.xml"), part(out, "xl/workbook.xml")

    assert re.findall(r'<conditionalFormatting sqref="([^"]+)"', sheet) == ["D5:D9", "C5:C9"]
    assert re.findall(r"<xm:sqref>([^<]+)", sheet) == ["D5:D9"]
    assert re.findall(r'<dataValidation [^>]*sqref="([^"]+)"', sheet) == ["G5:G9"]
    assert "<f>SUM(D5:D9)+COUNTA($B$4:$B$9)+D7</f></c>" in sheet
    assert dict(re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]+)', book)) == {
        "_xlnm.Print_Area": "评级!$A$1:$G$10",
        "别的": "评级!$D$5:$D$6",
        "得分们": "评级!$D$5:$D$9",
    }
    assert re.findall(r"<c:f>([^<]+)", part(out, "xl/charts/chart1.xml")) == ["评级!$B$5:$B$9", "评级!$D$5:$D$9"]
    assert "<f>MAX('评级'!D5:D9)</f></c>" in part(out, "xl/worksheets/sheet2.xml")


def test_formulas_forget_the_values_of_the_month_before_and_are_computed_on_opening(tmp_path: Path) -> None:
    def reader(book: Workbook, page: Worksheet) -> None:
        del page
        other = book.add_worksheet("读者")
        other.write_formula("A1", "=SUM(T[得分])", None, 270)
        apart = book.add_worksheet("无关")
        apart.write_formula("A1", "=1+1", None, 2)

    out = filled(designed(tmp_path / "a.xlsx", reader), fill("vwxyz"))

    assert "<f>SUM(T[得分])</f></c>" in part(out, "xl/worksheets/sheet3.xml")
    assert "<f>1+1</f><v>2</v>" in part(out, "xl/worksheets/sheet4.xml")
    assert 'fullCalcOnLoad="1"' in part(out, "xl/workbook.xml")


def test_what_was_typed_by_hand_goes_with_its_row_and_what_is_left_over_is_told(tmp_path: Path) -> None:
    def remarks(_: Workbook, page: Worksheet) -> None:
        page.write("G5", "已拜访")
        page.write("G7", "已走")

    source = designed(tmp_path / "a.xlsx", remarks)
    done = report(source, TableFill("T", (ColumnFill("编码", ["S9", "S0"]),), 2, ("编码",)))

    assert [(row[0], row[5]) for row in texts(tmp_path / "out.xlsx")[:2]] == [("S9", None), ("S0", "已拜访")]
    assert done.filled[0].orphans == {"C6": "A", "D6": "90", "C7": "A", "D7": "90", "G7": "已走"}


def test_a_filter_that_would_hide_our_rows_is_taken_off_and_told(tmp_path: Path) -> None:
    def filter_by_a(_: Workbook, page: Worksheet) -> None:
        page.set_row(5, None, None, {"hidden": True})

    source = designed(tmp_path / "a.xlsx", filter_by_a)
    with_criteria(source)
    done = report(source, fill("xyz"))

    assert done.filled[0].is_unfiltered
    assert "hidden" not in part(tmp_path / "out.xlsx", "xl/worksheets/sheet1.xml")
    assert "filterColumn" not in part(tmp_path / "out.xlsx", "xl/tables/table1.xml")


def with_criteria(path: Path) -> None:
    """Let the table be filtered by its second column, as a program does that hides rows."""
    with ZipFile(path) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with ZipFile(path, "w") as package:
        for info, data in parts.items():
            criteria = b'<filterColumn colId="1"><filters><filter val="A"/></filters></filterColumn>'
            whole = b'<autoFilter ref="B4:G7">' + criteria + b"</autoFilter>"
            package.writestr(info, data.replace(b'<autoFilter ref="B4:G7"/>', whole))


def below(_: Workbook, page: Worksheet) -> None:
    page.write("C10", "制表：")


def beside(_: Workbook, page: Worksheet) -> None:
    page.write("I10", "制表：")


def merged(book: Workbook, page: Worksheet) -> None:
    page.merge_range("F9:G9", "", book.add_format())


def another_table(_: Workbook, page: Worksheet) -> None:
    page.add_table("B11:C13", {"name": "U"})


def remark(_: Workbook, page: Worksheet) -> None:
    page.write("G6", "已拜访")


@pytest.mark.parametrize(
    ("design", "reference", "cell"),
    [
        (below, "fill-below", "C10"),
        (merged, "fill-merged", "F9:G9"),
        (another_table, "table-in-the-way", "B11:C13"),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_written(
    tmp_path: Path, design: Design, reference: str, cell: str
) -> None:
    source = designed(tmp_path / "a.xlsx", design)

    with pytest.raises(BookError) as caught:
        filled(source, fill("stuvwxyz"))

    assert [(one.reference, one.at.sheet, one.at.cell) for one in caught.value.problems] == [(reference, "评级", cell)]
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_what_stands_beside_the_table_is_not_in_its_way(tmp_path: Path) -> None:
    out = filled(designed(tmp_path / "a.xlsx", beside), fill("stuvwxyz"))

    assert openpyxl.load_workbook(out)["评级"]["I10"].value == "制表："


def test_remarks_without_anything_that_tells_rows_apart_are_refused(tmp_path: Path) -> None:
    source = designed(tmp_path / "a.xlsx", remark)

    with pytest.raises(BookError) as caught:
        filled(source, TableFill("T", (ColumnFill("等级", ["A"]),), 1))

    assert [one.reference for one in caught.value.problems] == ["fill-without-keys"]


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        filled(designed(tmp_path / "a.xlsx"), TableFill("U", (), 0))

    assert [(one.reference, one.values["table"]) for one in caught.value.problems] == [("table-missing", "U")]


def test_cells_keep_their_looks_and_merged_ones_are_filled_as_one(tmp_path: Path) -> None:
    def cover(book: Workbook, page: Worksheet) -> None:
        page.merge_range("I1:K1", "旧", book.add_format({"bold": True}))

    source = designed(tmp_path / "a.xlsx", cover)
    cells = (CellFill("评级", Area(1, 9, 1, 11), "=1+1"), CellFill("别处", Area(9, 3, 9, 3), 0.5, "0.0%"))
    out = openpyxl.load_workbook(filled(source, cells=cells))

    assert (out["评级"]["I1"].value, out["评级"]["I1"].data_type, out["评级"]["I1"].font.bold) == ("=1+1", "s", True)
    assert (out["别处"]["C9"].value, out["别处"]["C9"].number_format) == (0.5, "0.0%")


def test_the_companys_workbook_is_filled_and_nothing_else_of_it_changes(tmp_path: Path) -> None:
    source = make_company(tmp_path)
    codes = [f"K{at}" for at in range(40)]
    columns = (ColumnFill("经销商编码", codes), ColumnFill("得分", [60.0] * 40))
    ratings = TableFill("xltier_ratings", columns, 40, ("经销商编码",))
    done = report(source, ratings, cells=(CellFill("经营月报", Area(7, 2, 7, 2), 40),))
    before, after = packed(source), packed(tmp_path / "out.xlsx")

    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/tables/table1.xml",
        "xl/charts/chart2.xml",
        "xl/pivotCache/pivotCacheDefinition1.xml",
    }
    assert done.changed_parts == tuple(name for name in before if name in changed)
    assert 'refreshOnLoad="1"' in after["xl/pivotCache/pivotCacheDefinition1.xml"].decode()


def packed(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def meddled(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Return a copy of a workbook with one more change, which nobody meant."""
    out = BytesIO()
    with ZipFile(path) as package, ZipFile(out, "w") as target:
        for info in package.infolist():
            data = package.read(info)
            assert info.filename != name or old in data
            target.writestr(info, data.replace(old, new, 1) if info.filename == name else data)
    copy = path.with_name("meddled.xlsx")
    copy.write_bytes(out.getvalue())
    return copy


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b'sqref="G5:G9"', b'sqref="G5:G8"'),
        ("xl/worksheets/sheet1.xml", b"<f>SUM(D5:D9)</f>", b"<f>SUM(D5:D10)</f>"),
        ("xl/worksheets/sheet2.xml", b"<v>0</v>", b"<v>1</v>"),
        ("xl/charts/chart1.xml", b"$D$5:$D$9", b"$D$6:$D$9"),
        ("xl/tables/table1.xml", b'ref="B4:G10"', b'ref="B4:G11"'),
        ("xl/workbook.xml", b"$D$5:$D$9", b"$D$5:$D$8"),
    ],
)
def test_the_oracle_sees_whatever_follows_wrongly(tmp_path: Path, name: str, old: bytes, new: bytes) -> None:
    def followers(book: Workbook, page: Worksheet) -> None:
        page.data_validation("G5:G7", {"validate": "list", "source": ["是", "否"]})
        page.write_formula("K1", "=SUM(D5:D7)", None, 1)
        book.define_name("得分们", "=评级!$D$5:$D$7")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=评级!$D$5:$D$7"})
        page.insert_chart("J5", chart)

    source = designed(tmp_path / "a.xlsx", followers)
    out = filled(source, fill("vwxyz"))
    intent = Intent(
        filled={"评级": ("B4:G8", "B4:G10")},
        lengths=(("评级", "B4:G8", "B4:G10"),),
        is_refreshed=True,
        may_drop_calculation_chain=True,
    )
    parts = [one.part for one in unintended_differences(source, meddled(out, name, old, new), intent)]

    assert unintended_differences(source, out, intent) == ()
    assert name in parts
