"""``xltier alerts``: whom to call first, why, who does it and until when."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.lists_file import footer_of, list_options, write_list_file
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument, order_options, request, scheme_options, table_options
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.messages import phrase

if TYPE_CHECKING:
    import click

    from xltier.app.service.churn_alerts import ChurnAlert
    from xltier.app.sheet.tier_sheet import TieredSheet
    from xltier.cli.session import Session

WARNING = "churn-warning"
VALUE = "value-share"


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("alerts_value", language, "--value", metavar="NAME|FILE.toml", default=VALUE),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        *list_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("alerts", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """List the warnings; return 1 where there is any."""
    from dataclasses import replace

    from xltier.app.service.churn_alerts import churn_alerts, win_back
    from xltier.app.service.churn_sheet import watched
    from xltier.app.wording.tier_words import code_said
    from xltier.cli.rated import named_scheme, rated
    from xltier.errors import XltierError

    session = session_of(context)
    session.as_json = options["as_json"]
    wanted = request(file, options)
    warned = rated(replace(wanted, scheme=wanted.scheme or WARNING), session)
    try:
        valued = rated(replace(wanted, scheme=options["value"]), session)
    except XltierError:
        named_scheme(options["value"], {})  # a scheme that does not exist is said; a sheet without amounts is no fault
        valued = None
    actions = {tier.code: tier.strategy.text for tier in warned.plan.ladder.tiers}
    alerts = churn_alerts(watched(warned, valued, session.language), actions, wanted.as_of)
    if options["output"] is not None:
        _write(file, (warned, valued), alerts, session, options)
    if options["as_json"]:
        rows = [_row(alert, session.language) for alert in alerts]
        answer = {
            "ok": not alerts,
            "as_of": wanted.as_of.isoformat(),
            "alerts": rows,
            "win_back": list(win_back(alerts)),
        }
        console.out(json.dumps(answer, ensure_ascii=False))
        return FINDINGS if alerts else FINE
    names = {tier.code: tier.name.said(session.language) for tier in warned.plan.ladder.tiers}
    worth = () if valued is None else valued.plan.ladder.tiers
    for alert in alerts if options["output"] is None else ():
        one = alert.customer
        tier = code_said(worth, one.tier, session.language) if one.tier else ""
        parts = (names[alert.level], one.key, tier, one.owner, f"{alert.due}")
        head = "  ".join(part for part in parts if part)
        console.out(head)
        console.out(f"    {one.why}  {alert.action.said(session.language)}")
    console.say(phrase("alerts-count", session.language, count=len(alerts), customers=len(warned.rows)))
    return FINDINGS if alerts else FINE


def _write(
    file: Path,
    sheets: tuple[TieredSheet, TieredSheet | None],
    alerts: Sequence[ChurnAlert],
    session: Session,
    options: Mapping[str, Any],
) -> None:
    """Write the list of calls and the win-back list."""
    from xltier.report.service_lists import call_lists

    warned, valued = sheets
    tiers = () if valued is None else valued.plan.ladder.tiers
    lists = call_lists(alerts, warned.plan.ladder.tiers, tiers, as_of=warned.as_of, language=session.language)
    footer = footer_of(warned, session.language)
    write_list_file(file, options["output"], lists, session, footer=footer, force=options["force"])


def _row(alert: ChurnAlert, language: str) -> dict[str, object]:
    one = alert.customer
    return {
        "key": one.key,
        "level": alert.level,
        "tier": one.tier,
        "owner": one.owner,
        "due": alert.due.isoformat(),
        "why": one.why,
        "action": alert.action.said(language),
    }
