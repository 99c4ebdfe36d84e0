"""CPU and memory to read and clean 1,000,000 x 8 from xlsx, against fastexcel alone, in one run.

    python benchmarks/read_million.py [ROWS]

Each side runs in its own process; the goal is a ratio of at most 2.5.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

_HEADER = ("客户编号", "客户名称", "区域", "销售额", "回款额", "回款率", "订单数", "最近购买")

_MEASURE = """
import json, resource, sys, time
start = time.process_time()
{work}
used = time.process_time() - start
kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"cpu_s": round(used, 2), "peak_mb": kilobytes // 1024, "rows": rows}}))
"""
_SIDES = {
    "fastexcel to polars": """
import fastexcel
rows = fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_polars().height
""",
    "xltier read and clean": """
from xltier.files.read import open_table
rows = len(open_table(sys.argv[1]).rows)
""",
}


def write(path: Path, rows: int) -> None:
    """Write the same customers each time."""
    source = random.Random(2012)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("客户")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, _HEADER)
        first = dt.datetime(2012, 1, 1)
        for i in range(1, rows + 1):
            sheet.write_string(i, 0, f"C{i:07d}")
            sheet.write_string(i, 1, f"客户{i:07d}")
            sheet.write_string(i, 2, source.choice(("华东", "华南", "华北", "西南")))
            sheet.write_number(i, 3, round(source.random() * 1e6, 2))
            sheet.write_number(i, 4, round(source.random() * 1e6, 2))
            sheet.write_number(i, 5, round(source.random(), 4))
            sheet.write_number(i, 6, source.randrange(60))
            sheet.write_datetime(i, 7, first + dt.timedelta(days=source.randrange(365)), date)


def main(rows: int) -> None:
    """Write the workbook, measure both sides, print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.xlsx"
        write(path, rows)
        found: dict[str, dict[str, float]] = {}
        for name, work in _SIDES.items():
            code = _MEASURE.format(work=work)
            command = [sys.executable, "-c", code, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own code
            found[name] = json.loads(done.stdout)
            print(f"{name:24} {found[name]}")
    reference, ours = (side["cpu_s"] for side in found.values())
    print(f"{'ratio of CPU':24} {ours / reference:.2f} (goal 2.5)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
