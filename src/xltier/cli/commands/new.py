"""``xltier new``: blank sheets to fill in. The report itself is never 'new': it is what ``rate`` writes."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.misuse import Misuse, OneOf
from xltier.cli.output import free_path, place, write_whole
from xltier.cli.rated import named_scheme
from xltier.cli.session import session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Problem
from xltier.messages import phrase

TEMPLATES = ("customers", "monthly-input", "adjustments", "red-lines", "orders", "complaints", "capacity", "rules")
_NEXT = frozenset({"customers", "monthly-input", "rules"})
"""What is said next of these: the command that takes the filled sheets."""
_WITHOUT_SCHEME = frozenset({"orders", "complaints", "capacity"})


def build(language: str) -> SpokenCommand:
    """Return the command in a language."""
    params: list[click.Parameter] = [
        click.Argument(["template"], metavar="WHAT", type=OneOf(TEMPLATES)),
        option("new_scheme", language, "--scheme", metavar="NAME|FILE.toml"),
        option("new_output", language, "-o", "--output", metavar="FILE.xlsx", type=click.Path(path_type=Path)),
    ]
    return spoken("new", language, callback=_new, params=params, wording="blank_inputs")


def _new(context: click.Context, template: str, scheme: str | None, output: Path | None) -> int:
    """Write a template; return the exit code."""
    session = session_of(context)
    if scheme is not None and template in _WITHOUT_SCHEME:
        raise Misuse(Problem("new-without-scheme", values={"template": template}))
    wanted = output or free_path(Path(f"{phrase(f'blank-{template}', session.language)}.xlsx"))
    path = place(Path(scheme or ""), wanted, ".xlsx", force=False)
    write_whole(path, lambda stream: write_template(stream, template, scheme, language=session.language))
    console.out(phrase("new-rules-written" if template == "rules" else "new-written", session.language, file=path))
    if template in _NEXT and not session.quiet:
        console.say(phrase(f"blank-next-{template}", session.language, file=path))
    return FINE


def write_template(stream: IO[bytes], template: str, scheme: str | None, *, language: str) -> None:
    """Write a template as a workbook.

    Args:
        stream: Where to.
        template: One of :data:`TEMPLATES`.
        scheme: Name or file of the scheme that it is made for; None is the usual one, or no rules but an example.
        language: ``"zh"`` or ``"en"``.
    """
    from xltier.app.templates.catalogue import INPUTS, RULES, SCHEMES
    from xltier.cli.starter import starter
    from xltier.report.rulebook.book import write_rules_file
    from xltier.report.templates.input_book import write_input_book

    if template == RULES:
        write_rules_file(stream, starter() if scheme is None else named_scheme(scheme, {}), language=language)
        return
    rules = named_scheme(scheme or SCHEMES.get(template, SCHEMES["customers"]), {})
    title = phrase(f"blank-{template}", language)
    write_input_book(stream, INPUTS[template](rules), title=title, language=language)
