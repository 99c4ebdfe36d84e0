"""The command line in this process: what it prints where, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from xltier.cli import run


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def xltier(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Return the way to run a command, in English unless ``--lang`` says otherwise."""
    for name in ("XLTIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """Return a small customer file: a good row, a blank, a text where a number belongs."""
    path = tmp_path / "客户.csv"
    path.write_text("客户编号,客户名称,得分\nK1,甲,86\nK2,乙,\nK3,丙,待定\n", encoding="utf-8-sig")
    return path
