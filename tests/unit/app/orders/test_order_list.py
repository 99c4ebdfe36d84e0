"""A sheet of orders becomes a sheet of customers; what is left out is said."""

from __future__ import annotations

import datetime as dt

from tests.support.readings import reading
from xltier.app.explain.pivot import pivot
from xltier.app.explain.tier_view import table_name
from xltier.app.orders.order_features import FEATURES, Basis
from xltier.app.orders.order_list import customers_of, order_list, takes_orders
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.core.words import Words
from xltier.schemes.library import load_scheme, shipped

ORDERS = reading(
    ("客户编码", "客户名称", "订单日期", "金额"),
    [
        ("K1", "甲", dt.date(2026, 10, 1), 100),
        ("K1", "甲", dt.date(2026, 10, 1), 50),
        ("K1", "甲", dt.date(2026, 10, 21), -30),
        ("K2", "乙", dt.date(2026, 1, 15), 12.34),
        ("K2", "乙", dt.date(2026, 11, 1), 999),
        ("K3", "丙", dt.date(2026, 5, 1), None),
    ],
)
AS_OF = dt.date(2026, 10, 31)


def test_each_customer_has_one_row_with_every_figure() -> None:
    orders = order_list(ORDERS, {})
    assert orders is not None
    sheet, _ = customers_of(orders, Basis(AS_OF), "zh")
    rows = {
        str(row[0]): dict(zip([column.name for column in sheet.columns], row, strict=True))
        for row in zip(*sheet.values, strict=True)
    }

    assert list(rows) == ["K1", "K2"]
    assert rows["K1"]["客户名称"] == "甲"
    assert {name: rows["K1"][name] for name in ("距上次购买天数", "订单数", "消费金额", "退货额", "客单价")} == {
        "距上次购买天数": 30,
        "订单数": 1,
        "消费金额": 120.0,
        "退货额": 30.0,
        "客单价": 120.0,
    }
    assert rows["K2"]["消费金额"] == 12.34


def test_what_is_left_out_is_said() -> None:
    orders = order_list(ORDERS, {})
    assert orders is not None
    _, notes = customers_of(orders, Basis(AS_OF), "zh")

    assert [(note.reference, dict(note.values)) for note in notes[1:]] == [
        ("orders-later", {"count": 1, "as_of": "2026-10-31"}),
        ("orders-incomplete", {"row": 7, "missing": ("金额",)}),
    ]


def test_findings_name_the_cells_of_the_list_and_not_those_of_the_figures_made_from_it() -> None:
    table = reading(
        ("备注", "客户编码", "订单日期", "金额"),
        [
            ("a", "K1", dt.date(2026, 10, 1), 100),
            ("b", "K2", None, 7),
            ("c", "K1", dt.date(2026, 10, 2), 100),
            ("d", "K2", dt.date(2026, 9, 1), -50),
        ],
        file="订单.xlsx",
        sheet="订单",
    )
    orders = order_list(table, {})
    assert orders is not None
    sheet, notes = customers_of(orders, Basis(AS_OF), "zh")
    rated = tier_sheet(sheet, load_scheme("rfm-cuts"), as_of=AS_OF, notes=notes)

    # K2 has a return only: no day of a purchase; its first order that counts is in row 5, days are in column C
    (row,) = [row for row in rated.rows if row.rating.error is not None]
    assert (row.key, [str(fault.at) for fault in row.faults]) == ("K2", ["'[订单.xlsx]订单'!C5"])
    assert table_name(rated) == "订单!A1:D5"
    assert "'[订单.xlsx]订单'!3:3" in {str(problem.at) for problem in notes}


def test_an_order_of_the_future_is_not_said_to_count() -> None:
    orders = order_list(ORDERS, {})
    assert orders is not None
    _, (taken, *_) = customers_of(orders, Basis(AS_OF), "zh")

    assert (taken.values["orders"], taken.values["customers"]) == (4, 2)  # of five with an amount, one is later


def test_the_window_of_the_orders_is_said() -> None:
    orders = order_list(ORDERS, {})
    assert orders is not None
    _, (taken, *_) = customers_of(orders, Basis(AS_OF, months=3), "zh")

    assert (taken.values["orders"], taken.values["customers"]) == (3, 1)  # K2 last bought in January
    assert taken.values["window"] == Words("自 2026-08 起共 3 个月", "3 months from 2026-08")


def test_a_sheet_with_each_customer_once_is_no_order_list() -> None:
    customers = reading(("客户编码", "订单日期", "金额"), [("K1", AS_OF, 1), ("K2", AS_OF, 2)])

    assert order_list(customers, {}) is None


def test_the_user_may_name_the_columns() -> None:
    sheet = reading(("谁", "哪天", "多少"), [("K1", AS_OF, 1), ("K1", AS_OF, 2)])

    assert order_list(sheet, {}) is None
    assert order_list(sheet, {"code": "谁", "order_date": "哪天", "order_amount": "多少"}) is not None


def test_schemes_of_behaviour_take_orders_and_the_dealer_month_does_not() -> None:
    assert takes_orders(load_scheme("rfm"))
    assert not takes_orders(load_scheme("dealer-monthly"))


def test_features_go_by_the_words_units_and_digits_of_the_schemes() -> None:
    measures = {m.key: (m.name, m.unit, m.decimals) for name in shipped() for m in load_scheme(name).measures}
    features = {one.key: (one.name, one.unit, one.decimals) for one in FEATURES}

    assert {key: features[key] for key in features.keys() & measures.keys()} == {
        key: measures[key] for key in features.keys() & measures.keys()
    }
    assert features.keys() - measures.keys() == {"avg_order", "returns"}  # shown on the sheet, rated by nobody yet


def test_tiers_are_counted_by_a_column() -> None:
    sheet = reading(
        ("客户编码", "省份", "消费金额"),
        [("K1", "江苏", 500), ("K2", "江苏", 300), ("K3", "浙江", 100), ("K4", "", 100), ("K5", "浙江", None)],
    )
    found = pivot(tier_sheet(sheet, load_scheme("value-share"), as_of=AS_OF), "省份")

    assert found.groups == ("江苏", "浙江", "")
    assert [found.of_group(group) for group in found.groups] == [2, 2, 1]
    assert found.counts["江苏", "高"] == 2
