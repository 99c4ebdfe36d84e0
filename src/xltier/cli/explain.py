"""``xltier explain FILE CODE``: why this customer has this tier, point by point."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument, request, scheme_options, table_options
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import DataError, Location, Problem


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        click.Argument(["code"], metavar="CODE"),
        option("detail", language, "--detail", is_flag=True),
        *scheme_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("explain", language, callback=run, params=params)


def run(context: click.Context, file: Path, code: str, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Explain every row of one customer; return the exit code."""
    from xltier.app.explanation import explanation, rows_of
    from xltier.app.explanation_answer import explanation_answer
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
