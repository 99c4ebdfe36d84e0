"""What the loader says of a broken scheme, in both languages.

``python -m tests.mistakes.said`` writes the expected texts anew. Read them aloud before they are kept:
a changed text is a changed promise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xltier.errors import Problem
from xltier.messages import LANGUAGES, render
from xltier.schemes.library import examine_toml

SCHEMES: Final = Path(__file__).parent / "schemes"
MISTAKES: Final = tuple(folder.name for folder in sorted(SCHEMES.iterdir()))


def problems(mistake: str) -> tuple[Problem, ...]:
    """Return every Problem of a broken scheme."""
    return examine_toml((SCHEMES / mistake / "scheme.toml").read_text(encoding="utf-8"), "scheme.toml")[1]


def said(mistake: str, language: str) -> str:
    """Return the whole text about a broken scheme."""
    return "".join(f"{render(problem, language)}\n" for problem in problems(mistake))


def expected(mistake: str, language: str) -> Path:
    """Return the file of the text that is promised."""
    return SCHEMES / mistake / f"expected.{language}.txt"


if __name__ == "__main__":
    for one in MISTAKES:
        for language_ in LANGUAGES:
            expected(one, language_).write_text(said(one, language_), encoding="utf-8")
