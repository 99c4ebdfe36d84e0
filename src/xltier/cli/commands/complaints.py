"""``xltier complaints LOG``: what is overdue, the latest first, and the valid ones of the month."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import Misuse
from xltier.cli.session import session_of
from xltier.cli.sheet_options import day, file_argument, pairs, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    import click

    from xltier.app.service.complaints import Complaint


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("complaints_hours", language, "--hours", metavar="TIER=HOURS", multiple=True),
        option("map", language, "--map", "mapped", metavar="FIELD=COLUMN", multiple=True),
        option("as_of", language, "--as-of", metavar="YYYY-MM-DD"),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("complaints", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """List the overdue complaints; return 1 where there is any."""
    from xltier.app.service.complaint_log import complaint_log, counted
    from xltier.app.service.complaints import HOURS, overdue
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
    )
    log, problems = complaint_log(open_table(file, choice, today=today()), pairs("--map", options["mapped"]))
    late = overdue(log, now, dict(HOURS) | _hours(options["hours"]))
    valid = counted(log, first_day(month_of(at)), at)
    if options["as_json"]:
        rows = [_row(one, by) for one, by in late]
        console.out(json.dumps({"ok": not late, "overdue": rows, "valid": valid}, ensure_ascii=False))
        return FINDINGS if late else FINE
    console.brief(problems, session)
    for one, by in late:
        hours = int(by.total_seconds() // 3600)
        state = one.state.value.said(session.language)
        console.out(f"{one.number}\t{one.customer}\t{one.tier or '–'}\t{state}\t+{hours} h\t{one.text}".rstrip())
    console.say(phrase("complaints-count", session.language, count=len(late), valid=sum(valid.values())))
    return FINDINGS if late else FINE


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
