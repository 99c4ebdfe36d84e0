"""From rated sheets to customers to watch: the warning of one, the tier and amount of another, the owner's column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xltier.app.service.churn_alerts import Watched
from xltier.app.sheet.row_reason import reason_beside_class
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.tables.match import Wanted, match

OWNER: Final = Wanted("owner", "客户经理", "owner", ("负责人", "业务员", "业务经理", "account manager", "sales rep"))
_AMOUNT: Final = "amount"


def watched(warned: TieredSheet, valued: TieredSheet | None, language: str) -> tuple[Watched, ...]:
    """Return the customers of a sheet that is rated by a scheme of warning.

    Args:
        warned: Rated by churn-warning or another scheme with its classes.
        valued: The same customers rated by value, which orders the list; None leaves them unordered.
        language: Of the reasons.
    """
    values: Mapping[str, TieredRow] = {} if valued is None else {row.key: row for row in valued.rows}
    at = match(warned.reading.columns, [OWNER]).columns.get(OWNER.key)
    owners = [""] * len(warned.rows) if at is None else [str(cell or "") for cell in warned.reading.values[at]]
    found = []
    for row, owner in zip(warned.rows, owners, strict=True):
        value = values.get(row.key)
        found.append(
            Watched(
                row.key,
                row.rating.tier,
                reason_beside_class(warned, row, language),
                None if value is None else value.rating.tier,
                None if value is None else value.rating.place,
                0 if value is None or valued is None else _amount(valued, value),
                owner,
                row.name,
            )
        )
    return tuple(found)


def _amount(sheet: TieredSheet, row: TieredRow) -> int:
    keys = sheet.plan.keys
    entry = row.entries[keys.index(_AMOUNT)] if _AMOUNT in keys else None
    return entry if isinstance(entry, int) else 0
