"""Options that say which table of a file is meant and which scheme rates it, and the way from them to values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli.misuse import Misuse, OneOf
from xltier.cli.spoken import option
from xltier.core.edges import EDGES, R_EDGES
from xltier.errors import Problem

if TYPE_CHECKING:
    from xltier.tables.choice import TableChoice


def file_argument() -> click.Argument:
    """Return the argument FILE; whether it can be read is said by the intake."""
    return click.Argument(["file"], metavar="FILE", type=click.Path(path_type=Path))


def table_options(language: str) -> list[click.Parameter]:
    """Return the options of the intake."""
    return [
        option("sheet", language, "--sheet", metavar="NAME"),
        option("table", language, "--table", metavar="NAME|B3:H20"),
        option("header_row", language, "--header-row", metavar="N", type=click.IntRange(min=1)),
        option("password", language, "--password", metavar="TEXT"),
        option("visible_only", language, "--visible-only", is_flag=True),
    ]


def scheme_options(language: str) -> list[click.Parameter]:
    """Return the options that choose a scheme and set it up."""
    return [
        option("scheme", language, "--scheme", metavar="NAME|FILE.toml"),
        option("map", language, "--map", "mapped", metavar="MEASURE=COLUMN", multiple=True),
        option("set", language, "--set", "settings", metavar="KEY=VALUE", multiple=True),
        option("as_of", language, "--as-of", metavar="YYYY-MM-DD"),
    ]


def order_options(language: str) -> list[click.Parameter]:
    """Return the options for a file that is a list of orders and not of customers."""
    return [
        option("edges", language, "--edges", type=OneOf(EDGES)),
        option("months", language, "--months", metavar="N", type=click.IntRange(min=1)),
        option("each_order", language, "--each-order", is_flag=True),
        option("cuts", language, "--cuts", metavar="FILE", type=click.Path(path_type=Path)),
    ]


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What the options of a command ask for.

    Args:
        file: The customer file.
        choice: Which table, and which column is which measure.
        scheme: Name or TOML file; None leaves it to the columns.
        settings: Fields of the scheme that are set otherwise.
        as_of: The day that time is counted to.
        months: Calendar months of an order list that count; None leaves it to the scheme.
        day_is_one: Orders of one day are one occasion.
        cuts: Stored thresholds to rate by.
    """

    file: Path
    choice: TableChoice
    scheme: str | None
    settings: dict[str, str]
    as_of: dt.date
    months: int | None = None
    day_is_one: bool = True
    cuts: Path | None = None


def table_choice(options: dict[str, Any]) -> TableChoice:
    """Return which table a command's options mean, and which columns they name.

    Raises:
        Misuse: A pair without its equals sign.
    """
    from xltier.tables.choice import TableChoice

    return TableChoice(
        sheet=options["sheet"],
        table=options["table"],
        header_row=options["header_row"],
        map=pairs("--map", options["mapped"]),
        visible_only=options["visible_only"],
        password=options["password"],
    )


def request(file: Path, options: dict[str, Any]) -> SheetRequest:
    """Return the request that a command's options make.

    Raises:
        Misuse: A pair without its equals sign, or a date that is none.
    """
    choice = table_choice(options)
    settings = pairs("--set", options["settings"])
    edges = options.get("edges")
    if edges is not None:
        settings["edges"] = edges
    return SheetRequest(
        file,
        choice,
        options["scheme"],
        settings,
        day(options["as_of"]) or today(),
        options.get("months"),
        # R's rfm counts every line of the list
        day_is_one=not options.get("each_order") and edges != R_EDGES,
        cuts=options.get("cuts"),
    )


def pairs(name: str, texts: Sequence[str]) -> dict[str, str]:
    """Return ``KEY=VALUE`` texts as a mapping; the last of a key counts.

    Raises:
        Misuse: A text has no equals sign, or nothing on one side of it.
    """
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise Misuse(Problem("usage-pair", values={"option": name, "text": text}))
        found[key.strip()] = value.strip()
    return found


def day(text: str | None) -> dt.date | None:
    """Return a day given as ``2026-10-31``.

    Raises:
        Misuse: It is none.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise Misuse(Problem("usage-date", values={"text": text})) from error


def period_option(key: str, language: str, *, required: bool = False) -> click.Option:
    """Return ``--period``, whose value is a month as ``2026-10`` however it was typed: ``2026-1``, ``2026年1月``."""
    return option(key, language, "--period", metavar="YYYY-MM", required=required, callback=_month)


def _month(_context: click.Context, _parameter: click.Parameter, text: str | None) -> str | None:
    from xltier.core.months import as_month, month_text

    if text is None:
        return None
    month = as_month(text)
    if month is None:
        raise Misuse(Problem("usage-period", values={"text": text}))
    return month_text(month)


def today() -> dt.date:
    """Return the day here and now: the only place where a rating asks the clock."""
    return dt.datetime.now().astimezone().date()
