"""Tables at a terminal: headers, and in English the name beside a Chinese tier code, once."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from tests.support.command_line import Command, table

# value-share: 高 carries the first 80 %. 900 of 1000 is more than 80 % by itself, so K1 is 高;
# K2 stands between 90 % and 98 %, begun below 95 %, so it is 中; K3 is 低.
HEAD = ("客户编码", "客户名称", "省份", "消费金额(元)")
ROWS = (("K1", "甲", "江苏", 900), ("K2", "乙", "江苏", 80), ("K3", "丙", "浙江", 20))
NAMES = ("高 (High value)", "中 (Middle value)", "低 (Low value)")


def cells(line: str) -> list[str]:
    return re.split(" {2,}", line)


def people(folder: Path) -> Path:
    return table(folder / "c.csv", HEAD, *ROWS)


@pytest.mark.parametrize(("lang", "tiers"), [("en", list(NAMES)), ("zh", ["高", "中", "低"])])
def test_a_count_by_region_and_an_effect_say_the_tier_as_the_reader_knows_it(
    tmp_path: Path, xltier: Command, lang: str, tiers: list[str]
) -> None:
    file = people(tmp_path)
    _, out, _ = xltier("pivot", file, "--by", "省份", "--scheme", "value-share", lang=lang)
    assert cells(out.splitlines()[0]) == ["省份", *tiers, "Σ"]

    _, out, _ = xltier("evaluate", file, file, "--scheme", "value-share", lang=lang)
    assert [cells(line)[0] for line in out.splitlines()[1:]] == tiers


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", [["Tier", "Customers", "Gets", "Each"], ["低低 (Low value, low potential)", "2", "25.00", "12.50 x 2"]]),
        ("zh", [["等级", "客户数", "分得", "每户"], ["低低", "2", "25.00", "12.50 x 2"]]),
    ],
)
def test_shares_of_resources_have_headers(tmp_path: Path, xltier: Command, lang: str, first: list[list[str]]) -> None:
    # Of 1000: K1 and K2 begin below 80 %, 高; K3 at 80 % and K4 at 90 %, 中; K5 at 96 %, 低. 中低 folds into 低低.
    head = ("客户编码", "消费金额(元)", "客户潜力")
    rows = (("K1", 500, "高"), ("K2", 300, "低"), ("K3", 100, "高"), ("K4", 60, "低"), ("K5", 40, "低"))
    file = table(tmp_path / "m.csv", head, *rows)
    _, out, _ = xltier("allocate", file, "--scheme", "strategy-matrix", "--total", "100", lang=lang)
    lines = [cells(line) for line in out.splitlines()]

    assert [lines[0], lines[-1]] == first  # 低低 has 25 % of 100


def test_moves_between_two_ratings_name_the_tiers_in_english(tmp_path: Path, xltier: Command) -> None:
    old = people(tmp_path)
    new = table(tmp_path / "n.csv", HEAD, ROWS[0], ("K2", "乙", "江苏", 20), ("K3", "丙", "浙江", 80))
    _, out, _ = xltier("diff", old, new, "--scheme", "value-share", lang="en")
    lines = [cells(line) for line in out.splitlines()]

    assert lines[:3] == [
        ["Customer", "Was → is", "Why", "Score"],
        ["K2", "中 (Middle value) → 低 (Low value)", "figures", "80 → 20"],
        ["K3", "低 (Low value) → 中 (Middle value)", "figures", "20 → 80"],
    ]
    assert lines[4] == ["was / is", *NAMES]


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("en", "Value by cumulative share → Value by share of customers"),
        ("zh", "客户价值（累计占比） → 客户价值（人数占比）"),
    ],
)
def test_rule_books_differ_in_the_readers_language(xltier: Command, lang: str, name: str) -> None:
    _, out, _ = xltier("diff", "value-share", "value-quantile", lang=lang)
    lines = [cells(line) for line in out.splitlines()]

    assert lines[0] == [["Rule", "Was → is"], ["规则", "原 → 现"]][lang == "zh"]
    assert lines[2] == ["name", name]


def test_a_text_that_differs_in_the_other_language_alone_is_said_in_that(tmp_path: Path, xltier: Command) -> None:
    changed = tmp_path / "abc.toml"
    xltier("schemes", "export", "abc", "-o", changed)
    text = changed.read_text(encoding="utf-8")
    assert "ABC (Pareto)" in text
    changed.write_text(text.replace("ABC (Pareto)", "ABC classes"), encoding="utf-8")

    assert "ABC (Pareto) → ABC classes" in xltier("diff", "abc", changed, lang="zh")[1]


@pytest.mark.parametrize(("lang", "tiers"), [("en", list(NAMES)), ("zh", ["高", "中", "低"])])
def test_lists_of_who_serves_whom_name_the_tiers(tmp_path: Path, xltier: Command, lang: str, tiers: list[str]) -> None:
    seats = table(tmp_path / "s.csv", ("级别", "人数", "每人客户数"), ("总监", 1, 3))
    target = tmp_path / "o.xlsx"
    xltier("allocate", people(tmp_path), "--scheme", "value-share", "--capacity", seats, "-o", target, lang=lang)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    found = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(tuple("高中低"))]

    assert found == tiers
