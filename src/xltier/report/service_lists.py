"""What service has to do, as lists to work through: calls, win-back, complaints, who serves whom, what each gets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from xltier.app.service.allocate import Assignment, Ranked, TierShare, in_order
from xltier.app.service.churn_alerts import HIGH_RISK, RED, URGENT, YELLOW, ChurnAlert
from xltier.app.service.complaints import Complaint, State
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.app.wording.text_table import width
from xltier.app.wording.tier_words import code_said
from xltier.core.palette import ALARM, TIDE, Chip, chips
from xltier.core.scheme.tier import Tier
from xltier.messages import phrase
from xltier.report.lists import Cell, ListColumn, WorkList

_WRAPPED: Final = frozenset({"list-why", "list-action", "list-note", "list-content", "list-name"})
_DAY: Final = "yyyy-mm-dd"
_HOUR: Final = "yyyy-mm-dd hh:mm"


class _Words:
    """The titles of columns and sheets in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        return phrase(key, self.language, **values)

    def tier(self, tiers: Sequence[Tier], code: str | None) -> str:
        return code_said(tiers, code, self.language) if code else "–"

    def choices(self, key: str) -> tuple[str, ...]:
        return tuple(self(key).split("|"))

    def column(self, key: str, width: float, number: str = "") -> ListColumn:
        return ListColumn(self(key), width, number, wraps=key in _WRAPPED)

    def status(self, key: str) -> ListColumn:
        return ListColumn(self("list-status"), 12, choices=self.choices(key))


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
    colours = {
        names[code]: chip for code, chip in ((RED, ALARM), (HIGH_RISK, ALARM), (YELLOW, TIDE[3])) if code in names
    }
    status = say.status("list-states-call")
    columns = (
        ListColumn(say("list-level"), 12, chips=colours),
        say.column("list-customer", 12),
        say.column("list-name", 20),
        _tier_column(say, tiers),
        say.column("list-owner", 12),
        say.column("list-due", 12, _DAY),
        say.column("list-why", 34),
        say.column("list-action", 46),
        status,
        say.column("list-done", 12, _DAY),
        say.column("list-note", 20),
    )
    rows = tuple(
        (
            *(names[alert.level], one.key, one.name, say.tier(tiers, one.tier), one.owner or None, alert.due),
            *(one.why, alert.action.said(language), status.choices[0], None, None),
        )
        for alert in alerts
        for one in (alert.customer,)
    )
    calls = WorkList(
        say("list-calls"),
        say("list-calls-title", count=len(alerts)),
        say("list-calls-subtitle", as_of=as_of.isoformat()),
        columns,
        rows,
        due=(5, 8, status.choices[2]),
        empty=say("list-calls-none"),
    )
    back = (
        say.column("list-customer", 12),
        say.column("list-name", 20),
        *(say.column(key, 14) for key in ("list-owner", "list-offer")),
    )
    result = ListColumn(say("list-bought-again"), 14, choices=say.choices("list-yes-no"))
    red = tuple((alert.customer.key, alert.customer.name, alert.customer.owner or None) for alert in alerts)
    lost = tuple(
        (*row, None, None, None, None) for row, alert in zip(red, alerts, strict=True) if alert.level in URGENT
    )
    win_back = WorkList(
        say("list-win-back"),
        say("list-win-back-title", count=len(lost)),
        say("list-win-back-subtitle"),
        (*back, result, say.column("list-done", 12, _DAY), say.column("list-note", 30)),
        lost,
        empty=say("list-calls-none"),
    )
    return calls, win_back


