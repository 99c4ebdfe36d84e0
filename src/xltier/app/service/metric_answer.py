"""A metric of a sheet: which columns it takes, and its figure with formula and source (systems.md M1 to M8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from xltier.app.compare.lost_zeros import lost_zeros
from xltier.app.customer_columns import CODE, NAME
from xltier.app.orders.order_features import Basis
from xltier.app.orders.order_list import AMOUNT as ORDER_AMOUNT
from xltier.app.orders.order_list import OrderList, order_list, order_notes
from xltier.core import metrics
from xltier.core.fixed import divide, grouped, percent
from xltier.core.metric_words import METRICS, MetricWords
from xltier.core.metrics import Figure
from xltier.core.values import ExcelError
from xltier.errors import DataError, Location, Problem, Severity
from xltier.messages import phrase
from xltier.tables.match import Wanted, match, named
from xltier.tables.reading import Reading

ANSWERS: Final = Wanted(
    "answers",
    "评分",
    "score",
    ("得分", "推荐意愿", "推荐分", "满意度", "满意度评分", "nps", "csat", "rating", "answer"),
)
AMOUNT: Final = Wanted(
    "amount", "消费金额", "Amount", ("金额", "销售额", "订单金额", "年销售额", "sales", "revenue", "spend")
)
OF_ANSWERS: Final = ("nps", "csat")
SCALES: Final[Mapping[str, tuple[int, int]]] = {"nps": (0, 10), "csat": (1, 5)}
"""The least and the greatest answer to a question."""
OF_LISTS: Final = ("crr", "churn", "reactivation")
OF_ORDERS: Final = ("repurchase",)
OF_FIGURES: Final[Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]]] = {
    "cac": (("cost", "new"), {}),
    "clv-simple": (("order_value", "orders", "years"), {"margin": "1"}),
    "clv": (("margin", "retention"), {"discount": "0", "periods": ""}),
    "roi": (("customers", "repurchase_change", "order_margin", "churn_change", "value", "cost"), {}),
}
"""For each metric of plain figures its needed names, and the others with what they are when not given."""

_MEANS: Final[Mapping[str, Callable[[Mapping[str, Fraction]], Figure]]] = {
    "cac": lambda f: metrics.cac(f["cost"], f["new"]),
    "clv-simple": lambda f: metrics.clv_simple(f["order_value"], f["orders"], f["years"], f["margin"]),
    "clv": lambda f: metrics.clv(
        f["margin"], f["retention"], f["discount"], _periods(f["periods"]) if "periods" in f else None
    ),
    "roi": lambda f: metrics.maintenance_roi(**f),
}


@dataclass(frozen=True, slots=True)
class MetricAnswer:
    """A metric's figure.

    Args:
        words: Name, formula, source.
        figure: Exact, or the error that a cell would show.
        basis: What it was computed from, such as the column.
        meets: Whether it meets its target; None where it has none or cannot be told.
        doubts: The answers that are on no scale, each with its cell; with any there is no figure.
        notes: What was left out or may be wrong, though there is a figure.
    """

    words: MetricWords
    figure: Figure
    basis: str = ""
    meets: bool | None = None
    doubts: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    def shown(self, language: str) -> str:
        """Return the figure as people read it: percents with two digits; an error in words."""
        if isinstance(self.figure, ExcelError):
            return phrase(f"figure-{self.figure.name.casefold()}", language)
        places = 4 if self.words.is_ratio else 2
        exact = divide(self.figure.numerator * 10**places, self.figure.denominator)
        value = Decimal(exact).scaleb(-places)
        return percent(value, 2) if self.words.is_ratio else grouped(value, 2)


def of_answers(key: str, reading: Reading, column: str | None) -> MetricAnswer:
    """Return NPS or CSAT of a column of answers.

    Raises:
        DataError: No column, or more than one, can be meant.
    """
    at = _column(reading, ANSWERS, column)
    answers = [_number(value) for value in reading.values[at]]
    figure = metrics.nps(answers) if key == "nps" else metrics.csat(answers)
    doubts = tuple(_off_scale(reading, at, answers, SCALES[key]))
    name = reading.columns[at].name
    texts = [(row, failure.text) for (row, column), failure in sorted(reading.failures.items()) if column == at]
    texts += [
        (row, value) for row, value in zip(reading.rows, reading.values[at], strict=True) if isinstance(value, str)
    ]
    notes = tuple(
        Problem("answer-no-number", reading.location(row, at), Severity.WARNING, {"text": text, "column": name})
        for row, text in texts
    )
    return MetricAnswer(METRICS[key], figure, name, doubts=doubts, notes=notes)


def _off_scale(
    reading: Reading, at: int, answers: Sequence[Fraction | None], scale: tuple[int, int]
) -> Iterator[Problem]:
    """Yield a Problem for each answer outside the scale of its question."""
    lowest, highest = scale
    for row, answer, shown in zip(reading.rows, answers, reading.values[at], strict=True):
        if answer is not None and not lowest <= answer <= highest:
            values = {"row": row, "value": shown, "low": lowest, "high": highest}
            yield Problem("answer-off-scale", reading.location(row, at), values=values)


def of_lists(key: str, start: Reading, end: Reading, *, since: dt.date | None = None) -> MetricAnswer:
    """Return retention, churn or reactivation from two lists of customers, name by name.

    Args:
        key: Which.
        start: The customers of the start; for reactivation the sleepers.
        end: Those of the end; for reactivation those who bought.
        since: The first day whose orders count, where ``end`` lists orders. Said, a list with days and amounts is
            one of orders though nobody bought twice.

    Raises:
        DataError: A list has no column of customers, or it is not said from when its orders count.
    """
    first, last = customers_in(start), bought_since(end, since) if key == "reactivation" else customers_in(end)
    notes = lost_zeros(first, last)
    match key:
        case "crr":
            return MetricAnswer(METRICS[key], metrics.crr_of_ids(first, last), notes=notes)
        case "churn":
            lost = metrics.churn(first, last)
            meets = lost < metrics.CHURN_TARGET if isinstance(lost, Fraction) else None
            return MetricAnswer(METRICS[key], lost, meets=meets, notes=notes)
    return MetricAnswer(METRICS[key], metrics.reactivation(first, last), notes=notes)


def of_amounts(reading: Reading, column: str | None, *, as_of: dt.date) -> tuple[MetricAnswer, list[Fraction]]:
    """Return the share of the top fifth, and the amounts that it was computed from, added up by customer.

    Args:
        reading: An order list, or a sheet of amounts.
        column: Header or letter of the amounts, where it is not to be found by its name.
        as_of: Orders of later days do not count.
    """
    orders = order_list(reading, {} if column is None else {ORDER_AMOUNT.key: column})
    if orders is not None:
        return _of_order_amounts(orders, as_of)
    at = _column(reading, AMOUNT, column)
    found = match(reading.columns, [CODE, NAME]).columns
    who = found.get(CODE.key) if found.get(CODE.key) is not None else found.get(NAME.key)
    totals: dict[object, Fraction] = {}
    for index, value in enumerate(reading.values[at]):
        amount = _number(value)
        if amount is not None:
            key = index if who is None else reading.values[who][index]
            totals[key] = totals.get(key, Fraction(0)) + amount
    amounts = list(totals.values())
    figure = metrics.top_share(amounts, Fraction(1, 5))
    return MetricAnswer(METRICS["top-share"], figure, reading.columns[at].name, notes=reading.problems()), amounts


def _of_order_amounts(orders: OrderList, as_of: dt.date) -> tuple[MetricAnswer, list[Fraction]]:
    totals: dict[str, Fraction] = {}
    for order in orders.orders():
        if order.day <= as_of:
            totals[order.customer] = totals.get(order.customer, Fraction(0)) + order.amount
    amounts = list(totals.values())
    column = orders.reading.columns[orders.amount].name
    notes = order_notes(orders, Basis(as_of))
    return MetricAnswer(METRICS["top-share"], metrics.top_share(amounts, Fraction(1, 5)), column, notes=notes), amounts


def of_orders(orders: Sequence[int]) -> MetricAnswer:
    """Return the repurchase rate from the orders of each customer."""
    return MetricAnswer(METRICS["repurchase"], metrics.repurchase_rate(orders))


def of_figures(key: str, given: Mapping[str, str]) -> MetricAnswer:
    """Return a metric of plain figures.

    Args:
        key: Of :data:`OF_FIGURES`.
        given: Figures as typed; a percent is a ratio.

    Raises:
        DataError: One is missing, unknown, or no number.
    """
    needed, others = OF_FIGURES[key]
    known = (*needed, *others)
    metric = METRICS[key].name
    unknown = tuple(name for name in given if name not in known)
    missing = tuple(name for name in needed if name not in given)
    problems = [
        Problem(reference, values={"metric": metric, "names": names, "known": known})
        for reference, names in (("metric-figure-unknown", unknown), ("metric-figures", missing))
        if names
    ]
    if problems:
        raise DataError(problems)
    texts = {name: text for name, text in (dict(others) | dict(given)).items() if text}
    return MetricAnswer(METRICS[key], _MEANS[key]({name: _exact(name, text) for name, text in texts.items()}))


def customers_in(reading: Reading) -> set[str]:
    """Return the customers of a list.

    Raises:
        DataError: No column names them.
    """
    found = match(reading.columns, [CODE, NAME]).columns
    at = found.get(CODE.key) if found.get(CODE.key) is not None else found.get(NAME.key)
    if at is None:
        raise DataError(_missing(reading, CODE))
    return {str(value).strip() for value in reading.values[at] if value is not None}


def bought_since(reading: Reading, since: dt.date | None) -> set[str]:
    """Return the customers of a list, or those of an order list who bought from a day on; a return is no purchase.

    Raises:
        DataError: It lists orders and no day is given: the orders from before they fell asleep would count.
    """
    orders = order_list(reading, {}, each_once=since is not None)
    if orders is None:
        return customers_in(reading)
    lines = list(orders.orders())
    if since is None:
        days = [line.day for line in lines]
        values = {"first": min(days, default=None), "last": max(days, default=None)}
        raise DataError(Problem("reactivation-since", Location(file=reading.file, sheet=reading.sheet), values=values))
    return {line.customer.strip() for line in lines if line.day >= since and line.amount >= 0}


def _column(reading: Reading, wanted: Wanted, chosen: str | None) -> int:
    at = match(reading.columns, [wanted]).columns.get(wanted.key) if chosen is None else named(reading.columns, chosen)
    if at is None:
        raise DataError(_missing(reading, wanted))
    return at


def _missing(reading: Reading, wanted: Wanted) -> Problem:
    place = Location(file=reading.file, sheet=reading.sheet)
    found = tuple(column.name for column in reading.columns)
    return Problem("metric-column", place, values={"wanted": {"zh": wanted.zh, "en": wanted.en}, "found": found})


def _number(value: object) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return Fraction(Decimal(repr(value)))


def _exact(name: str, text: str) -> Fraction:
    try:
        number = Fraction(Decimal(text.strip().removesuffix("%").replace(",", "")))
    except InvalidOperation as error:
        raise DataError(Problem("metric-not-number", values={"name": name, "text": text})) from error
    return number / 100 if text.strip().endswith("%") else number


def _periods(number: Fraction) -> int:
    """Return a number of periods; a part of one is below the range, as no period is."""
    return int(number) if number.denominator == 1 else -1
