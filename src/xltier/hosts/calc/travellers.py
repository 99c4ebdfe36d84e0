"""Which files of the package travel in the add-in: what its components import, directly or not, and their texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import xltier

ROOT: Final = Path(xltier.__file__).parent
_TEXTS: Final = ("messages", "schemes")
"""Packages whose TOML files are read at run time."""


def travellers(*components: Path) -> list[Path]:
    """Return the files that modules need of the package, sorted; imports for type checkers only are not followed.

    Args:
        components: Python files; they are not among them.
    """
    found: set[Path] = set()
    waiting = list(components)
    while waiting:
        for name in _imports(waiting.pop()):
            for path in _files(name):
                if path not in found:
                    found.add(path)
                    waiting.append(path)
    texts = (text for package in _TEXTS for text in (ROOT / package).glob("*.toml"))
    return sorted((*found, *texts))


def _imports(path: Path) -> Iterator[str]:
    """Yield every dotted name of ours that a file may import, its own later imports inside functions included."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                waiting.extend(node.orelse)
                continue
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str(module)):
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)
        waiting.extend(ast.iter_child_nodes(node))


def _files(name: str) -> Iterator[Path]:
    """Yield the file of a module and of each package around it; nothing for a name that is none of ours."""
    parts = name.split(".")
    if parts[0] != ROOT.name:
        return
    for depth in range(len(parts)):
        place = ROOT.joinpath(*parts[1 : depth + 1])
        for path in (place / "__init__.py", place.with_suffix(".py")):
            if path.is_file():
                yield path
