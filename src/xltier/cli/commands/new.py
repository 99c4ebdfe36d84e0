"""``xltier new``: blank sheets to fill in. The report itself is never 'new': it is what ``rate`` writes."""

from __future__ import annotations

from pathlib import Path

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.month_request import DEFAULT_SCHEME
from xltier.cli.output import free_path, place, write_whole
from xltier.cli.rated import named_scheme
from xltier.cli.session import session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.messages import phrase

TEMPLATES = ("monthly-input", "adjustments", "red-lines")


def build(language: str) -> SpokenCommand:
    """Return the command in a language."""
    params: list[click.Parameter] = [
        click.Argument(["template"], metavar="|".join(TEMPLATES), type=click.Choice(TEMPLATES)),
        option("new_scheme", language, "--scheme", metavar="NAME|FILE.toml", default=DEFAULT_SCHEME),
        option("new_output", language, "-o", "--output", metavar="FILE.xlsx", type=click.Path(path_type=Path)),
    ]
    return spoken("new", language, callback=_new, params=params, wording="blank_inputs")


def _new(context: click.Context, template: str, scheme: str, output: Path | None) -> int:
    """Write a template; return the exit code."""
    from xltier.report.month.blank_inputs import write_blank_inputs

    session = session_of(context)
    rules = named_scheme(scheme, {})
    wanted = output or free_path(Path(f"{phrase(f'blank-{template}', session.language)}.xlsx"))
    path = place(Path(scheme), wanted, ".xlsx", force=False)
    write_whole(path, lambda stream: write_blank_inputs(stream, template, rules, language=session.language))
    console.out(phrase("new-written", session.language, file=path))
    return FINE
