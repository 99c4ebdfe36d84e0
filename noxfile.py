"""The checks before a commit: `nox`, or `nox -db none` in an environment that has the dev group already."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

import nox

PROJECT: Final = nox.project.load_toml("pyproject.toml")
PYTHONS: Final = nox.project.python_versions(PROJECT, max_version="3.13")

# `nox -db none` means the programs of the environment that nox itself is in, activated or not.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

nox.needs_version = ">=2025.5.1"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_missing_interpreters = False


def install(session: nox.Session, group: str, *others: str) -> None:
    """Install the package with a dependency group, unless the session runs in an environment made elsewhere."""
    if session.venv_backend != "none":
        session.install("--editable", ".[polars]", *nox.project.dependency_groups(PROJECT, group), *others)


@nox.session
def lint(session: nox.Session) -> None:
    """Format and rules."""
    install(session, "lint")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Every annotation, strictly."""
    install(session, "dev")
    session.run("mypy")


@nox.session
def layers(session: nox.Session) -> None:
    """Imports point down only."""
    install(session, "lint")
    session.run("lint-imports")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Every suite; arguments go to pytest."""
    install(session, "test")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Examples, READMEs and pages only; they are part of `tests`."""
    install(session, "test")
    session.run("python", "-m", "pytest", "tests/docs", "tests/house", *session.posargs)


@nox.session(python=PYTHONS[0], default=False)
def lowest(session: nox.Session) -> None:
    """The oldest release of each dependency that pyproject.toml still promises."""
    promised = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["polars"]
    bounds = [re.sub(r"\s*>=\s*", "==", requirement) for requirement in promised]
    constraints = Path(session.create_tmp()) / "lowest.txt"
    constraints.write_text("\n".join(bounds), encoding="utf-8")
    install(session, "test", "--constraint", str(constraints))
    session.run("python", "-m", "pytest", "tests", *session.posargs)
