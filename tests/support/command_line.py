"""The command line run in this process, and the small files that it is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from xltier.cli import main


def table(path: Path, *rows: tuple[object, ...]) -> Path:
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    return path


class Command:
    """Runs the command line in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: object, lang: str = "zh") -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*map(str, words), "--lang", lang])
        said = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    def json(self, *words: object) -> tuple[int, dict[str, Any]]:
        code, out, _ = self(*words, "--json")
        found: dict[str, Any] = json.loads(out)
        return code, found
