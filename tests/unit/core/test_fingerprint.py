"""The same rules have the same fingerprint, however their numbers were typed."""

from __future__ import annotations

import pytest

from xltier import read_toml
from xltier.core.fingerprint import fingerprint
from xltier.schemes import shipped_text

TEXT = shipped_text("b2b-abcd")


@pytest.mark.parametrize(
    ("typed", "again"),
    [("floor = 2.5", "floor = 2.50"), ("weight = 40", "weight = 40.0"), ("= 1000000", "= 1000000.00")],
)
def test_zeros_behind_the_last_digit_are_no_rule(typed: str, again: str) -> None:
    assert typed in TEXT
    assert fingerprint(read_toml(TEXT.replace(typed, again), "x")) == fingerprint(read_toml(TEXT, "x"))


def test_another_number_is_another_rule() -> None:
    other = TEXT.replace("floor = 2.5", "floor = 2.05")

    assert fingerprint(read_toml(other, "x")) != fingerprint(read_toml(TEXT, "x"))
