"""The project's own files as house rules see them: what git tracks, the modules, pyproject.toml."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.support.shared import ROOT

SOURCE: Final = ROOT / "src" / "xltier"
PYPROJECT: Final = ROOT / "pyproject.toml"
_IN_XML_WORDS: Final = frozenset({"files/ods.py"})  # full of element names, table-cell and the like
_KEBAB: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")


@cache
def project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file of the checkout that git tracks or would add, in path order.

    Raises:
        CalledProcessError: The checkout is not a git repository.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return tuple(path for name in sorted(filter(None, listed.split("\0"))) if (path := ROOT / name).is_file())


def modules() -> Iterator[Path]:
    """Yield every Python file of the project."""
    return (path for path in tracked() if path.suffix == ".py")


def name(path: Path) -> str:
    """Return a file's path as a reader of the repository knows it."""
    return path.relative_to(ROOT).as_posix()


@cache
def words_in_source(*, without: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return every string literal of the package, but for the modules left out, such as ``files/ods.py``."""
    return frozenset(
        node.value
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).as_posix() not in without
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def kebab_words_in_source() -> frozenset[str]:
    """Return every string literal of the package that looks like a Problem's reference, ``band-gap``."""
    return frozenset(word for word in words_in_source(without=_IN_XML_WORDS) if _KEBAB.fullmatch(word))
