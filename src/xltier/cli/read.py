"""``xltier read``: what was understood of a sheet, for a person or as JSON."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from xltier.cli.language import language


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", help="Sheet to read.")
@click.option("--table", help="Excel Table by name, or a range such as B3:H20.")
@click.option("--header-row", type=click.IntRange(min=1), help="Sheet row of the (last) header row.")
@click.option("--map", "mapped", multiple=True, metavar="MEASURE=COLUMN", help="Column of a measure, by header or letter.")
@click.option("--password", help="Opens an encrypted file.")
@click.option("--visible-only", is_flag=True, help="Leave hidden and filtered rows out.")
@click.option("--json", "as_json", is_flag=True, help="Everything, as one JSON object.")
@click.option("--lang", "lang", type=click.Choice(["zh", "en"]), help="Language of the words.")
@click.option("--no-color", is_flag=True, help="Plain text on a terminal too.")
def command(  # noqa: PLR0913  # one parameter an option, all by keyword
    file: Path,
    *,
    sheet: str | None,
    table: str | None,
    header_row: int | None,
    mapped: tuple[str, ...],
    password: str | None,
    visible_only: bool,
    as_json: bool,
    lang: str | None,
    no_color: bool,
) -> None:
    """Show what is understood of FILE: its table, columns, conversions and rejected rows.

    Reads xlsx, xlsm, xlsb, xls, ods, csv, HTML and XML by content. Exit status 3 says that the file is not read.
    """
    from xltier.errors import XltierError
    from xltier.files.read import open_table
    from xltier.messages import render
    from xltier.tables.choice import TableChoice

    said = language(lang)
    choice = TableChoice(sheet, table, header_row, _mapping(mapped), visible_only, password)
    _speak_utf8()
    try:
        reading = open_table(file, choice, today=dt.datetime.now().astimezone().date())
    except XltierError as error:
        from xltier.cli.reading_json import refusal_json

        if as_json:
            click.echo(refusal_json(error), nl=False)
        for problem in error.problems:
            click.echo(str(render(problem, said)), err=True)
        sys.exit(3)
    if as_json:
        from xltier.cli.reading_json import to_json

        for piece in to_json(reading):
            sys.stdout.write(piece)
        return
    from xltier.cli.reading_view import show

    show(reading, said, is_plain=no_color)


def _mapping(entries: tuple[str, ...]) -> dict[str, str]:
    """Return ``--map`` entries as measure to column.

    Raises:
        click.BadParameter: An entry has no equals sign, or nothing on one side of it.
    """
    mapping: dict[str, str] = {}
    for entry in entries:
        measure, equals, column = entry.partition("=")
        if not equals or not measure.strip() or not column.strip():
            raise click.BadParameter(f"{entry!r} is not MEASURE=COLUMN", param_hint="--map")
        mapping[measure.strip()] = column.strip()
    return mapping


def _speak_utf8() -> None:
    """Let a console of another encoding show what it can rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")
