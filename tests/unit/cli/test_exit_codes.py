"""Whether a script can tell by the exit code alone that there is no answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_metric_that_cannot_be_told_ends_with_1(xltier: Call) -> None:
    answer = xltier("metrics", "cac", "--with", "cost=100", "--with", "new=0", "--json")

    assert (answer.code, json.loads(answer.out)["ok"]) == (1, False)
    assert xltier("metrics", "cac", "--with", "cost=100", "--with", "new=4").code == 0


def test_answers_off_the_scale_are_named_by_row_and_end_with_1(xltier: Call, tmp_path: Path) -> None:
    answers = _file(tmp_path, "客户编码,评分\nK1,9\nK2,11\nK3,\nK4,-1\n")
    spoken, data = xltier("metrics", "nps", answers), xltier("metrics", "nps", answers, "--json")

    assert (spoken.code, data.code) == (1, 1)
    assert [line.split(",")[0] for line in spoken.err.splitlines() if "answers go" in line] == [
        "  Row 3 answers 11",
        "  Row 5 answers -1",
    ]
    assert [(one["cell"], one["code"]) for one in json.loads(data.out)["findings"]] == [
        ("B3", "answer-off-scale"),
        ("B5", "answer-off-scale"),
    ]


def test_a_satisfaction_of_no_star_is_off_its_scale(xltier: Call, tmp_path: Path) -> None:
    answer = xltier("metrics", "csat", _file(tmp_path, "客户编码,满意度\nK1,5\nK2,0\n"), "--json")

    assert [one["cell"] for one in json.loads(answer.out)["findings"]] == ["B3"]


def test_a_sheet_of_which_nobody_is_rated_ends_with_1(xltier: Call, tmp_path: Path) -> None:
    assert xltier("tier", _file(tmp_path, "客户编码,得分\nK1,待定\nK2,待定\n"), "--json").code == 1
    assert xltier("tier", _file(tmp_path, "客户编码,得分\nK1,待定\nK2,80\n"), "--json").code == 0
