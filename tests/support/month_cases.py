"""Month cases as an analyst writes them, to the inputs that a month is rated from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from xltier import load_scheme
from xltier.app.month.intake.inputs import (
    Complaint,
    Dealer,
    Event,
    Facts,
    MapRow,
    MonthInputs,
    Origin,
    OverrideRow,
    PastRating,
    RedLineHit,
    Source,
)
from xltier.core.circumstances import Override
from xltier.core.entries import entry
from xltier.core.fixed import to_fixed
from xltier.core.months import Month, as_month, month_of, month_text
from xltier.core.scheme import Scheme
from xltier.core.scheme.lines import LineMove
from xltier.core.scheme.tier import Tier
from xltier.core.values import Entry, ExcelError
from xltier.core.words import Words

HERE: Final = Origin(0, 1)
SALES: Final = ("sell_in", "focus_sell_in", "sell_out")
FULL_MARKS: Final[Mapping[str, object]] = {
    "sell_in": 100,
    "target": 100,
    "last_year": 80,
    "focus_sell_in": 10,
    "focus_target": 10,
    "stock": 30,
    "sell_out": 100,
    "due": 100,
    "paid_on_time": 100,
    "stores_covered": 50,
    "stores_total": 50,
    "direct_volume": 0,
    "total_volume": 100,
}
NO_ROW: Final = "no row"
Table = Mapping[str, Any]


def scheme_of(case: Table) -> Scheme:
    """Return dealer-monthly with a case's settings, weights and tiers of lines."""
    settings = {key: str(value) for key, value in case.get("settings", {}).items()}
    scheme = load_scheme("dealer-monthly", settings=settings)
    weights = case.get("weights", {})
    measures = tuple(
        replace(measure, weight=Decimal(weights[measure.key])) if measure.key in weights else measure
        for measure in scheme.measures
    )
    own = tuple(
        Tier(code, Words(code, code), None if floor is None else Decimal(floor), line=line)
        for line, floors in case.get("tiers", {}).items()
        for code, floor in (*floors.items(), ("D", None))
    )
    return replace(scheme, measures=measures, tiers=(*scheme.tiers, *own))


def period_of(case: Table) -> Month:
    """Return the month that a case rates; October 2026 where it names none."""
    return month(case.get("period", "2026-10"))


def month(text: str) -> Month:
    """Return a month by its text."""
    found = as_month(text)
    assert found is not None, text
    return found


def inputs_of(case: Table, scheme: Scheme) -> MonthInputs:
    """Return everything that a case states, with full marks for what it does not."""
    period = period_of(case)
    keys = [dict(key) for key in case["keys"]]
    start = scheme.month_start_day
    return MonthInputs(
        sources=(Source("sales.toml", None, "sales", len(keys)), Source("month.toml", None, "stock", len(keys))),
        dealers=tuple(_dealers(keys)),
        facts=(_sales(keys, case, scheme, period), _month_facts(keys, scheme, period)),
        measures=frozenset(FULL_MARKS) - {"last_year"},
        events=tuple(_event(row, period) for row in case.get("events", ())),
        red_lines=tuple(_red_line(row, period, start) for row in case.get("red_lines", ())),
        line_map=tuple(MapRow(_move(row), HERE) for row in case.get("line_map", ())),
        complaints=tuple(_complaint(row) for row in case.get("complaints", ())),
        history=tuple(_past(row) for row in case.get("history", ())),
        overrides=tuple(_override(row, period) for row in case.get("overrides", ())),
    )


def _text(row: Table, key: str) -> str:
    defaults = {"dealer": "D1", "division": "东区", "line": "城区强网乳品", "channel": "城区"}
    return str(row.get(key, defaults.get(key, "")))


def _dealers(keys: Iterable[Table]) -> Iterable[Dealer]:
    for key in keys:
        if not key.get("product"):
            closed = key.get("closed")
            yield Dealer(
                code=_text(key, "dealer"),
                name="经销商" + _text(key, "dealer"),
                division=_text(key, "division"),
                line=_text(key, "line"),
                channel=_text(key, "channel"),
                region=None,
                manager="王经理",
                opened=None,
                closed=None if closed is None else dt.date.fromisoformat(closed),
                origin=HERE,
            )


def _value(scheme: Scheme, measure: str, raw: object) -> Entry:
    if raw == "#VALUE!":
        return ExcelError.VALUE
    found = entry(next(one for one in scheme.measures if one.key == measure), raw)
    assert isinstance(found, int) or found is None
    return found


