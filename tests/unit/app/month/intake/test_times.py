"""Dates under a measure of time: counted to the end of the business month by the code that counts a list's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.records import read_inputs
from xltier.app.sheet.measure_cells import measure_cells
from xltier.core.values import Entry, ExcelError
from xltier.errors import Problem
from xltier.messages import render
from xltier.tables.reading import Failure, Kind, Reading, Value

SCHEME = load_scheme("b2b-abcd")
(YEARS,) = (measure for measure in SCHEME.measures if measure.key == "years")
KEYS = ("月份", "经销商编码", "事业部", "线别")


def table(days: Sequence[Value], header: str = "合作起始日", month: str = "2026-10") -> Reading:
    """Return a table of one customer a day, in the row of the day's place."""
    rows = [[month, f"K{at}", "华东", "液奶", day] for at, day in enumerate(days, 1)]
    return reading((*KEYS, header), rows, file="t.xlsx", sheet="客户")


def taken(inputs: MonthInputs) -> list[Entry]:
    (facts,) = inputs.facts
    return list(facts.values["years"])


@pytest.mark.parametrize("header", ["合作起始日", "开户日期", "Customer since"])
def test_dates_count_in_years_up_to_the_last_day_of_the_month(header: str) -> None:
    found = taken(read_inputs([table([dt.date(2016, 11, 1), dt.date(2021, 10, 31)], header)], SCHEME))
    # 2016-11-01 to 2026-10-31: 119 whole months, 119/12 = 9.92 years; 2021-10-31 to 2026-10-31: 60 months, 5 years.
    assert YEARS.decimals == 2
    assert found == [992, 500]


def test_a_business_month_that_ends_on_the_25th_counts_to_the_25th() -> None:
    scheme = replace(SCHEME, month_start_day=26)
    # 2021-10-31 to 2026-10-25: the 60th month is not complete, 59/12 = 4.92 years; from 2021-10-25 it is: 5 years.
    assert taken(read_inputs([table([dt.date(2021, 10, 31), dt.date(2021, 10, 25)])], scheme)) == [492, 500]


def test_each_row_counts_to_the_end_of_its_own_month() -> None:
    rows: list[list[Value]] = [[month, "K1", "华东", "液奶", dt.date(2024, 1, 31)] for month in ("2026-02", "2026-10")]
    inputs = read_inputs([reading((*KEYS, "合作起始日"), rows)], SCHEME)
    # To 2026-02-28, the last day of a month without a 31st: 25 months, 2.08 years; to 2026-10-31: 33 months, 2.75.
    assert taken(inputs) == [208, 275]


def test_a_month_and_a_list_count_the_same() -> None:
    days: list[Value] = [dt.date(2016, 11, 1), dt.date(2021, 10, 31), dt.date(2026, 11, 2), None]
    one = table(days)
    in_list = measure_cells(one, 4, YEARS, dt.date(2026, 10, 31))
    assert taken(read_inputs([one], SCHEME)) == list(in_list.entries) == [992, 500, ExcelError.NUM, None]


def test_months_count_from_their_first_day_and_a_later_one_is_refused_in_a_list_too() -> None:
    typed = table(["2021-11", "2026-11"])
    one = replace(typed, columns=(*typed.columns[:4], replace(typed.columns[4], kind=Kind.MONTH)))
    # 2021-11-01 to 2026-10-31: 59 whole months, 4.92 years.
    assert taken(read_inputs([one], SCHEME)) == [492, ExcelError.NUM]
    assert measure_cells(one, 4, YEARS, dt.date(2026, 10, 31)).entries == (492, ExcelError.NUM)


def of(inputs: MonthInputs, reference: str) -> Problem:
    (problem,) = (problem for problem in inputs.problems if problem.reference == reference)
    return problem


@pytest.mark.parametrize(
    ("language", "noted", "refused"),
    [
        (
            "zh",
            "“合作起始日”列是日期，“合作年限”已按截至该业务月最后一天所经过的时间计算，单位为年。",
            "合作年限：2026-11-02 晚于该业务月最后一天 2026-10-31。",
        ),
        (
            "en",
            (
                'Column "合作起始日" holds dates; they count for Years as the time passed, in years, '
                "up to the last day of the business month."
            ),
            "Years: 2026-11-02 is after 2026-10-31, the last day of the business month.",
        ),
    ],
)
def test_the_conversion_is_noted_at_the_header_and_a_later_date_is_refused_at_its_cell(
    language: str, noted: str, refused: str
) -> None:
    inputs = read_inputs([table([dt.date(2021, 10, 31), dt.date(2026, 11, 2)])], SCHEME)
    note, error = of(inputs, "dates-counted"), of(inputs, "date-after-month")
    assert (str(note.at), note.is_error) == ("'[t.xlsx]客户'!E1", False)
    assert (str(error.at), error.is_error) == ("'[t.xlsx]客户'!E3", True)
    assert (render(note, language).what, render(error, language).what) == (noted, refused)


def test_a_cell_that_could_not_be_read_stays_an_error_and_numbers_stay_years() -> None:
    unread = Failure("not_a_date", "很久")
    one = reading(
        (*KEYS, "合作起始日"),
        [["2026-10", "K1", "华东", "液奶", None], ["2026-10", "K2", "华东", "液奶", dt.date(2021, 10, 31)]],
        failures={(2, "合作起始日"): unread},
    )
    assert taken(read_inputs([one], SCHEME)) == [ExcelError.VALUE, 500]
    inputs = read_inputs([table([5, 9.5], "合作年限")], SCHEME)
    assert taken(inputs) == [500, 950]
    assert "dates-counted" not in {problem.reference for problem in inputs.problems}
