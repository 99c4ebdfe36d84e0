"""The pages of functions and problems, made again from the catalogue and the messages, in both languages.

python docs/make_manual.py
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from xltier.app.functions.catalogue import CATALOGUE, Function  # noqa: E402  # the path comes first

DOCS: Final = ROOT / "docs"
_FUNCTIONS: Final = {
    "en": (
        (
            "# Worksheet functions\n\n[中文](functions.zh.md)\n\n"
            "The same 24 functions in Excel, in LibreOffice Calc and, where formulas can say it, as LAMBDA names. "
            "Data first, options last; errors in the data pass through; a blank row stays blank; several rows spill.\n"
        ),
        ("argument", "what it is"),
        "may be left out",
    ),
    "zh": (
        (
            "# 工作表函数\n\n[English](functions.md)\n\n"
            "Excel、LibreOffice Calc 中同样的 24 个函数；能用普通公式表达的，也有 LAMBDA 名称。"
            "数据在前，选项在后；数据中的错误值原样返回；空行仍为空；多行数据向下溢出。\n"
        ),
        ("参数", "含义"),
        "可省略",
    ),
}
_PROBLEMS: Final = {
    "en": (
        (
            "# What xltier says, and what to do\n\n[中文](problems.zh.md)\n\n"
            "Each message has a reference that never changes; `--json` carries it as `code`. "
            "Words in braces are filled in with the values of your sheet.\n\n"
        ),
        ("reference", "it says", "do this"),
    ),
    "zh": (
        (
            "# xltier 的提示与处理办法\n\n[English](problems.md)\n\n"
            "每条提示有一个固定的编号，`--json` 中为 `code`。花括号内的词会换成您表中的内容。\n\n"
        ),
        ("编号", "提示", "处理办法"),
    ),
}


def pages() -> dict[str, str]:
    """Return each page by its file name."""
    return {
        f"{name}{'.zh' if language == 'zh' else ''}.md": made(language)
        for name, made in (("functions", functions), ("problems", problems))
        for language in ("en", "zh")
    }


def functions(language: str) -> str:
    """Return the page of the worksheet functions."""
    head, titles, optional = _FUNCTIONS[language]
    return head + "".join(_function(one, titles, optional, language) for one in CATALOGUE.values())


def _function(one: Function, titles: tuple[str, str], optional: str, language: str) -> str:
    shown = ", ".join(f"[{each.name}]" if each.is_optional else each.name for each in one.parameters)
    rows = [
        f"| {each.name} | {_cell(each.help.said(language))}{f' ({optional})' if each.is_optional else ''} |"
        for each in one.parameters
    ]
    head = f"\n## {one.name}\n\n{one.help.said(language)}\n\n`{one.name}({shown})` · `{one.example}`\n"
    return head + "\n" + "\n".join((f"| {titles[0]} | {titles[1]} |", "| --- | --- |", *rows)) + "\n"


def problems(language: str) -> str:
    """Return the page of the messages."""
    head, titles = _PROBLEMS[language]
    rows = (f"| `{reference}` | {_cell(what)} | {_cell(hint)} |" for reference, what, hint in _messages(language))
    return head + "\n".join((f"| {' | '.join(titles)} |", "| --- | --- | --- |", *rows)) + "\n"


def _messages(language: str) -> Iterator[tuple[str, str, str]]:
    document = tomllib.loads((ROOT / f"src/xltier/messages/{language}.toml").read_text(encoding="utf-8"))
    for reference, words in sorted(document.items()):
        if isinstance(words.get("what"), str):
            yield reference, _many(words["what"]), _many(words.get("hint", ""))


def _many(text: str) -> str:
    """Return a message with the words that go with many: ``{count:row/rows}`` is rows."""
    return re.sub(r"\{\w+:[^{}/]*/([^{}]*)\}", r"\1", text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for file, text in pages().items():
        (DOCS / file).write_text(text, encoding="utf-8")
