"""One broken scheme for each way to be wrong: what is said, whole, in English and Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.mistakes.said import FINDINGS, MISTAKES, SCHEMES, SHEETS, expected, findings, in_words, problems
from tests.support.sources import SOURCE
from xltier.messages import LANGUAGES

REFERENCE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
JUDGES = (*sorted((SOURCE / "core" / "checks").glob("*.py")), SOURCE / "core" / "fields.py")
PARSER = SOURCE / "core" / "language" / "conditions.py"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_broken_scheme_is_explained_in_the_readers_words(mistake: str, language: str) -> None:
    assert in_words(problems(mistake), language) == expected(SCHEMES / mistake, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_broken_scheme_is_broken_in_one_way_and_says_where(mistake: str) -> None:
    found = problems(mistake)

    assert {problem.reference for problem in found} == {mistake}
    assert [problem for problem in found if problem.at.path is None and mistake != "scheme-not-toml"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FINDINGS)
def test_customers_whom_a_scheme_cannot_tell_apart_are_said_with_figures(name: str, language: str) -> None:
    found = findings(name)

    assert {problem.reference for problem in found} == {name}
    assert in_words(found, language) == expected(SHEETS / name, language).read_text(encoding="utf-8")


def test_every_reference_of_the_checks_has_its_mistake() -> None:
    known = {word for path in (*JUDGES, PARSER) for word in _references(path.read_text(encoding="utf-8"))}

    assert sorted(known - set(MISTAKES)) == []
    assert sorted(set(MISTAKES) - known - {"scheme-not-toml"}) == []


def _references(source: str) -> Iterator[str]:
    """Yield the kebab words among the texts of a module: its references, ``circular`` and ``overflow`` included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            one_word = node.value in {"circular", "overflow"}
            if one_word or REFERENCE.fullmatch(node.value):
                yield node.value
