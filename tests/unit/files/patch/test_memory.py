"""A sheet is never held in memory: a million rows take no more of it than ten thousand, but for the values given."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.large_book import SHEET_NAME, write_large_book
from tests.support.shared import ROOT

CEILING_MB = 120

WRITE = f"""
import datetime as dt, re, sys
from pathlib import Path
from xltier.files.patch.commit import write_workbook
from xltier.files.patch.edits import Changes, ColumnEdit, Look, TableEdit, TargetTable
path, rows = Path(sys.argv[1]), int(sys.argv[2])
looks = (Look("A", "1F6AA5", "FFFFFF"), Look("B", "57AFA3", "0F1B26"))
tier = ColumnEdit("tier", "等级", ["ABCD"[row % 4] for row in range(rows)], looks=looks)
table = TargetTable({SHEET_NAME!r}, "customers", 1, range(2, rows + 2), 8)
for _ in range(2):
    write_workbook(path, path, Changes((TableEdit(table, (tier,)),)), clock=dt.datetime(2026, 11, 2, 9, 30))
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's own peak")
@pytest.mark.parametrize("rows", [50_000, pytest.param(1_000_000, marks=pytest.mark.long)])
def test_two_writes_in_place_stay_below_the_ceiling(rows: int, tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    write_large_book(path, rows)
    command = [sys.executable, "-c", WRITE, str(path), str(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")})

    assert int(done.stdout) < CEILING_MB
