"""The command as a process: encodings, pipes, speed of the help."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROWS = [("K1", "海棠电器", 86), ("K2", "远山商行", 59.5)]


def xltier(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "xltier", *map(str, arguments)]
    kept = {name: value for name, value in os.environ.items() if name not in {"LC_ALL", "LANG", "XLTIER_LANG"}}
    return subprocess.run(command, capture_output=True, check=False, timeout=120, env=kept | environment)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_csv_gives_the_same_answer_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "清单.csv"
    path.write_text("客户编号,客户名称,得分\n" + "".join(f"{a},{b},{c}\n" for a, b, c in ROWS), encoding=encoding)
    found: dict[str, Any] = json.loads(xltier("tier", path, "--json", "--lang", "zh").stdout)

    assert [(row["key"], row["tier"], row["why"]) for row in found["rows"]] == [
        ("K1", "B", "得分 86；距 A 差 4"),
        ("K2", "D", "得分 59.5；距 C 差 0.5"),
    ]


def test_a_gbk_console_shows_chinese_and_never_fails(tmp_path: Path) -> None:
    path = tmp_path / "moves.csv"
    path.write_text("客户编号,客户名称,得分,上期等级\nK1,é 甲,86,C\n", encoding="utf-8")
    ended = xltier("tier", path, "--lang", "zh", PYTHONIOENCODING="gbk")

    assert ended.returncode == 0
    assert "  变动  ▲1 ▼0 ＝0" in ended.stdout.decode("gbk").splitlines()


def test_an_ascii_console_gets_plain_signs(tmp_path: Path) -> None:
    path = tmp_path / "moves.csv"
    path.write_text("code,score,last tier\nK1,86,C\n", encoding="utf-8")
    ended = xltier("tier", path, "--lang", "en", PYTHONIOENCODING="ascii")

    assert ended.returncode == 0
    assert "  moves    ^1 v0 =0" in ended.stdout.decode("ascii").splitlines()


@pytest.mark.parametrize(
    ("variable", "value", "word"), [("XLTIER_LANG", "zh", "命令"), ("LC_ALL", "zh_CN.UTF-8", "命令")]
)
def test_the_environment_chooses_the_language(variable: str, value: str, word: str) -> None:
    assert word in xltier("--help", **{variable: value}).stdout.decode("utf-8")


def test_a_reader_who_leaves_early_is_no_error() -> None:
    command = f'"{sys.executable}" -m xltier schemes export dealer-monthly | head -1'
    ended = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60)  # noqa: S602 - the pipe is meant

    assert ended.stderr == b""


def test_stdout_holds_data_only(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("客户编号,年销售额\nK1,5\nK1,6\n", encoding="utf-8")
    ended = xltier("tier", path, "--csv", "--lang", "en")

    assert ended.stdout.decode("utf-8-sig").splitlines()[0] == "客户编号,年销售额,Tier,Score,Move,Why"
    assert len(ended.stdout.decode("utf-8-sig").splitlines()) == 3


def test_the_help_takes_less_than_150_ms_of_cpu() -> None:
    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    xltier("--help")  # the first one may compile
    times = []
    for _ in range(5):
        before = spent()
        xltier("--help")
        times.append(spent() - before)

    assert min(times) < 0.150
