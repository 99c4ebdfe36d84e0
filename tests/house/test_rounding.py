"""Numbers for readers are rounded in one place: Python's own formats take halves to the even side."""

from __future__ import annotations

import re

from tests.support.sources import SOURCE

PERCENT = re.compile(r"\{[^{}]*:[,.0-9]*%\}")


def test_no_share_is_written_by_pythons_own_rounding() -> None:
    found = [
        f"{path.relative_to(SOURCE)}: {match.group()}"
        for path in sorted(SOURCE.rglob("*.py"))
        for match in PERCENT.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
