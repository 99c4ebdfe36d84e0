from __future__ import annotations

import pytest

from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.intake.kinds import KINDS, kind
from xltier.app.month.intake.recognise import Recognised, recognise
from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.tables.reading import Reading

MEASURES = [measure for measure in load_scheme("dealer-monthly").measures if measure.expression is None]
KEY = ("月份", "经销商编码", "事业部", "线别")
NAMED = [(one.key, language) for one in KINDS for language in ("zh", "en")]


def recognised(table: Reading) -> Recognised:
    found = recognise(table, MEASURES)
    assert isinstance(found, Recognised)
    return found


def problem(table: Reading) -> Problem:
    found = recognise(table, MEASURES)
    assert isinstance(found, Problem)
    return found


def headed(*headers: str, sheet: str = "Sheet1") -> Reading:
    return reading(headers, [["x"] * len(headers)], sheet=sheet)


@pytest.mark.parametrize(("key", "language"), NAMED, ids=[f"{key}-{language}" for key, language in NAMED])
def test_a_table_with_every_column_of_a_kind_is_of_that_kind(key: str, language: str) -> None:
    wanted = kind(key)
    names = {measure.key: measure.name for measure in MEASURES}
    headers = [field.name.said(language) for field in wanted.fields]
    headers += [names[measure].said(language) for measure in wanted.measures]

    found = recognised(headed(*headers))

    assert found.kind is wanted
    assert list(found.columns) == [field.key for field in wanted.fields]
    assert set(found.measures) == set(wanted.measures)
    assert found.problems == ()


@pytest.mark.parametrize("key", [one.key for one in KINDS])
def test_the_required_columns_are_enough_beside_one_that_tells(key: str) -> None:
    wanted = kind(key)
    names = {measure.key: measure.name.zh for measure in MEASURES}
    headers = [field.name.zh for field in wanted.required]
    headers += [wanted.field(telling).name.zh for telling in wanted.telling[:1]]
    headers += [names[measure] for measure in wanted.measures[:1]]

    assert recognised(headed(*headers)).kind is wanted


def test_a_header_says_the_same_with_its_unit_in_brackets_and_with_other_words() -> None:
    found = recognised(headed("年月", "客户编码", "事业部名称", "渠道线", "进货额（万元）"))

    assert dict(found.columns) == {"month": 0, "dealer": 1, "division": 2, "line": 3}
    assert dict(found.measures) == {"sell_in": 4}


def test_a_table_of_days_takes_its_months_from_the_days() -> None:
    found = recognised(headed("日期", "经销商编码", "事业部", "线别", "本月进货额"))

    assert (found.columns["month"], found.columns["date"]) == (0, 0)


def test_a_sheet_of_several_departments_is_one_table_with_all_their_measures() -> None:
    found = recognised(headed(*KEY, "进货目标", "本月进货额", "月末库存额", "渠道类型"))

    assert set(found.measures) == {"target", "sell_in", "stock"}
    assert set(found.dealers) == {"dealer", "division", "line", "channel"}


def test_measures_without_a_line_are_refused_and_the_column_is_named() -> None:
    said = problem(headed("月份", "经销商编码", "事业部", "月末库存额"))

    assert said == Problem(
        "input-columns-missing",
        Location(file="book.xlsx", sheet="Sheet1", cell="1:1"),
        values={"kind": Words("库存", "Stock"), "columns": (Words("线别", "Line"),)},
    )


def test_a_log_that_lacks_one_column_says_which_log_and_which_column() -> None:
    said = problem(headed("日期", "经销商编码", "事业部", "线别", "项目", "分值"))

    assert said.reference == "input-columns-missing"
    assert said.values == {"kind": Words("加减分登记", "Adjustments"), "columns": (Words("批准人", "Approver"),)}


def test_a_sheet_of_something_else_is_left_out_with_a_warning() -> None:
    said = problem(headed("姓名", "电话", "备注"))

    assert (said.reference, said.severity) == ("input-not-recognised", Severity.WARNING)
    assert said.values == {"columns": ("姓名", "电话", "备注")}


def test_a_column_that_stands_there_twice_is_used_once_and_said() -> None:
    found = recognised(headed(*KEY, "月末库存额", "月末库存额"))

    assert found.measures == {"stock": 4}
    assert [(one.reference, str(one.at)) for one in found.problems] == [
        ("input-column-twice", "'[book.xlsx]Sheet1'!F1")
    ]


def test_the_sheet_name_decides_between_kinds_with_the_same_columns() -> None:
    headers = ("日期", "经销商编码", "事业部", "线别", "项目", "批准人", "红线", "备注")

    found = [recognised(headed(*headers, sheet=name)).kind.key for name in ("红线登记", "加减分登记")]

    assert found == ["red_lines", "adjustments"]
