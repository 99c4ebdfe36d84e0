"""``xltier complaints LOG``: what is overdue, the latest first, and the valid ones of the month."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.lists_file import list_options, write_list_file
from xltier.cli.misuse import Misuse
from xltier.cli.output import place, write_whole
from xltier.cli.session import session_of
from xltier.cli.sheet_options import day, file_argument, pairs, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Problem, Severity
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.service.complaints import Complaint
    from xltier.cli.session import Session


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("complaints_hours", language, "--hours", metavar="TIER=HOURS", multiple=True),
        option("map_field", language, "--map", "mapped", metavar="FIELD=COLUMN", multiple=True),
        option("as_of", language, "--as-of", metavar="YYYY-MM-DD"),
        option("complaints_penalties", language, "--penalties", metavar="OUT.csv", type=click.Path(path_type=Path)),
        option("complaints_approver", language, "--approver", metavar="NAME", default=""),
        *table_options(language),
        *list_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("complaints", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """List the overdue complaints; return 1 where there is any."""
    from xltier.app.service.complaint_log import complaint_log
    from xltier.app.service.complaints import HOURS, SLOWEST, overdue, valid_in, without_hours
    from xltier.core.months import first_day, month_of
    from xltier.files.read import open_table
    from xltier.tables.choice import TableChoice

    session = session_of(context)
    session.as_json = options["as_json"]
    at = day(options["as_of"]) or today()
    now = dt.datetime(at.year, at.month, at.day) + dt.timedelta(days=1)  # the day has passed
    choice = TableChoice(
        sheet=options["sheet"],
        table=options["table"],
        header_row=options["header_row"],
        visible_only=options["visible_only"],
        password=options["password"],
        with_times=True,
    )
    log, problems = complaint_log(open_table(file, choice, today=today()), pairs("--map", options["mapped"]), until=at)
    hours = dict(HOURS) | _hours(options["hours"])
    problems += tuple(
        Problem(
            "complaint-tier",
            severity=Severity.WARNING,
            values={"tier": tier, "hours": max(hours.values(), default=SLOWEST), "known": tuple(hours)},
        )
        for tier in without_hours(log, hours)
    )
    late = overdue(log, now, hours)
    valid = valid_in(log, first_day(month_of(at)), at)
    if options["output"] is not None:
        from xltier.report.service_lists import complaint_list

        lists = (complaint_list(log, now, hours, language=session.language),)
        write_list_file(file, options["output"], lists, session, footer=f"{at}", force=options["force"])
    if options["penalties"] is not None:
        _write_penalties(file, options["penalties"], valid, session, options)
    if options["as_json"]:
        from xltier.app.explain.tier_answer import finding

        counts = dict(Counter(one.customer for one in valid))
        rows = [_row(one, by) for one, by in late]
        said = [finding(problem, session.language) for problem in problems]
        answer = {"ok": not late, "overdue": rows, "valid": counts, "findings": said}
        console.out(json.dumps(answer, ensure_ascii=False))
        return FINDINGS if late else FINE
    console.brief(problems, session)
    for line in _table(late, session.language) if late and options["output"] is None else ():
        console.out(line)
    console.say(phrase("complaints-count", session.language, count=len(late), valid=len(valid)))
    return FINDINGS if late else FINE


def _table(late: Sequence[tuple[Complaint, dt.timedelta]], language: str) -> Iterator[str]:
    """Yield the overdue complaints as a table."""
    from xltier.app.wording.text_table import aligned

    keys = ("list-number", "list-customer", "list-tier", "list-status", "list-hours-late", "list-content")
    rows = [[phrase(key, language) for key in keys]]
    rows += [
        [
            *(one.number, one.customer, one.tier or "–", one.state.value.said(language)),
            *(str(int(by.total_seconds() // 3600)), " ".join(one.text.split())),
        ]
        for one, by in late
    ]
    yield from aligned(rows, right=frozenset({4}), indent="")


def _write_penalties(
    file: Path, output: Path, valid: Sequence[Complaint], session: Session, options: Mapping[str, Any]
) -> None:
    """Write the rows that the month's adjustments log takes."""
    from xltier.app.service.penalty_rows import penalty_rows

    target = io.StringIO()
    rows = penalty_rows(valid, approver=options["approver"], language=session.language)
    csv.writer(target, lineterminator="\r\n").writerows(rows)
    path = place(file, output, ".csv", force=options["force"])
    write_whole(path, lambda stream: stream.write(target.getvalue().encode("utf-8-sig")))
    console.say(phrase("cli-written", session.language, file=path))


def _hours(texts: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for tier, hours in pairs("--hours", texts).items():
        if not hours.isdigit():
            raise Misuse(Problem("metric-not-number", values={"name": f"--hours {tier}", "text": hours}))
        found[tier] = int(hours)
    return found


def _row(complaint: Complaint, by: dt.timedelta) -> dict[str, object]:
    return {
        "number": complaint.number,
        "customer": complaint.customer,
        "tier": complaint.tier,
        "state": complaint.state.value.en,
        "channel": None if complaint.channel is None else complaint.channel.value.en,
        "hours_late": by.total_seconds() / 3600,
        "text": complaint.text,
    }
