"""``demo``, ``check``, ``explain``, ``schemes``: what they answer, and how they end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from xltier.schemes import shipped, shipped_text

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


@pytest.mark.parametrize(
    ("language", "sheets"),
    [("zh", ["客户清单", "等级汇总", "数据问题", "规则"]), ("en", ["Customers", "Summary", "Problems", "Rules"])],
)
def test_the_demo_writes_a_workbook_in_the_language_asked_for(
    xltier: Call, tmp_path: Path, language: str, sheets: list[str]
) -> None:
    answer = xltier("demo", "--lang", language, "-o", tmp_path)
    target = tmp_path / f"customers_{language}_xltier.xlsx"

    assert answer.code == 0
    assert str(target) in answer.out
    assert openpyxl.load_workbook(target).sheetnames == sheets


def test_the_demo_without_a_language_makes_both(xltier: Call, tmp_path: Path) -> None:
    assert xltier("demo", "-o", tmp_path).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "customers_en_xltier.xlsx",
        "customers_zh_xltier.xlsx",
        "ratings_2026-10_xltier.xlsx",
        "评级月报_2026-10_xltier.xlsx",
    ]


def test_check_of_a_sound_scheme_has_nothing_to_report(xltier: Call) -> None:
    answer = xltier("check", "standard")

    # standard.toml has 8 [[cases]]
    said = "standard@2026.1: nothing to report. Its examples (8) give what they should.\n"
    assert (answer.code, answer.out) == (0, said)


def test_check_of_a_broken_scheme_ends_with_4(xltier: Call, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(shipped_text("b2b-abcd").replace("weight = 40", "weight = 35"), encoding="utf-8")
    answer = xltier("check", path, "--json")

    assert answer.code == 4
    assert [one["code"] for one in json.loads(answer.out)["findings"] if one["severity"] == "error"] == [
        "weights-not-100"
    ]


def test_check_computes_the_cases_that_a_scheme_carries(xltier: Call, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(shipped_text("standard").replace("score = 86\nwhy", "score = 87\nwhy"), encoding="utf-8")
    answer = xltier("check", path, "--json")

    assert answer.code == 4
    assert [one["code"] for one in json.loads(answer.out)["findings"]] == ["case-differs"]


def test_check_of_customers_lists_cells_and_ends_with_1(xltier: Call, customers: Path) -> None:
    answer = xltier("check", customers, "--lang", "zh")

    assert answer.code == 1
    assert "'[客户.csv]'!C3" in answer.out
    assert answer.out.splitlines()[-1].startswith("2 个错误")


def test_explain_names_near_customers_where_there_is_none(xltier: Call, customers: Path) -> None:
    answer = xltier("explain", customers, "K9", "--lang", "zh")

    assert answer.code == 1
    assert "表中没有客户“K9”" in answer.err


def test_explain_as_json_has_the_exact_sum(xltier: Call, customers: Path) -> None:
    found = json.loads(xltier("explain", customers, "K1", "--json").out)["customers"][0]

    assert (found["tier"], found["score"], found["base"], found["lines"][0]["cell"]) == ("B", 86, "86", "C2")
    assert found["next"] == {"tier": "A", "missing": 4, "alone_enough": ["Score ≥ 90"]}


def test_schemes_list_names_every_shipped_scheme(xltier: Call) -> None:
    found = json.loads(xltier("schemes", "list", "--json").out)

    assert [scheme["id"] for scheme in found["schemes"]] == list(shipped())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scheme_can_be_shown(xltier: Call, name: str, language: str) -> None:
    answer = xltier("schemes", "show", name, "--lang", language)

    assert (answer.code, answer.err) == (0, "")


def test_an_exported_scheme_rates_as_the_shipped_one(xltier: Call, customers: Path, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    assert xltier("schemes", "export", "standard", "-o", path).code == 0
    shipped_answer = json.loads(xltier("tier", customers, "--scheme", "standard", "--json").out)
    own_answer = json.loads(xltier("tier", customers, "--scheme", path, "--json").out)

    assert own_answer == shipped_answer


def test_a_new_scheme_is_right_as_it_stands(xltier: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert xltier("schemes", "new", "wholesale").code == 0
    # starter.toml has 3 [[cases]]
    said = "wholesale@2026.1: nothing to report. Its examples (3) give what they should.\n"
    assert xltier("check", "wholesale.toml").out == said
    assert xltier("schemes", "new", "wholesale").code == 3


def _scores(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["客户编号", "得分"], ["K1", 90]):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_finding_about_a_whole_sheet_has_no_cell_in_json(xltier: Call, tmp_path: Path) -> None:
    answer = xltier("refresh", _scores(tmp_path / "清单.xlsx"), "--dry-run", "--json")

    found = json.loads(answer.out)["findings"]
    assert [(one["code"], one["cell"]) for one in found] == [("scheme-chosen", None)]


def test_a_month_may_be_typed_as_people_write_it(xltier: Call, tmp_path: Path) -> None:
    path = _scores(tmp_path / "list.xlsx")
    xltier("refresh", path, "--in-place", "--period", "2026年1月")

    assert "the last run (2026-01)" in xltier("refresh", path, "--dry-run", "--period", "2026-1").err


@pytest.mark.parametrize(("lang", "said"), [("zh", "此前无等级"), ("en", "no tier before")])
def test_diff_says_that_there_was_no_tier_before_and_where_the_column_is_empty(
    xltier: Call, tmp_path: Path, lang: str, said: str
) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text("客户编号,等级,评定\nK1,,B\nK2,,A\n", encoding="utf-8")
    new.write_text("客户编号,等级,评定\nK1,A,A\nK2,B,A\n", encoding="utf-8")

    answer = xltier("diff", old, new, "--lang", lang)
    assert [re.split(" {2,}", line) for line in answer.out.splitlines()[1:3]] == [
        ["K1", "– → A", said],
        ["K2", "– → B", said],
    ]
    assert " B1 " in answer.err
    chosen = xltier("diff", old, new, "--map", "tier=评定", "--lang", lang)
    assert chosen.out.splitlines()[1].startswith("K1")
    assert "  B → A  " in chosen.out.splitlines()[1]
    assert " B1 " not in chosen.err


def test_two_equal_rule_books_are_said_to_be_so(xltier: Call) -> None:
    assert (xltier("diff", "standard", "standard").code, xltier("diff", "standard", "standard").out) == (
        0,
        "No rule differs.\n",
    )


def test_the_demo_makes_its_folder(xltier: Call, tmp_path: Path) -> None:
    assert xltier("demo", "--lang", "en", "-o", tmp_path / "new" / "results").code == 0
    assert (tmp_path / "new" / "results" / "customers_en_xltier.xlsx").exists()


def test_a_blank_sheet_says_what_comes_next(xltier: Call, tmp_path: Path) -> None:
    path = tmp_path / "our rules.xlsx"

    answer = xltier("new", "rules", "-o", path)
    assert answer.out == f"Rules to edit: {path}\n"
    assert f'xltier check "{path}"' in answer.err


def test_a_folder_is_refreshed_without_the_results_of_earlier_runs(xltier: Call, tmp_path: Path) -> None:
    _scores(tmp_path / "清单.xlsx")
    for _ in range(3):
        xltier("refresh", tmp_path)

    assert sorted(path.stem for path in tmp_path.iterdir()) == ["清单", "清单_xltier", "清单_xltier-2", "清单_xltier-3"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("k2", "K21、K22"), ("甲公", "甲公司"), ("K23", "K22、K21"), ("x", "K21、甲公司、K22")],
)
def test_an_unknown_customer_is_answered_with_the_nearest(
    xltier: Call, tmp_path: Path, typed: str, nearest: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("客户编号,客户名称,得分\nK21,甲公司,90\nK22,乙厂,80\n", encoding="utf-8")

    assert f"表中最相近的：{nearest}。" in xltier("explain", path, typed, "--lang", "zh").err


def test_a_crm_export_is_summed_up_beside_its_import(xltier: Call, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("Account ID,Annual Revenue\nA1,5000000\nA2,1\n", encoding="utf-8")
    answer = xltier("crm", "salesforce", path, "--scheme", "value-cut")

    assert answer.out.splitlines()[1:] == ["A1,高", "A2,低"]
    assert "2 rows" in answer.err


def _month(path: Path) -> Path:
    rows = "月份,经销商编码,事业部,线别,本月进货额,进货目标\n2026-09,D1,华东,强网,100,\n2026-10,D1,华东,强网,80,100\n"
    path.write_text(rows, encoding="utf-8-sig")
    return path


def test_a_month_of_which_the_files_hold_nothing_is_refused_with_the_months_they_hold(
    xltier: Call, tmp_path: Path
) -> None:
    answer = xltier("rate", _month(tmp_path / "月.csv"), "--period", "2026-12")

    assert (answer.code, list(tmp_path.glob("*.xlsx"))) == (1, [])
    assert "hold no figures of 2026-12; theirs are from 2026-09 to 2026-10." in answer.err


def test_a_month_in_which_nobody_could_be_rated_ends_with_1(xltier: Call, tmp_path: Path) -> None:
    path = _month(tmp_path / "月.csv")

    # the attainment alone is 40 of 100; in September there is no target, and without the attainment nobody is rated
    asked = ("rate", path, "--set", "min_coverage=0.4", "--dry-run", "--period")
    assert (xltier(*asked, "2026-09").code, xltier(*asked, "2026-10").code) == (1, 0)


def test_a_column_that_is_not_there_is_named_before_any_scheme_is_looked_for(xltier: Call, customers: Path) -> None:
    answer = xltier("tier", customers, "--map", "score=Scor")

    assert answer.code == 2
    assert answer.err.startswith("error[map-unknown-column] '[客户.csv]'!1:1\n  There is no column \"Scor\"")
