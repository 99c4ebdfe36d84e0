"""39,999 real customers through the command line, against the same rules written in polars."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.support.shared import shared

SCHEME: Final = """
id = "retail"
version = "1"
valid_from = 2026-01-01
name = { zh = "零售三项", en = "Retail, three measures" }
source = "this test"
kind = "scorecard"
score_decimals = 1
[[measures]]
key = "revenue"
name = { zh = "金额", en = "Revenue" }
unit = "元"
decimals = 2
required = true
weight = 50
bands = [ { points = 20 }, { from = 300, points = 50 }, { from = 700, points = 80 }, { from = 1000, points = 100 } ]
[[measures]]
key = "orders"
name = { zh = "订单数", en = "Number of orders" }
aliases = ["number_of_orders"]
decimals = 0
weight = 35
bands = [ { points = 10 }, { from = 3, points = 50 }, { from = 8, points = 100 } ]
[[measures]]
key = "recency"
name = { zh = "距上次天数", en = "Recency days" }
aliases = ["recency_days"]
unit = "天"
decimals = 0
direction = "low"
weight = 15
bands = [ { points = 100 }, { from = 90, points = 60 }, { from = 365, points = 10 } ]
[[tiers]]
code = "A"
name = { zh = "甲", en = "First" }
floor = 82.5
[[tiers]]
code = "B"
name = { zh = "乙", en = "Second" }
floor = 60
[[tiers]]
code = "C"
name = { zh = "丙", en = "Third" }
floor = 40
[[tiers]]
code = "D"
name = { zh = "丁", en = "Fourth" }
"""

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def customers() -> pl.DataFrame:
    return pl.read_csv(shared("truth", "rfm_r", "rfm_data_customer.csv"))


@pytest.fixture(scope="module")
def expected(customers: pl.DataFrame) -> dict[str, tuple[int, float]]:
    """Return customers and revenue of each tier: the scheme's rules as anybody would write them for a frame."""
    revenue, orders, days = pl.col("revenue"), pl.col("number_of_orders"), pl.col("recency_days")
    by_revenue = pl.when(revenue >= 1000).then(100).when(revenue >= 700).then(80).when(revenue >= 300).then(50)
    by_orders = pl.when(orders >= 8).then(100).when(orders >= 3).then(50).otherwise(10)
    by_days = pl.when(days <= 90).then(100).when(days <= 365).then(60).otherwise(10)
    tenths = (by_revenue.otherwise(20) * 50 + by_orders * 35 + by_days * 15).alias("hundredths")
    tier = pl.when(pl.col("hundredths") >= 8250).then(pl.lit("A")).when(pl.col("hundredths") >= 6000)
    rated = customers.with_columns(tenths).with_columns(
        tier.then(pl.lit("B")).when(pl.col("hundredths") >= 4000).then(pl.lit("C")).otherwise(pl.lit("D")).alias("tier")
    )
    table = rated.group_by("tier").agg(pl.len().alias("customers"), pl.col("revenue").sum())
    return {code: (count, revenue) for code, count, revenue in table.iter_rows()}


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scheme") / "retail.toml"
    path.write_text(SCHEME, encoding="utf-8")
    return path


def test_counts_and_sums_from_the_csv_are_those_of_an_independent_computation(
    scheme: Path, expected: dict[str, tuple[int, float]]
) -> None:
    source = shared("truth", "rfm_r", "rfm_data_customer.csv")
    ended = xltier("tier", source, "--scheme", scheme, "--json")
    found: dict[str, Any] = json.loads(ended.stdout)

    assert ended.returncode == 0
    assert {one["tier"]: (one["customers"], one["amount"]) for one in found["summary"]["tiers"]} == expected
    assert len(found["rows"]) == 39_999
    assert found["summary"]["unrated"] == 0


def test_the_workbook_made_from_an_xlsx_holds_the_same_tiers(
    scheme: Path, customers: pl.DataFrame, expected: dict[str, tuple[int, float]], tmp_path: Path
) -> None:
    source, target = tmp_path / "customers.xlsx", tmp_path / "tiers.xlsx"
    with xlsxwriter.Workbook(str(source), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Customers")
        sheet.write_row(0, 0, customers.columns)
        for at, customer in enumerate(customers.iter_rows(), 1):
            sheet.write_row(at, 0, customer)
    ended = xltier("tier", source, "--scheme", scheme, "-o", target)
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    header = rows[0]
    tier, revenue = header.index("Tier"), header.index("revenue")
    found: dict[str, tuple[int, float]] = {}
    for row in rows[1:]:
        count, total = found.get(str(row[tier]), (0, 0.0))
        found[str(row[tier])] = (count + 1, total + float(str(row[revenue])))

    assert ended.returncode == 0
    assert found == expected
    assert "Traceback" not in ended.stderr


def xltier(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would, in a process of its own."""
    command = [sys.executable, "-m", "xltier", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=300)
