"""From raw sheets to a reading: the user's choice, and the words of every doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import xltier.tables
from xltier.errors import BookError, Refusal
from xltier.messages import LANGUAGES, phrase, render
from xltier.messages.render import references
from xltier.tables.choice import TableChoice
from xltier.tables.reading import SUMMED, Conversion, Failure, Reading, Rejection
from xltier.tables.sheet import Cell, RawBook, RawSheet, Visibility
from xltier.tables.understand import understand


def _sheet(name: str, *rows: list[Cell], hidden: frozenset[int] = frozenset()) -> RawSheet:
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    columns = [list(column) for column in zip(*padded, strict=True)]
    return RawSheet(name, range(1, len(rows) + 1), tuple(range(1, width + 1)), columns, hidden_rows=hidden)


def _book(*sheets: RawSheet) -> RawBook:
    return RawBook("客户.xlsx", "xlsx", sheets, (Visibility.VISIBLE,) * len(sheets))


_FIRST = _sheet("一月", ["客户", "销售额"], ["甲", 1], ["乙", 2])
_SECOND = _sheet("二月", ["客户", "销售额"], ["甲", 5], ["乙", 6], ["丙", 7], hidden=frozenset({3}))


def _read(*sheets: RawSheet, choice: TableChoice | None = None) -> Reading:
    return understand(_book(*sheets), choice or TableChoice())


def test_the_first_of_equal_sheets_is_read_and_the_other_named() -> None:
    reading = _read(_FIRST, _SECOND)
    assert (reading.sheet, list(reading.values[1])) == ("一月", [1, 2])
    assert [str(guess) for guess in reading.guesses] == ["other_sheets:二月"]


def test_the_users_sheet_wins() -> None:
    reading = _read(_FIRST, _SECOND, choice=TableChoice(sheet=" 二月"))
    assert (reading.sheet, list(reading.values[1])) == ("二月", [5, 6, 7])


def test_visible_only_leaves_hidden_rows_out_and_says_so() -> None:
    reading = _read(_SECOND, choice=TableChoice(visible_only=True))
    assert list(reading.rows) == [2, 4]
    assert reading.rejected == (Rejection(3, "hidden_row"),)


def test_the_users_header_row_wins() -> None:
    reading = _read(_FIRST, choice=TableChoice(header_row=2))
    assert (reading.header_rows, [c.name for c in reading.columns], reading.rows) == ((2,), ["甲", "1"], range(3, 4))


def test_the_users_range_wins() -> None:
    sheet = _sheet("s", ["客户", "销售额", "产品", "单价"], ["甲", 1, "P", 9], ["乙", 2, "Q", 8])
    reading = _read(sheet, choice=TableChoice(table="C1:D3"))
    assert [c.name for c in reading.columns] == ["产品", "单价"]
    assert reading.address(2, 1) == "D2"


@pytest.mark.parametrize(
    ("choice", "reference"),
    [
        (TableChoice(sheet="三月"), "unknown-sheet"),
        (TableChoice(table="没有"), "unknown-table"),
        (TableChoice(header_row=99), "unknown-row"),
    ],
)
def test_a_choice_that_is_not_there_is_an_error_with_what_is(choice: TableChoice, reference: str) -> None:
    with pytest.raises(BookError) as error:
        _read(_FIRST, choice=choice)
    assert [problem.reference for problem in error.value.problems] == [reference]


def test_a_header_without_rows_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        _read(_sheet("s", ["客户", "销售额"]))
    assert refused.value.code == "no_data_rows"


def test_a_cell_that_is_no_number_fails_alone_with_its_place() -> None:
    reading = _read(_sheet("s", ["客户", "销售额"], ["甲", 1], ["乙", "待定"]))
    assert reading.failures == {(3, 1): Failure("not_a_number", "待定")}
    assert list(reading.values[1]) == [1, None]
    assert str(reading.problems()[0].at) == "'[客户.xlsx]s'!B3"


def test_a_mark_of_not_reported_is_a_blank_and_is_listed() -> None:
    reading = _read(_sheet("s", ["客户", "销售额"], ["甲", 1], ["乙", "—"]))
    assert (list(reading.values[1]), reading.failures) == ([1, None], {})
    assert reading.conversions == [Conversion(3, 1, "—", None, "not_reported")]


def _codes(pattern: str) -> set[str]:
    """Return the codes that the source of the intake gives in some way."""
    folder = Path(str(xltier.tables.__file__)).parent
    return {code for path in folder.glob("*.py") for code in re.findall(pattern, path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    warnings = _codes(r'warnings\.append\(\(?(?:Notice\()?"([a-z_]+)"') | _codes(r'yield Notice\("([a-z_]+)"')
    failures = _codes(r'\.fail\([^"\n]*"([a-z_]+)"')
    assert {code.replace("_", "-") for code in (warnings | failures) - SUMMED} <= references()
    for why in _codes(r'Conversion\([^"\n]*"([a-z_]+)"'):
        assert phrase(f"why_{why}", language)
    guesses = _codes(r'guesses\.append\(Notice\("([a-z_]+)"')
    assert {f"guessed-{guess.replace('_', '-')}" for guess in guesses} <= references()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_reading_renders(language: str) -> None:
    reading = _read(
        _sheet(
            "s", ["客户", "销售额", "销售额"], ["甲", "待定", "¥5"], ["乙", 2, "$6"], ["甲", 1, "¥7"], ["合计", 3, 12]
        )
    )
    words = [render(problem, language).what for problem in reading.problems()]
    assert len(words) == len(set(words)) > 4


def test_a_sheet_of_customers_is_chosen_before_one_of_regions_or_parameters() -> None:
    customers = _sheet("明细", ["客户编号", "客户名称", "销售额"], ["C1", "甲", 1], ["C2", "乙", 2])
    regions = _sheet("汇总", ["区域", "销售额", "客户数"], ["华东", 1, 1], ["华南", 2, 1])
    settings = _sheet("参数", ["代码", "说明", "值"], ["P1", "一", 1], ["P2", "二", 2])
    for other in (regions, settings):
        assert _read(other, customers).sheet == "明细"


def test_a_list_of_limits_above_the_customers_is_left_out_and_said() -> None:
    limits: list[list[Cell]] = [["等级", "下限", "上限"], ["A", 100, None], ["B", 50, 100]]
    sheet = _sheet("s", *limits, ["客户编号", "客户名称", "销售额"], ["C1", "甲", 7], ["C2", "乙", 8])
    reading = _read(replace(sheet, rows=[1, 2, 3, 5, 6, 7]))
    assert (reading.header_rows, list(reading.values[2])) == ((5,), [7, 8])
    assert [str(guess) for guess in reading.guesses] == ["outside_table:A2"]


def test_a_guess_that_changes_numbers_or_rows_is_a_warning_to_the_one_who_rates_and_others_are_notes() -> None:
    reading = _read(_sheet("s", ["客户", "达成率(%)"], ["甲", 0.95], ["乙", 0.8]), _SECOND)
    said = {(problem.reference, str(problem.severity)) for problem in reading.problems()}
    assert {("guessed-fraction-under-percent", "warning"), ("guessed-other-sheets", "note")} <= said