def _sales(keys: list[dict[str, Any]], case: Table, scheme: Scheme, period: Month) -> Facts:
    """Return the sales table: the month itself, two months of sell-out before it, and last year's base."""
    rows: list[tuple[Table, Month, dict[str, object]]] = []
    stated = {month(text): value for text, value in case.get("sales", {}).items()}
    for key in keys:
        given = {**FULL_MARKS, **key}
        for at in sorted({period, period - 1, period - 2, *stated}):
            sold = {"sell_in": stated.get(at, ""), "focus_sell_in": "", "sell_out": given["sell_out"]}
            if at == period:
                sold |= {"sell_in": stated.get(at, given["sell_in"]), "focus_sell_in": given["focus_sell_in"]}
            rows.append((key, at, sold))
        if not stated and given["last_year"] != NO_ROW:
            rows.append((key, period - 12, {"sell_in": given["last_year"], "focus_sell_in": "", "sell_out": ""}))
    return _table(
        0,
        [(key, at) for key, at, _ in rows],
        {measure: [_value(scheme, measure, sold[measure]) for _, _, sold in rows] for measure in SALES},
    )


def _month_facts(keys: list[dict[str, Any]], scheme: Scheme, period: Month) -> Facts:
    measures = [measure for measure in FULL_MARKS if measure not in {*SALES, "last_year"}]
    keys = [key for key in keys if not key.get("sales_only")]
    return _table(
        1,
        [(key, period) for key in keys],
        {measure: [_value(scheme, measure, {**FULL_MARKS, **key}[measure]) for key in keys] for measure in measures},
    )


def _table(source: int, rows: list[tuple[Table, Month]], values: Mapping[str, list[Entry]]) -> Facts:
    return Facts(
        source=source,
        rows=range(2, 2 + len(rows)),
        dealers=[_text(key, "dealer") for key, _ in rows],
        divisions=[_text(key, "division") for key, _ in rows],
        lines=[_text(key, "line") for key, _ in rows],
        products=[key.get("product") for key, _ in rows],
        months=[at for _, at in rows],
        values=values,
        columns={measure: at for at, measure in enumerate(values, 7)},
    )


def _line(row: Table) -> str | None:
    return None if row.get("line", "全部") == "全部" else str(row["line"])


def _event(row: Table, period: Month) -> Event:
    at = month(row.get("month", month_text(period)))
    points = row.get("points")
    return Event(
        dealer=_text(row, "dealer"),
        division=None,
        line=_line(row),
        date=dt.date(2026, 10, 5),
        month=at,
        item=row["item"],
        points=None if points is None else to_fixed(points, 4),
        times=row.get("times", 1),
        evidence="凭证",
        approver="李总",
        is_approved=row.get("is_approved", True),
        origin=HERE,
    )


def _red_line(row: Table, period: Month, start: int) -> RedLineHit:
    date = dt.date.fromisoformat(row.get("date", "2026-10-08"))
    named = month(row["month"]) if "month" in row else None
    at = named if named is not None else (month_of(date, start) if "date" in row else period)
    released = row.get("released")
    lifted = None if released is None else dt.date.fromisoformat(released)
    return RedLineHit(_text(row, "dealer"), None, _line(row), date, at, row["code"], lifted, "", HERE)


def _move(row: Table) -> LineMove:
    return LineMove(
        new_line=row["new_line"],
        old_line=row.get("old_line"),
        product=row.get("product"),
        channel=row.get("channel"),
        share=Decimal(str(row.get("share", 1))),
        start=month(row["from"]),
        end=month(row["to"]) if "to" in row else None,
    )


def _complaint(row: Table) -> Complaint:
    done = row.get("done")
    return Complaint(
        id="T1",
        date=dt.date(2026, 10, 1),
        dealer=_text(row, "dealer"),
        division=None,
        line=None,
        content="破损",
        state="registered",
        due=dt.date.fromisoformat(row["due"]),
        done=None if done is None else dt.date.fromisoformat(done),
        is_valid=row.get("valid"),
        origin=HERE,
    )


def _past(row: Table) -> PastRating:
    return PastRating(
        month=month(row["month"]),
        dealer=_text(row, "dealer"),
        division=_text(row, "division"),
        line=_text(row, "line"),
        score=to_fixed(row["score"], 2),
        tier=row["tier"],
        kept=row.get("kept", row["tier"]),
        pending=0,
        state="final",
        revision=0,
        scheme="dealer-monthly@2026.1",
        fingerprint="",
        origin=HERE,
        red_lines=tuple(row.get("red_lines", ())),
    )


def _override(row: Table, period: Month) -> OverrideRow:
    decided = Override(row["tier"], row["author"], dt.date.fromisoformat(row["date"]), row["reason"])
    return OverrideRow(period, _text(row, "dealer"), _text(row, "division"), _text(row, "line"), decided, HERE)
