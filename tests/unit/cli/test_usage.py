"""Wrong use in words of both languages, with the exit code of UX 2.6, and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from xltier.cli.console import fitting
from xltier.cli.program import COMMANDS

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]

WRONG = [
    (("bogus",), 2, "There is no command", "没有命令"),
    (("tier",), 2, "FILE is missing", "缺少 FILE"),
    (("tier", "x.xlsx", "--nope"), 2, "There is no option", "没有选项"),
    (("tier", "x.xlsx", "--scheme"), 2, "needs a value", "后面要有值"),
    (("tier", "x.xlsx", "--header-row", "0"), 2, "takes a whole number", "要写整数"),
    (("tier", "x.xlsx", "--map", "sales"), 2, "is not NAME=VALUE", "不是“名称=值”"),
    (("tier", "x.xlsx", "--as-of", "soon"), 2, "is no date", "不是日期"),
    (("tier", "x.xlsx", "--json", "--csv"), 2, "both asked for", "不能同时使用"),
    (("rate", "x.xlsx", "--period", "2026-10", "--json", "--csv"), 2, "both asked for", "不能同时使用"),
    (("refresh", "x.xlsx", "--json", "--ndjson"), 2, "both asked for", "不能同时使用"),
    (("tier", "x.xlsx", "--columns", "rank"), 2, "does not know", "不认识"),
    (("tier", "x.xlsx", "extra"), 2, "too much", "多余"),
    (("tier", "x.xlsx", "--in-place"), 2, "is not written to", "不会写入"),
    (("tier", "x.xlsx"), 3, "There is no such file", "没有这个文件"),
    (("tier", "."), 3, "This is a folder", "这是一个文件夹"),
    (("embed", "."), 3, "This is a folder", "这是一个文件夹"),
    (("restore", "."), 3, "This is a folder", "这是一个文件夹"),
    (("check", "b2b-abc"), 2, "Near names: b2b-abcd", "相近的有：b2b-abcd"),
    (("refresh", "x.xlsx", "--period", "2026-13"), 2, "is no month", "不是月份"),
    (("rate", "x.xlsx", "--period", "soon"), 2, "is no month", "不是月份"),
    (("explain", "x.xlsx", "K1", "--period", "13"), 2, "is no month", "不是月份"),
    (("explain", "K1"), 2, "FILE is missing", "缺少 FILE"),
    (("explain", "."), 2, "CODE is missing", "缺少 CODE"),
    (("new", "custmers"), 2, "Nearest: customers", "最相近的：customers"),
    (("new",), 2, "one of customers, monthly-input", "缺少一个词：customers、monthly-input"),
    (("refresh", "x.xlsx", "--fill", "statc"), 2, "Nearest: static", "最相近的：static"),
    (("tier", "x.xlsx", "--scheme", "nobody"), 2, "no scheme called", "没有"),
    (("tier", "x.xlsx", "--scheme", "nobody.toml"), 3, "There is no such file", "没有这个文件"),
    (("demo", "-o", __file__), 3, "a folder is wanted", "要一个文件夹"),
    (("new", "orders", "-o", "no-such-folder/x.xlsx"), 3, "no such file or folder", "没有这个文件或文件夹"),
    (("new", "orders", "-o", "x" * 300 + ".xlsx"), 3, "the file name is too long", "文件名太长"),
    (("metrics", "cac", "--with", "cost=1"), 2, "Acquisition cost needs more figures: new.", "还缺：new。"),
    (("metrics", "cac", "--with", "costs=1"), 2, "no figure called costs.", "用不到 costs。"),
    (("schemes", "new", "b c"), 2, "cannot be a scheme's id", "不能作方案名"),
]


@pytest.mark.parametrize(("arguments", "code", "english", "chinese"), WRONG)
def test_wrong_use_is_said_in_both_languages(
    xltier: Call, arguments: tuple[str, ...], code: int, english: str, chinese: str
) -> None:
    en, zh = xltier(*arguments), xltier("--lang", "zh", *arguments)

    assert (en.code, zh.code) == (code, code)
    assert english in en.err
    assert chinese in zh.err
    assert "Traceback" not in en.err + zh.err
    assert zh.err.startswith("错误[")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "command", [(), *((name,) for name in COMMANDS), *(("schemes", n) for n in ("list", "show", "export", "new"))]
)
def test_every_help_teaches_by_examples(xltier: Call, command: tuple[str, ...], language: str) -> None:
    answer = xltier(*command, "--help", "--lang", language)
    usage, examples = ("Usage: xltier", "Examples:") if language == "en" else ("用法：xltier", "示例：")

    assert answer.code == 0
    assert answer.out.startswith(usage)
    assert examples in answer.out
    assert f"  xltier {' '.join(command)}".rstrip() in answer.out.partition(examples)[2]


def test_a_wrong_language_is_refused(xltier: Call) -> None:
    answer = xltier("tier", "x.xlsx", "--lang", "fr")

    assert (answer.code, "takes one of: zh, en" in answer.err) == (2, True)


def test_an_interruption_ends_with_130_and_a_sentence(xltier: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("xltier.cli.rated.rated", interrupted)
    answer = xltier("tier", "x.csv", "--json")

    assert (answer.code, answer.err) == (130, "\nInterrupted; nothing was written.\n")


def test_a_defect_of_ours_is_one_sentence_and_the_log_has_the_details(
    xltier: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> NoReturn:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("xltier.cli.rated.rated", broken)
    log = tmp_path / "log.txt"
    answer = xltier("tier", "x.csv", "--json", "--log", log)

    assert answer.code == 5
    assert "ZeroDivisionError: boom" in answer.err
    assert "Traceback" not in answer.err
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_glyphs_that_a_console_lacks_are_said_plainly() -> None:
    assert fitting("▲1 ≤ 55 “a”", "ascii") == '^1 <= 55 "a"'
    assert fitting("▼2 等级", "cp1252") == "v2 等级"


def test_a_slip_in_a_file_name_is_answered_with_the_names_near_it(xltier: Call, tmp_path: Path) -> None:
    (tmp_path / "客户清单.xlsx").touch()
    (tmp_path / "~$客户清单.xlsx").touch()  # Excel's lock file is nobody's wish

    assert "near names there: 客户清单.xlsx." in xltier("tier", tmp_path / "客户清淡.xlsx").err
    assert "near names there: —." in xltier("tier", tmp_path / "nowhere" / "x.xlsx").err


def test_a_choice_may_be_typed_in_capitals(xltier: Call, customers: Path) -> None:
    assert xltier("tier", customers, "--lang", "ZH", "--json").code == 0
