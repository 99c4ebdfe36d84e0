"""Seconds that LibreOffice Calc takes for TIER over ROWS customers, beside its own IF, in one run.

    python benchmarks/calc_addin.py [ROWS]

Each line is the best of five hard recalculations: by the clock, and of the processor. A busy machine shows in the
difference. The goals on an idle core are 1 s for 10,000 cells and 0.3 s for one array over 10,000 rows.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.support.calc_office import CalcOffice, absence  # noqa: E402  # the path comes first

ROUNDS = 5
NATIVE = '=IF(A{row}>=90;"A";IF(A{row}>=75;"B";IF(A{row}>=60;"C";"D")))'
SCALARS = {
    "IF in each cell": NATIVE,
    "TIER in each cell": "=XLTIER.TIER(A{row})",
    "TIER in each cell, scheme named": '=XLTIER.TIER(A{row};"standard")',
    "TIER_WHY in each cell": "=XLTIER.TIER_WHY(A{row})",
    "ROI in each cell": "=XLTIER.ROI(A{row};50)",
}
ARRAYS = {
    "TIER as one array": "=XLTIER.TIER(A1:A{rows})",
    "TIER as one array, six measures": '=XLTIER.TIER(B1:G{rows};"dealer-monthly")',
}


def main(rows: int) -> None:
    """Print one line a formula."""
    reason = absence()
    if reason:
        sys.exit(reason)
    with CalcOffice() as calc:
        calc.ask("fill", cells=[[row % 101, row % 13 / 10, 0.1, 1, row % 70, 1, 0.8] for row in range(rows)])
        print(f"{'rows ' + str(rows):34}{'clock s':>10}{'processor s':>13}")
        for name, formula in SCALARS.items():
            calc.ask("put_down", area=f"J1:J{rows}", formulas=[formula.format(row=row + 1) for row in range(rows)])
            _print(name, calc)
        for name, formula in ARRAYS.items():
            calc.ask("put_array", area=f"J1:J{rows}", formula=formula.format(rows=rows))
            _print(name, calc)


def _print(name: str, calc: CalcOffice) -> None:
    taken = [calc.ask("recalculate") for _ in range(ROUNDS)]
    clock, processor = (min(one[side] for one in taken) for side in (0, 1))
    print(f"{name:34}{clock:>10.3f}{processor:>13.3f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
