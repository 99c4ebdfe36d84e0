"""``xltier rate``: a month of dealers by division and line, as a workbook, JSON or CSV."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.month_request import MonthRequest, RatedMonth, rated_month, settings_of
from xltier.cli.output import free_path, place, write_whole
from xltier.cli.session import Session, session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Location, Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.month.result import MonthResult

STATES: Final = ("draft", "appeal", "final")


def build(language: str) -> SpokenCommand:
    """Return the command in a language."""
    path = click.Path(path_type=Path)
    return spoken(
        "rate",
        language,
        callback=_rate,
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="FILE...", type=path),
            *month_options(language),
            option("rate_output", language, "-o", "--output", metavar="FILE.xlsx", type=path),
            option("force", language, "--force", is_flag=True),
            option("state", language, "--state", type=click.Choice(STATES), default="draft"),
            option("revise", language, "--revise", metavar="REASON", default=""),
            option("rate_strict", language, "--strict", is_flag=True),
            option("json", language, "--json", "as_json", is_flag=True),
            option("csv", language, "--csv", "as_csv", is_flag=True),
        ],
    )


def month_options(language: str) -> list[click.Parameter]:
    """Return the options that say which month is meant and by which rules it is rated."""
    return [
        option("month_period", language, "--period", metavar="2026-10", required=True),
        option("month_scheme", language, "--scheme", metavar="NAME|FILE.toml"),
        option("month_set", language, "--set", "settings", metavar="KEY=VALUE", multiple=True),
        option("month_start", language, "--month-start-day", metavar="DAY", type=click.IntRange(1, 28)),
    ]


def _rate(context: click.Context, **options: Any) -> int:  # noqa: ANN401 - what click read from the line
    from xltier.app.month.settling import settling_notes
    from xltier.core.closing import State

    session = session_of(context)
    session.as_json = options["as_json"]
    wanted = MonthRequest(
        options["files"],
        options["period"],
        options["scheme"],
        settings_of(options),
        State(options["state"]),
        options["revise"],
    )
    rated = rated_month(wanted, session)
    result = rated.result
    problems = (*rated.problems, *result.problems)
    is_default = context.get_parameter_source("state") is ParameterSource.DEFAULT
    notes = settling_notes(result, None if is_default else wanted.state, wanted.reason)
    if options["as_json"]:
        from xltier.app.month.answer import month_answer

        answer = month_answer(result, session.language, problems=(*rated.problems, *notes))
        console.out(json.dumps(answer, ensure_ascii=False))
    else:
        _report(problems, result, session)
        console.report(() if session.quiet else notes, session)
    if result.is_blocked:
        if not options["as_json"]:
            values = {"period": options["period"], "count": len(result.changes)}
            console.report((Problem("month-is-final", Location(), values=values),), session)
        return FINDINGS
    if options["as_csv"]:
        _write_csv(result, session)
    _write_book(rated, options, session)
    unrated = any(row.rating.tier is None for row in result.rows)
    return FINDINGS if options["strict"] and (unrated or any(p.is_error for p in problems)) else FINE


def _report(problems: Sequence[Problem], result: MonthResult, session: Session) -> None:
    """Say the errors of inputs, and how much more the workbook's sheet of problems lists; with ``-v`` more of it."""
    shown = [problem for problem in problems if problem.is_error or session.verbose]
    console.report(shown, session)
    more = len(problems) - len(shown) + sum(len(row.rating.problems) for row in result.rows)
    if more and not session.quiet:
        console.say(phrase("month-more-problems", session.language, count=more))


def _write_csv(result: MonthResult, session: Session) -> None:
    """Write the ratings to stdout, with the mark that makes Excel read them as UTF-8."""
    from xltier.cli.rate_csv import ratings_csv

    sys.stdout.write("\ufeff")
    for line in ratings_csv(result, session.language):
        sys.stdout.write(line)


def _write_book(rated: RatedMonth, options: dict[str, Any], session: Session) -> None:
    """Write the workbook where ``-o`` says, else beside the first input; JSON and CSV alone need none."""
    wanted: Path | None = options["output"]
    is_data = options["as_json"] or options["as_csv"]
    if is_data and wanted is None:
        return
    first: Path = options["files"][0]
    if wanted is None:
        name = phrase("month-file", session.language, period=options["period"])
        wanted = free_path(first.resolve().parent / f"{name}.xlsx")
    for source in options["files"]:
        place(source, wanted, ".xlsx", force=True)  # no input is ever written over
    path = place(first, wanted, ".xlsx", force=options["force"])
    line = write_month(rated, path, session)
    if session.quiet:
        return
    console.say(line)
    said = phrase("month-written", session.language, file=path)
    console.say(said) if is_data else console.out(said)


def write_month(rated: RatedMonth, path: Path, session: Session) -> str:
    """Write a rated month as a workbook, and return its headline."""
    from xltier.report.month.book import write_month_book
    from xltier.report.month.overview import headline

    language = session.language
    write_whole(
        path,
        lambda stream: write_month_book(stream, rated.result, rated.inputs, language=language, problems=rated.problems),
    )
    return headline(rated.result, language)
