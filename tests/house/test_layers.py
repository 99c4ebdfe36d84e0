"""What the layers promise beyond the contracts of pyproject.toml: a light door, a pure core, complete ban lists."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.shared import ROOT
from tests.support.sources import SOURCE, name, project

# The standard library's pure half: values, containers, text and numbers. A new one is argued for here.
PURE = """
__future__ abc bisect calendar collections contextlib copy dataclasses datetime decimal difflib enum fractions
functools hashlib heapq itertools json keyword math numbers operator re statistics string tomllib types typing
unicodedata
"""
# The packages that a cell function runs on, inside a program that has only the standard library.
TRAVELLERS = ("core", "messages", "schemes", "tables")


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def run_without_packages(program: str) -> str:
    """Run a program that sees our source and the standard library only; return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-S", "-W", "error", "-c", program],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout


def test_importing_xltier_loads_nobody_elses_code() -> None:
    program = (
        "import sys; before = set(sys.modules); import xltier;"
        "print(sorted({m.partition('.')[0] for m in set(sys.modules) - before} - sys.stdlib_module_names - {'xltier'}))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout

    assert loaded == "[]\n"


def test_the_core_imports_only_itself_and_the_pure_half_of_the_standard_library() -> None:
    impure = [
        f"{name(path)}: {module}"
        for path in (SOURCE / "errors.py", *sorted((SOURCE / "core").rglob("*.py")))
        for module in imports(path)
        if module.partition(".")[0] not in PURE.split() and not re.fullmatch(r"xltier\.(core|errors)(\..*)?", module)
    ]

    assert impure == []


def test_the_core_never_asks_the_clock() -> None:
    asking = [
        f"{name(path)}:{node.lineno}"
        for path in sorted((SOURCE / "core").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
    ]

    assert asking == []


@pytest.mark.parametrize("package", TRAVELLERS)
def test_what_travels_into_a_cell_imports_without_any_package_installed(package: str) -> None:
    modules = sorted(
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in (SOURCE / package).rglob("*.py")
    )

    assert (
        run_without_packages(f"import importlib; [importlib.import_module(m) for m in {modules}]; print('ok')")
        == "ok\n"
    )


def test_each_contract_that_bans_packages_bans_every_dependency() -> None:
    settings = project()
    declared = {
        re.split(r"[<>=;\[ ]", line)[0].lower().replace("_", "-") for line in settings["project"]["dependencies"]
    }
    modules = {
        module
        for module, distributions in packages_distributions().items()
        if not module.startswith("_") and declared & {d.lower().replace("_", "-") for d in distributions}
    }
    bans = {
        contract["name"]: set(contract["forbidden_modules"])
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "forbidden" and "xltier.core" in contract["source_modules"]
    }

    assert len(modules) >= len(declared)
    assert {title: sorted(modules - banned) for title, banned in bans.items()} == {title: [] for title in bans}


def test_a_forbidden_import_breaks_the_contracts(tmp_path: Path) -> None:
    core = tmp_path / "src" / "xltier" / "core"
    core.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    packages = [path.parent.relative_to(SOURCE) for path in sorted(SOURCE.rglob("__init__.py"))]
    for package in (Path("errors"), *packages):
        folder = tmp_path / "src" / "xltier" / package
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text("", encoding="utf-8")
    (core / "__init__.py").write_text("import pathlib\nfrom xltier import files\n", encoding="utf-8")

    linted = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": "src"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert linted.returncode == 1, linted.stderr
    assert "xltier.core is not allowed to import pathlib" in linted.stdout
    assert "xltier.core is not allowed to import xltier.files" in linted.stdout
