"""Help fits the terminal: a Chinese letter is two columns wide, and no word, option or name is broken."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from xltier.app.wording.text_table import width
from xltier.cli.help_page import lines
from xltier.cli.program import COMMANDS

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("count to --as-of, or today", 12, ["count to", "--as-of, or", "today"]),
        ("", 10, [""]),
        ("dealer-monthly", 5, ["dealer-monthly"]),  # wider than the room, and still whole
        ("评级，定级。", 6, ["评级，", "定级。"]),  # two letters and a comma are 6 columns
        ("评级（见下）。", 6, ["评级", "（见", "下）。"]),  # an opening bracket goes with what follows it
    ],
)
def test_a_text_is_broken_where_it_may_be(text: str, room: int, expected: list[str]) -> None:
    assert list(lines(text, room)) == expected


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_no_line_of_help_is_wider_than_the_terminal(
    xltier: Call, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = xltier(*command, "--help", "--lang", language).out
    explained = page.partition("\n  xltier ")[0]  # examples are copied whole

    assert [line for line in explained.splitlines() if width(line) > 80 and " " in line.strip()] == []
    assert re.findall(r"[a-z]-$", explained, re.MULTILINE) == []
    assert "[required]" not in page or language == "en"


def test_what_must_be_given_is_said_in_the_readers_language(xltier: Call) -> None:
    assert "要评的业务月份。  [必填]" in xltier("rate", "--help", "--lang", "zh").out
