"""``xltier doctor`` as a user runs it: a program of its own, on the system that is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.linked_book import linked_book
from tests.support.shared import ROOT
from xltier.testing import Intent, unintended_differences


def doctor(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder, as a user without settings, in Chinese."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    command = [sys.executable, "-m", "xltier", "--lang", "zh", "doctor", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )


def test_a_workbook_of_a_colleague_is_found_dead_mended_and_found_alive(tmp_path: Path) -> None:
    folder = tmp_path / "王 小明"
    folder.mkdir()
    book = linked_book(folder / "客户 清单.xlsx")

    mended = doctor(folder, "客户 清单.xlsx", "--fix", "--json")

    answer = json.loads(mended.stdout)
    books = [one["code"] for one in answer["checks"] if one["check"] == "book"]
    (backup,) = folder.glob("*.bak-*.xlsx")
    assert (mended.returncode, mended.stderr, books) == (5, "", ["doctor-name-error"])
    assert answer["done"] == [
        f"已修复：客户 清单.xlsx 中 5 个公式不再带路径。原文件：{backup.name}。打开后请按 Ctrl+Alt+F9。"
    ]
    intent = Intent(filled={"客户": ("C2:C4",)}, names=frozenset({"最好"}))
    changed_table = frozenset({"xl/tables/table1.xml"})  # its column's formula; a unit test compares its bytes
    assert unintended_differences(backup, book, intent, leave_out=changed_table) == ()


def test_every_line_begins_with_a_mark(tmp_path: Path) -> None:
    said = doctor(tmp_path)

    lines = said.stdout.splitlines()
    assert said.stderr == ""
    assert {line[:2] for line in lines} <= {"✓ ", "! ", "✗ ", "– "}
    assert [line.partition("：")[0][2:] for line in lines][:4] == ["Python 解释器", "速度", "公式写法", "中文字体"]
    assert said.returncode == (5 if any(line.startswith("✗") for line in lines) else 0)
