"""Labels of totals, and customers that sound like one."""

from __future__ import annotations

from xltier.tables.totals import Label, kind_of, label_of


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
