"""Both READMEs give the same commands, the commands exist, and no link of a page leads nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.support.shared import ROOT
from tests.support.sources import name, tracked

READMES = (ROOT / "README.md", ROOT / "README.zh.md")


def commands(page: Path) -> list[str]:
    """Return the lines of a page's shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_both_readmes_give_the_same_commands_in_the_same_order() -> None:
    english, chinese = (commands(page) for page in READMES)

    assert english == chinese
    assert english[:2] == ["python3 dev.py demo", "python3 dev.py test"]


@pytest.mark.parametrize("task", ["demo", "test"])
def test_a_readme_command_is_a_task_of_the_script(task: str) -> None:
    assert task in dev.WANTED


def test_the_script_without_a_task_says_what_it_does() -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "dev.py")], check=False, capture_output=True, text=True, encoding="utf-8"
    )

    assert ended.returncode == 2
    assert "demo [ARGUMENTS]" in ended.stdout


def test_no_link_between_pages_is_broken() -> None:
    broken = [
        f"{name(page)}: {target}"
        for page in tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
