"""CPU and memory to add one coloured column to a workbook of ROWS x 8, by each way of doing it, in one run.

    python benchmarks/patch.py [ROWS] [LEVEL] [--all]

The floor is to inflate the sheet part and deflate it again at the same level. The goal for the patch is at most three
times the floor, below 120 MB. Each side runs in its own process. openpyxl and pandas take gigabytes and many minutes
for a million rows: beyond 200,000 they run with --all only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.large_book import PART, SHEET_NAME, write_large_book  # noqa: E402  # the path comes first

_MOST_FOR_TREES = 200_000

_MEASURE = """
import json, resource, sys, time
from pathlib import Path
path, out, rows, level = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
tiers = ["ABCD"[row % 4] for row in range(rows)]
{prepare}
start = time.process_time()
{work}
used = time.process_time() - start
kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"cpu_s": round(used, 2), "peak_mb": kilobytes // 1024}}))
"""
_FLOOR = f"""
import zipfile, zlib
packer = zlib.compressobj(level, zlib.DEFLATED, -15)
with zipfile.ZipFile(path) as package, package.open({PART!r}) as part, out.open("wb") as target:
    while block := part.read(1 << 20):
        target.write(packer.compress(block))
    target.write(packer.flush())
"""
_CHANGES = f"""
import datetime as dt
from xltier.files.patch.commit import write_workbook
from xltier.files.patch.edits import Changes, ColumnEdit, Look, TableEdit, TargetTable
from xltier.files.patch.patch import patch_workbook
looks = tuple(Look(tier, fill, "FFFFFF") for tier, fill in zip("ABCD", ("1F6AA5", "57AFA3", "EBC660", "ECE9E3")))
table = TargetTable({SHEET_NAME!r}, "customers", 1, range(2, rows + 2), 8)
changes = Changes((TableEdit(table, (ColumnEdit("tier", "等级", tiers, looks=looks),)),))
clock = dt.datetime(2026, 11, 2, 9, 30)
"""
_PATCH = """
with out.open("wb") as target:
    patch_workbook(path, target, changes, clock=clock, level=level)
"""
_WRITE = "write_workbook(path, out, changes, clock=clock, level=level)"
_OPENPYXL = """
import openpyxl
from openpyxl.styles import PatternFill
colours = {"A": "1F6AA5", "B": "57AFA3", "C": "EBC660", "D": "ECE9E3"}
fills = {tier: PatternFill("solid", fgColor=colour) for tier, colour in colours.items()}
book = openpyxl.load_workbook(path)
sheet = book.active
sheet.cell(1, 9, "等级")
for row, tier in enumerate(tiers, 2):
    sheet.cell(row, 9, tier).fill = fills[tier]
book.save(out)
"""
_PANDAS = """
import pandas as pd
frame = pd.read_excel(path, engine="calamine")
frame["等级"] = tiers
frame.to_excel(out, index=False, engine="xlsxwriter")
"""
_SIDES = {
    "floor": ("", _FLOOR),
    "patch": (_CHANGES, _PATCH),
    "patch, proof and replace": (_CHANGES, _WRITE),
    "openpyxl load and save (loses parts)": ("", _OPENPYXL),
    "pandas read and write (loses all but values)": ("", _PANDAS),
}


def main(rows: int, level: int, *, all_sides: bool) -> None:
    """Write the workbook, measure each side, and print it beside the floor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "customers.xlsx"
        write_large_book(path, rows)
        floor = 0.0
        for position, (name, (prepare, work)) in enumerate(_SIDES.items()):
            if name.startswith(("openpyxl", "pandas")) and rows > _MOST_FOR_TREES and not all_sides:
                continue
            code = _MEASURE.format(prepare=prepare, work=work)
            out = Path(folder) / f"out{position}.xlsx"
            command = [sys.executable, "-c", code, str(path), str(out), str(rows), str(level)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own code
            found = json.loads(done.stdout)
            floor = floor or found["cpu_s"]
            times = found["cpu_s"] / floor
            print(f"{name:<46} {found['cpu_s']:8.2f} s {found['peak_mb']:6} MB {times:7.1f} x the floor")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    wanted = dict(enumerate(numbers))
    main(wanted.get(0, 100_000), wanted.get(1, 6), all_sides="--all" in sys.argv)
