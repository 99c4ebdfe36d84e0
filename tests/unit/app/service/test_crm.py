"""Customer sheets out of four CRMs, and tiers back into them: one test a map."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.readings import reading
from xltier.app.service.crm import CRMS, chosen_columns, crm_of, import_rows
from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.core.scheme import Scheme
from xltier.errors import DataError
from xltier.schemes.library import load_scheme
from xltier.tables.reading import Reading

DAY = dt.date(2026, 10, 31)
OLD = dt.date(2026, 7, 1)

EXPORTS = {
    "fxiaoke": (
        reading(
            ("_id", "客户名称", "客户编号", "最后一次成交时间", "成交状态"),
            [
                ("5f1", "甲", "C1", dt.date(2026, 10, 20), "已成交"),
                ("5f2", "乙", "C2", OLD, "已成交"),
                (None, "丙", "C3", OLD, ""),
            ],
        ),
        "activity",
        {"code": "客户编号", "name": "客户名称", "recency_days": "最后一次成交时间"},
        (("_id", "account_level"), ("5f1", "活跃"), ("5f2", "沉默")),
    ),
    "zoho": (
        reading(
            ("Record Id", "Account Name", "Annual Revenue", "Last Activity Time"),
            [("zcrm_1", "甲", 1_000_000, DAY), ("zcrm_2", "乙", 199_999.99, DAY)],
            units={"Annual Revenue": "元"},
        ),
        "value-cut",
        {"name": "Account Name", "amount": "Annual Revenue", "recency_days": "Last Activity Time"},
        (("Record Id", "Customer_Tier"), ("zcrm_1", "高"), ("zcrm_2", "低")),
    ),
    "salesforce": (
        reading(
            ("Account ID", "Account Name", "Account Number", "Annual Revenue", "Last Activity"),
            [("0015g1", "甲", "N1", 200_000, DAY), ("0015g2", "乙", "N2", None, DAY)],
            units={"Annual Revenue": "元"},
        ),
        "value-cut",
        {
            "code": "Account Number",
            "name": "Account Name",
            "amount": "Annual Revenue",
            "recency_days": "Last Activity",
        },
        (("Account ID", "Customer_Tier__c"), ("0015g1", "中")),
    ),
    "hubspot": (
        reading(
            ("Record ID", "Company name", "Number of Associated Deals", "Recent Deal Close Date", "Annual Revenue"),
            [("901", "甲", 3, dt.date(2026, 10, 1), 5)],
        ),
        "activity",
        {"name": "Company name", "orders": "Number of Associated Deals", "recency_days": "Recent Deal Close Date"},
        (("Record ID", "customer_tier"), ("901", "活跃")),
    ),
}


@pytest.mark.parametrize("key", CRMS)
def test_an_export_is_rated_and_its_tiers_go_back_by_record_id(key: str) -> None:
    export, name, columns, written = EXPORTS[key]
    scheme: Scheme = load_scheme(name)
    chosen = chosen_columns(crm_of(key), export, scheme)
    sheet = tier_sheet(export, scheme, as_of=DAY, chosen=chosen)

    assert chosen == columns
    assert import_rows(crm_of(key), export, {row.row: row.rating.tier for row in sheet.rows})[0] == written


@pytest.mark.parametrize("key", CRMS)
def test_every_field_of_a_map_is_a_measure_of_some_shipped_scheme_or_names_the_customer(key: str) -> None:
    measures = {"amount", "orders", "recency_days", "returns", "customer_status", "years", "code", "name"}

    assert set(crm_of(key).fields.values()) - measures == set()
    assert crm_of(key).source


def test_the_user_may_name_the_field_that_receives_the_tier() -> None:
    export: Reading = EXPORTS["zoho"][0]

    assert import_rows(crm_of("zoho"), export, {2: "高"}, field="Tier")[0][0] == ("Record Id", "Tier")


def test_a_record_is_imported_once_and_not_at_all_where_its_rows_have_two_tiers() -> None:
    export = reading(
        ("Account ID", "Account Name"),
        [("r1", "甲"), ("r2", "乙"), ("r1", "甲"), ("r2", "乙二"), (None, "丙"), (None, "丁")],
    )
    rows, problems = import_rows(crm_of("salesforce"), export, {2: "高", 3: "中", 4: "高", 5: "低", 6: "高", 7: None})

    assert rows == (("Account ID", "Customer_Tier__c"), ("r1", "高"))
    assert [(one.reference, one.at.cell, dict(one.values)) for one in problems] == [
        ("crm-record-missing", "A6", {"row": 6, "column": "Account ID"}),
        ("crm-record-twice", "A5", {"record": "r2", "tiers": ("中", "低"), "rows": ("3", "5")}),
    ]


def test_an_export_without_record_ids_cannot_be_written_back() -> None:
    with pytest.raises(DataError) as caught:
        import_rows(crm_of("hubspot"), reading(("Company name",), [("甲",)]), {2: "高"})

    assert [problem.reference for problem in caught.value.problems] == ["crm-no-record-id"]


def test_an_unknown_crm_is_named() -> None:
    with pytest.raises(DataError) as caught:
        crm_of("sap")

    assert [problem.reference for problem in caught.value.problems] == ["crm-unknown"]
