"""A sheet of orders, one a row, to customers with their figures: a sheet that any scheme can rate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from xltier.app.customer_columns import CODE, NAME
from xltier.app.orders.order_features import FEATURES, MONEY, Basis, Feature, Figures, Order, order_features
from xltier.core.fixed import to_decimal, to_fixed
from xltier.core.months import month_of, month_text
from xltier.core.scheme import Scheme
from xltier.core.words import Words
from xltier.errors import DataError, Location, Problem, Severity
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Column, Kind, Origin, Reading, Value
from xltier.tables.units import parse_unit

DAY: Final = Wanted(
    "order_date",
    "订单日期",
    "order date",
    ("下单日期", "交易日期", "销售日期", "开单日期", "日期", "transaction date", "sale date", "purchase date", "date"),
)
AMOUNT: Final = Wanted(
    "order_amount",
    "订单金额",
    "order amount",
    ("金额", "销售额", "交易金额", "实付金额", "消费金额", "amount", "revenue", "sales", "order value", "total"),
)
_KINDS: Final = {"%": Kind.RATIO}
_CENTS: Final = 2


@dataclass(frozen=True, slots=True)
class OrderList:
    """The columns of an order list.

    Args:
        reading: The sheet.
        customer: Position of the column that tells customers apart; ``name`` of the one that names them.
        day: Position of the order's day.
        amount: Position of the order's amount.
    """

    reading: Reading
    customer: int
    name: int | None
    day: int
    amount: int

    @property
    def currency(self) -> str:
        """Return the unit of the amounts: what the list says, else 元."""
        said = self.reading.columns[self.amount].unit
        found = parse_unit(said) if said else None
        return said if said and found is not None and found.dimension == "money" else MONEY

    def orders(self) -> Iterator[Order]:
        """Yield the orders whose customer, day and amount are known."""
        columns = (self.reading.values[at] for at in (self.customer, self.day, self.amount))
        for customer, day, amount in zip(*columns, strict=True):
            if customer is not None and isinstance(day, dt.date) and _is_number(amount):
                yield Order(str(customer), day, to_fixed(amount, _CENTS))

    def first_rows(self) -> dict[str, int]:
        """Return the sheet row of each customer's first order whose day and amount are known."""
        found: dict[str, int] = {}
        columns = (self.reading.values[at] for at in (self.customer, self.day, self.amount))
        for row, customer, day, amount in zip(self.reading.rows, *columns, strict=True):
            if customer is not None and isinstance(day, dt.date) and _is_number(amount):
                found.setdefault(str(customer), row)
        return found

    def incomplete(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the sheet rows that are no order, each with the columns that lack a customer, a day or an amount."""
        reading = self.reading
        columns = [reading.values[at] for at in (self.customer, self.day, self.amount)]
        names = [reading.columns[at].name for at in (self.customer, self.day, self.amount)]
        for row, customer, day, amount in zip(reading.rows, *columns, strict=True):
            there = (customer is not None, isinstance(day, dt.date), _is_number(amount))
            if not all(there):
                yield row, tuple(name for name, is_there in zip(names, there, strict=True) if not is_there)


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def order_list(reading: Reading, chosen: Mapping[str, str], *, each_once: bool = False) -> OrderList | None:
    """Return a sheet as an order list, or None: it has days and amounts, and some customer in several rows.

    Args:
        reading: The sheet.
        chosen: Header or letter by ``code``, ``name``, ``order_date`` or ``order_amount``.
        each_once: Whether every customer may be there once: who asks knows that these are orders.
    """
    found = match(reading.columns, [CODE, NAME, DAY, AMOUNT], chosen).columns
    code, name, day, amount = (found.get(item.key) for item in (CODE, NAME, DAY, AMOUNT))
    customer = name if code is None else code
    if customer is None or day is None or amount is None or reading.columns[day].kind is not Kind.DAY:
        return None
    known = [value for value in reading.values[customer] if value is not None]
    if len(set(known)) == len(known) and not each_once:
        return None  # every customer once: a customer sheet that happens to have a day and an amount
    return OrderList(reading, customer, name, day, amount)


def needed_orders(reading: Reading, chosen: Mapping[str, str] = MappingProxyType({})) -> OrderList:
    """Return a sheet as an order list.

    Raises:
        DataError: It is none.
    """
    found = order_list(reading, chosen, each_once=True)
    if found is None:
        place = Location(file=reading.file, sheet=reading.sheet)
        columns = tuple(column.name for column in reading.columns)
        raise DataError(Problem("orders-missing", place, values={"found": columns}))
    return found


def takes_orders(scheme: Scheme) -> bool:
    """Return whether a scheme rates by figures that an order list gives."""
    keys = {feature.key for feature in FEATURES}
    return any(measure.key in keys for measure in scheme.measures)


def customers_of(
    orders: OrderList, basis: Basis, language: str, *, contacts: Sequence[tuple[str, dt.date]] | None = None
) -> tuple[Reading, tuple[Problem, ...]]:
    """Return one row a customer with every figure, and what was left out of the list.

    Columns that say one thing of each customer (name, region, owner) come along.

    Args:
        orders: The list.
        basis: As-of day and switches.
        language: Of the headers.
        contacts: Customer and day of each interaction, where somebody keeps them.
    """
    lines = list(orders.orders())
    figures = order_features(lines, basis, contacts=contacts)
    reading = orders.reading
    heads = [_column(1, CODE.zh if language == "zh" else CODE.en, Kind.CODE)]
    values: list[Sequence[Value]] = [list(figures)]
    origins = [orders.customer]
    for at in _attributes(orders):
        theirs = dict(zip(map(str, reading.values[orders.customer]), reading.values[at], strict=True))
        column = reading.columns[at]
        heads.append(_column(len(heads) + 1, column.name, column.kind, column.unit or ""))
        values.append([theirs.get(customer) for customer in figures])
        origins.append(at)
    for feature in FEATURES:
        if contacts is not None or feature.key != "contacts_13w":
            kind = _KINDS.get(feature.unit, Kind.NUMBER)
            heads.append(_column(len(heads) + 1, feature.name.said(language), kind, feature.unit_in(orders.currency)))
            values.append([_value(own, feature) for own in figures.values()])
            origins.append(orders.amount if feature.unit in {MONEY, ""} else orders.day)
    rows = range(2, 2 + len(figures))
    first = orders.first_rows()
    origin = Origin(reading, [first[customer] for customer in figures], origins)
    sheet = Reading(
        reading.file, reading.format, reading.sheet, (1,), tuple(heads), rows, tuple(values), {}, origin=origin
    )
    return sheet, tuple(_notes(orders, lines, basis))


def order_notes(orders: OrderList, basis: Basis) -> tuple[Problem, ...]:
    """Return which orders of a list count, and what was left out of it."""
    return tuple(_notes(orders, list(orders.orders()), basis))


def _attributes(orders: OrderList) -> list[int]:
    """Return the columns that say one thing of each customer throughout, such as a name, a region, an owner."""
    reading = orders.reading
    customers = reading.values[orders.customer]
    found = []
    for at, cells in enumerate(reading.values):
        if at in {orders.customer, orders.day, orders.amount}:
            continue
        pairs = {(customer, cell) for customer, cell in zip(customers, cells, strict=True) if customer is not None}
        if pairs and len(pairs) == len({customer for customer, _ in pairs}):
            found.append(at)
    return found


def _column(number: int, name: str, kind: Kind, unit: str = "") -> Column:
    return Column(name, (name,), number, kind, unit or None, unit or None)


def _value(figures: Figures, feature: Feature) -> Value:
    found = figures[feature.key]
    if found is None:
        return None
    return found if feature.decimals == 0 else float(to_decimal(found, feature.decimals))


def _notes(orders: OrderList, lines: Sequence[Order], basis: Basis) -> Iterator[Problem]:
    reading = orders.reading
    place = Location(file=reading.file, sheet=reading.sheet)
    start = None if basis.months is None else basis.since(basis.months)
    counted = [line for line in lines if line.day <= basis.as_of and (start is None or month_of(line.day) >= start)]
    yield Problem(
        "orders-taken",
        place,
        Severity.NOTE,
        {
            "orders": len(counted),
            "customers": len({line.customer for line in counted}),
            "as_of": basis.as_of.isoformat(),
            "window": _window(basis),
            "columns": tuple(reading.columns[at].name for at in (orders.customer, orders.day, orders.amount)),
        },
    )
    later = sum(1 for line in lines if line.day > basis.as_of)
    if later:
        yield Problem("orders-later", place, Severity.WARNING, {"count": later, "as_of": basis.as_of.isoformat()})
    for row, missing in _incomplete(orders):
        cell = Location(file=place.file, sheet=place.sheet, cell=f"{row}:{row}")
        yield Problem("orders-incomplete", cell, Severity.WARNING, {"row": row, "missing": missing})
    yield from _of_reading(reading)


def _window(basis: Basis) -> Words:
    """Return in words which orders give the amounts."""
    if basis.months is None:
        return Words("全部订单", "all orders")
    first = month_text(basis.since(basis.months))
    return Words(f"自 {first} 起共 {basis.months} 个月", f"{basis.months} months from {first}")


def _incomplete(orders: OrderList) -> list[tuple[int, tuple[str, ...]]]:
    """Return the sheet rows that are no order, in sheet order, each with the columns that it leaves empty."""
    reading = orders.reading
    found = list(orders.incomplete())
    nobody = (reading.columns[orders.customer].name,)
    found += [(gone.row, nobody) for gone in reading.rejected if gone.reason == "missing_key"]
    return sorted(found)


def _of_reading(reading: Reading) -> Iterator[Problem]:
    """Yield what the intake says of the list; a cell that cannot be read costs an order, not a rating."""
    for problem in reading.problems():
        if problem.reference != "missing-key":
            yield replace(problem, severity=Severity.WARNING) if problem.is_error else problem
