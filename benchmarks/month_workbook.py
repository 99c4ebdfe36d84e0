"""Seconds for the monthly workbook of DEALERS dealers with a year of history, beside openpyxl writing the same cells.

    python benchmarks/month_workbook.py [DEALERS] [--all]

The command reads the invented month of examples/ made larger (200 dealers at least), rates it and writes the workbook
with its live formulas: by the clock and of the processor. The goal for 5,000 dealers x 13 months is a minute. openpyxl
is given the finished cells, without looks, and computes nothing; beyond 1,000 dealers it runs with --all only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from examples import dealer_figures, dealer_tables, make_dealer_month  # noqa: E402  # the path comes first

_DEALERS = 5000
_MOST_FOR_OPENPYXL = 1000
_YEAR = dealer_figures.SALES_MONTHS[3:-1]
"""The twelve months before the month that is rated."""
_OPENPYXL = """
import sys, openpyxl
source = openpyxl.load_workbook(sys.argv[1], read_only=True)
rows = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in source.worksheets}
import time
start, used = time.monotonic(), time.process_time()
target = openpyxl.Workbook(write_only=True)
for name, lines in rows.items():
    sheet = target.create_sheet(name)
    for line in lines:
        sheet.append(line)
target.save(sys.argv[2])
print(time.monotonic() - start, time.process_time() - used)
"""


def invent(folder: Path, dealers: int) -> Path:
    """Write the tidy workbook of a month of some dealers, their sales of a year and how they were rated."""
    dealer_figures.DEALERS = dealers
    dealer_figures.TOWN_DEALERS = dealers * 3 // 5
    dealer_figures.HISTORY_MONTHS = dealer_tables.HISTORY_MONTHS = _YEAR
    return make_dealer_month.write(folder)[0]


def main(dealers: int, *, is_all: bool) -> None:
    """Print one line a side."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = invent(folder, dealers), folder / "month.xlsx"
        print(f"{f'{dealers} dealers, {len(_YEAR) + 1} months':34}{'clock s':>10}{'processor s':>13}{'MB':>8}")
        rate = ("-m", "xltier", "rate", str(source), "--period", dealer_figures.PERIOD, "-q", "-o", str(target))
        before, start = os.times(), time.monotonic()
        subprocess.run([sys.executable, *rate], check=True, cwd=ROOT)  # noqa: S603  our own command
        clock, after = time.monotonic() - start, os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        print(f"{'xltier rate':34}{clock:>10.1f}{used:>13.1f}{target.stat().st_size / 1e6:>8.1f}", flush=True)
        if is_all or dealers <= _MOST_FOR_OPENPYXL:
            other = folder / "openpyxl.xlsx"
            asked = [sys.executable, "-c", _OPENPYXL, str(target), str(other)]
            ended = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603  the code above
            clock, used = (float(word) for word in ended.stdout.split())
            print(f"{'openpyxl, the finished cells':34}{clock:>10.1f}{used:>13.1f}{other.stat().st_size / 1e6:>8.1f}")


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:] if word.isdigit()]
    main(counts[0] if counts else _DEALERS, is_all="--all" in sys.argv)
