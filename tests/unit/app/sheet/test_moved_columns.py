"""Columns of ours are known by their headings only where nothing else can be meant."""

from __future__ import annotations

import pytest

from xltier.app.sheet.moved_columns import shift_of
from xltier.tables.sheet import RawSheet

HEADINGS = {"tier": frozenset({"等级", "tier", "tier(xltier)"}), "why": frozenset({"主因", "why"})}


@pytest.mark.parametrize(
    ("texts", "named", "shift"),
    [
        (["name", "Tier", " why "], {"tier": 3, "why": 4}, -1),
        (["name", "", "score", "等级", "主因"], {"why": 4, "tier": 3}, 1),
        (["Tier", "score", "Tier(xltier)", "Why"], {"tier": 4, "why": 5}, -1),
        (["name", "Tier", "Why"], {"tier": 2, "why": 3}, 0),
        (["Tier", "score", "class", "Why"], {"tier": 3, "why": 4}, 0),
        (["Tier", "score", "class"], {"tier": 3}, 0),
        (["Tier", "Why", "score", "mine", "yours"], {"tier": 4, "why": 5}, -3),
        (["Tier", "Why", "Tier", "Why", "mine", "yours"], {"tier": 5, "why": 6}, 0),
        (["name", "mine", "yours"], {"tier": 2, "why": 3}, 0),
    ],
)
def test_a_shift_fits_every_heading_and_is_the_only_one(texts: list[str], named: dict[str, int], shift: int) -> None:
    columns = list(range(1, len(texts) + 1))
    sheet = RawSheet("客户", [4, 5], columns, [[text, 1.0] for text in texts])

    assert shift_of(sheet, 4, named, HEADINGS) == shift
    assert shift_of(sheet, 3, named, HEADINGS) == 0
