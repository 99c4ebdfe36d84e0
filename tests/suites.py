"""Run the checks and the suites one after another, each with its budget of seconds, and say how they went.

Usage: python tests/suites.py [SUITE ...]. A folder of tests/ is a suite; a new one needs a budget here. A slice of the
long ones runs; XLTIER_FULL=1 runs them whole, without budgets.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TESTS: Final = Path(__file__).resolve().parent
ROOT: Final = TESTS.parent
NOT_SUITES: Final = {"support", "__pycache__"}
OVERDRAWN: Final = 2  # a suite may take this many times its budget, for a busy machine, before that is a failure
TWO_WORKERS: Final = ("-n", "2", "--dist", "loadfile")

CHECKS: Final = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("mypy",),
    "layers": ("lint-imports",),
    "doctests": ("pytest", "-q", "src"),
}
# Seconds on two cores; together 41 minutes, and a setup from nothing takes two more.
BUDGETS: Final = {
    "format": 10,
    "lint": 15,
    "types": 120,
    "layers": 20,
    "doctests": 30,
    "house": 60,
    "unit": 240,
    "property": 480,
    "mistakes": 60,
    "conformance": 240,
    "published": 60,
    "pains": 30,
    "corpus": 240,
    "hosts": 420,
    "e2e": 300,
    "docs": 120,
}
PARALLEL: Final = {"unit", "property", "conformance", "corpus", "e2e"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one suite went: its name, whether it passed, how long it took, and the seconds it should take."""

    name: str
    has_passed: bool
    seconds: float
    budget: int

    @property
    def is_overdrawn(self) -> bool:
        """Return whether it took so long that something is wrong."""
        return self.seconds > self.budget * OVERDRAWN

    def line(self, *, is_full: bool) -> str:
        """Return one line of the closing table."""
        verdict = "passed" if self.has_passed else "FAILED"
        late = self.seconds > self.budget and not is_full
        note = f"  over its budget of {self.budget} s" if late else f"  of {self.budget} s"
        return f"{self.name:<12} {verdict}  {self.seconds:6.1f} s{'' if is_full else note}"


def folders() -> list[str]:
    """Return the suites of tests/, in the order of their budgets.

    Raises:
        SystemExit: A folder has no budget: it would never run.
    """
    found = {folder.name for folder in TESTS.iterdir() if folder.is_dir() and _holds_files(folder)} - NOT_SUITES
    unknown = sorted(found - BUDGETS.keys())
    if unknown:
        raise SystemExit(f"tests/suites.py gives no budget to: {', '.join(unknown)}")
    return [name for name in BUDGETS if name in found]


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() and "__pycache__" not in path.parts for path in folder.rglob("*"))


def command(name: str) -> tuple[str, ...]:
    """Return the command of a suite; pytest fails where a folder holds no test."""
    words = CHECKS.get(name) or ("pytest", "-q", f"tests/{name}", *(TWO_WORKERS if name in PARALLEL else ()))
    if words[0] == "pytest":
        return (sys.executable, "-m", *words, "-p", "no:cacheprovider")
    return (str(Path(sys.executable).with_name(words[0])), *words[1:])


def run(name: str) -> Outcome:
    """Run one suite, its output as it comes."""
    print(f"\n=== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command(name), cwd=ROOT, check=False).returncode
    return Outcome(name, code == 0, time.monotonic() - start, BUDGETS[name])


def main(wanted: list[str]) -> int:
    """Run the suites named, or all; print the table; return 0 when every one passed in time."""
    known = [*CHECKS, *folders()]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no suite {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    is_full = os.environ.get("XLTIER_FULL") == "1"
    outcomes = [run(name) for name in known if not wanted or name in wanted]
    print(f"\n{'All of every suite' if is_full else 'Suites, and their budgets'}")
    for outcome in outcomes:
        print(outcome.line(is_full=is_full))
    overdrawn = [outcome for outcome in outcomes if outcome.has_passed and outcome.is_overdrawn and not is_full]
    for outcome in overdrawn:
        print(
            f"{outcome.name} took {outcome.seconds:.0f} s, more than {OVERDRAWN} times its {outcome.budget} s: FAILED"
        )
    failed = sum(not outcome.has_passed for outcome in outcomes) + len(overdrawn)
    print(f"{sum(outcome.seconds for outcome in outcomes):.0f} s in all")
    print(f"suites: {len(outcomes) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
