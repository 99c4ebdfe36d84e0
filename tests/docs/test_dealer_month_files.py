"""The bundled dealer month is what its script makes, small, and as untidy and as eventful as it promises."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from examples import make_dealer_month
from examples.dealer_figures import COUNTY, MILK, MOVED, PERIOD, SNACKS, invent
from examples.dealer_tables import every_table
from tests.support.shared import ROOT

FOLDER = ROOT / "examples" / "dealer_month"
FILES = (
    "2026-10.xlsx",
    "departments/市场部.xlsx",
    "departments/物流部_库存.csv",
    "departments/稽核部.xlsx",
    "departments/财务部.xlsx",
    "departments/销售部.xlsx",
)


def test_building_the_month_again_gives_the_same_bytes(tmp_path: Path) -> None:
    made = make_dealer_month.write(tmp_path)

    assert sorted(path.relative_to(tmp_path).as_posix() for path in made) == list(FILES)
    assert [name for name in FILES if (tmp_path / name).read_bytes() != (FOLDER / name).read_bytes()] == []


def test_the_files_are_small_enough_to_be_kept_with_the_source() -> None:
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 1_500_000


def test_two_hundred_dealers_sell_three_divisions_lines_and_many_sell_more_than_one() -> None:
    accounts = invent()
    lines = {account.code: {other.line for other in accounts if other.code == account.code} for account in accounts}

    assert len(lines) == 200
    assert {account.division for account in accounts} == {"华东事业部", "华中事业部", "西南事业部"}
    assert sum(len(own) > 1 for own in lines.values()) == 88


def test_a_key_has_one_row_a_month_and_product_but_for_the_row_pasted_twice() -> None:
    sales = every_table(invent())["sales"]
    keys = [row[:5] for row in sales.rows]

    assert len(set(keys)) == len(keys)
    assert {str(row[0]) for row in sales.rows} == {
        *("2024-12", "2025-01", "2025-02", "2025-10", "2025-11", "2025-12"),
        *(f"2026-{month:02}" for month in range(1, 11)),
    }


def test_the_product_that_moved_is_still_booked_under_its_old_line() -> None:
    tables = every_table(invent())
    dealers = {row[0]: row[4] for row in tables["dealers"].rows}
    booked = {
        kind: {(row[3], dealers[row[1]]) for row in tables[kind].rows if row[4] == MOVED}
        for kind in ("sales", "targets", "stock", "payment", "delivery")
    }

    assert booked == {kind: {(MILK, "城区"), (MILK, COUNTY)} for kind in booked}


def test_figures_on_an_edge_are_exact() -> None:
    account = next(account for account in invent() if account.number == 3)
    figures = account.figures[PERIOD, "休闲食品"]
    three_months = [account.figures[month, "休闲食品"].sell_out for month in ("2026-08", "2026-09", PERIOD)]

    assert account.line == SNACKS
    assert figures.sell_in == figures.target
    assert figures.stock * 92 == 45 * sum(three_months)
    assert figures.direct_volume * 2 == figures.total_volume


@pytest.mark.parametrize(
    ("name", "sheet", "cell", "said"),
    [
        ("销售部.xlsx", "经销商主档", "A1", "经销商主档（十月版）"),
        ("销售部.xlsx", "销售", "A4", "月份"),
        ("销售部.xlsx", "销售", "F4", "本月进货额（元）"),
        ("销售部.xlsx", "销售", "A5", "2024年12月"),
        ("销售部.xlsx", "线别对照", "E4", "100%"),
        ("市场部.xlsx", "投诉登记", "B2", "2026.10.3"),
        ("稽核部.xlsx", "红线登记", "A3", "日期"),
    ],
)
def test_a_department_is_untidy_in_its_own_way(name: str, sheet: str, cell: str, said: str) -> None:
    book = openpyxl.load_workbook(FOLDER / "departments" / name, read_only=False)

    assert book[sheet][cell].value == said


def test_the_warehouse_sends_units_of_ten_thousand_in_the_encoding_of_chinese_windows() -> None:
    lines = (FOLDER / "departments" / "物流部_库存.csv").read_bytes().decode("gb18030").splitlines()

    assert lines[:3] == ["物流部 月末库存", "", "月份,客户编码,事业部,线别,产品,月末库存额（万元）"]
    assert lines[-1].startswith("合计,,,,,")
