"""A Problem in words: the fact, the place and its meaning, one act; bilingual names choose their side."""

from __future__ import annotations

import pytest

from xltier.core.words import Words
from xltier.errors import Location, Problem, Severity
from xltier.messages import phrase, render, window_text


def said(problem: Problem, language: str) -> str:
    return str(render(problem, language))


def test_the_percent_trap_is_said_as_a_credit_manager_would_say_it() -> None:
    values = {"key": "rate", "measure": Words("回款率", "Collection rate"), "value": "95", "ratio": "0.95"}
    problem = Problem("percent-trap", Location("三月.xlsx", "客户", "F11"), values=values)

    assert said(problem, "zh") == (
        "错误[percent-trap] '[三月.xlsx]客户'!F11\n"
        "  “回款率”95 像是百分数少了 %（应为 95% 或 0.95）。\n"
        "  建议: 请改为 95% 或 0.95；若真是 95 倍，请放宽方案中的 max。"
    )
    assert said(problem, "en") == (
        "error[percent-trap] '[三月.xlsx]客户'!F11\n"
        '  "Collection rate" 95 looks like a percent without its % (it should be 95% or 0.95).\n'
        "  hint: Write 95% or 0.95; if 95 times is meant, raise max in the scheme."
    )


def test_a_path_of_a_document_is_followed_by_what_it_means() -> None:
    at = Location(file="方案.toml", path="measures[2].bands[1].from")
    problem = Problem("band-gap", at, values={"measure": Words("达成率", ""), "low": "0.8", "high": "0.85"})

    assert render(problem, "zh").where == "方案.toml measures[2].bands[1].from（第3个指标 第2档 下限）"
    assert render(problem, "en").where == "方案.toml measures[2].bands[1].from (measure 3, band 2, from)"
    assert render(problem, "en").what == 'The bands of "达成率" leave a gap: 0.8 to 0.85 is in no band.'


def test_a_path_that_has_no_other_words_stands_once() -> None:
    problem = Problem("field-unknown", Location(path="wieght"), values={"key": "wieght", "near": ("weight",)})

    assert said(problem, "en") == (
        "error[field-unknown] wieght\n"
        '  "wieght" means nothing here.\n'
        "  hint: Known names here: weight. Correct the name, or delete the line."
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (("a", "b"), "a, b"),
        ([Words("甲", "one"), Words("乙", "two")], "one, two"),
        ({"zh": "甲", "en": "one"}, "one"),
        (None, "—"),
        ((), "—"),
        (False, "false"),
        (0.5, "0.5"),
        (range(3), "range(0, 3)"),
        (tuple("abcdefghijklm"), "a, b, c, d, e, f, g, h, i, j, k, l, …"),
        ("a\nb\x1b[31mc\u202e", "a b [31mc "),
        ("x" * 201, "x" * 200 + "…"),
        ("{measure}", "{measure}"),
    ],
)
def test_a_value_is_shown_on_one_line_and_with_an_end(value: object, shown: str) -> None:
    problem = Problem("field-choice", values={"key": "combine", "value": value, "choices": ("best",)})

    assert render(problem, "en").what == f'"combine" cannot be "{shown}".'


@pytest.mark.parametrize(
    ("severity", "english", "chinese"),
    [(Severity.ERROR, "error", "错误"), (Severity.WARNING, "warning", "提醒"), (Severity.NOTE, "note", "说明")],
)
def test_the_head_says_how_much_it_matters(severity: Severity, english: str, chinese: str) -> None:
    problem = Problem("no-rule-holds", severity=severity)

    assert render(problem, "en").head == f"{english}[no-rule-holds]"
    assert render(problem, "zh").head == f"{chinese}[no-rule-holds]"


@pytest.mark.parametrize(
    ("count", "said_en", "said_zh"),
    [
        (1, "1 row goes beyond the last row of the sheet.", "有 1 行"),
        (2, "2 rows go beyond the last row of the sheet.", "有 2 行"),
        ("1,001", "1,001 rows go beyond the last row of the sheet.", "1,001"),
    ],
)
def test_words_agree_with_the_number_before_them(count: object, said_en: str, said_zh: str) -> None:
    problem = Problem("fill-too-long", values={"rows": count})

    assert render(problem, "en").what == said_en
    assert said_zh.removeprefix("有 ") in render(problem, "zh").what


@pytest.mark.parametrize(("errors", "said"), [(0, "0 errors"), (1, "1 error,"), (12, "12 errors")])
def test_a_count_of_one_is_said_in_the_singular(errors: int, said: str) -> None:
    assert phrase("check-counts", "en", errors=errors, warnings=1, notes=0).startswith(said)
    assert " 1 warning, 0 notes." in phrase("check-counts", "en", errors=errors, warnings=1, notes=0)


def test_a_window_says_a_problem_in_a_sentence_and_below_it_what_to_do() -> None:
    values = {"key": "rate", "measure": Words("回款率", "Collection rate"), "value": "95", "ratio": "0.95"}
    problem = Problem("percent-trap", Location("三月.xlsx", "客户", "F11"), values=values)

    first, advice = window_text(problem, "en").split("\n")
    assert first == f"Error in '[三月.xlsx]客户'!F11: {render(problem, 'en').what}"
    assert advice == render(problem, "en", in_program=True).hint
    assert window_text(problem, "zh").startswith("错误（'[三月.xlsx]客户'!F11）：“回款率”95 像是百分数少了 %")
    assert "\n建议：" in window_text(problem, "zh")
    defect = window_text(Problem("unexpected", values={"kind": "K", "detail": "d"}), "en")
    assert defect.startswith("Error: Something went wrong that should not: K: d.\n")
