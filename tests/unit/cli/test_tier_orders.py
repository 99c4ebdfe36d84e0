"""``xltier tier`` of an order list: which orders make an amount, and what becomes of the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]
AS_OF = "2026-10-31"


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Return two customers who bought both this year and long ago, and two orders of nobody."""
    path = tmp_path / "orders.csv"
    path.write_text(
        "客户编码,订单日期,金额\n"
        "K1,2025-10-31,700000\nK1,2025-11-01,100000\n,2026-10-02,5\nK1,2026-10-03,200000\n"
        "K2,2026-10-04,50000\nK2,2024-01-01,900000\n,2026-10-05,7\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("options", "amounts"),
    [
        ((), {"K1": 300000, "K2": 50000}),
        (("--months", "1"), {"K1": 200000, "K2": 50000}),
        (("--set", "order_months=0"), {"K1": 1000000, "K2": 950000}),
    ],
)
def test_a_years_amount_is_that_of_twelve_months_unless_said_otherwise(
    xltier: Call, orders: Path, options: tuple[str, ...], amounts: dict[str, int]
) -> None:
    answer = xltier("tier", orders, "--scheme", "value-cut", "--as-of", AS_OF, "--json", *options)

    assert {row["key"]: row["score"] for row in json.loads(answer.out)["rows"]} == amounts


def test_orders_without_a_scheme_are_said_to_be_orders(xltier: Call, orders: Path) -> None:
    answer = xltier("tier", orders, "--as-of", AS_OF, "--lang", "en")

    assert "error[orders-need-scheme]" in answer.err
    assert "--scheme rfm, value-share or activity" in answer.err


@pytest.mark.parametrize("scheme", ["rfm", "value-share", "activity"])
def test_the_schemes_that_the_hint_names_take_orders(xltier: Call, orders: Path, scheme: str) -> None:
    assert xltier("tier", orders, "--scheme", scheme, "--as-of", AS_OF, "--json").code == 0


def test_each_order_without_a_customer_is_said_by_its_row_the_last_one_too(xltier: Call, orders: Path) -> None:
    answer = xltier("tier", orders, "--scheme", "value-cut", "--as-of", AS_OF, "--json")
    findings = json.loads(answer.out)["findings"]

    assert [found["cell"] for found in findings if found["code"] == "orders-incomplete"] == ["4:4", "8:8"]
    assert [found["message"] for found in findings if found["code"] == "orders-taken"] == [
        "3 orders of 2 customers are counted to 2026-10-31: 12 months from 2025-11 (columns 客户编码, 订单日期, 金额)."
    ]
