"""``xltier rate``: a month of dealers by division and line, as a workbook, JSON or CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from xltier.app.month.parts import Part, SplitBy, parts_of, unnamed
from xltier.cli import console
from xltier.cli.answer_form import Form, form_of, form_options, rows_out
from xltier.cli.collector import uncollected
from xltier.cli.company_file import check_template
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import OneOf
from xltier.cli.month_outputs import WITH_MACROS, Output, Wishes, checked, foreseen, planned, write_book, write_outputs
from xltier.cli.month_request import MonthRequest, RatedMonth, rated_month, settings_of
from xltier.cli.month_said import answer, say_files, say_problems, write_csv
from xltier.cli.output import free_path
from xltier.cli.progress import progress
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import period_option
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Location, Problem
from xltier.messages import phrase

STATES: Final = ("draft", "appeal", "final")


def build(language: str) -> SpokenCommand:
    """Return the command in a language."""
    path = click.Path(path_type=Path)
    return spoken(
        "rate",
        language,
        callback=_run,
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="FILE...", type=path),
            *month_options(language),
            option("rate_output", language, "-o", "--output", metavar="FILE.xlsx", type=path),
            option("force", language, "--force", is_flag=True),
            option("state", language, "--state", type=OneOf(STATES), default="draft"),
            option("revise", language, "--revise", metavar="REASON", default=""),
            option("split_by", language, "--split-by", type=OneOf([by.value for by in SplitBy])),
            option("cards", language, "--cards", type=OneOf(["pdf"])),
            option("rate_pdf", language, "--pdf", "as_pdf", is_flag=True),
            option("template", language, "--template", metavar="COMPANY.xlsx", type=path),
            option("rate_macro", language, "--macro", is_flag=True),
            option("protect", language, "--protect", is_flag=True),
            option("rate_strict", language, "--strict", is_flag=True),
            option("dry_run", language, "--dry-run", is_flag=True),
            *form_options(language, Form.JSON, Form.NDJSON, Form.CSV),
        ],
    )


def month_options(language: str) -> list[click.Parameter]:
    """Return the options that say which month is meant and by which rules it is rated."""
    return [
        period_option("month_period", language, required=True),
        option("month_scheme", language, "--scheme", metavar="NAME|FILE.toml"),
        option("month_set", language, "--set", "settings", metavar="KEY=VALUE", multiple=True),
        option("month_start", language, "--month-start-day", metavar="DAY", type=click.IntRange(1, 28)),
    ]


def _run(context: click.Context, **options: Any) -> int:  # noqa: ANN401 - what click read from the line
    with uncollected():
        return _rate(context, **options)


def _rate(context: click.Context, **options: Any) -> int:  # noqa: ANN401 - what click read from the line
    from xltier.app.month.answer import row_answers
    from xltier.app.month.settling import settling_notes
    from xltier.core.closing import State

    session = session_of(context)
    form = form_of(options, session)
    state, reason = State(options["state"]), options["revise"]
    wanted = MonthRequest(options["files"], options["period"], options["scheme"], settings_of(options), state, reason)
    wishes = _wishes(options)
    rated = rated_month(wanted, session)
    result = rated.result
    parts = () if wishes.split is None else parts_of(result, rated.inputs, wishes.split)
    if wishes.split is not None:
        rated = replace(rated, problems=(*rated.problems, *unnamed(parts, wishes.split)))
    is_default = context.get_parameter_source("state") is ParameterSource.DEFAULT
    notes = settling_notes(result, None if is_default else state, reason)
    if form is not Form.JSON:
        say_problems((*rated.problems, *result.problems), result, session)
        console.report(() if session.quiet else notes, session)
    if result.is_blocked:
        return _blocked(rated, notes, options, session)
    if form is Form.CSV:
        write_csv(result, session)
    elif form is Form.NDJSON:
        rows_out(row_answers(result, session.language))
    outputs = _outputs(rated, parts, wishes, options, session)
    said = _write(outputs, rated, wishes, options, session)
    if form is Form.JSON:
        answer(rated, (*notes, *said), outputs, session)
    elif not session.quiet:
        console.report(said, session)
        say_files(result, outputs, session, is_answer=form is Form.WORDS and not options["dry_run"])
        if options["dry_run"]:
            console.say(phrase("refresh-dry", session.language))
    is_empty = all(row.rating.tier is None for row in result.rows)
    return FINDINGS if is_empty or (options["strict"] and _has_findings(rated)) else FINE


def _has_findings(rated: RatedMonth) -> bool:
    """Return whether anything is unrated or was found wrong."""
    problems = (*rated.problems, *rated.result.problems)
    return any(row.rating.tier is None for row in rated.result.rows) or any(problem.is_error for problem in problems)


def _blocked(rated: RatedMonth, notes: Sequence[Problem], options: dict[str, Any], session: Session) -> int:
    """Say that the month is final and would change; nothing is written."""
    if session.as_json:
        answer(rated, notes, (), session)
    else:
        values = {"period": options["period"], "count": len(rated.result.changes)}
        console.report((Problem("month-is-final", Location(), values=values),), session)
    return FINDINGS


def _write(
    outputs: Sequence[Output], rated: RatedMonth, wishes: Wishes, options: dict[str, Any], session: Session
) -> tuple[Problem, ...]:
    """Write the files, or only see whether they could be, and return what is to be said of them."""
    with progress(session) as steps:
        steps.stage("write")
        if options["dry_run"]:
            return foreseen(outputs, rated, session.language, steps)
        return write_outputs(outputs, rated, wishes, session.language, steps)


def _wishes(options: dict[str, Any]) -> Wishes:
    """Return what is to be written; what it needs is looked for before any work.

    Raises:
        BookError: The company's workbook is not there, or of a kind that cannot be filled.
        OfficeError: A PDF is wanted and there is no LibreOffice.
        AddinError: Macros are wanted and what writes them is not installed.
    """
    by, template = options["split_by"], options["template"]
    if template is not None:
        check_template(template)
    soffice = ""
    if options["cards"] or options["as_pdf"]:
        from xltier.files.office import find_soffice

        soffice = find_soffice()
    if options["macro"]:
        from xltier.hosts.excel.borrowed import package_folder
        from xltier.hosts.excel.project import PROJECT_WRITER

        package_folder(PROJECT_WRITER)
    return Wishes(
        split=None if by is None else SplitBy(by),
        cards=bool(options["cards"]),
        pdf=options["as_pdf"],
        template=template,
        protect=options["protect"],
        soffice=soffice,
    )


def _outputs(
    rated: RatedMonth, parts: Sequence[Part], wishes: Wishes, options: dict[str, Any], session: Session
) -> tuple[Output, ...]:
    """Return the files to write: where ``-o`` says, else beside the first input; JSON and CSV alone need none."""
    wanted: Path | None = options["output"]
    if wanted is None and form_of(options, session) is not Form.WORDS and not wishes.any:
        return ()
    first: Path = options["files"][0]
    if wanted is None:
        name = phrase("month-file", session.language, period=options["period"])
        wanted = first.resolve().parent / f"{name}{WITH_MACROS if options['macro'] else '.xlsx'}"
        wanted = wanted if options["force"] else free_path(wanted)
    elif options["macro"]:
        wanted = wanted.with_suffix(WITH_MACROS)
    outputs = planned(rated, parts, wanted, wishes, session.language)
    template = () if wishes.template is None else (wishes.template,)
    checked(outputs, (*options["files"], *template), force=options["force"])
    return outputs


def write_month(rated: RatedMonth, path: Path, session: Session) -> str:
    """Write a rated month as a workbook, and return its headline."""
    from xltier.app.month.headline import headline

    write_book(rated, path, session.language)
    return headline(rated.result, session.language)
