"""The bundled dealer month through the command line: files to workbook, and the month after the month."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter, defaultdict
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples.dealer_figures import invent
from tests.support.shared import ROOT
from xltier.cli import run

EXAMPLE = ROOT / "examples" / "dealer_month"
DEPARTMENTS = EXAMPLE / "departments"
BOOK = EXAMPLE / "2026-10.xlsx"
OCTOBER = ("--period", "2026-10", "--lang", "zh")
SHEETS = [
    "总览",
    "单户档案",
    "评级明细",
    "等级迁移",
    "预警清单",
    "事业部渠道",
    "服务策略",
    "基础指标",
    "加减分",
    "红线",
    "线别调整",
    "未报",
    "规则",
    "历史",
    "台账",
    "核对",
    "数据问题",
]


@cache
def answer(*arguments: Path) -> dict[str, Any]:
    """Return the JSON answer of ``xltier rate``; the same question is asked once."""
    with redirect_stdout(io.StringIO()) as out:
        run(["rate", *map(str, arguments), *OCTOBER, "--json"])
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def table(path: Path, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet of ours by their headers, which stand in row 4; rows left to be filled in are not."""
    _, _, _, header, *rows = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    names = [str(name).replace("\n", "") for name in header]
    found: list[dict[str, object]] = [dict(zip(names, row, strict=True)) for row in rows]
    return [row for row in found if row["经销商编码"]]


def test_five_files_and_one_workbook_rate_alike() -> None:
    departments, book = answer(DEPARTMENTS), answer(BOOK)

    assert len(departments["rows"]) == 296
    for part in ("rows", "summary", "alerts", "missing", "changes", "state", "revision", "scheme"):
        assert departments[part] == book[part]


def test_files_named_one_by_one_in_any_order_rate_like_their_folder() -> None:
    files = sorted(DEPARTMENTS.iterdir(), reverse=True)

    assert answer(*files)["rows"] == answer(DEPARTMENTS)["rows"]


