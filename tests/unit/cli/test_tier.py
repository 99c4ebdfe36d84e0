"""``xltier tier``: what it writes, what it says, how it ends, and what it never does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


def test_the_result_stands_beside_the_input_and_the_input_is_untouched(xltier: Call, customers: Path) -> None:
    before = customers.read_bytes()
    answer = xltier("tier", customers, "--lang", "zh", "--as-of", "2026-10-31")

    assert answer.code == 0
    assert customers.read_bytes() == before
    assert answer.out.splitlines() == [
        "方案 standard@2026.1（标准百分制） · 客户.csv A1:C4 · 3 行 · 截至 2026-10-31",
        "  映射  得分 → score",
        "  结果  A 0 (0%)   B 1 (100%)   C 0 (0%)   D 0 (0%)   无法评级 2",
        "  K2  #N/A  得分为空（C3）",
        "  K3  #VALUE!  得分不是数字：“待定”（C4）",
    ]
    assert answer.err.splitlines()[-1] == f"已写入：{customers.with_name('客户_xltier.xlsx')}"
    assert openpyxl.load_workbook(customers.with_name("客户_xltier.xlsx")).sheetnames == [
        "客户",
        "等级汇总",
        "数据问题",
        "规则",
    ]


def test_a_second_run_takes_a_second_name(xltier: Call, customers: Path) -> None:
    first, second = xltier("tier", customers), xltier("tier", customers)

    assert first.err.splitlines()[-1] == f"Written: {customers.with_name('客户_xltier.xlsx')}"
    assert second.err.splitlines()[-1] == f"Written: {customers.with_name('客户_xltier-2.xlsx')}"


def test_the_same_input_gives_the_same_bytes(xltier: Call, customers: Path, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        xltier("tier", customers, "-o", tmp_path / name, "--as-of", "2026-10-31")

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(("lang", "word"), [("zh", "输出文件已存在"), ("en", "is there already")])
def test_a_file_that_is_there_is_replaced_only_by_force(
    xltier: Call, customers: Path, tmp_path: Path, lang: str, word: str
) -> None:
    there = tmp_path / "there.xlsx"
    there.write_bytes(b"mine")
    refused = xltier("tier", customers, "-o", there, "--lang", lang)

    assert (refused.code, word in refused.err, there.read_bytes()) == (3, True, b"mine")
    assert xltier("tier", customers, "-o", there, "--force").code == 0
    assert there.read_bytes() != b"mine"


def test_the_input_is_not_written_to_even_by_force(xltier: Call, customers: Path) -> None:
    before = customers.read_bytes()

    assert xltier("tier", customers, "-o", customers, "--force").code == 3
    assert xltier("tier", customers, "--in-place").code == 2
    assert customers.read_bytes() == before


def test_json_holds_every_row_and_every_finding(xltier: Call, customers: Path) -> None:
    answer = xltier("tier", customers, "--json", "--lang", "zh", "--as-of", "2026-10-31")
    found: dict[str, Any] = json.loads(answer.out)

    assert answer.code == 0
    assert found["ok"] is False
    assert found["scheme"]["id"] == "standard"
    assert found["rows"] == [
        {
            "key": "K1",
            "row": 2,
            "tier": "B",
            "code": None,
            "score": 86,
            "error": None,
            "change": None,
            "why": "得分 86；距 A 差 4",
            "cell": None,
        },
        {
            "key": "K2",
            "row": 3,
            "tier": None,
            "code": None,
            "score": None,
            "error": "#N/A",
            "change": None,
            "why": "得分为空（C3）",
            "cell": "C3",
        },
        {
            "key": "K3",
            "row": 4,
            "tier": None,
            "code": None,
            "score": None,
            "error": "#VALUE!",
            "change": None,
            "why": "得分不是数字：“待定”（C4）",
            "cell": "C4",
        },
    ]
    assert found["summary"] == {
        "rows": 3,
        "rated": 1,
        "unrated": 2,
        "blank": 0,
        "amount_of": None,
        "tiers": [
            {
                "tier": code,
                "customers": int(code == "B"),
                "share": int(code == "B"),
                "amount": None,
                "amount_share": None,
            }
            for code in "ABCD"
        ],
        "up": 0,
        "down": 0,
    }
    assert [(one["cell"], one["severity"], one["code"]) for one in found["findings"] if one["severity"] == "error"] == [
        ("C3", "error", "measure-required"),
        ("C4", "error", "not-a-number"),
    ]


def test_a_failure_is_json_too_where_json_was_asked_for(xltier: Call, tmp_path: Path) -> None:
    answer = xltier("tier", tmp_path / "none.xlsx", "--json")
    found = json.loads(answer.out)

    assert (answer.code, found["ok"], found["findings"][0]["code"]) == (3, False, "file-missing")


def test_csv_has_a_mark_of_its_encoding_and_no_text_that_a_spreadsheet_would_run(xltier: Call, tmp_path: Path) -> None:
    source = tmp_path / "names.csv"
    source.write_text('客户编号,名称,得分\nK1,"=HYPERLINK(""http://x"")",86\nK2,@sum,60\n', encoding="utf-8")
    target = tmp_path / "out.csv"

    assert xltier("tier", source, "-o", target, "--lang", "zh").code == 0
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [
        ["客户编号", "名称", "得分", "等级", "得分", "变动", "主因"],
        ["K1", '\'=HYPERLINK("http://x")', "86", "B", "86", "", "得分 86；距 A 差 4"],
        ["K2", "'@sum", "60", "C", "60", "", "得分 60；距 B 差 15"],
    ]


def test_names_that_look_like_formulas_are_text_in_the_workbook(xltier: Call, tmp_path: Path) -> None:
    source, target = tmp_path / "names.csv", tmp_path / "out.xlsx"
    source.write_text("客户编号,名称,得分\n0012,=1+1,86\nK2,http://x.example,60\n", encoding="utf-8")
    xltier("tier", source, "-o", target)
    sheet = openpyxl.load_workbook(target).worksheets[0]

    assert [(cell.value, cell.data_type) for cell in sheet["B"][1:3]] == [("=1+1", "s"), ("http://x.example", "s")]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("0012", "s")
    assert sheet["B3"].hyperlink is None


def test_strict_says_by_the_exit_code_that_a_row_is_not_rated(xltier: Call, customers: Path, tmp_path: Path) -> None:
    assert xltier("tier", customers, "--strict", "--json").code == 1
    whole = tmp_path / "whole.csv"
    whole.write_text("客户编号,得分\nK1,86\n", encoding="utf-8")
    assert xltier("tier", whole, "--strict", "--json").code == 0


def test_columns_are_those_asked_for_in_their_order(xltier: Call, customers: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    xltier("tier", customers, "-o", target, "--columns", "why,tier")
    sheet = openpyxl.load_workbook(target).worksheets[0]

    assert [cell.value for cell in sheet[1]] == ["客户编号", "客户名称", "得分", "Why", "Tier"]


def test_a_setting_changes_how_the_scheme_rates(xltier: Call, tmp_path: Path) -> None:
    source = tmp_path / "sales.csv"
    source.write_text("客户编号,年销售额(元),年销量(吨)\nK1,1000000,1\n", encoding="utf-8")
    # weights 40 and 20 of 60: (4x40 + 1x20) / 60 = 3.00, B; the best sub-grade alone is 4, A
    tiers = [
        json.loads(xltier("tier", source, "--scheme", "b2b-abcd", "--json", *more).out)["rows"][0]["tier"]
        for more in ((), ("--set", "combine=best"))
    ]

    assert tiers == ["B", "A"]


def test_ndjson_is_the_rows_of_json_one_a_line(xltier: Call, customers: Path) -> None:
    whole, rows = xltier("tier", customers, "--json"), xltier("tier", customers, "--ndjson")

    assert rows.code == 0
    assert [json.loads(line) for line in rows.out.splitlines()] == json.loads(whole.out)["rows"]
    assert "standard@2026.1 (Standard, 0 to 100) was used" in rows.err  # the answer has no room for it


def test_a_failure_of_ndjson_is_one_object(xltier: Call, tmp_path: Path) -> None:
    answer = xltier("tier", tmp_path / "none.csv", "--ndjson")

    assert (answer.code, json.loads(answer.out)["ok"]) == (3, False)
