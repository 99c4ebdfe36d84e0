"""Labels of totals, and customers that sound like one."""

from __future__ import annotations

from xltier.tables.totals import Label, hints_in, kind_of, label_of, may_be


def test_a_label_is_strict_ending_or_weak() -> None:
    strict = [
        "合  计",
        "合计：",
        "总计",
        "本月合计",
        "共计 3 家",
        "Total",
        "Grand Total",
        "Sub-total",
        "Summe",
        "Total général",
        "平均",
    ]
    assert {text: label_of(text) for text in strict} == dict.fromkeys(strict, Label.STRICT)
    assert label_of("华东 小计") is Label.ENDING
    assert [label_of(text) for text in ("North Total", "Total Energies")] == [Label.WEAK, Label.WEAK]


def test_a_company_is_no_label() -> None:
    for name in ("合计贸易有限公司", "总计科技", "汇总信息", "Maximilian", "Summa Oy", "客户001"):
        assert label_of(name) is None


def test_the_words_say_what_is_added_up() -> None:
    assert [kind_of(text) for text in ("小计", "Zwischensumme", "总计", "Grand Total", "合计", "平均")] == [
        "subtotal_row",
        "subtotal_row",
        "grand_total_row",
        "grand_total_row",
        None,
        "total_row",
    ]


def test_totals_of_many_languages_are_labels() -> None:
    labels = [
        "Totaal",
        "Subtotaal",
        "Итого",
        "Всего:",
        "합계",
        "소계",
        "計",
        "小計",
        "Razem",
        "Totale",
        "Suma",
        "Toplam",
    ]
    labels += ["Total general", "Total geral", "Yhteensä", "All customers", "占比"]
    assert {text: label_of(text) for text in labels} == dict.fromkeys(labels, Label.STRICT)
    assert [text for text in labels if not may_be(text, hints_in(text))] == []
    assert [label_of(text) for text in ("Totaalbouw BV", "计算机城", "Всеволод", "All Customers Ltd")] == [None] * 4


def test_a_comparison_is_a_label_only_beside_a_total_and_a_spread_of_scores_always() -> None:
    spreads = ["Median", "Minimum", "Std. dev.", "最高分", "标准差", "Count", "Σ", "∑", "客户数", "共 2 家"]
    assert {text: label_of(text) for text in spreads} == dict.fromkeys(spreads, Label.STRICT)
    comparisons = ["上年同期", "增减额", "目标", "完成率", "Last year", "Variance"]
    assert {text: label_of(text) for text in comparisons} == dict.fromkeys(comparisons, Label.COMPARISON)
    labels = [*spreads, *comparisons, "**"]
    assert [text for text in labels if not may_be(text, hints_in(text))] == []
    assert [label_of(text) for text in ("Target", "Count Dracula", "共和贸易", "Σ实验室")] == [None] * 4
