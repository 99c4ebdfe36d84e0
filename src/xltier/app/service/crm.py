"""Customer sheets out of a CRM and tiers back into it: fields by their documented names only (systems.md P11).

An export is rated with ``chosen`` of its map; the answer is a sheet of the record's id and the tier,
which the CRM's import matches by that id. The tier goes into a field that the user has made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from xltier.core.scheme import Scheme
from xltier.errors import DataError, Problem, Severity
from xltier.tables.reading import Reading
from xltier.tables.text import fold


@dataclass(frozen=True, slots=True)
class Crm:
    """A CRM's customer object.

    Args:
        key: How a user names it.
        name: As its maker writes it.
        record: Header of the record's id in exports and imports.
        fields: Header -> measure key, code or name; several headers may mean one measure.
        tier: The field that receives the tier, unless the user names another.
        source: Where the names are documented.
    """

    key: str
    name: str
    record: tuple[str, ...]
    fields: Mapping[str, str]
    tier: str
    source: str


def _crm(key: str, name: str, record: Sequence[str], tier: str, source: str, fields: Mapping[str, str]) -> Crm:
    return Crm(key, name, tuple(record), MappingProxyType(dict(fields)), tier, source)


CRMS: Final = {
    crm.key: crm
    for crm in (
        _crm(
            "fxiaoke",
            "纷享销客",
            ("_id", "客户ID"),
            "account_level",
            "纷享销客开放平台：客户 AccountObj",
            {
                "name": "name",
                "客户名称": "name",
                "account_no": "code",
                "客户编号": "code",
                "last_deal_closed_time": "recency_days",
                "最后一次成交时间": "recency_days",
                "deal_status": "customer_status",
                "成交状态": "customer_status",
                "total_refund_amount": "returns",
                "退款总额": "returns",
                "create_time": "years",
                "创建时间": "years",
            },
        ),
        _crm(
            "zoho",
            "Zoho CRM",
            ("id", "Record Id"),
            "Customer_Tier",
            "Zoho CRM API, module Accounts",
            {
                "Account_Name": "name",
                "Account Name": "name",
                "Account_Number": "code",
                "Account Number": "code",
                "Annual_Revenue": "amount",
                "Annual Revenue": "amount",
                "Account_Type": "customer_status",
                "Account Type": "customer_status",
                "Last_Activity_Time": "recency_days",
                "Last Activity Time": "recency_days",
                "Created_Time": "years",
                "Created Time": "years",
            },
        ),
        _crm(
            "salesforce",
            "Salesforce",
            ("Id", "Account ID"),
            "Customer_Tier__c",
            "Salesforce Field Reference, Account",
            {
                "Name": "name",
                "Account Name": "name",
                "AccountNumber": "code",
                "Account Number": "code",
                "AnnualRevenue": "amount",
                "Annual Revenue": "amount",
                "Type": "customer_status",
                "Account Type": "customer_status",
                "LastActivityDate": "recency_days",
                "Last Activity": "recency_days",
                "CreatedDate": "years",
                "Created Date": "years",
            },
        ),
        _crm(
            "hubspot",
            "HubSpot",
            ("hs_object_id", "Record ID"),
            "customer_tier",
            "HubSpot, default company properties",
            {
                "name": "name",
                "Company name": "name",
                "annualrevenue": "amount",
                "Annual Revenue": "amount",
                "num_associated_deals": "orders",
                "Number of Associated Deals": "orders",
                "recent_deal_close_date": "recency_days",
                "Recent Deal Close Date": "recency_days",
                "lifecyclestage": "customer_status",
                "Lifecycle Stage": "customer_status",
                "createdate": "years",
                "Create Date": "years",
            },
        ),
    )
}


def crm_of(key: str) -> Crm:
    """Return a CRM by its key.

    Raises:
        DataError: There is none of this name.
    """
    if key not in CRMS:
        raise DataError(Problem("crm-unknown", values={"name": key, "known": tuple(CRMS)}))
    return CRMS[key]


def chosen_columns(crm: Crm, reading: Reading, scheme: Scheme) -> dict[str, str]:
    """Return header by measure key, for the measures of a scheme that an export has."""
    keys = {measure.key for measure in scheme.measures} | {"code", "name"}
    named = {fold(header): key for header, key in crm.fields.items()}
    found: dict[str, str] = {}
    for column in reading.columns:
        key = named.get(fold(column.name))
        if key in keys and key not in found:
            found[str(key)] = column.name
    return found


def import_rows(
    crm: Crm, reading: Reading, tiers: Mapping[int, str | None], *, field: str | None = None
) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Return the sheet that writes tiers back: a header, then each record's id once and its tier; and what it lacks.

    A customer without a tier has nothing to write. A record without an id cannot be matched, and of one with two tiers
    nobody knows which is meant: neither is in it, and both are said.

    Args:
        crm: Where it goes.
        reading: The export.
        tiers: Tier by sheet row.
        field: The field that receives the tier, where it is not the default one.

    Raises:
        DataError: The export has no column of record ids.
    """
    ids = {fold(header) for header in crm.record}
    at = next((at for at, column in enumerate(reading.columns) if fold(column.name) in ids), None)
    if at is None:
        values = {"crm": crm.name, "wanted": crm.record, "found": tuple(column.name for column in reading.columns)}
        raise DataError(Problem("crm-no-record-id", values=values))
    column = reading.columns[at].name
    written: dict[str, dict[str, int]] = {}  # first row of each tier of a record, by its id
    problems: list[Problem] = []
    for row, record in zip(reading.rows, reading.values[at], strict=True):
        tier = tiers.get(row)
        if tier is not None and record is None:
            lacking = {"row": row, "column": column}
            problems.append(Problem("crm-record-missing", reading.location(row, at), Severity.WARNING, lacking))
        elif tier is not None:
            written.setdefault(str(record), {}).setdefault(tier, row)
    rows = [(column, field or crm.tier)]
    for record, found in written.items():
        first, *others = found
        if others:
            rows_of = tuple(map(str, found.values()))
            about: dict[str, object] = {"record": record, "tiers": tuple(found), "rows": rows_of}
            problems.append(Problem("crm-record-twice", reading.location(found[others[-1]], at), values=about))
        else:
            rows.append((record, first))
    return tuple(rows), tuple(problems)
