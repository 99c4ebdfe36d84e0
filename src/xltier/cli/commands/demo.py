"""``xltier demo``: the main jobs on bundled data, untidy as real data are: a customer list and a dealer month."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.output import place
from xltier.cli.session import Session, session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import BookError, Location, Problem
from xltier.messages import LANGUAGES, phrase

AS_OF: Final = dt.date(2026, 10, 31)
"""The day of the bundled list, so that the demo gives the same tiers on any day."""

SCHEME: Final = "b2b-abcd"
PERIOD: Final = "2026-10"


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        option("demo_output", language, "-o", "--output", metavar="FOLDER", type=click.Path(path_type=Path)),
        option("force", language, "--force", is_flag=True),
    ]
    return spoken("demo", language, callback=run, params=params)


def run(context: click.Context, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Rate the bundled data in the language asked for, or in both; return the exit code."""
    session = session_of(context)
    folder: Path = options["output"] or Path.cwd()
    if folder.exists() and not folder.is_dir():
        raise BookError(Problem("output-no-folder", Location(file=str(folder))))
    folder.mkdir(parents=True, exist_ok=True)
    for language in (session.language,) if session.chosen else LANGUAGES:
        spoken_ = Session(language, session.quiet, session.verbose, session.is_plain)
        _list(folder, spoken_, force=options["force"])
        _month(folder, spoken_, force=options["force"])
    return FINE


def _list(folder: Path, session: Session, *, force: bool) -> None:
    """Rate the list of one language, and say what was done and where the workbook is."""
    from xltier.app.explain.tier_view import view
    from xltier.cli.commands.tier import COLUMNS, write
    from xltier.cli.rated import rated
    from xltier.cli.sheet_options import SheetRequest
    from xltier.tables.choice import TableChoice
    from xltier.tables.reading import QUIET_REASONS

    source = example(f"customers_{session.language}.xlsx")
    target = place(folder / source.name, None, ".xlsx", force=force)
    sheet = rated(SheetRequest(source, TableChoice(), SCHEME, {}, AS_OF), session)
    write(sheet, target, COLUMNS, session)
    for line in view(sheet, session.language):
        console.out(line)
    conversions, left_out = (
        len(sheet.reading.conversions),
        sum(one.reason not in QUIET_REASONS for one in sheet.reading.rejected),
    )
    console.out(phrase("demo-cleaned", session.language, conversions=conversions, left_out=left_out))
    console.out(phrase("cli-written", session.language, file=target))
    console.out(phrase("demo-next", session.language, source=source, code=sheet.rows[0].key))


def _month(folder: Path, session: Session, *, force: bool) -> None:
    """Rate the dealer month that five departments sent, and say what was done and where the workbook is."""
    from xltier.cli.commands.rate import write_month
    from xltier.cli.month_request import MonthRequest, rated_month
    from xltier.core.closing import State

    source = example("dealer_month/departments")
    name = phrase("month-file", session.language, period=PERIOD)
    target = place(folder / f"{name}.xlsx", None, ".xlsx", force=force)
    rated = rated_month(MonthRequest((source,), PERIOD, None, {}, State.DRAFT), session)
    line = write_month(rated, target, session)
    findings = len(rated.problems) + len(rated.result.problems)
    console.out(phrase("demo-month", session.language, files=len(rated.inputs.sources), line=line, findings=findings))
    console.out(phrase("cli-written", session.language, file=target))
    code = rated.result.rows[0].key.dealer
    console.out(phrase("demo-month-next", session.language, source=source, code=code, period=PERIOD))


def example(name: str) -> Path:
    """Return bundled data: inside the installed package, or in a checkout's ``examples``."""
    package = Path(str(files("xltier")))
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / name).exists():
            return folder / name
    raise BookError(Problem("example-missing", Location(file=name)))
