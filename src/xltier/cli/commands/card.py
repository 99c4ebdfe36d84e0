"""``xltier card ORDERS CODE``: everything that an order list, contacts and answers say of one customer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.card_verdicts import WARNINGS, history, verdicts
from xltier.cli.failures import FINE
from xltier.cli.lists_file import list_options
from xltier.cli.output import place, write_whole
from xltier.cli.session import session_of
from xltier.cli.sheet_options import order_options, request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import DataError, Location, Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.orders.card import Card, Verdict
    from xltier.app.orders.order_list import OrderList
    from xltier.cli.session import Session
    from xltier.tables.reading import Reading


def build(language: str) -> SpokenCommand:
    """Return the command."""
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["file"], metavar="ORDERS", type=path),
        click.Argument(["code"], metavar="CODE"),
        option("card_contacts", language, "--contacts", metavar="FILE", type=path),
        option("card_answers", language, "--answers", metavar="FILE", type=path),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        *list_options(language, "output_card"),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("card", language, callback=run, params=params)


def run(context: click.Context, file: Path, code: str, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Show the card of one customer, or write it as a page; return the exit code."""
    from xltier.app.orders.card import card
    from xltier.app.orders.customer_records import answers_in, contacts_in
    from xltier.app.orders.order_features import Basis
    from xltier.app.orders.order_list import needed_orders
    from xltier.app.wording.near import near_names
    from xltier.files.read import open_table

    session = session_of(context)
    session.as_json = options["as_json"]
    wanted = request(file, options)
    orders = needed_orders(open_table(file, wanted.choice, today=today()), wanted.choice.map)
    lines = list(orders.orders())
    known = dict.fromkeys(line.customer for line in lines)
    if code not in known:
        values = {"customer": code, "near": near_names(code, known)}
        raise DataError(Problem("card-unknown", Location(file=file.name), values=values))
    now = verdicts(wanted, code, session)
    contacts, answers = (None if options[key] is None else _table(options[key]) for key in ("contacts", "answers"))
    found = card(
        code,
        Basis(wanted.as_of, wanted.months, wanted.day_is_one),
        orders=lines,
        contacts=None if contacts is None else contacts_in(contacts),
        answers=() if answers is None else answers_in(answers, code, wanted.as_of),
        warnings=[one for one in now if one.scheme in WARNINGS],
        tiers=[one for one in now if one.scheme not in WARNINGS],
        history=history(wanted, code, lines, session),
        currency=orders.currency,
    )
    if options["output"] is not None:
        _write(file, options["output"], found, orders, session, force=options["force"])
    if options["as_json"]:
        console.out(json.dumps(_answer(found), ensure_ascii=False))
    elif options["output"] is None:
        for line in _lines(found, session.language):
            console.out(line)
    return FINE


def _table(file: Path) -> Reading:
    from xltier.files.read import open_table
    from xltier.tables.choice import TableChoice

    return open_table(file, TableChoice(), today=today())


def _write(file: Path, output: Path, found: Card, orders: OrderList, session: Session, *, force: bool) -> None:
    from xltier.app.service.churn_sheet import OWNER
    from xltier.report.card import write_card
    from xltier.tables.match import match

    reading = orders.reading
    owner = match(reading.columns, [OWNER]).columns.get(OWNER.key)
    name, who = (_said(orders, at, found.customer) for at in (orders.name, owner))
    path = place(file, output, ".xlsx", force=force)
    write_whole(path, lambda stream: write_card(stream, found, name=name, owner=who, language=session.language))
    console.say(phrase("cli-written", session.language, file=path))


def _said(orders: OrderList, at: int | None, code: str) -> str:
    """Return the latest text of a column in the customer's rows; empty where it has none."""
    if at is None or at == orders.customer:
        return ""
    pairs = zip(orders.reading.values[orders.customer], orders.reading.values[at], strict=True)
    return next((str(text) for who, text in reversed(tuple(pairs)) if str(who) == code and text is not None), "")


def _answer(found: Card) -> dict[str, object]:
    return {
        "ok": True,
        "customer": found.customer,
        "as_of": found.as_of.isoformat(),
        "months": found.months,
        "spending": _spending(found),
        "last_orders": [{"day": one.day.isoformat(), "amount": one.amount / 100} for one in found.last_orders],
        "contacts": [when.isoformat() for when in found.contacts],
        "satisfaction": None if isinstance(found.satisfaction, str) else float(found.satisfaction),
        "warnings": [{"scheme": one.scheme, "class": one.tier, "why": one.why} for one in found.warnings],
        "tiers": [{"scheme": one.scheme, "tier": one.tier, "why": one.why} for one in found.tiers],
        "history": [
            {"scheme": one.scheme, "period": one.period, "tier": one.tier, "why": one.why} for one in found.history
        ],
    }


def _spending(found: Card) -> dict[str, float | None]:
    """Return the figures in their own units: yuan, not cents; a rate as a ratio."""
    from xltier.app.orders.order_features import FEATURES

    decimals = {one.key: one.decimals for one in FEATURES}
    return {
        key: value if value is None or not decimals[key] else value / 10 ** decimals[key]
        for key, value in found.spending.items()
    }


def _lines(found: Card, language: str) -> Iterator[str]:
    from xltier.app.orders.card_words import figures_of, satisfaction_of, spending_title

    yield f"{found.customer}  {found.as_of}"
    for title, verdicts_ in (("card-tiers", found.tiers), ("card-warnings", found.warnings)):
        if verdicts_:
            yield phrase(title, language)
        for one in verdicts_:
            yield from _verdict(one, one.title.said(language), language)
    yield spending_title(found, language)
    for name, value in figures_of(found, language):
        yield f"  {name}  {value}"
    yield phrase("card-recent", language)
    for order in found.last_orders:
        yield f"  {order.day}  {order.amount / 100:,.2f}"
    if found.contacts:
        days = ", ".join(map(str, found.contacts[:5]))
        yield f"{phrase('card-contact-days', language)}  {days}"
    if found.answers:
        yield f"{phrase('card-satisfaction', language)}  {satisfaction_of(found, language)}"
    if found.history:
        yield phrase("card-history", language)
    for one in found.history:
        yield from _verdict(one, one.period, language)


def _verdict(one: Verdict, head: str, language: str) -> Iterator[str]:
    from xltier.app.orders.card_words import class_of

    yield f"  {head}  {class_of(one, language)}  {one.why}"
    if one.action and head != one.period:
        yield f"    {one.action.said(language)}"
