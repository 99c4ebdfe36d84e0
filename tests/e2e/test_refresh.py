"""``xltier refresh`` and ``restore`` as a user runs them, on the bundled customer list and on small ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection

from tests.support.shared import ROOT
from xltier.cli import main
from xltier.files.patch.commit import backups_of
from xltier.files.patch.names import read_names
from xltier.testing import Intent, unintended_differences

EXAMPLE = ROOT / "examples" / "customers_zh.xlsx"


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, tmp_path / "客户清单.xlsx"))


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in (*arguments, "--lang", "zh")])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def scored(path: Path, *rows: tuple[object, ...], headers: tuple[str, ...] = ("客户", "score")) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("客户")
        sheet.write_row(0, 0, headers)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    return path


def cells(path: Path, area: str, sheet: str = "客户") -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet][area]]


def test_a_dry_run_shows_the_tiers_and_writes_nothing(customers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = customers.read_bytes()
    assert run("refresh", customers, "--dry-run") == 0

    said = capsys.readouterr()
    assert "结果  A 2 (3%)   B 27 (47%)   C 25 (43%)   D 4 (7%)   无法评级 3" in said.out
    assert said.err.endswith("未写入（--dry-run）。\n")
    assert customers.read_bytes() == before
    assert [path.name for path in customers.parent.iterdir()] == [customers.name]


@pytest.mark.parametrize("way", [("--in-place",), ()])
def test_a_dry_run_foresees_what_a_run_changes(
    customers: Path, way: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    def changes() -> list[str]:
        starts = ("写入的列：", "工作表：", "打印区域")
        return [line for line in capsys.readouterr().err.splitlines() if line.startswith(starts)]

    assert run("refresh", customers, "--dry-run", *way) == 0
    foreseen = changes()
    assert run("refresh", customers, *way) == 0

    columns = ", ".join(f"客户清单!{letter}4:{letter}67" for letter in "KLMN")
    assert foreseen == changes() == [f"写入的列：{columns}", "工作表：等级汇总, 数据问题"]


def test_a_dry_run_foresees_a_locked_structure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80))
    book = openpyxl.load_workbook(path)
    book.security = WorkbookProtection(lockStructure=True)
    book.save(path)
    assert_foreseen(path, "structure-locked", capsys)


def test_a_dry_run_foresees_merged_cells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80))
    book = openpyxl.load_workbook(path)
    book["客户"].merge_cells("C3:D3")
    book.save(path)
    assert_foreseen(path, "merge-in-the-way", capsys)


def assert_foreseen(path: Path, reference: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    for way in ((), ("--dry-run",)):
        assert run("refresh", path, "--in-place", "--scheme", "standard", *way) == 3
        assert f"[{reference}]" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_dry_run_refuses_an_output_that_is_there(customers: Path) -> None:
    taken = customers.with_name("out.xlsx")
    taken.write_bytes(b"theirs")

    assert run("refresh", customers, "-o", taken, "--dry-run") == run("refresh", customers, "-o", taken) != 0
    assert taken.read_bytes() == b"theirs"


def test_a_wider_print_area_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80))
    book = openpyxl.load_workbook(path)
    book["客户"].print_area = "A1:B3"
    book.save(path)

    for said in (1, 0):
        assert run("refresh", path, "--in-place", "--scheme", "standard") == 0
        assert capsys.readouterr().err.count("打印区域已扩大到包含我们的列：'客户'!$A$1:$F$3\n") == said


def test_sheets_keep_their_names_in_another_language_and_that_is_said(
    customers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("refresh", customers, "--in-place") == 0
    assert "沿用" not in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["refresh", str(customers), "--in-place", "--lang", "en"])

    assert ended.value.code == 0
    said = capsys.readouterr().err
    assert "These sheets keep the names that an earlier run in another language gave them: 等级汇总, 数据问题." in said
    assert openpyxl.load_workbook(customers).sheetnames[-2:] == ["等级汇总", "数据问题"]


def test_the_result_goes_beside_the_file_and_holds_everything_of_it(customers: Path) -> None:
    assert run("refresh", customers) == 0

    result = customers.with_name("客户清单_xltier.xlsx")
    ranges = tuple(f"{letter}4:{letter}67" for letter in "KLMN")
    intent = Intent({"客户清单": ranges}, frozenset({"等级汇总", "数据问题"}))
    assert unintended_differences(EXAMPLE, result, intent) == ()
    assert customers.read_bytes() == EXAMPLE.read_bytes()
    assert cells(result, "K4:N4", "客户清单") == [["等级", "得分", "变动", "主因"]]
    assert cells(result, "K33:K33", "客户清单") == [["#VALUE!"]]


def test_a_second_run_in_place_changes_no_byte_of_any_part(customers: Path) -> None:
    assert run("refresh", customers, "--in-place") == 0
    with ZipFile(customers) as package:
        first = {name: package.read(name) for name in package.namelist()}
    assert run("refresh", customers, "--in-place") == 0

    with ZipFile(customers) as package:
        assert {name: package.read(name) for name in package.namelist()} == first


def test_restore_puts_the_file_back_and_names_the_backup(customers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("refresh", customers, "--in-place") == 0
    assert customers.read_bytes() != EXAMPLE.read_bytes()
    capsys.readouterr()

    assert run("restore", customers) == 0
    assert customers.read_bytes() == EXAMPLE.read_bytes()
    assert capsys.readouterr().out.startswith("客户清单.xlsx 已恢复原样（来自 客户清单.bak-")
    assert run("restore", customers) == 3


def test_restore_goes_one_step_back_and_names_the_backup_that_remains(
    customers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run("refresh", customers, "--in-place") == 0
    newest, oldest = backups_of(customers)
    capsys.readouterr()

    assert run("restore", customers) == 0
    said = capsys.readouterr()
    assert said.out == f"客户清单.xlsx 已恢复原样（来自 {newest.name}）。\n"
    assert f"还有 1 个更早的备份，其中最新的是 {oldest.name}" in said.err
    assert run("restore", customers) == 0
    assert "更早的备份" not in capsys.readouterr().err
    assert customers.read_bytes() == EXAMPLE.read_bytes()


def test_moves_count_from_the_last_period_and_stay_within_one(tmp_path: Path) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80), ("丙", 61), ("丁", 20))
    october = ("refresh", path, "--in-place", "--scheme", "standard", "--period", "2026-10")
    assert run(*october) == 0
    assert cells(path, "C2:E5") == [["A", 95, None], ["B", 80, None], ["C", 61, None], ["D", 20, None]]

    book = openpyxl.load_workbook(path)
    for row, score in enumerate((70, 92, 61, 76), 2):
        book["客户"].cell(row, 2, score)
    book.save(path)
    november = ("refresh", path, "--in-place", "--period", "2026-11")
    for _ in range(2):
        assert run(*november) == 0
        assert [(row[0], row[2]) for row in cells(path, "C2:E5")] == [("C", -2), ("A", 1), ("C", 0), ("B", 2)]
    assert read_names(path)["_xltier_客户_period"].value == "2026-11"
    assert read_names(path)["_xltier_客户_scheme"].value == "standard"


def test_the_month_is_that_of_the_day_that_was_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80))
    found: list[tuple[str | None, object, bool]] = []
    for day, score in (("2026-10-31", 95), ("2026-11-30", 70), ("2026-11-30", 80), ("2026-12-01", 95)):
        book = openpyxl.load_workbook(path)
        book["客户"]["B2"] = score
        book.save(path)
        assert run("refresh", path, "--in-place", "--scheme", "standard", "--as-of", day) == 0
        said = "与上次运行是同一月份（2026-11）：变动仍与该月之前的等级相比。" in capsys.readouterr().err
        found.append((read_names(path)["_xltier_客户_period"].value, cells(path, "E2:E2")[0][0], said))

    assert found == [("2026-10", None, False), ("2026-11", -2, False), ("2026-11", -1, True), ("2026-12", 1, False)]


@pytest.mark.parametrize("change", ["delete", "insert"])
def test_columns_that_a_library_moved_without_their_names_are_found_by_their_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    rows = ("甲", "华东", 95), ("乙", "华南", 80)
    path = scored(tmp_path / "a.xlsx", *rows, headers=("客户", "区域", "score"))
    assert run("refresh", path, "--in-place", "--scheme", "standard", "--period", "2026-10") == 0
    book = openpyxl.load_workbook(path)
    if change == "delete":
        book["客户"].delete_cols(2)
    else:
        book["客户"].insert_cols(2)
    place = 2 if change == "delete" else 4
    book["客户"].cell(2, place, 70)
    book.save(path)
    capsys.readouterr()
    for said in (1, 0):
        assert run("refresh", path, "--in-place", "--period", "2026-11") == 0
        assert capsys.readouterr().err.count("已按表头重新认出这些列") == said

    found = list(openpyxl.load_workbook(path)["客户"].iter_rows(values_only=True, min_col=place, max_row=3))
    assert [row[:4] for row in found] == [("score", "等级", "得分", "变动"), (70, "C", 70, -2), (80, "B", 80, 0)]
    assert {len(row) for row in found} == {5}


def test_a_tier_column_of_the_users_is_not_touched(tmp_path: Path) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95, "VIP"), ("乙", 80, "-"), headers=("客户", "score", "等级"))
    for _ in range(2):
        assert run("refresh", path, "--in-place", "--scheme", "standard") == 0
        assert cells(path, "C1:D3") == [["等级", "等级(xltier)"], ["VIP", "A"], ["-", "B"]]
        assert cells(path, "H1:H3") == [[None]] * 3


def test_a_folder_is_refreshed_file_by_file_and_a_bad_one_does_not_stop_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = scored(tmp_path / "a.xlsx", ("甲", 95))
    (tmp_path / "b.xlsx").write_bytes(b"PK\3\4 no workbook")
    last = scored(tmp_path / "c.xlsx", ("乙", 80))
    (tmp_path / "~$c.xlsx").write_bytes(b"\x06Li Lei")

    assert run("refresh", tmp_path, "--in-place", "--scheme", "standard") == 3
    said = capsys.readouterr().err
    assert cells(first, "C2:C2") == [["A"]]
    assert cells(last, "A1:B1") == [["客户", "score"]]
    assert "Li Lei 正在表格程序中打开该文件，没有写入。" in said
    assert "b.xlsx" in said


def test_a_csv_gets_a_new_workbook_beside_it_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("客户,score\n甲,95\n乙,80\n", encoding="utf-8")

    assert run("refresh", path, "--scheme", "standard") == 0
    assert "a.csv 不是 xlsx 或 xlsm 工作簿，因此另建了一个新工作簿。" in capsys.readouterr().err
    assert (tmp_path / "a_xltier.xlsx").is_file()


def test_fixed_fills_and_columns_only_leave_rules_and_sheets_out(tmp_path: Path) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80))
    options = ("--in-place", "--scheme", "standard", "--fill", "static", "--columns-only", "--columns", "tier")
    assert run("refresh", path, *options) == 0

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["客户"]
    assert len(book["客户"].conditional_formatting) == 0
    assert [book["客户"][cell].fill.fgColor.rgb for cell in ("C2", "C3")] == ["FF1F6AA5", "FF57AFA3"]


def test_one_output_for_two_files_is_a_misuse(tmp_path: Path) -> None:
    files = [scored(tmp_path / name, ("甲", 95)) for name in ("a.xlsx", "b.xlsx")]

    assert run("refresh", *files, "-o", tmp_path / "c.xlsx") == 2
    assert run("refresh", files[0], "-o", tmp_path / "c.xlsx", "--in-place") == 2


def test_tiers_and_moves_are_centred_scores_right_and_reasons_indented(customers: Path) -> None:
    assert run("refresh", customers, "--in-place") == 0

    sheet = openpyxl.load_workbook(customers)["客户清单"]
    for row in (5, 33):  # a tier, and an error value
        places = [sheet[f"{letter}{row}"].alignment for letter in "KLMN"]
        assert [(place.horizontal, place.indent) for place in places] == [
            *(("center", 0), ("right", 0), ("center", 0), ("left", 1))
        ]


def test_a_guess_is_remembered_and_said_once(customers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("refresh", customers, "--in-place") == 0
    first = capsys.readouterr()
    names = read_names(customers)

    assert names["_xltier_客户清单_scheme"].value == "b2b-abcd"
    assert json.loads(names["_xltier_客户清单_map"].value or "") == {
        "sales": "年销售额(元)",
        "volume": "年销量(吨)",
        "influence": "行业影响力",
        "years": "合作起始日",
    }
    assert "方案 b2b-abcd@" in first.out
    assert "已记入工作簿，供下次运行使用：方案 b2b-abcd@" in first.err
    assert run("refresh", customers, "--in-place") == 0
    again = capsys.readouterr()
    assert again.out.splitlines()[:2] == first.out.splitlines()[:2]
    assert "已记入工作簿" not in again.err
    assert ("未指定方案" in first.err, "未指定方案" in again.err) == (True, False)


def test_a_remembered_column_that_was_renamed_is_found_anew(tmp_path: Path) -> None:
    path = scored(tmp_path / "a.xlsx", ("甲", 95), ("乙", 80), headers=("客户", "得分数"))
    assert run("refresh", path, "--in-place", "--scheme", "standard", "--map", "score=得分数") == 0
    book = openpyxl.load_workbook(path)
    book["客户"]["B1"] = "score"
    book.save(path)

    assert run("refresh", path, "--in-place") == 0
    assert cells(path, "B1:C3") == [["score", "等级"], [95, "A"], [80, "B"]]


def test_json_answers_and_a_folder_is_told_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scored(tmp_path / "a.xlsx", ("甲", 95))
    scored(tmp_path / "b.xlsx", ("乙", 80))

    assert run("refresh", tmp_path, "--in-place", "--scheme", "standard", "--json") == 0
    said = capsys.readouterr()
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [[row["tier"] for row in answer["rows"]] for answer in answers] == [["A"], ["B"]]
    assert [line for line in said.err.splitlines() if line.startswith("第 ")] == [
        f"第 1/2 个：{tmp_path / 'a.xlsx'}",
        f"第 2/2 个：{tmp_path / 'b.xlsx'}",
    ]


def test_a_folder_without_a_workbook_is_a_misuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"\x06Li Lei")

    assert run("refresh", tmp_path) == 2
    assert "中没有 xlsx 或 xlsm 工作簿。" in capsys.readouterr().err


def test_two_tables_of_a_sheet_keep_their_own_columns_and_what_stands_beside(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("客户")
        for at, row in enumerate((("客户", "score"), ("甲", 95), ("乙", 80))):
            sheet.write_row(at, 0, row)
        for at, row in enumerate((("编号", "名称"), ("X1", "别动"), ("X2", "别动"))):
            sheet.write_row(at, 7, row)
        for at, row in enumerate((("客户", "score"), ("丙", 62), ("丁", 10))):
            sheet.write_row(7 + at, 0, row)

    for table in ("A8:B10", "A1:B3", "A8:B10"):
        assert run("refresh", path, "--in-place", "--table", table) == 0

    tiers = [row[0] for row in cells(path, "C1:C10")]
    assert tiers == ["等级", "A", "B", None, None, None, None, "等级", "C", "D"]
    assert cells(path, "H1:I3") == [["编号", "名称"], ["X1", "别动"], ["X2", "别动"]]


def test_the_workbooks_name_chooses_the_scheme_as_in_the_add_ins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "book.xlsx"
    for text in ("../standard", "B2B-ABCD"):
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("客户")
            sheet.write_row(0, 0, ("客户", "score", "年销售额"))
            sheet.write_row(1, 0, ("甲", 95, 5))
            book.define_name("xltier_scheme", f'="{text}"')

        assert (run("refresh", path, "--dry-run") == 0) == (text == "B2B-ABCD")
    said = capsys.readouterr()
    assert "没有名为“../standard”的评级方案" in said.err
    assert said.out.startswith("方案 b2b-abcd@2026.1")
    assert run("refresh", path, "--dry-run", "--scheme", "standard") == 0
    assert capsys.readouterr().out.startswith("方案 standard@2026.1")
