"""Every hard sheet of the corpus through ``xltier tier``: an answer or a sentence, never a defect of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.shared import shared, shared_folder
from xltier.cli import run

FOLDER = shared_folder()
FILES = sorted(
    path.name
    for path in (FOLDER / "corpus" / "synthetic" if FOLDER else Path("nowhere")).glob("*")
    if path.suffix in {".xlsx", ".xlsm", ".xls", ".csv"}
)


@pytest.mark.shared
@pytest.mark.parametrize("name", FILES)
def test_a_hard_sheet_is_rated_or_refused_in_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared("corpus", "synthetic", name)
    code = run(["tier", str(path), "--json", "--lang", "zh", "--as-of", "2026-10-31"])
    said = capsys.readouterr()

    assert code in {0, 1, 3}
    assert "Traceback" not in said.err
    assert isinstance(json.loads(said.out)["ok"], bool)