def complaint_list(log: Sequence[Complaint], now: dt.datetime, hours: Mapping[str, int], *, language: str) -> WorkList:
    """Return every complaint that is still open, the earliest date first, with how late it is."""
    say = _Words(language)
    states = tuple(state.value.said(language) for state in State)
    columns = (
        *(
            say.column("list-number", 12),
            say.column("list-customer", 12),
            say.column("list-tier", 9),
            say.column("list-channel", 12),
        ),
        *(say.column("list-registered", 17, _HOUR), say.column("list-answer-by", 17, _HOUR)),
        say.column("list-hours-late", 12, "#,##0"),
        ListColumn(say("list-status"), 13, choices=states),
        *(say.column("list-content", 34), say.column("list-owner", 12), say.column("list-note", 24)),
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
        say("list-complaints"),
        say("list-complaints-title", count=len(still), late=late),
        say("list-complaints-subtitle", at=f"{now:%Y-%m-%d %H:%M}", hours=allowed),
        columns,
        rows,
        due=(5, 7, states[-1]),
        empty=say("list-complaints-none"),
    )


def seat_list(sheet: TieredSheet, found: Assignment, *, language: str) -> WorkList:
    """Return who serves whom, level by level, the unassigned last, with what their tier means for service."""
    say = _Words(language)
    rows_by_key = {row.key: row for row in sheet.rows}
    tiers = sheet.plan.ladder.tiers
    meant = {tier.code: tier.strategy.text.said(language) for tier in tiers}
    status = say.status("list-states-seat")
    columns = (
        *(say.column("list-service-level", 14), say.column("list-person", 9, "0"), say.column("list-owner", 14)),
        *(say.column("list-customer", 12), say.column("list-name", 20), _tier_column(say, tiers)),
        *(say.column("list-action", 60), status, say.column("list-note", 20)),
    )
    seated = [(key, level, person) for key, (level, person) in found.of.items()]
    rest = [(key, say("list-unassigned"), None) for key in found.unassigned]
    rows: list[tuple[Cell, ...]] = []
    for key, level, person in (*seated, *rest):
        row = rows_by_key[key]
        code = row.rating.tier
        rows.append(
            (
                *(level, person, None, key, row.name, say.tier(tiers, code), meant.get(code or "") or None),
                *(status.choices[0], None),
            )
        )
    return WorkList(
        say("list-seats"),
        say("list-seats-title", count=len(seated), rest=len(rest)),
        say("list-seats-subtitle"),
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
        say("list-shares"),
        say("list-shares-title", total=f"{total:,}"),
        say("list-shares-subtitle", scheme=sheet.scheme.name),
        (
            *(
                _tier_column(say, sheet.scheme.tiers),
                say.column("list-name", 24),
                say.column("list-share", 10, '0.##"%"'),
            ),
            *(
                say.column("list-customers", 10, "#,##0"),
                say.column("list-amount", 16, money),
                say.column("list-each", 16, money),
            ),
        ),
        tuple(
            (
                *(say.tier(sheet.scheme.tiers, share.tier), names.get(share.tier, "")),
                *(float(share.share), share.customers),
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
        say("list-each-customer"),
        say("list-each-title", total=f"{total:,}"),
        say("list-each-subtitle"),
        (
            *(say.column("list-customer", 14), say.column("list-name", 26), _tier_column(say, sheet.scheme.tiers)),
            *(say.column("list-amount", 16, money), say.column("list-owner", 14), say.status("list-states-call")),
            say.column("list-note", 30),
        ),
        tuple(
            (
                key,
                rows_by_key[key].name,
                say.tier(sheet.scheme.tiers, share.tier),
                float(amount * step),
                None,
                say.choices("list-states-call")[0],
                None,
            )
            for share in shares
            for key, amount in zip(people[share.tier], share.each, strict=True)
        ),
    )
    return by_tier, each


def _tier_column(say: _Words, tiers: Sequence[Tier]) -> ListColumn:
    colours: Mapping[str, Chip] = {
        say.tier(tiers, tier.code): chip for tier, chip in zip(tiers, chips(tiers), strict=True)
    }
    wide = max((9.0, *(1.1 * width(text) for text in colours)))
    return ListColumn(say("list-tier"), min(wide, 24), chips=colours)
