"""How long a rating takes: one customer, a frame of many, and what starting costs, in one run.

    python benchmarks/rate_frame.py [--rows 100000 1000000] [--repeat 3]

The same rules are rated by xltier on pandas and polars, by pandas as a user writes them (a function applied to
each row, then ``cut``), and by pandas vectorised by hand. Seconds are CPU seconds, the least of a few runs; what
counts is their ratio. Results are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from rich.console import Console
from rich.table import Table

from xltier.core.compile import compile_plan
from xltier.core.plan import Plan
from xltier.core.rate import rate_one
from xltier.core.scheme import Scheme
from xltier.frames.intake import fixed_frame
from xltier.frames.rate import rate_entries, rate_frame
from xltier.schemes.library import read_toml

KEYS: Final = ("attainment", "payment", "growth", "coverage")
WEIGHTS: Final = (40, 30, 20, 10)
EDGES: Final[tuple[float, ...]] = (0.6, 0.8, 0.9, 1.0)
POINTS: Final[tuple[int, ...]] = (0, 40, 60, 80, 100)
FLOORS: Final = (("A", 90), ("B", 75), ("C", 60), ("D", None))


def scheme() -> Scheme:
    """Return the rules: four ratios in five bands each, four tiers."""
    lines = ['id = "bench"', 'version = "1"', "valid_from = 2026-01-01", 'name = { zh = "基准", en = "Benchmark" }']
    lines += ['kind = "scorecard"', "score_decimals = 2"]
    for key, weight in zip(KEYS, WEIGHTS, strict=True):
        lines += ["[[measures]]", f'key = "{key}"', f'name = {{ zh = "{key}", en = "{key}" }}', "decimals = 4"]
        lines += [f"weight = {weight}", "full = 100", "min = -10", "max = 10", 'method = "band"']
        lines += ["[[measures.bands]]", "points = 0"]
        for edge, points in zip(EDGES, POINTS[1:], strict=True):
            lines += ["[[measures.bands]]", f"from = {edge}", f"points = {points}"]
    for code, floor in FLOORS:
        lines += ["[[tiers]]", f'code = "{code}"', f'name = {{ zh = "{code}", en = "{code}" }}']
        lines += [] if floor is None else [f"floor = {floor}"]
    return read_toml("\n".join(lines), "bench")


def customers(rows: int) -> pd.DataFrame:
    """Return raw ratios of four digits, one in fifty of them missing."""
    rng = np.random.default_rng(20260101)
    columns = {key: np.round(rng.uniform(0.3, 1.2, rows), 4) for key in KEYS}
    for values in columns.values():
        values[rng.random(rows) < 0.02] = np.nan  # noqa: PLR2004 - one in fifty
    return pd.DataFrame(columns)


def as_users_write_it(frame: pd.DataFrame) -> pd.Series:
    """Return tiers by a function applied to each row, then ``cut``."""

    def points(value: float) -> int:
        for edge, worth in zip(reversed(EDGES), reversed(POINTS[1:]), strict=True):
            if value >= edge:
                return worth
        return 0

    def score(row: pd.Series) -> float:
        return sum(points(row[key]) * weight for key, weight in zip(KEYS, WEIGHTS, strict=True)) / 100

    scores = frame.apply(score, axis=1)
    return pd.cut(scores, [-np.inf, 60, 75, 90, np.inf], labels=["D", "C", "B", "A"], right=False)


def by_hand(frame: pd.DataFrame) -> pd.Series:
    """Return tiers by ``searchsorted``, the fastest that pandas and numpy allow."""
    points = np.array(POINTS)
    score = np.zeros(len(frame), dtype=np.int64)
    for key, weight in zip(KEYS, WEIGHTS, strict=True):
        values = frame[key].fillna(-1.0).to_numpy()
        score += points[np.searchsorted(np.array(EDGES), values, side="right")] * weight
    codes = np.array(["D", "C", "B", "A"])
    return pd.Series(codes[np.searchsorted(np.array([6000, 7500, 9000]), score, side="right")], index=frame.index)


class Timed(NamedTuple):
    """One line of the report."""

    what: str
    rows: int
    seconds: float


def least(run: Callable[[], object], repeat: int) -> float:
    """Return the least CPU seconds of a few runs."""
    found = []
    for _ in range(repeat):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


def frames(plan: Plan, rows: int, repeat: int) -> list[Timed]:
    """Time every way to rate a frame, after seeing that they agree."""
    raw = customers(rows)
    raw_polars = pl.from_pandas(raw)
    entries, entries_polars = fixed_frame(plan, raw), fixed_frame(plan, raw_polars)
    expected = by_hand(raw).tolist()
    blank = raw.isna().all(axis=1).to_numpy()
    for tiers in (rate_frame(plan, raw)["tier"].tolist(), rate_frame(plan, raw_polars)["tier"].to_list()):
        if any(tier != wanted for tier, wanted, off in zip(tiers, expected, blank, strict=True) if not off):
            raise SystemExit("the ways to rate do not agree")
    if as_users_write_it(raw.head(1000)).tolist() != expected[:1000]:
        raise SystemExit("the user's way does not agree")
    return [
        Timed("pandas, apply + cut, as users write it", rows, least(lambda: as_users_write_it(raw), 1)),
        Timed("pandas, vectorised by hand (tiers only)", rows, least(lambda: by_hand(raw), repeat)),
        Timed("rate_frame, pandas, raw floats", rows, least(lambda: rate_frame(plan, raw), repeat)),
        Timed("rate_frame, polars, raw floats", rows, least(lambda: rate_frame(plan, raw_polars), repeat)),
        Timed("rate_entries, pandas Int64", rows, least(lambda: rate_entries(plan, entries), repeat)),
        Timed("rate_entries, polars", rows, least(lambda: rate_entries(plan, entries_polars), repeat)),
    ]


def one_customer(plan: Plan, repeat: int) -> Timed:
    """Time ``rate_one`` on a few hundred different customers."""
    rng = np.random.default_rng(7)
    several = [tuple(int(value) for value in row) for row in rng.integers(3000, 12000, (500, 4))]

    def run() -> None:
        for customer in several * 20:
            rate_one(plan, customer)

    run()
    return Timed("rate_one, four measures", 1, least(run, repeat) / 10_000)


def started(command: Sequence[str], repeat: int) -> float:
    """Return the least CPU seconds of a new process; the interpreter's own start is in it."""
    found = []
    for _ in range(repeat):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], check=True, capture_output=True)  # noqa: S603 - our own command
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def starts(repeat: int) -> list[Timed]:
    """Time what starting costs."""
    commands = {
        "python, nothing imported": ["-c", "pass"],
        "import xltier": ["-c", "import xltier"],
        "import xltier.frames.rate": ["-c", "import xltier.frames.rate"],
        "import pandas": ["-c", "import pandas"],
        "xltier --help": ["-m", "xltier", "--help"],
    }
    return [Timed(what, 0, started(command, repeat)) for what, command in commands.items()]


def main() -> None:
    """Print the report as a table, then as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10**5, 10**6])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    plan = compile_plan(scheme())
    groups = [[one_customer(plan, options.repeat)], starts(max(options.repeat, 5))]
    groups += [frames(plan, rows, options.repeat) for rows in options.rows]
    header = ("what", "rows", "CPU", "against users' way")
    lines = [line for group in groups for line in _lines(group)]
    table = Table(*header, title="xltier")
    for line in lines:
        table.add_row(*line)
    Console().print(table)
    print("\n| " + " | ".join(header) + " |\n|---|---:|---:|---:|")
    print("\n".join("| " + " | ".join(line) + " |" for line in lines))


def _lines(group: Sequence[Timed]) -> list[tuple[str, str, str, str]]:
    base = group[0].seconds if group[0].rows > 1 else None
    return [
        (
            timed.what,
            f"{timed.rows:,}" if timed.rows else "",
            _shown(timed.seconds),
            f"{base / timed.seconds:,.1f} x faster" if base is not None and timed is not group[0] else "",
        )
        for timed in group
    ]


def _shown(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} us" if seconds < 1e-3 else f"{seconds * 1e3:,.0f} ms"  # noqa: PLR2004 - a millisecond


if __name__ == "__main__":
    main()
