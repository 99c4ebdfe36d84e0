"""What service has to do, as lists to work through: calls, win-back, complaints, who serves whom, what each gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from xltier.app.service.allocate import Assignment, Ranked, TierShare, in_order
from xltier.app.service.churn_alerts import RED, YELLOW, ChurnAlert
from xltier.app.service.complaints import Complaint, State
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.palette import ALARM, TIDE, Chip, chips
from xltier.core.scheme import Tier
from xltier.messages import phrase
from xltier.report.lists import Cell, ListColumn, WorkList

_DAY: Final = "yyyy-mm-dd"
_HOUR: Final = "yyyy-mm-dd hh:mm"
_MONEY: Final = "#,##0.00"


class _Words:
    """The titles of columns and sheets in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return phrase(f"list-{key}", self.language, **values)

    def choices(self, key: str) -> tuple[str, ...]:
        return tuple(self(key).split("|"))

    def column(self, key: str, width: float, number: str = "") -> ListColumn:
        return ListColumn(self(key), width, number, wraps=key in {"why", "action", "note", "content", "name"})

    def status(self, key: str) -> ListColumn:
        return ListColumn(self("status"), 12, choices=self.choices(key))


def call_lists(
    alerts: Sequence[ChurnAlert], levels: Sequence[Tier], tiers: Sequence[Tier], *, as_of: dt.date, language: str
) -> tuple[WorkList, WorkList]:
    """Return whom to call, in order, and the win-back list whose return is measured next time.

    Args:
        alerts: As they are to be called.
        levels: The classes of the scheme of warning, for their names.
        tiers: Of the scheme of value, best first; empty where none orders the list.
        as_of: The day of the figures.
        language: Of the texts.
    """
    say = _Words(language)
    names = {tier.code: tier.name.said(language) for tier in levels}
    colours = {names[code]: chip for code, chip in ((RED, ALARM), (YELLOW, TIDE[3])) if code in names}
    status = say.status("states-call")
    columns = (
        ListColumn(say("level"), 12, chips=colours),
        say.column("customer", 12),
        say.column("name", 20),
        _tier_column(say, tiers),
        say.column("owner", 12),
        say.column("due", 12, _DAY),
        say.column("why", 34),
        say.column("action", 46),
        status,
        say.column("done", 12, _DAY),
        say.column("note", 20),
    )
    rows = tuple(
        (
            *(names[alert.level], one.key, one.name, one.tier or "–", one.owner or None, alert.due),
            *(one.why, alert.action.said(language), status.choices[0], None, None),
        )
        for alert in alerts
        for one in (alert.customer,)
    )
    calls = WorkList(
        say("calls"),
        say("calls-title", count=len(alerts)),
        say("calls-subtitle", as_of=as_of.isoformat()),
        columns,
        rows,
        due=(5, 8, status.choices[2]),
        empty=say("calls-none"),
    )
    back = (say.column("customer", 12), say.column("name", 20), *(say.column(key, 14) for key in ("owner", "offer")))
    result = ListColumn(say("bought-again"), 14, choices=say.choices("yes-no"))
    red = tuple((alert.customer.key, alert.customer.name, alert.customer.owner or None) for alert in alerts)
    lost = tuple((*row, None, None, None, None) for row, alert in zip(red, alerts, strict=True) if alert.level == RED)
    win_back = WorkList(
        say("win-back"),
        say("win-back-title", count=len(lost)),
        say("win-back-subtitle"),
        (*back, result, say.column("done", 12, _DAY), say.column("note", 30)),
        lost,
        empty=say("calls-none"),
    )
    return calls, win_back


