"""Keys that a rule may use: ASCII words that Excel cannot take for a cell; labels are free."""

from __future__ import annotations

import pytest

from tests.unit.core.schemes import measure, scheme
from xltier.core.language.expressions import Sort
from xltier.core.names import is_key, names_of
from xltier.core.words import Words, folded


@pytest.mark.parametrize("key", ["sales", "direct_share", "m_3", "sales2024_q", "abcd1", "rc"])
def test_an_ascii_word_is_a_key(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize(
    "key", ["m3", "q4", "xfd1", "r", "c", "and", "true", "Sales", "2nd", "a-b", "回款率", "", "a b"]
)
def test_a_cell_a_word_of_the_grammar_or_another_script_is_none(key: str) -> None:
    assert not is_key(key)


def test_every_label_of_a_measure_names_it_and_the_first_owner_keeps_it() -> None:
    book = scheme(
        measure("sales", name={"zh": "年销售额（元）", "en": "Annual Sales"}, aliases=["销售额", "Revenue"]),
        measure("frozen", type="flag", aliases=["revenue"]),
        cuts=[{"key": "typical", "measure": "sales", "spread": "mean"}],
    )
    names = names_of(book)

    assert names.sorts == {"sales": Sort.NUMBER, "frozen": Sort.TRUTH, "typical": Sort.NUMBER}
    assert {
        label: names.labels[label] for label in ("年销售额(元)", "annual sales", "销售额", "revenue", "typical")
    } == {
        "年销售额(元)": "sales",
        "annual sales": "sales",
        "销售额": "sales",
        "revenue": "sales",
        "typical": "typical",
    }


@pytest.mark.parametrize(
    ("text", "other"),
    [("Ａ型", "a型"), ("　A   B ", "a b"), ("ｱ", "ア"), ("①", "1"), ("Straße", "STRASSE"), ("A\u00a0B", "a b")],
)
def test_texts_compare_without_width_case_and_idle_spaces(text: str, other: str) -> None:
    assert folded(text) == folded(other)


def test_words_are_said_in_the_other_language_where_there_is_no_text() -> None:
    assert [Words("甲", "").said("en"), Words("", "One").said("zh"), Words("甲", "One").said("en")] == [
        "甲",
        "One",
        "One",
    ]
    assert (bool(Words("", "")), bool(Words("", "One"))) == (False, True)
