"""Every Problem and phrase has words in both languages, with the same placeholders, and no words lie unused."""

from __future__ import annotations

import re
import tomllib
from string import Formatter
from typing import Any

import pytest

from tests.support.sources import SOURCE, kebab_words_in_source, words_in_source

# Kebab-case strings of the source that are no reference of a Problem.
OTHER_KEBAB_WORDS = {
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32", "iso8859-1"),  # encodings
    *("d-mmm", "d-mmm-yy", "m-d-yy", "mm-dd-yy", "mmm-yy", "yyyy-mm-dd", "mm-dd"),  # number formats
    *("sell-in", "year-month-day"),  # English headers and units of a sheet
    *("half-open", "jan-feb"),  # choices of a scheme: how an edge closes, what growth compares
    *("no-tier-before", "no-tier-now"),  # what drives a move between two sheets
    *("b2b-abcd", "my-customers", "dealer-monthly"),  # schemes
    *("monthly-input", "red-lines"),  # blank sheets
    *("rfm-r", "quantile-r"),  # cuts as R's rfm makes them
    *("churn-warning", "high-risk", "value-share"),  # schemes that a command takes by default
    *("clv-simple", "top-share"),  # metrics
    *("e-mail", "pymc-marketing"),  # a channel of feedback, a library
    *("bg-nbd", "pareto-nbd"),  # models of how customers buy
    *("unoidl-write", "fc-list"),  # tools of the office and of the system
    *("month-tier", "month-score", "service-name", "tile-name", "tile-bonus", "tile-penalty"),  # looks of a card
    *("not-yet", "in-force"),  # ends of the phrases for a red line's state
    *("cut-off", "red-line"),  # a word for a tier's floor, a kind of alert and of driver
}


TEXTS = {"what", "hint", "sheet_what", "sheet_hint", "live_hint"}
"""What a Problem may say: in general, in a rules sheet's words, and in a window of a spreadsheet program."""


def catalogue(language: str) -> dict[str, dict[str, str]]:
    """Return reference -> its texts, and ``phrases`` -> phrase -> text."""
    words: dict[str, Any] = tomllib.loads((SOURCE / "messages" / f"{language}.toml").read_text(encoding="utf-8"))
    return words


def placeholders(text: str) -> list[str]:
    """Return the names between the braces of a text, sorted, each once."""
    return sorted({field for _, field, _, _ in Formatter().parse(text) if field is not None})


ENGLISH, CHINESE = catalogue("en"), catalogue("zh")


def test_both_languages_have_the_same_references() -> None:
    assert sorted(ENGLISH) == sorted(CHINESE)


def test_both_languages_have_the_same_texts_under_each_reference() -> None:
    different = [name for name in ENGLISH.keys() & CHINESE.keys() if ENGLISH[name].keys() != CHINESE[name].keys()]

    assert different == []


def test_both_languages_fill_the_same_placeholders() -> None:
    different = [
        f"{name}.{key}: {placeholders(ENGLISH[name][key])} {placeholders(CHINESE[name][key])}"
        for name in sorted(ENGLISH.keys() & CHINESE.keys())
        for key in sorted(ENGLISH[name].keys() & CHINESE[name].keys())
        if placeholders(ENGLISH[name][key]) != placeholders(CHINESE[name][key])
    ]

    assert different == []


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_problem_says_what_is_wrong_and_at_most_a_hint_besides(words: dict[str, dict[str, str]]) -> None:
    odd = [
        name
        for name, texts in words.items()
        if name != "phrases" and (not texts.get("what") or not texts.keys() <= TEXTS)
    ]

    assert odd == []


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_what_a_window_advises_takes_no_command(words: dict[str, dict[str, str]]) -> None:
    assert [name for name, texts in words.items() if "--" in texts.get("live_hint", "")] == []


def test_the_chinese_is_chinese() -> None:
    unlike = [
        f"{name}.{key}"
        for name, texts in CHINESE.items()
        for key, text in texts.items()
        if text == ENGLISH.get(name, {}).get(key) and any(letter.isalpha() for letter in _outside_braces(text))
    ]

    assert unlike == []


def test_every_reference_of_the_source_has_words() -> None:
    known = ENGLISH.keys() | ENGLISH["phrases"].keys() | OTHER_KEBAB_WORDS

    assert sorted(kebab_words_in_source() - known) == []


def test_no_words_lie_unused() -> None:
    said = words_in_source()
    names = [*(name for name in ENGLISH if name != "phrases"), *ENGLISH["phrases"]]

    beginnings = tuple(word for word in said if re.fullmatch(r"[a-z]{3,}[_-]", word))  # f"kind_{...}" says kind_code
    unsaid = [name for name in names if name not in said and name.replace("-", "_") not in said]

    assert [name for name in unsaid if not name.startswith(beginnings)] == []


def _outside_braces(text: str) -> str:
    return "".join(literal for literal, _, _, _ in Formatter().parse(text))
