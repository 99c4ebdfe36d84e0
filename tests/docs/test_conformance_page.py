"""docs/conformance.md is the matrix as the cases and the hosts' gaps are now."""

from __future__ import annotations

from docs.make_conformance import PAGE, page


def test_the_page_is_what_its_program_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python docs/make_conformance.py and look at what changed"
