"""Columns to measures."""

from __future__ import annotations

from xltier.tables.match import Wanted, match
from xltier.tables.reading import Column, Kind

_SALES = Wanted("sales", "销售额", "Sales", ("营收", "Revenue"))
_PAID = Wanted("collection_rate", "回款率", "Collection rate")


def _columns(*names: str) -> list[Column]:
    return [Column(name, (name,), number, Kind.NUMBER) for number, name in enumerate(names, start=1)]


def test_spaces_width_case_brackets_units_and_line_breaks_do_not_count() -> None:
    for header in (
        "销售额",
        " 销 售 额",
        "销售额（万元）",
        "销售额\n(元)",
        "SALES",
        "revenue [USD]",
        "sales_",
        "一季度/销售额",
    ):
        assert match(_columns("客户", header), [_SALES]).columns == {"sales": 1}
    assert match(_columns("客户", "回款率%"), [_PAID]).columns == {"collection_rate": 1}


def test_a_closer_name_wins_over_one_with_a_unit() -> None:
    assert match(_columns("销售额(万元)", "销售额"), [_SALES]).columns == {"sales": 1}


def test_two_equal_columns_are_ambiguous_and_none_is_taken() -> None:
    found = match(_columns("一季度/销售额", "二季度/销售额"), [_SALES])
    assert found.columns == {"sales": None}
    assert found.ambiguous == {"sales": (0, 1)}


def test_what_the_user_chose_wins_by_header_or_letter() -> None:
    columns = _columns("销售额", "得分", "回款率")
    assert match(columns, [_SALES], {"sales": "得分"}).columns == {"sales": 1}
    assert match(columns, [_SALES, _PAID], {"销售额": "C"}).columns == {"sales": 2, "collection_rate": None}


def test_a_chosen_column_that_does_not_exist_is_reported() -> None:
    found = match(_columns("销售额"), [_SALES], {"sales": "没有这列"})
    assert found.columns == {"sales": None}
    assert found.unknown == (("sales", "没有这列"),)


def test_nothing_matches_by_a_part_of_its_name() -> None:
    assert match(_columns("去年销售额", "销售额同比"), [_SALES]).columns == {"sales": None}
