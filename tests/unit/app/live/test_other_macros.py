"""Explain, check, rules sheet and monthly workbook, in an open workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.live_book import FakeBook, FakeCommand, book_of, desk_of
from xltier.app.live.desk import Ran
from xltier.app.live.live_rules import LiveRules
from xltier.app.live.macros import run_macro
from xltier.schemes.library import load_scheme


@pytest.fixture
def book(tmp_path: Path) -> FakeBook:
    return book_of(tmp_path / "book.xlsx", ("客户", "score"), ("甲", 95), ("乙", 80), ("丙", "待定"))


def test_explain_shows_the_points_and_the_way_up_of_the_selected_row(book: FakeBook) -> None:
    book.select("客户", 3, 1)
    lines = run_macro("explain", desk_of(book))

    assert lines[0] == "乙 乙 · 第 3 行 · 方案 standard@2026.1"
    assert "等级 B · 得分 80" in lines[1]
    assert any("距 A" in line and "10" in line for line in lines)
    assert book.said == ["xltier：乙 的等级从何而来\n" + "\n".join(lines)]


def test_explain_says_where_the_customers_are_when_none_is_selected(book: FakeBook) -> None:
    book.select("客户", 1, 1)

    assert run_macro("explain", desk_of(book))[0] == (
        "错误（'[book.xlsx]客户'!1:1）：选中的行里没有客户；客户在第 2 至 4 行。\n建议：请选中某个客户所在行的单元格。"
    )


def test_check_lists_the_tables_findings_and_goes_to_the_first_ones_cell(book: FakeBook) -> None:
    lines = run_macro("check", desk_of(book))

    assert lines[0].startswith("1 个错误")
    assert lines[1].startswith("错误（'[book.xlsx]客户'!B4）：")
    assert book.lines[-2:] == ["客户!B4", lines[0]]


def test_check_names_the_cell_of_a_wrong_rule(book: FakeBook) -> None:
    run_macro("rules_sheet", desk_of(book))
    rules = book.by_name["规则"]
    wrong = next(at for at, value in rules.cells.items() if value == 90)
    rules.cells[wrong] = "高"
    lines = run_macro("check", desk_of(book))

    assert lines[1].startswith("错误（")
    assert "规则'!" in lines[1].split("\n")[0] or "规则!" in lines[1].split("\n")[0]
    assert "高" in lines[1]


def test_the_rules_sheet_of_a_scheme_rates_the_table_from_then_on(book: FakeBook) -> None:
    book.answers = [(0,)]
    lines = run_macro("rules_sheet", desk_of(book))
    own = LiveRules(book).own()

    assert lines == ("工作表“规则”是 standard@2026.1 的规则。黄色单元格可以改，改后请刷新。",)
    assert own is not None
    assert own[0] == load_scheme("standard")
    rules = book.by_name["规则"]
    floor = next(at for at, value in rules.cells.items() if value == 90)
    rules.cells[floor] = 96
    run_macro("refresh", desk_of(book))
    assert book.by_name["客户"].cells[2, 3] == "B"


def test_a_rules_sheet_that_is_there_is_shown_and_kept(book: FakeBook) -> None:
    run_macro("rules_sheet", desk_of(book))
    kept = book.snapshot()["规则"]
    lines = run_macro("rules_sheet", desk_of(book))

    assert lines == ("规则在工作表“规则”。",)
    assert book.by_name["规则"] == kept


def test_the_monthly_workbook_is_made_by_the_command_and_opened(book: FakeBook) -> None:
    book.folder = "/月报"
    command = FakeCommand(Ran(0, "", "2 行\n"))
    lines = run_macro("monthly", desk_of(book, command=command))

    copy, target = "/copies/book.xlsx.xlsx", "/月报/book_2026-10.xlsx"
    assert command.asked == [("rate", copy, "--period", "2026-10", "-o", target, "--force", "--lang", "zh")]
    assert book.opened == ["/月报/book_2026-10.xlsx"]
    assert lines == ("已写入：/月报/book_2026-10.xlsx", "2 行")


@pytest.mark.parametrize(
    ("folder", "answer", "told"),
    [
        ("", Ran(0, "", ""), "工作簿还没有保存过，没有所在的文件夹。"),
        ("/月报", None, "当前用户没有安装 xltier 命令，而月报由它生成。"),
        ("/月报", Ran(3, "", "没有经销商"), "月报没有生成（退出码 3）：没有经销商"),
    ],
)
def test_what_the_monthly_workbook_lacks_is_said(book: FakeBook, folder: str, answer: Ran | None, told: str) -> None:
    book.folder = folder
    lines = run_macro("monthly", desk_of(book, command=FakeCommand(answer)))

    assert lines[0].startswith("错误（book.xlsx）：" + told)
    assert not book.opened


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "rows",
    [
        (("日记", "心情"), ("今天", "好"), ("明天", "好")),
        (("客户", "score"), ("甲", 95), ("乙", 80)),
        (("客户", "年销售额"), ("甲", 950000)),
        (("客户", "目标达成率"), ("甲", 0.9), ("乙", 0.8)),
        (("只有一句话",),),
    ],
)
def test_a_window_tells_of_no_option_of_a_command(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], language: str
) -> None:
    desk = desk_of(book_of(tmp_path / "book.xlsx", *rows), language=language)

    said = [line for name in ("check", "refresh", "explain", "refresh_all") for line in run_macro(name, desk)]
    assert said
    assert [line for line in said if "--" in line] == []


def test_explain_shows_of_a_wrong_row_what_the_sheet_has_columns_for(tmp_path: Path) -> None:
    heads = ("客户编码", "目标达成率", "同期成长率", "重点品达成率", "库存天数", "回款准时率")
    book = book_of(tmp_path / "book.xlsx", heads, ("K1", "待定", 0.1, 0.9, 30, 1), ("K2", 0.9, 0.1, 0.9, 30, 1))
    book.select("客户", 2, 1)

    assert [line.split() for line in run_macro("explain", desk_of(book))[3:]] == [
        ["目标达成率", "B2", "#VALUE!"],
        ["同期成长率", "C2", "10%"],
        ["重点品达成率", "D2", "90%"],
        ["库存天数", "E2", "30", "天"],
        ["回款准时率", "F2", "100%"],
    ]
