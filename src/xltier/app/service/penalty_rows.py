"""Valid complaints as rows of the adjustments log of a rated month (systems.md P6): what the penalty 有效投诉 takes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xltier.app.month.intake.fields import APPROVED, PENDING
from xltier.app.month.intake.logs import ADJUSTMENTS
from xltier.app.service.complaints import PENALTY, Complaint

FIELDS: Final = ("date", "dealer", "division", "line", "item", "points", "times", "evidence", "approver", "status")


def penalty_rows(valid: Iterable[Complaint], *, approver: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Return a header and a row for each complaint, as a month reads them.

    Points are left to the scheme. Without an approver a row is pending and does not count.

    Args:
        valid: The complaints that count.
        approver: Who approved them; empty where nobody has.
        language: Of header and evidence.
    """
    header = tuple(ADJUSTMENTS.field(key).name.said(language) for key in FIELDS)
    status = (APPROVED if approver else PENDING).said(language)
    rows = tuple(
        (
            *(one.registered.date().isoformat(), one.customer, one.division, one.line, PENALTY, "", "1"),
            *(" ".join(part for part in (one.number, one.text) if part), approver, status),
        )
        for one in valid
    )
    return (header, *rows)