def complaint_list(log: Sequence[Complaint], now: dt.datetime, hours: Mapping[str, int], *, language: str) -> WorkList:
    """Return every complaint that is still open, the earliest date first, with how late it is."""
    say = _Words(language)
    states = tuple(state.value.said(language) for state in State)
    columns = (
        *(say.column("number", 12), say.column("customer", 12), say.column("tier", 9), say.column("channel", 12)),
        *(say.column("registered", 17, _HOUR), say.column("answer-by", 17, _HOUR)),
        say.column("hours-late", 12, "#,##0"),
        ListColumn(say("status"), 13, choices=states),
        *(say.column("content", 34), say.column("owner", 12), say.column("note", 24)),
    )
    still = sorted(
        (one for one in log if one.state is not State.FED_BACK), key=lambda one: (one.due(hours), one.number)
    )
    rows = tuple(
        (
            *(one.number, one.customer, one.tier or "–"),
            "–" if one.channel is None else one.channel.value.said(language),
            *(one.registered, one.due(hours)),
            max(0, int((now - one.due(hours)).total_seconds() // 3600)),
            one.state.value.said(language),
            *(one.text or None, None, None),
        )
        for one in still
    )
    late = sum(one.is_overdue(now, hours) for one in still)
    allowed = tuple(f"{tier} {hour}" for tier, hour in hours.items())
    return WorkList(
        say("complaints"),
        say("complaints-title", count=len(still), late=late),
        say("complaints-subtitle", at=f"{now:%Y-%m-%d %H:%M}", hours=allowed),
        columns,
        rows,
        due=(5, 7, states[-1]),
        empty=say("complaints-none"),
    )


def seat_list(sheet: TieredSheet, found: Assignment, *, language: str) -> WorkList:
    """Return who serves whom, level by level, the unassigned last, with what their tier means for service."""
    say = _Words(language)
    rows_by_key = {row.key: row for row in sheet.rows}
    tiers = sheet.plan.ladder.tiers
    meant = {tier.code: tier.strategy.text.said(language) for tier in tiers}
    status = say.status("states-seat")
    columns = (
        *(say.column("service-level", 14), say.column("person", 9, "0"), say.column("owner", 14)),
        *(say.column("customer", 12), say.column("name", 20), _tier_column(say, tiers)),
        *(say.column("action", 60), status, say.column("note", 20)),
    )
    seated = [(key, level, person) for key, (level, person) in found.of.items()]
    rest = [(key, say("unassigned"), None) for key in found.unassigned]
    rows: list[tuple[Cell, ...]] = []
    for key, level, person in (*seated, *rest):
        row = rows_by_key[key]
        code = row.rating.tier
        rows.append(
            (level, person, None, key, row.name, code or "–", meant.get(code or "") or None, status.choices[0], None)
        )
    return WorkList(
        say("seats"),
        say("seats-title", count=len(seated), rest=len(rest)),
        say("seats-subtitle"),
        columns,
        tuple(rows),
    )


def share_lists(
    sheet: TieredSheet, shares: Sequence[TierShare], step: Decimal, *, language: str
) -> tuple[WorkList, WorkList]:
    """Return what each tier gets, and what each of its customers gets: both make the total to the last unit.

    Args:
        sheet: The rated customers.
        shares: What each tier gets, in units of ``step``.
        step: The smallest amount that is given.
        language: Of the texts.
    """
    say = _Words(language)
    places = max(-int(step.normalize().as_tuple().exponent), 0)  # a finite Decimal's exponent is a number
    money = "#,##0" + ("." + "0" * places if places else "")
    names = {tier.code: tier.name.said(language) for tier in sheet.scheme.tiers}
    total = sum((share.amount for share in shares), 0) * step
    by_tier = WorkList(
        say("shares"),
        say("shares-title", total=f"{total:,}"),
        say("shares-subtitle", scheme=sheet.scheme.name),
        (
            *(_tier_column(say, sheet.scheme.tiers), say.column("name", 24), say.column("share", 10, '0.##"%"')),
            *(say.column("customers", 10, "#,##0"), say.column("amount", 16, money), say.column("each", 16, money)),
        ),
        tuple(
            (
                *(share.tier, names.get(share.tier, ""), float(share.share), share.customers),
                *(float(share.amount * step), float(share.each[-1] * step) if share.each else None),
            )
            for share in shares
        ),
    )
    ranked = in_order([Ranked(row.key, row.rating.place, row.rating.score) for row in sheet.rows])
    rows_by_key = {row.key: row for row in sheet.rows}
    people = {
        share.tier: [one.key for one in ranked if rows_by_key[one.key].rating.tier == share.tier] for share in shares
    }
    each = WorkList(
        say("each-customer"),
        say("each-title", total=f"{total:,}"),
        say("each-subtitle"),
        (
            *(say.column("customer", 14), say.column("name", 26), _tier_column(say, sheet.scheme.tiers)),
            *(say.column("amount", 16, money), say.column("owner", 14), say.status("states-call")),
            say.column("note", 30),
        ),
        tuple(
            (key, rows_by_key[key].name, share.tier, float(amount * step), None, say.choices("states-call")[0], None)
            for share in shares
            for key, amount in zip(people[share.tier], share.each, strict=True)
        ),
    )
    return by_tier, each


def _tier_column(say: _Words, tiers: Sequence[Tier]) -> ListColumn:
    colours: Mapping[str, Chip] = {tier.code: chip for tier, chip in zip(tiers, chips(tiers), strict=True)}
    width = max((9.0, *(2.2 * len(tier.code) for tier in tiers)))
    return ListColumn(say("tier"), min(width, 18), chips=colours)
