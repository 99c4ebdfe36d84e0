"""What one run of the command line carries: its language, how much it says, and whether a program listens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xltier.cli.language import language
from xltier.messages import LANGUAGES

if TYPE_CHECKING:
    import click

_LANG: Final = "--lang"


@dataclass(slots=True)
class Session:
    """The settings of a run; options set them wherever they stand on the line.

    Args:
        language: ``"zh"`` or ``"en"``.
        quiet: Errors only.
        verbose: Every note.
        is_plain: No colour.
        as_json: The answer is JSON, failures included.
        log: Where the details of a failure go.
        chosen: Whether the language was asked for, not only taken from the environment.
    """

    language: str = "en"
    quiet: bool = False
    verbose: bool = False
    is_plain: bool = False
    as_json: bool = False
    log: Path | None = None
    chosen: bool = False


def session_for(arguments: list[str]) -> Session:
    """Return a session in the language of ``--lang``, which the help needs before options are read."""
    said = None
    for at, argument in enumerate(arguments):
        if argument == _LANG and at + 1 < len(arguments):
            said = arguments[at + 1]
        elif argument.startswith(f"{_LANG}="):
            said = argument.partition("=")[2]
    known = said if said in LANGUAGES else None
    return Session(language=language(known), chosen=known is not None)


def session_of(context: click.Context) -> Session:
    """Return the session of the running command."""
    return context.ensure_object(Session)
