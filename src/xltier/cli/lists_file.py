"""The workbook of lists that a command writes with ``-o``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltier.cli import console
from xltier.cli.output import place, write_whole
from xltier.cli.session import Session
from xltier.cli.spoken import option
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.sheet.tier_sheet import TieredSheet
    from xltier.report.lists import WorkList


def list_options(language: str, output: str = "output_lists") -> list[click.Parameter]:
    """Return the options that ask for the workbook; ``output`` is the key of the help of ``-o``."""
    return [
        option(output, language, "-o", "--output", metavar="OUT.xlsx", type=click.Path(path_type=Path)),
        option("force", language, "--force", is_flag=True),
    ]


def write_list_file(
    source: Path, output: Path, lists: Sequence[WorkList], session: Session, *, footer: str, force: bool
) -> None:
    """Write lists as a workbook and say where.

    Args:
        source: The input, which is never written to.
        output: Where to.
        lists: One sheet each.
        session: Whose language the lists are in.
        footer: What they rest on.
        force: Whether a file that is there may be replaced.

    Raises:
        BookError: The place is taken or cannot be written.
    """
    from xltier.report.lists import write_lists

    path = place(source, output, ".xlsx", force=force)
    write_whole(path, lambda stream: write_lists(stream, lists, language=session.language, footer=footer))
    console.say(phrase("cli-written", session.language, file=path))


def footer_of(sheet: TieredSheet, language: str) -> str:
    """Return the footer's words for what a list rests on: the scheme and the fingerprint of its rules."""
    scheme = f"{sheet.scheme.id}@{sheet.scheme.version}"
    return phrase("footer-scheme", language, scheme=scheme, fingerprint=sheet.fingerprint)
