"""The published scorecards as rule books: read, checked and rated by the engine like any other."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from xltier.core.cases import rate_case
from xltier.core.fixed import shown
from xltier.core.scheme import Scheme
from xltier.core.scheme.case import Case
from xltier.errors import Problem
from xltier.schemes.library import examine_toml

FOLDER: Final = Path(__file__).parent / "schemes"
NAMES: Final = tuple(path.stem for path in sorted(FOLDER.glob("*.toml")))


def text(name: str) -> str:
    """Return the document of a published scheme."""
    return (FOLDER / f"{name}.toml").read_text(encoding="utf-8")


@cache
def examined(name: str) -> tuple[Scheme, tuple[Problem, ...]]:
    """Return a published scheme, and what the loader says about it."""
    scheme, problems = examine_toml(text(name), f"{name}.toml")
    if scheme is None:
        raise ValueError(name)
    return scheme, problems


def book(name: str) -> Scheme:
    """Return a published scheme."""
    return examined(name)[0]


def outcome(scheme: Scheme, case: Case) -> tuple[str | None, str | None]:
    """Return the tier and the score, as people write it, that a scheme gives for a case."""
    plan, rating = rate_case(scheme, case)
    return rating.tier, None if rating.score is None else shown(rating.score, plan.score_decimals)
