"""``xltier restore``: the workbook as it was before the last refresh in place."""

from __future__ import annotations

from pathlib import Path

import click  # noqa: TC002  # plain imports, as everywhere

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument
from xltier.cli.spoken import SpokenCommand, spoken
from xltier.messages import phrase


def build(language: str) -> SpokenCommand:
    """Return the command."""
    return spoken("restore", language, callback=run, params=[file_argument()])


def run(context: click.Context, file: Path) -> int:
    """Put the newest backup back and name it; return the exit code."""
    from xltier.files.patch.commit import restore_workbook

    backup = restore_workbook(file)
    console.out(phrase("restore-done", session_of(context).language, file=file.name, backup=backup.name))
    return FINE
