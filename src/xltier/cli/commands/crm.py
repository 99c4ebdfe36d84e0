"""``xltier crm NAME EXPORT``: rate an export of a CRM, and write the sheet that its import takes."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.misuse import OneOf
from xltier.cli.output import place, write_whole
from xltier.cli.session import session_of
from xltier.cli.sheet_options import request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.messages import phrase

NAMES = ("fxiaoke", "zoho", "salesforce", "hubspot")


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["crm"], metavar="|".join(NAMES), type=OneOf(NAMES)),
        click.Argument(["file"], metavar="EXPORT", type=click.Path(path_type=Path)),
        option("crm_field", language, "--field", metavar="NAME"),
        option("output_stdout", language, "-o", "--output", metavar="OUT.csv", type=click.Path(path_type=Path)),
        option("force", language, "--force", is_flag=True),
        *scheme_options(language),
        *table_options(language),
    ]
    return spoken("crm", language, callback=run, params=params)


def run(context: click.Context, crm: str, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Write record ids and tiers; without ``-o`` they go to stdout."""
    from xltier.app.explain.tier_view import view
    from xltier.app.service.crm import chosen_columns, crm_of, import_rows
    from xltier.app.sheet.tier_sheet import tier_sheet
    from xltier.cli.rated import named_scheme
    from xltier.files.read import open_table

    session = session_of(context)
    wanted = request(file, options)
    maker = crm_of(crm)
    scheme = named_scheme(wanted.scheme or "value-share", wanted.settings)
    reading = open_table(file, wanted.choice, today=today())
    chosen = chosen_columns(maker, reading, scheme) | dict(wanted.choice.map)
    sheet = tier_sheet(reading, scheme, as_of=wanted.as_of, chosen=chosen)
    rows, left_out = import_rows(
        maker, reading, {row.row: row.rating.tier for row in sheet.rows}, field=options["field"]
    )
    console.brief((*sheet.problems, *left_out), session)
    for line in () if session.quiet else view(sheet, session.language):
        console.say(line)
    target = io.StringIO()
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    data = target.getvalue().encode("utf-8-sig")
    if options["output"] is None:
        console.raw(data)
        return FINE
    path = place(file, options["output"], ".csv", force=options["force"])
    write_whole(path, lambda stream: stream.write(data))
    console.say(phrase("cli-written", session.language, file=path))
    return FINE