def test_the_command_writes_the_workbook_beside_the_input_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(DEPARTMENTS, tmp_path / "十月")

    code = run(["rate", str(tmp_path / "十月"), *OCTOBER])

    assert code == 0
    assert capsys.readouterr().out == f"工作簿：{tmp_path / '评级月报_2026-10.xlsx'}\n"
    assert openpyxl.load_workbook(tmp_path / "评级月报_2026-10.xlsx").sheetnames == SHEETS


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of October, a first rating."""
    path = tmp_path_factory.mktemp("october") / "october.xlsx"
    assert run(["rate", str(DEPARTMENTS), *OCTOBER, "-q", "-o", str(path)]) == 0
    return path


def test_the_lines_of_a_dealer_stand_apart_and_many_have_different_tiers(october: Path) -> None:
    tiers: dict[object, dict[object, object]] = defaultdict(dict)
    for row in table(october, "评级明细"):
        key = (row["事业部"], row["线别"])
        assert key not in tiers[row["经销商编码"]]
        tiers[row["经销商编码"]][key] = row["等级"]

    open_lines = Counter(account.code for account in invent() if account.trades_in("2026-10"))
    assert sum(len(lines) > 1 for lines in tiers.values()) == sum(count > 1 for count in open_lines.values())
    assert sum(len(set(lines.values())) > 1 for lines in tiers.values()) >= 30


@pytest.mark.parametrize("sheet", ["评级明细", "基础指标", "加减分", "红线", "预警清单", "线别调整", "未报", "历史"])
def test_every_sheet_about_dealers_names_division_and_line(october: Path, sheet: str) -> None:
    rows = table(october, sheet)

    assert rows
    assert all(row["经销商编码"] and row["事业部"] and row["线别"] for row in rows)


def test_a_red_line_shows_the_score_and_tier_before_it(october: Path) -> None:
    rows = {(row["经销商编码"], row["线别"]): row for row in table(october, "红线")}
    hit = rows["CQ1011", "强网休闲"]

    assert (hit["红线前得分"], hit["红线前等级"], hit["等级"], hit["状态"]) == (93.65, "A", "D", "生效")
    states = {key[0]: row["状态"] for key, row in rows.items()}
    assert (states["CQ1102"], states["CQ1076"]) == ("已过期", "已解除")


def test_the_complaint_log_counts_by_itself_and_shows_its_cells(october: Path) -> None:
    complaints = [row for row in table(october, "加减分") if str(row["凭证"]).startswith("T2610-")]

    assert [(row["经销商编码"], row["应计"], str(row["出处"])[-5:]) for row in complaints] == [
        ("CQ1022", 3, "'!2:2"),
        ("CQ1047", 3, "'!3:3"),
        ("XC1123", 3, "'!5:5"),
    ]
    scores = {(row["经销商编码"], row["线别"]): (row["得分"], row["等级"]) for row in table(october, "评级明细")}
    assert scores["CQ1022", "强网休闲"] == (87.71, "B")  # 90.71 - 3
    assert scores["CQ1047", "城区强网乳品"] == (91.6, "A")  # 94.60 - 3
    assert scores["XC1123", "县城·休闲"] == (74.17, "C")  # 77.17 - 3


def test_the_service_page_sets_resources_against_customers(october: Path) -> None:
    sheet = openpyxl.load_workbook(october, data_only=True)["服务策略"]
    rows = {row[1]: [cell for cell in row[2:] if cell is not None] for row in sheet.iter_rows(values_only=True)}

    assert rows["户数"] == [101, 114, 56, 22]  # 293 in all
    assert rows["资源占比"] == [0.5, 0.35, 0.12, 0.03]
    # A has 101 of 293 customers: 0.5 / 0.3447 = 1.4505; so for the others
    assert rows["资源倾斜度"] == pytest.approx([1.4505, 0.89956, 0.62786, 0.39955], abs=1e-5)


def test_a_moved_product_shows_growth_before_and_after_restatement(october: Path) -> None:
    rows = {(row["经销商编码"], row["线别"]): row for row in table(october, "线别调整")}
    moved = rows["CQ1011", "强网休闲"]

    assert (moved["移入产品"], moved["原线别"]) == ("特浓馒头", "城区强网乳品")
    # 61,200 on 53,700 without the product; with it 82,600 on 72,500
    assert moved["成长率（还原前）"] == pytest.approx(0.1397)
    assert moved["成长率（还原后）"] == pytest.approx(0.1393)


def test_the_line_that_lost_a_product_is_listed_with_what_left(october: Path) -> None:
    rows = {(row["经销商编码"], row["线别"]): row for row in table(october, "线别调整")}
    lost, gained = rows["CQ1011", "城区强网乳品"], rows["CQ1011", "强网休闲"]
    moved = ("进货目标", "本月进货额", "月末库存额", "应回款额", "直配量", "去年同期进货额")

    assert (lost["移出产品"], lost["移往线别"], lost["移入产品"]) == ("特浓馒头", "强网休闲", None)
    # the product's own rows in the departments' sheets
    assert [gained[name] for name in moved] == [20700, 21400, 20400, 22000, 163, 18800]
    assert [lost[name] for name in moved] == [-20700, -21400, -20400, -22000, -163, -18800]
    # 133,000 on 113,800 with the product; without it 111,600 on 95,000
    assert lost["成长率（还原前）"] == pytest.approx(0.1687)
    assert lost["成长率（还原后）"] == pytest.approx(0.1747)


def test_a_damaged_file_in_the_folder_is_named_and_the_rest_is_rated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "十月"
    shutil.copytree(DEPARTMENTS, folder)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 no archive")
    capsys.readouterr()

    code = run(["rate", str(folder), *OCTOBER, "--json"])
    rated = json.loads(capsys.readouterr().out)
    alone = run(["rate", str(folder / "坏.xlsx"), *OCTOBER, "-q"])

    assert (code, rated["ok"], rated["rows"]) == (0, False, answer(DEPARTMENTS)["rows"])
    assert [one["code"] for one in rated["findings"] if one["file"] == "坏.xlsx"] == ["damaged-file"]
    assert alone == 3


def test_a_workbook_of_ours_is_read_without_warnings(october: Path) -> None:
    files = {one["file"] for one in answer(DEPARTMENTS, october)["findings"]}

    assert "稽核部.xlsx" in files
    assert "october.xlsx" not in files


def test_the_same_month_gives_the_same_bytes(october: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"

    run(["rate", str(DEPARTMENTS), *OCTOBER, "-q", "-o", str(again)])

    assert again.read_bytes() == october.read_bytes()


def test_rating_again_with_the_workbook_changes_nothing(october: Path) -> None:
    first, again = answer(DEPARTMENTS), answer(DEPARTMENTS, october)

    assert (again["rows"], again["changes"], again["revision"]) == (first["rows"], [], 0)


def test_a_final_month_changes_only_by_a_revision_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = tmp_path / "late"
    shutil.copytree(DEPARTMENTS, late)
    (late / "物流部_库存.csv").unlink()
    final, revised = tmp_path / "final.xlsx", tmp_path / "revised.xlsx"
    assert run(["rate", str(late), *OCTOBER, "-q", "--state", "final", "-o", str(final)]) == 0

    refused = run(["rate", str(DEPARTMENTS), str(final), *OCTOBER, "-q", "-o", str(revised)])

    assert (refused, revised.exists()) == (1, False)
    assert "2026-10 已定版" in capsys.readouterr().err

    code = run(["rate", str(DEPARTMENTS), str(final), *OCTOBER, "-q", "--revise", "库存补报", "-o", str(revised)])
    ledger = table(revised, "台账")

    assert code == 0
    assert {(row["月份"], row["状态"], row["修订号"], row["变动来源"], row["修订原因"]) for row in ledger} == {
        ("2026-10", "定版", 1, "数据", "库存补报")
    }
    assert all((row["原得分"], row["原等级"]) != (row["新得分"], row["新等级"]) for row in ledger)
    said = run(["rate", str(DEPARTMENTS), str(revised), *OCTOBER, "--state", "draft", "-q", "--json"])
    assert said == 0
    assert "month-stays-settled" in capsys.readouterr().out
    again = answer(DEPARTMENTS, revised)
    assert (again["state"], again["revision"], again["changes"]) == ("final", 1, [])


def test_the_workbook_is_recognised_next_month(
    october: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sales = tmp_path / "十一月.csv"
    sales.write_text(
        "月份,经销商编码,事业部,线别,产品,本月进货额\n2026-11,CQ1011,华中事业部,强网休闲,饼干,100\n", "utf-8"
    )
    run(["rate", str(DEPARTMENTS), str(october), str(sales), "--period", "2026-11", "--json"])
    november = json.loads(capsys.readouterr().out)
    before = {(row["key"], row["division"], row["line"]): row["tier_last_month"] for row in november["rows"]}
    now = {(row["key"], row["division"], row["line"]): row["tier"] for row in answer(DEPARTMENTS)["rows"]}

    assert before == {key: now[key] for key in before}


def test_csv_has_one_row_a_key_and_opens_in_excel(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    run(["rate", str(DEPARTMENTS), *OCTOBER, "--csv"])
    text = capsys.readouterr().out

    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff")
    assert header[:7] == ["月份", "经销商编码", "经销商名称", "事业部", "线别", "客户经理", "等级"]
    assert len(rows) == 296
    assert {row[0] for row in rows} == {"2026-10"}


def test_strict_fails_where_anything_is_unrated(tmp_path: Path) -> None:
    arguments = ["rate", str(BOOK), *OCTOBER, "-q", "-o"]

    assert run([*arguments, str(tmp_path / "a.xlsx")]) == 0
    assert run([*arguments, str(tmp_path / "b.xlsx"), "--strict"]) == 1


def test_an_input_is_never_written_over(october: Path, tmp_path: Path) -> None:
    book = tmp_path / "october.xlsx"
    shutil.copy(october, book)

    code = run(["rate", str(DEPARTMENTS), str(book), *OCTOBER, "-q", "-o", str(book), "--force"])

    assert code == 3
    assert book.read_bytes() == october.read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_dealer_is_explained_down_to_the_cells(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["explain", str(DEPARTMENTS), "CQ1011", "--period", "2026-10", "--lang", language])
    text = capsys.readouterr().out

    for part in (
        "61,200",  # sell-in under the line itself
        "21,400",  # and of the product that moved to it
        "'[销售部.xlsx]销售'!F5222",
        "40 + 12 + 10 + 15 + 10 + 9.646 = 96.646",
        "96.646 + 3 − 6 = 93.646",
        "96.646 + 0 − 6 = 90.646",
        "90.65",
        "'[市场部.xlsx]直配'!F722",  # a measure that only a rule reads
        "47.22%",  # 629 / 1,332
        "16.87%",  # growth of the line that lost the product, before restatement
        "'[稽核部.xlsx]红线登记'!7:7",
    ):
        assert part in text
    assert text.count("CQ1011") == 2


def test_one_line_can_be_asked_for_by_any_of_its_names(capsys: pytest.CaptureFixture[str]) -> None:
    run(["explain", str(DEPARTMENTS), "CQ1011", "--line", "强网乳品", *OCTOBER])

    assert capsys.readouterr().out.startswith(
        "CQ1011 岳阳杉通食品 · 华中事业部 · 城区强网乳品 · 2026-10：A，得分 92.71\n"
    )


def test_a_month_that_is_none_and_a_dealer_that_nobody_knows_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rate", str(BOOK), "--period", "十月", "--lang", "zh"]) == 2
    assert "“十月”不是月份" in capsys.readouterr().err
    assert run(["explain", str(BOOK), "CQ9999", *OCTOBER]) == 1
    assert "2026-10 没有参评的经销商 CQ9999。" in capsys.readouterr().err
    assert run(["explain", str(BOOK), "CQ1011", "--line", "冰品", *OCTOBER]) == 1
    assert "城区强网乳品、强网休闲" in capsys.readouterr().err


def test_a_month_s_file_without_its_month_and_a_day_past_28_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(BOOK), "CQ1011", "--lang", "en"]) == 2
    assert "--period 2026-10" in capsys.readouterr().err
    assert run(["rate", str(BOOK), "--period", "2026-10", "--month-start-day", "31", "--lang", "en"]) == 2
    assert "from 1 to 28" in capsys.readouterr().err


def test_english_sheets_say_the_same_and_are_read_again(tmp_path: Path) -> None:
    english = tmp_path / "october.xlsx"
    run(["rate", str(DEPARTMENTS), "--period", "2026-10", "--lang", "en", "-q", "-o", str(english)])

    again = answer(DEPARTMENTS, english)

    assert "Rating history" in openpyxl.load_workbook(english).sheetnames
    assert again["changes"] == []
