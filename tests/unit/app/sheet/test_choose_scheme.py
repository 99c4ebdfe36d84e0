"""Which scheme rates a sheet when nobody named one (UX 2.2)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.readings import reading
from xltier.app.sheet.choose_scheme import choose_scheme
from xltier.errors import DataError
from xltier.schemes import load_scheme

BOTH = [load_scheme("standard"), load_scheme("b2b-abcd")]
NOTHING: Mapping[str, str] = {}


def test_the_only_scheme_whose_columns_are_there_is_taken_and_said() -> None:
    scheme, note = choose_scheme(reading(("编号", "年销售额"), [("K1", 5)]), BOTH, NOTHING)

    assert (scheme.id, note.reference) == ("b2b-abcd", "scheme-chosen")


@pytest.mark.parametrize("header", ["得分", "总分", "评分", "score", "Score"])
def test_standard_is_taken_for_a_column_of_scores(header: str) -> None:
    scheme, _ = choose_scheme(reading(("编号", header), [("K1", 5)]), BOTH, NOTHING)

    assert scheme.id == "standard"


def test_standard_is_taken_for_a_column_that_is_mapped_to_the_score() -> None:
    scheme, _ = choose_scheme(reading(("编号", "甲列"), [("K1", 5)]), BOTH, {"score": "甲列"})

    assert scheme.id == "standard"


def test_of_several_the_one_that_reads_more_columns_is_taken_and_the_others_are_named() -> None:
    source = reading(("编号", "年销售额", "年销量", "得分"), [("K1", 5, 5, 5)])
    scheme, note = choose_scheme(source, BOTH, NOTHING)

    assert scheme.id == "b2b-abcd"
    assert (note.reference, note.values["others"]) == ("scheme-chosen-of-several", ("standard",))


def test_two_that_fit_equally_well_are_left_to_the_user() -> None:
    with pytest.raises(DataError) as caught:
        choose_scheme(reading(("编号", "年销售额", "得分"), [("K1", 5, 5)]), BOTH, NOTHING)

    assert [(p.reference, p.values["schemes"]) for p in caught.value.problems] == [
        ("scheme-ambiguous", ("standard", "b2b-abcd"))
    ]


def test_where_none_fits_the_nearest_are_listed_with_what_each_lacks() -> None:
    with pytest.raises(DataError) as caught:
        choose_scheme(reading(("编号", "区域"), [("K1", "华东")]), BOTH, NOTHING)

    first, *rest = caught.value.problems
    assert (first.reference, first.values["found"]) == ("no-scheme-fits", ("编号", "区域"))
    assert [(p.values["scheme"], p.values["lacking"]) for p in rest] == [
        ("standard", {"zh": ("得分",), "en": ("Score",)}),
        ("b2b-abcd", {"zh": ("年销售额",), "en": ("Annual sales",)}),
    ]
