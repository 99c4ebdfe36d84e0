"""Two months of sell-out are no three: a sum that lacks a month is not rated as if it were whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tests.support.readings import reading
from xltier import load_scheme
from xltier.app.month.intake.records import read_inputs
from xltier.app.month.rate_month import rate_month
from xltier.app.month.result import MonthResult
from xltier.core.values import NOT_APPLICABLE
from xltier.core.words import Words
from xltier.tables.reading import Value

SCHEME = load_scheme("dealer-monthly")
SALES = ("月份", "经销商编码", "事业部", "线别", "本月进货额", "进货目标", "终端出货额", "月末库存额")
DAYS = ("日期", *SALES[1:])
DEALERS = ("经销商编码", "经销商名称", "事业部", "线别", "渠道类型", "开户日期")


def _month(*rows: Sequence[Value], opened: dt.date | None = None, headers: Sequence[str] = SALES) -> MonthResult:
    listed = reading(DEALERS, [[row[1], "甲", "华东", "强网休闲", "城区", opened] for row in rows[:1]], sheet="主档")
    sold = reading(headers, rows, file="sales.xlsx", sheet="销售")
    return rate_month(read_inputs([listed, sold], SCHEME), SCHEME, 2026 * 12 + 9)


def _row(month: Value, dealer: str = "K1") -> list[Value]:
    return [month, dealer, "华东", "强网休闲", 100, 100, 92, 30]


def _days_of_stock(result: MonthResult, dealer: str = "K1") -> object:
    row = next(row for row in result.rows if row.key.dealer == dealer)
    return row.values[row.plan.slot("stock_days")]


def test_three_months_with_rows_give_the_days_of_stock() -> None:
    result = _month(_row("2026-08"), _row("2026-09"), _row("2026-10"))

    assert _days_of_stock(result) == 10  # 30 x 92 days / (3 x 92)


def test_a_dealer_without_the_row_of_one_month_has_not_reported_it() -> None:
    result = _month(
        _row("2026-08", "K2"), _row("2026-08"), _row("2026-10"), _row("2026-09", "K2"), _row("2026-10", "K2")
    )

    assert _days_of_stock(result) is None
    assert _days_of_stock(result, "K2") == 10
    assert [(found.key.dealer, found.measures) for found in result.missing] == [("K1", ("sell_out_3m",))]


def test_a_dealer_who_opened_later_has_no_days_of_stock_yet() -> None:
    result = _month(
        _row("2026-10"),
        _row("2026-08", "K2"),
        _row("2026-09", "K2"),
        _row("2026-10", "K2"),
        opened=dt.date(2026, 10, 9),
    )

    assert _days_of_stock(result) is NOT_APPLICABLE
    assert not result.missing


def test_months_that_nobody_has_rows_of_are_said_once() -> None:
    result = _month(_row("2026-10"), _row("2026-10", "K2"))

    assert _days_of_stock(result) is NOT_APPLICABLE
    (found,) = (problem for problem in result.problems if problem.reference == "month-rows-absent")
    assert found.values["months"] == Words("2026-08, 2026-09", "2026-08, 2026-09")


def test_in_a_table_of_days_a_month_without_a_row_had_no_business() -> None:
    days = [_row(dt.date(2026, month, 5), "K2") for month in (8, 9, 10)]
    result = _month(_row(dt.date(2026, 8, 6)), _row(dt.date(2026, 10, 6)), *days, headers=DAYS)

    assert _days_of_stock(result) == 15  # 30 x 92 / (2 x 92)
