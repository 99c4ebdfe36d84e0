"""``xltier explain FILE... CODE``: why this customer, or with ``--period`` this dealer's month, has this tier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import Misuse
from xltier.cli.session import session_of
from xltier.cli.sheet_options import period_option, request, scheme_options, table_options
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import DataError, Location, Problem, SchemeError


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["words"], nargs=-1, required=True, metavar="FILE... CODE"),
        option("detail", language, "--detail", is_flag=True),
        period_option("explain_period", language),
        option("explain_line", language, "--line", metavar="NAME"),
        option("month_start", language, "--month-start-day", metavar="DAY", type=click.IntRange(1, 28)),
        *scheme_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("explain", language, callback=run, params=params)


def run(context: click.Context, words: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Explain every row of one customer, or a dealer's month; return the exit code."""
    files, code = tuple(map(Path, words[:-1])), words[-1]
    if not files:
        raise Misuse(Problem("usage-missing", values={"name": "CODE" if Path(code).exists() else "FILE"}))
    if options["period"] is not None:
        return _month(context, files, code, options)
    if len(files) > 1 or files[0].is_dir():
        raise Misuse(Problem("usage-period-for-months"))
    try:
        return _sheet(context, files[0], code, options)
    except (DataError, SchemeError):
        if _is_monthly(files[0]):
            raise Misuse(Problem("usage-period-for-monthly", Location(file=files[0].name))) from None
        raise


def _is_monthly(file: Path) -> bool:
    """Return whether a file holds figures by month, dealer, division and line."""
    from xltier.app.month.intake.recognise import Recognised, recognise
    from xltier.cli.month_request import DEFAULT_SCHEME
    from xltier.cli.rated import named_scheme
    from xltier.files.every_table import every_table

    measures = [measure for measure in named_scheme(DEFAULT_SCHEME, {}).measures if measure.expression is None]
    found = (recognise(reading, measures) for reading in every_table([file])[0])
    return any(isinstance(one, Recognised) and one.measures for one in found)


def _month(context: click.Context, files: tuple[Path, ...], code: str, options: dict[str, Any]) -> int:
    from xltier.cli.month_explain import explain_month
    from xltier.cli.month_request import MonthRequest, settings_of
    from xltier.core.closing import State

    wanted = MonthRequest(files, options["period"], options["scheme"], settings_of(options), State.DRAFT)
    return explain_month(wanted, code, options["line"], session_of(context), as_json=options["as_json"])


def _sheet(context: click.Context, file: Path, code: str, options: dict[str, Any]) -> int:
    from xltier.app.explain.explanation import explanation, rows_of
    from xltier.app.explain.explanation_answer import explanation_answer
    from xltier.cli.rated import rated

    session = session_of(context)
    session.as_json = options["as_json"]
    sheet = rated(request(file, options), session)
    rows, near = rows_of(sheet, code)
    if not rows:
        place = Location(file=file.name, sheet=sheet.reading.sheet)
        raise DataError(Problem("customer-unknown", place, values={"code": code, "near": near}))
    if session.as_json:
        answers = [explanation_answer(sheet, row, session.language) for row in rows]
        console.out(json.dumps({"ok": True, "customers": answers}, ensure_ascii=False))
    else:
        for at, row in enumerate(rows):
            for line in [""] * bool(at) + explanation(sheet, row, session.language, detail=options["detail"]):
                console.out(line)
    return FINDINGS if all(row.rating.tier is None for row in rows) else FINE
