"""The programs of docs/python.md run, and print what the page says; the Chinese page has the same ones."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shared import ROOT

_PROGRAM = re.compile(r"^```python\n(.*?)^```\n+^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


def programs(page: str) -> list[tuple[str, str]]:
    """Return each program of a page with what it prints."""
    return _PROGRAM.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("at", range(len(programs("python.md"))))
def test_a_program_of_the_page_prints_what_the_page_says(at: int, tmp_path: Path) -> None:
    program, printed = programs("python.md")[at]
    speaking_english = {**os.environ, "XLTIER_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=speaking_english,
    )

    assert (run.stdout, run.stderr) == (printed, "")


def test_the_chinese_page_has_the_same_programs() -> None:
    assert len(programs("python.md")) == 8
    assert programs("python.zh.md") == programs("python.md")
