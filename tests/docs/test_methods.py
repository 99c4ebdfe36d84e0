"""``docs/methods.md`` says what the schemes say."""

from __future__ import annotations

from tests.published.books import NAMES
from tests.support.method_table import PAGE, page
from xltier.core.scheme.measure import Method


def test_the_table_of_methods_is_made_from_the_schemes() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert text == page(text), "run: python -m tests.support.method_table"


def test_every_method_is_explained_once() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert {method: text.count(f"\n| {method} | ") for method in Method} == dict.fromkeys(Method, 1)


def test_every_published_scheme_has_its_row() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [name for name in NAMES if text.count(f"\n| {name} (published) | ") != 1] == []
