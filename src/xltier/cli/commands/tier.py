"""``xltier tier``: a customer file in, a new workbook with every tier and its reason out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from xltier.cli import console
from xltier.cli.answer_form import Form, form_of, form_options, rows_out
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import Misuse
from xltier.cli.output import place, write_whole
from xltier.cli.progress import progress
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import file_argument, order_options, request, scheme_options, table_options
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.sheet.tier_sheet import TieredSheet

COLUMNS: Final = ("tier", "score", "move", "why")
OPTIONAL: Final = ("pending",)
"""Of use where a tier is kept for some periods: handed to the next period's sheet."""


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("output", language, "-o", "--output", metavar="OUT", type=click.Path(path_type=Path)),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        option("save_cuts", language, "--save-cuts", metavar="FILE", type=click.Path(path_type=Path)),
        option("columns", language, "--columns", metavar="LIST", default=",".join(COLUMNS)),
        *form_options(language, Form.JSON, Form.NDJSON, Form.CSV),
        option("force", language, "--force", is_flag=True),
        option("strict", language, "--strict", is_flag=True),
        click.Option(["--in-place"], is_flag=True, hidden=True),
        option("tier_formulas", language, "--formulas", is_flag=True),
    ]
    return spoken("tier", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Rate a file and write what was asked for; return the exit code."""
    session = session_of(context)
    form = form_of(options, session)
    if options["in_place"]:
        raise Misuse(Problem("in-place-refused", values={"file": file.name}))
    columns = chosen_columns(options["columns"], (*COLUMNS, *OPTIONAL))
    wanted = request(file, options)
    output: Path | None = options["output"]
    target = None if form is not Form.WORDS and output is None else place(file, output, ".xlsx", force=options["force"])
    from xltier.cli.rated import rated

    sheet = rated(wanted, session)
    if options["save_cuts"] is not None:
        save_cuts(sheet, options["save_cuts"], session, force=options["force"])
    if target is not None:
        write(sheet, target, columns, session, formulas=options["formulas"])
    _answer(sheet, session, target, form=form, columns=columns)
    is_incomplete = any(row.rating.error is not None for row in sheet.rows)
    is_empty = all(row.rating.tier is None for row in sheet.rows)
    return FINDINGS if is_empty or (options["strict"] and is_incomplete) else FINE


def chosen_columns(text: str, known: tuple[str, ...] = COLUMNS) -> tuple[str, ...]:
    """Return the columns that ``--columns`` lists, in its order.

    Args:
        text: Names with commas between them.
        known: Those that the command can write.

    Raises:
        Misuse: A name is none of ours, or the list is empty.
    """
    names = tuple(dict.fromkeys(part.strip().casefold() for part in text.split(",") if part.strip()))
    wrong = tuple(name for name in names if name not in known)
    if wrong or not names:
        raise Misuse(Problem("usage-columns", values={"wrong": wrong or (text,), "known": known}))
    return names


def save_cuts(sheet: TieredSheet, wanted: Path, session: Session, *, force: bool) -> None:
    """Store the thresholds that a population gave, so that ``--cuts`` can rate by them again."""
    from xltier.app.sheet.stored_cuts import cuts_text

    text = cuts_text(sheet.plan, sheet.as_of.isoformat())
    path = place(Path(sheet.reading.file), wanted, ".json", force=force)
    write_whole(path, lambda stream: stream.write(text.encode()))
    console.say(phrase("cli-written", session.language, file=path))


def write(
    sheet: TieredSheet, target: Path, columns: tuple[str, ...], session: Session, *, formulas: bool = False
) -> None:
    """Write the rated sheet to a file: CSV where its name says so, else the workbook."""
    if target.suffix.casefold() == ".csv":
        from xltier.cli.tier_csv import csv_text

        text = csv_text(sheet, session.language, columns=columns)
        write_whole(target, lambda stream: stream.write(text.encode("utf-8-sig")))
        return
    if target.suffix.casefold() != ".xlsx":
        raise Misuse(Problem("output-suffix", values={"file": target.name}))
    from xltier.report.tier_book import write_tier_book

    with progress(session) as steps:
        steps.stage("write")
        write_whole(
            target,
            lambda stream: write_tier_book(
                stream, sheet, language=session.language, columns=columns, formulas=formulas
            ),
        )


def _answer(sheet: TieredSheet, session: Session, target: Path | None, *, form: Form, columns: tuple[str, ...]) -> None:
    """Give the answer on stdout, and what is doubtful on stderr; one JSON object holds both."""
    if form is not Form.JSON:
        faults = {id(fault) for row in sheet.rows if row.rating.tier is None for fault in row.faults}
        told = (problem for problem in sheet.problems if id(problem) not in faults)
        has_book = target is not None and target.suffix.casefold() != ".csv"
        console.brief(told, session, has_book=has_book)
    if form is Form.JSON:
        from xltier.app.explain.tier_answer import tier_answer

        console.out(json.dumps(tier_answer(sheet, session.language), ensure_ascii=False))
    elif form is Form.NDJSON:
        from xltier.app.explain.tier_answer import row_answers

        rows_out(row_answers(sheet, session.language))
    elif form is Form.CSV:
        from xltier.cli.tier_csv import csv_text

        console.raw(csv_text(sheet, session.language, columns=columns).encode("utf-8-sig"))
    else:
        from xltier.app.explain.tier_view import view

        for line in view(sheet, session.language):
            console.out(line)
    if target is not None and not session.quiet:
        console.say(phrase("cli-written", session.language, file=target))
