"""One of eight customers is 12.5 %: the summary's texts, its formulas' values and the terminal all say 13 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

from xltier.cli import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_half_a_percent_is_said_as_the_cells_beside_show_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_text("code,score\n" + "".join(f"C{at},{95 if at == 0 else 80}\n" for at in range(8)), encoding="utf-8")
    out = tmp_path / "out.xlsx"

    assert run(["tier", str(scores), "--scheme", "standard", "-o", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    page = openpyxl.load_workbook(out, data_only=True)["Summary"]
    texts = [cell.value for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]

    assert "A 1 (13%)" in said
    assert [text for text in texts if "13%" in text]
    assert [text for text in texts if "12%" in text] == []
