"""What is said of a broken scheme, or of customers whom a sound scheme cannot tell apart, in both languages.

``python -m tests.mistakes.said`` writes the expected texts anew. Read them aloud before they are kept:
a changed text is a changed promise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xltier.app.sheet.tier_sheet import tier_sheet
from xltier.errors import Problem
from xltier.files.read import open_table
from xltier.messages import LANGUAGES, render
from xltier.schemes.library import examine_toml, read_toml
from xltier.tables.choice import TableChoice

SCHEMES: Final = Path(__file__).parent / "schemes"
MISTAKES: Final = tuple(folder.name for folder in sorted(SCHEMES.iterdir()))
SHEETS: Final = Path(__file__).parent / "sheets"
"""Schemes without a fault, each with customers whom it cannot tell apart as it says."""
FINDINGS: Final = tuple(folder.name for folder in sorted(SHEETS.iterdir()))
_DAY: Final = dt.date(2026, 10, 31)


def problems(mistake: str) -> tuple[Problem, ...]:
    """Return every Problem of a broken scheme."""
    return examine_toml((SCHEMES / mistake / "scheme.toml").read_text(encoding="utf-8"), "scheme.toml")[1]


def findings(name: str) -> tuple[Problem, ...]:
    """Return what is said of the customers of a folder when they are rated."""
    scheme = read_toml((SHEETS / name / "scheme.toml").read_text(encoding="utf-8"), "scheme.toml")
    sheet = open_table(SHEETS / name / "customers.csv", TableChoice(), today=_DAY)
    return tier_sheet(sheet, scheme, as_of=_DAY).problems


def in_words(found: Iterable[Problem], language: str) -> str:
    """Return the whole text about some Problems."""
    return "".join(f"{render(problem, language)}\n" for problem in found)


def expected(folder: Path, language: str) -> Path:
    """Return the file of the text that is promised."""
    return folder / f"expected.{language}.txt"


if __name__ == "__main__":
    for language_ in LANGUAGES:
        for one in MISTAKES:
            expected(SCHEMES / one, language_).write_text(in_words(problems(one), language_), encoding="utf-8")
        for one in FINDINGS:
            expected(SHEETS / one, language_).write_text(in_words(findings(one), language_), encoding="utf-8")
