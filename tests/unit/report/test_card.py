"""A customer's card: one page with tiers, warnings, figures, orders and history, each with its words."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from xltier.app.orders.card import Answer, Card, Verdict, card
from xltier.app.orders.card_words import class_of, figures_of
from xltier.app.orders.order_features import Basis, Order
from xltier.core.words import Words
from xltier.report.card import write_card

DAY = dt.date(2026, 10, 31)
VALUE = Words("客户价值", "Value")
HIGH = Words("高价值", "High value")


def found() -> Card:
    return card(
        "K1",
        Basis(DAY, 12),
        orders=[Order("K1", dt.date(2026, 9, 30), 123_456), Order("K1", dt.date(2026, 10, 1), -600)],
        answers=[Answer(DAY, 4)],
        tiers=[Verdict("value-share", "2026-10-31", "高", "金额领先", VALUE, HIGH, Words("重点服务", "Serve first"))],
        history=[Verdict("value-share", "2026-09-30", "高", "金额领先", VALUE, HIGH)],
    )


def cells(language: str) -> list[str]:
    target = io.BytesIO()
    write_card(target, found(), name="甲", owner="李敏", language=language)
    page = openpyxl.load_workbook(io.BytesIO(target.getvalue())).active
    assert page is not None
    assert page.page_setup.orientation == "portrait"
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


SAID = {
    "zh": (
        *("K1 甲", "截至 2026-10-31 · 责任人：李敏", "客户价值", "高价值", "重点服务"),
        *("消费（近 12 个自然月）", "31 天", "满意率 100%（1 次评分）"),
    ),
    "en": (
        *("K1 甲", "As of 2026-10-31 · owner: 李敏", "Value", "High value (高)", "Serve first"),
        *("Spending (last 12 calendar months)", "31 days", "100% satisfied (answers: 1)"),
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_the_page_says_everything_in_one_language(language: str) -> None:
    shown = cells(language)

    assert [text for text in SAID[language] if text not in shown] == []


def test_figures_have_the_readers_units_and_none_that_is_not_known() -> None:
    figures = dict(figures_of(found(), "en"))

    assert (figures["Amount"], figures["Orders"], figures["Months of history"]) == ("1,228.56 CNY", "1 time", "1 month")
    assert "Contacts in 13 weeks" not in figures


def test_a_class_is_said_by_name_and_by_code_where_they_differ() -> None:
    assert class_of(Verdict("x", "", "红", "", name=Words("红色预警", "Red")), "zh") == "红色预警"
    assert class_of(Verdict("x", "", "红", "", name=Words("红色预警", "Red")), "en") == "Red (红)"
    assert class_of(Verdict("x", "", None, ""), "en") == "–"
