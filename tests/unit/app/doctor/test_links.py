"""Formulas with and without an add-in's path."""

from __future__ import annotations

import pytest

from xltier.app.doctor.links import is_addin, links_in, unlinked

UNLINKED = [
    ("[1]!TIER(A2)", "TIER(A2)"),
    ("[1]!tier_why(A2)", "tier_why(A2)"),
    ("IF([1]!TIER(A2)=[1]!TIER(B2),[1]!NPS(C2:C9),0)", "IF(TIER(A2)=TIER(B2),NPS(C2:C9),0)"),
    ("[1]!XLTIER.TIER(A2)", "XLTIER.TIER(A2)"),
    (r"'D:\王 小明\it''s\xltier.xlam'!TIER(A2)", "TIER(A2)"),
    ("xltier.xlam!TIER(A2)", "TIER(A2)"),
    ("'xltier (1).xlam'!TIER(A2)", "TIER(A2)"),
]
KEPT = [
    "TIER(A2)",
    "[2]!TIER(A2)",
    "[1]!FRONTIER(A2)",
    "[1]!TIER_OF_MINE(A2)",
    "[1]Sheet1!A2",
    '"[1]!TIER(A2)"',
    '"say ""[1]!TIER(A2)"" twice"',
    r"'D:\my.xlam'!TIER(A2)",
    "'it''s \"quoted'!A1&\"[1]!TIER(A2)\"",
]


@pytest.mark.parametrize(("formula", "bare"), UNLINKED)
def test_a_call_by_a_path_is_written_bare(formula: str, bare: str) -> None:
    assert unlinked(formula, {"1"}) == bare
    assert len(links_in(formula, {"1"})) == 1


@pytest.mark.parametrize("formula", KEPT)
def test_what_is_no_call_of_ours_by_a_path_stays(formula: str) -> None:
    assert unlinked(formula, {"1"}) == formula
    assert links_in(formula, {"1"}) == ()


@pytest.mark.parametrize("path", ["xltier.xlam", r"C:\a\XLTIER.XLAM", "/a/xltier-2.xlam", "[xltier.xlam]"])
def test_our_add_in_is_known_by_its_file_name(path: str) -> None:
    assert is_addin(path)


@pytest.mark.parametrize("path", ["xltier.xlsx", "my-xltier.xlam", r"C:\xltier.xlam\other.xlam", ""])
def test_another_file_is_not_taken_for_our_add_in(path: str) -> None:
    assert not is_addin(path)
