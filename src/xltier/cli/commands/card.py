"""``xltier card ORDERS CODE``: everything that an order list, contacts and answers say of one customer."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.session import session_of
from xltier.cli.sheet_options import order_options, request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import DataError, Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.orders.card import Card, Verdict
    from xltier.cli.session import Session
    from xltier.cli.sheet_options import SheetRequest

SCHEMES = ("value-share", "rfm", "behaviour", "churn-warning", "high-risk")
WARNINGS = frozenset({"churn-warning", "high-risk"})


def build(language: str) -> SpokenCommand:
    """Return the command."""
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["file"], metavar="ORDERS", type=path),
        click.Argument(["code"], metavar="CODE"),
        option("card_contacts", language, "--contacts", metavar="FILE", type=path),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("card", language, callback=run, params=params)


def run(context: click.Context, file: Path, code: str, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Show the card of one customer; return the exit code."""
    from xltier.app.orders.card import card
    from xltier.app.orders.order_features import Basis
    from xltier.app.orders.order_list import needed_orders
    from xltier.files.read import open_table

    session = session_of(context)
    session.as_json = options["as_json"]
    wanted = request(file, options)
    orders = needed_orders(open_table(file, wanted.choice, today=today()), wanted.choice.map)
    lines = list(orders.orders())
    if code not in {line.customer for line in lines}:
        raise DataError(Problem("card-unknown", values={"customer": code}))
    verdicts = _verdicts(wanted, code, session)
    found = card(
        code,
        Basis(wanted.as_of, wanted.months, wanted.day_is_one),
        orders=lines,
        contacts=() if options["contacts"] is None else _contacts(options["contacts"]),
        warnings=[one for one in verdicts if one.scheme in WARNINGS],
        tiers=[one for one in verdicts if one.scheme not in WARNINGS],
    )
    if options["as_json"]:
        console.out(json.dumps(_answer(found), ensure_ascii=False))
        return FINE
    for line in _lines(found, session.language):
        console.out(line)
    return FINE


def _verdicts(wanted: SheetRequest, code: str, session: Session) -> list[Verdict]:
    """Return the customer's class by each scheme that the figures allow."""
    from xltier.app.explain.row_reason import row_reason
    from xltier.app.orders.card import Verdict
    from xltier.cli.rated import rated

    found = []
    for name in (wanted.scheme,) if wanted.scheme else SCHEMES:
        sheet = rated(replace(wanted, scheme=name), session)
        row = next(one for one in sheet.rows if one.key == code)
        found.append(Verdict(name, f"{wanted.as_of}", row.rating.tier, row_reason(sheet, row, session.language)))
    return found


def _contacts(file: Path) -> list[tuple[str, dt.date]]:
    from xltier.app.orders.order_list import DAY
    from xltier.app.sheet.columns import CODE, NAME
    from xltier.files.read import open_table
    from xltier.tables.choice import TableChoice
    from xltier.tables.match import match

    reading = open_table(file, TableChoice(), today=today())
    columns = match(reading.columns, [CODE, NAME, DAY]).columns
    who = columns.get(CODE.key) if columns.get(CODE.key) is not None else columns.get(NAME.key)
    day = columns.get(DAY.key)
    if who is None or day is None:
        raise DataError(Problem("contacts-columns", values={"found": tuple(c.name for c in reading.columns)}))
    pairs = zip(reading.values[who], reading.values[day], strict=True)
    return [(str(customer), when) for customer, when in pairs if customer is not None and isinstance(when, dt.date)]


def _figures(found: Card) -> dict[str, str]:
    from xltier.app.orders.order_features import FEATURES
    from xltier.core.fixed import shown

    known = {one.key: found.spending.get(one.key) for one in FEATURES}
    return {
        one.key: f"{shown(value, one.decimals - 2)}%"
        if one.unit == "%"
        else f"{shown(value, one.decimals)} {one.unit}".rstrip()
        for one in FEATURES
        if (value := known[one.key]) is not None
    }


def _answer(found: Card) -> dict[str, object]:
    return {
        "ok": True,
        "customer": found.customer,
        "as_of": found.as_of.isoformat(),
        "spending": dict(found.spending),
        "last_orders": [{"day": one.day.isoformat(), "amount": one.amount / 100} for one in found.last_orders],
        "contacts": [when.isoformat() for when in found.contacts],
        "satisfaction": None if isinstance(found.satisfaction, str) else float(found.satisfaction),
        "warnings": [{"scheme": one.scheme, "class": one.tier, "why": one.why} for one in found.warnings],
        "tiers": [{"scheme": one.scheme, "tier": one.tier, "why": one.why} for one in found.tiers],
    }


def _lines(found: Card, language: str) -> list[str]:
    from xltier.app.orders.order_features import FEATURES

    names = {one.key: one.name.said(language) for one in FEATURES}
    lines = [f"{found.customer}  {found.as_of}", phrase("card-spending", language)]
    lines += [f"  {names[key]}  {value}" for key, value in _figures(found).items()]
    lines += [f"  {one.day}  {one.amount / 100:,.2f}" for one in found.last_orders]
    for title, verdicts in (("card-warnings", found.warnings), ("card-tiers", found.tiers)):
        lines.append(phrase(title, language))
        lines += [f"  {one.scheme}  {one.tier or '–'}  {one.why}" for one in verdicts]
    return lines
