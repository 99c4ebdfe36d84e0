"""``xltier read``: what was understood of a sheet, for a person or as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltier.cli.failures import FILE, FINE
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import file_argument, table_choice, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import XltierError

if TYPE_CHECKING:
    import click


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        *table_options(language),
        option("map", language, "--map", "mapped", metavar="MEASURE=COLUMN", multiple=True),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("read", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Show what is understood of a file; return the exit code."""
    from xltier.files.read import open_table

    session = session_of(context)
    try:
        reading = open_table(file, table_choice(options), today=today())
    except XltierError as error:
        if not options["as_json"]:
            raise
        return _refuse(error, session)
    if options["as_json"]:
        from xltier.cli.reading_json import to_json

        for piece in to_json(reading):
            sys.stdout.write(piece)
        return FINE
    from xltier.cli.reading_view import show

    show(reading, session.language, is_plain=session.is_plain)
    return FINE


def _refuse(error: XltierError, session: Session) -> int:
    """Answer a refusal in the JSON of ``read``, which has a form of its own."""
    from xltier.cli.console import say
    from xltier.cli.reading_json import refusal_json
    from xltier.messages import render

    sys.stdout.write(refusal_json(error))
    for problem in error.problems:
        say(str(render(problem, session.language)))
    return FILE
