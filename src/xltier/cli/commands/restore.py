"""``xltier restore``: the workbook as it was before the last refresh in place."""

from __future__ import annotations

from pathlib import Path

import click  # noqa: TC002  # plain imports, as everywhere

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument
from xltier.cli.spoken import SpokenCommand, spoken
from xltier.errors import BookError, Location, Problem
from xltier.messages import phrase


def build(language: str) -> SpokenCommand:
    """Return the command."""
    return spoken("restore", language, callback=run, params=[file_argument()])


def run(context: click.Context, file: Path) -> int:
    """Put the newest backup back, name it and the next older one; return the exit code."""
    from xltier.files.patch.commit import backups_of, restore_workbook

    language = session_of(context).language
    if file.is_dir():
        raise BookError(Problem("file-is-folder", Location(file=str(file))))
    backup = restore_workbook(file)
    console.out(phrase("restore-done", language, file=file.name, backup=backup.name))
    older = backups_of(file.resolve())
    if older:
        console.say(phrase("restore-older", language, count=len(older), backup=older[0].name))
    return FINE
