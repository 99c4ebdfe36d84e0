"""The manual of functions and problems says what the catalogue and the messages say now."""

from __future__ import annotations

import pytest

from docs.make_manual import DOCS, pages
from xltier.app.functions.catalogue import CATALOGUE
from xltier.messages.render import references


@pytest.mark.parametrize("file", pages())
def test_a_page_is_what_its_program_makes(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == pages()[file], "run python docs/make_manual.py"


@pytest.mark.parametrize("language", ["", ".zh"])
def test_every_function_and_every_problem_is_documented(language: str) -> None:
    functions, problems = (
        (DOCS / f"{name}{language}.md").read_text(encoding="utf-8") for name in ("functions", "problems")
    )

    assert [name for name in CATALOGUE if f"\n## {name}\n" not in functions] == []
    assert [name for name in references() if f"| `{name}` |" not in problems] == []
