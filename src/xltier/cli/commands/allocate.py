"""``xltier allocate``: who serves whom, and how much money or time each tier gets, exact to the unit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.lists_file import footer_of, list_options, write_list_file
from xltier.cli.misuse import Misuse
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument, order_options, request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.service.allocate import Assignment, TierShare
    from xltier.app.sheet.tier_sheet import TieredSheet


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("allocate_capacity", language, "--capacity", metavar="FILE", type=click.Path(path_type=Path)),
        option("allocate_total", language, "--total", metavar="AMOUNT"),
        option("allocate_unit", language, "--unit", metavar="STEP", default="0.01"),
        option("allocate_by_head", language, "--by-head", is_flag=True),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        *list_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("allocate", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Assign customers to levels, or divide a total; return the exit code."""
    from xltier.cli.rated import rated

    session = session_of(context)
    session.as_json = options["as_json"]
    if options["capacity"] is None and options["total"] is None:
        raise Misuse(Problem("allocate-what"))
    sheet = rated(request(file, options), session)
    assignment = None if options["capacity"] is None else _assigned(sheet, options["capacity"])
    step = _number("--unit", options["unit"])
    shares = None if options["total"] is None else _shared(sheet, options["total"], step, by_head=options["by_head"])
    if options["output"] is not None:
        from xltier.report.service_lists import seat_list, share_lists

        seats = () if assignment is None else (seat_list(sheet, assignment, language=session.language),)
        parts = () if shares is None else share_lists(sheet, shares, step, language=session.language)
        footer = footer_of(sheet, session.language)
        write_list_file(file, options["output"], (*seats, *parts), session, footer=footer, force=options["force"])
    if options["as_json"]:
        console.out(json.dumps(_answer(assignment, shares, step), ensure_ascii=False))
    if options["as_json"] or options["output"] is not None:
        return FINE
    for line in () if assignment is None else _seats(assignment, session.language):
        console.out(line)
    for line in () if shares is None else _shares(sheet, shares, step, session.language):
        console.out(line)
    return FINE


def _seats(assignment: Assignment, language: str) -> Iterator[str]:
    """Yield who serves whom, and who is served by nobody."""
    from xltier.app.wording.text_table import aligned

    rows = [[phrase(key, language) for key in ("list-service-level", "list-person", "list-customer")]]
    rows += [[level, str(person), key] for key, (level, person) in assignment.of.items()]
    yield from aligned(rows, right=frozenset({1}), indent="")
    rest = phrase("allocate-unassigned", language, count=len(assignment.unassigned))
    yield "  ".join((rest, *assignment.unassigned))


def _shares(sheet: TieredSheet, shares: Sequence[TierShare], step: Decimal, language: str) -> Iterator[str]:
    """Yield what each tier gets, and each of its customers."""
    from xltier.app.wording.text_table import aligned
    from xltier.app.wording.tier_words import code_said

    rows = [
        [phrase(f"list-{key}", language) for key in ("tier", "customers", "amount")]
        + [phrase("allocate-each", language)]
    ]
    rows += [
        [
            code_said(sheet.scheme.tiers, share.tier, language),
            str(share.customers),
            str(share.amount * step),
            "  ".join(_each(share, step)),
        ]
        for share in shares
    ]
    yield from aligned(rows, right=frozenset({1, 2}), indent="")


def _assigned(sheet: TieredSheet, capacity: Path) -> Assignment:
    from xltier.app.service.allocate import Ranked, assign
    from xltier.app.service.capacity import levels_of
    from xltier.files.read import open_table
    from xltier.tables.choice import TableChoice

    levels = levels_of(open_table(capacity, TableChoice(), today=today()))
    return assign([Ranked(row.key, row.rating.place, row.rating.score) for row in sheet.rows], levels)


def _shared(sheet: TieredSheet, total: str, step: Decimal, *, by_head: bool) -> tuple[TierShare, ...]:
    from xltier.app.service.allocate import resources

    units = _number("--total", total) / step
    if units != units.to_integral_value():
        raise Misuse(Problem("allocate-unit", values={"total": total, "unit": step}))
    counts = Counter(row.rating.tier for row in sheet.rows if row.rating.tier is not None)
    return resources(sheet.scheme, counts, int(units), by_head=by_head)


def _number(name: str, text: str) -> Decimal:
    from xltier.core.fields import as_number

    number = as_number(text.replace(",", ""))
    if number is None or number <= 0:
        raise Misuse(Problem("metric-not-number", values={"name": name, "text": text}))
    return number


def _each(share: TierShare, step: Decimal) -> list[str]:
    """Return what single customers get: most of them the same, some one unit more."""
    counts = Counter(share.each)
    return [f"{amount * step} x {count}" for amount, count in sorted(counts.items(), reverse=True)]


def _answer(assignment: Assignment | None, shares: tuple[TierShare, ...] | None, step: Decimal) -> dict[str, object]:
    answer: dict[str, object] = {"ok": True}
    if assignment is not None:
        answer["levels"] = {key: {"level": level, "person": person} for key, (level, person) in assignment.of.items()}
        answer["unassigned"] = list(assignment.unassigned)
    if shares is not None:
        answer["shares"] = [
            {
                "tier": share.tier,
                "share": float(share.share),
                "customers": share.customers,
                "amount": str(share.amount * step),
                "each": [str(amount * step) for amount in share.each],
            }
            for share in shares
        ]
    return answer
