"""A customer on one card: spending, contacts, satisfaction, warnings, tiers with reasons, history (systems.md P4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xltier.app.orders.order_features import MONEY, Basis, Figures, Order, order_features
from xltier.core.metrics import Figure, csat
from xltier.core.words import NO_WORDS, Words


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question about satisfaction, 1 to 5."""

    day: dt.date
    score: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A tier by one scheme at one time, with its reason.

    Args:
        scheme: Id; ``title`` is its name.
        period: When.
        tier: Code; ``name`` is its name, ``action`` what it means for service.
        why: In the reader's language.
    """

    scheme: str
    period: str
    tier: str | None
    why: str
    title: Words = NO_WORDS
    name: Words = NO_WORDS
    action: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that we know of a customer.

    Args:
        customer: Code.
        as_of: The day of the figures.
        spending: Figures of the order list by feature key, in fixed point; empty without orders.
        months: Calendar months that amounts and orders are of; None is all of them.
        last_orders: The latest ones, newest first.
        contacts: Days of contact, newest first.
        satisfaction: Share of satisfied answers; ``answers`` are the single ones, newest first.
        warnings: What the schemes of warning say.
        tiers: By each scheme; ``history`` is earlier ones, newest first.
        currency: Unit of its amounts.
    """

    customer: str
    as_of: dt.date
    spending: Figures
    months: int | None
    last_orders: tuple[Order, ...]
    contacts: tuple[dt.date, ...]
    satisfaction: Figure
    answers: tuple[Answer, ...]
    warnings: tuple[Verdict, ...]
    tiers: tuple[Verdict, ...]
    history: tuple[Verdict, ...]
    currency: str = MONEY


def card(  # noqa: PLR0913 - a card has this many sources
    customer: str,
    basis: Basis,
    *,
    orders: Iterable[Order] = (),
    contacts: Iterable[tuple[str, dt.date]] | None = None,
    answers: Sequence[Answer] = (),
    warnings: Sequence[Verdict] = (),
    tiers: Sequence[Verdict] = (),
    history: Sequence[Verdict] = (),
    latest: int = 5,
    currency: str = MONEY,
) -> Card:
    """Return the card of one customer.

    Args:
        customer: Code; lines of other customers are passed over.
        basis: As-of day and switches; what is later does not exist yet.
        orders: The order list.
        contacts: Customer and day of each interaction; None where nobody keeps them, so that none is no 0.
        answers: This customer's answers.
        warnings: By schemes such as churn-warning and high-risk.
        tiers: Now, by each scheme that somebody uses.
        history: Of earlier periods.
        latest: How many orders are shown.
        currency: Unit of the amounts of the order list.
    """
    own = [order for order in orders if order.customer == customer and order.day <= basis.as_of]
    met = [day for who, day in contacts or () if who == customer and day <= basis.as_of]
    given = sorted((one for one in answers if one.day <= basis.as_of), key=lambda one: one.day, reverse=True)
    figures = order_features(own, basis, contacts=None if contacts is None else [(customer, day) for day in met])
    return Card(
        customer,
        basis.as_of,
        figures.get(customer, {}),
        basis.months,
        tuple(sorted(own, key=lambda order: order.day, reverse=True)[:latest]),
        tuple(sorted(met, reverse=True)),
        csat(one.score for one in given),
        tuple(given),
        tuple(warnings),
        tuple(tiers),
        tuple(sorted(history, key=lambda one: one.period, reverse=True)),
        currency,
    )
