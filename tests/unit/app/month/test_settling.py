"""A settled month is not taken back, and a revision without a change is none: both are said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.app.month.test_explanation import month
from xltier.app.month.settling import settling_notes
from xltier.core.closing import State


@pytest.mark.parametrize(
    ("wanted", "reason", "said"),
    [
        (State.DRAFT, "", ["month-stays-settled"]),
        (None, "late", ["month-nothing-revised"]),
        (State.FINAL, "", []),
        (None, "", []),
    ],
)
def test_what_a_run_did_not_change_is_said(wanted: State | None, reason: str, said: list[str]) -> None:
    final = replace(month()[0], state=State.FINAL)

    assert [note.reference for note in settling_notes(final, wanted, reason)] == said
