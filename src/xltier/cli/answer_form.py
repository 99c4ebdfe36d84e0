"""In which form an answer goes to stdout: words, one JSON object, a JSON object a row, or CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import click  # noqa: TC002  # plain imports, as everywhere

from xltier.cli import console
from xltier.cli.misuse import Misuse
from xltier.cli.session import Session
from xltier.cli.spoken import option
from xltier.errors import Problem


class Form(StrEnum):
    """A form, by the name of its option."""

    WORDS = "words"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"

    @property
    def is_json(self) -> bool:
        """Return whether a failure is said as a JSON object on stdout too."""
        return self in {Form.JSON, Form.NDJSON}


def form_options(language: str, *forms: Form) -> list[click.Parameter]:
    """Return the options that choose a form."""
    return [option(form.value, language, f"--{form.value}", f"as_{form.value}", is_flag=True) for form in forms]


def form_of(options: Mapping[str, Any], session: Session) -> Form:
    """Return the form that a command's options choose; the session learns whether it is JSON.

    Raises:
        Misuse: Two are chosen.
    """
    chosen = [form for form in Form if options.get(f"as_{form.value}")]
    if len(chosen) > 1:
        raise Misuse(Problem("usage-both", values={"one": f"--{chosen[0].value}", "other": f"--{chosen[1].value}"}))
    form = chosen[0] if chosen else Form.WORDS
    session.as_json = form.is_json
    return form


def rows_out(rows: Iterable[object]) -> None:
    """Write each row as a JSON object on a line of its own."""
    for row in rows:
        console.out(json.dumps(row, ensure_ascii=False))
