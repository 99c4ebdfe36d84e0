"""Finding and loading rule books: shipped ones by name, others from their TOML text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Final

from xltier.core.checks import check
from xltier.core.document import read_document
from xltier.core.scheme import Scheme
from xltier.core.words import Words
from xltier.errors import Location, Problem, SchemeError
from xltier.schemes.settings import with_settings

_LINE_AND_COLUMN: Final = re.compile(r"line (\d+), column (\d+)")


@cache
def shipped() -> tuple[str, ...]:
    """Return the ids of the shipped schemes, ``standard`` first."""
    names = sorted(
        part.name.removesuffix(".toml") for part in files(__package__).iterdir() if part.name.endswith(".toml")
    )
    return tuple(sorted(names, key=lambda name: name != "standard"))


def shipped_text(name: str) -> str:
    """Return the TOML text of a shipped scheme.

    Raises:
        SchemeError: There is none of this name; the nearest are named.
    """
    if name not in shipped():
        near = get_close_matches(name, shipped(), n=3, cutoff=0.4)
        raise SchemeError(Problem("scheme-unknown", values={"scheme": name, "near": near or shipped()}))
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def load_scheme(name: str, *, settings: Mapping[str, str] | None = None) -> Scheme:
    """Return a shipped scheme by its id, or by ``id@version``.

    Args:
        name: ``b2b-abcd`` or ``b2b-abcd@2026.1``.
        settings: Top-level fields that the caller sets otherwise (``{"combine": "best"}``).

    Raises:
        SchemeError: No such scheme or version, or the settings make a wrong one.

    Example:
        >>> load_scheme("standard").tier("A").floor
        Decimal('90')
    """
    scheme_id, _, version = name.partition("@")
    scheme = read_toml(shipped_text(scheme_id), scheme_id, settings=settings)
    if version and version != scheme.version:
        raise SchemeError(
            Problem("scheme-version", values={"scheme": scheme_id, "version": version, "has": scheme.version})
        )
    return scheme


def read_toml(text: str, name: str, *, settings: Mapping[str, str] | None = None) -> Scheme:
    """Return the scheme that a TOML document states.

    Args:
        text: The document.
        name: How messages call it: its file name or id.
        settings: Top-level fields that replace the document's.

    Raises:
        SchemeError: With every Problem of the document, each with its path.
    """
    scheme, problems = examine_toml(text, name, settings=settings)
    errors = tuple(problem for problem in problems if problem.is_error)
    if errors or scheme is None:
        raise SchemeError(errors)
    return scheme


def examine_toml(
    text: str, name: str, *, settings: Mapping[str, str] | None = None
) -> tuple[Scheme | None, tuple[Problem, ...]]:
    """Return the scheme as far as it can be read, and every Problem, warnings and notes included."""
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as err:
        return None, (Problem("scheme-not-toml", Location(file=name), values={"file": name, "where": _where(err)}),)
    document, unset = with_settings(document, settings or {})
    scheme, problems = read_document(document)
    problems = (*unset, *problems)
    if not any(problem.is_error for problem in problems):
        problems = (*problems, *check(scheme))
    return scheme, tuple(_in_file(problem, name) for problem in problems)


def _where(err: tomllib.TOMLDecodeError) -> Words:
    """Return the place of a mistake in a TOML text, which the library says in its own words."""
    found = _LINE_AND_COLUMN.search(str(err))
    if found is None:
        return Words("末尾", "its end")
    return Words(f"第 {found[1]} 行第 {found[2]} 列", f"line {found[1]}, column {found[2]}")


def _in_file(problem: Problem, name: str) -> Problem:
    return Problem(problem.reference, Location(file=name, path=problem.at.path), problem.severity, problem.values)
