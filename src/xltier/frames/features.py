"""What a frame of orders says of each customer: the figures of :mod:`xltier.app.orders.order_features`, in any backend.

A return counts in the amount and is no purchase. Months are calendar months, the last one that of the
as-of day. Days are counted as whole numbers, so that pandas, polars and DuckDB count alike.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import narwhals as nw

from xltier.errors import DataError, Problem
from xltier.frames.circumstances import Native
from xltier.frames.entrance import Entrance, lazy, require, whole

YEAR: Final = 12
QUARTER: Final = 3
WEEKS_13: Final = 91
RATE: Final = 10_000
KEYS: Final = (
    "recency_days",
    "orders",
    "amount",
    "avg_order",
    "returns",
    "first_order_days",
    "history_months",
    "active_months",
    "amount_cv",
    "own_gap_days",
    "repurchase_rate",
    "amount_3m",
    "amount_3m_before",
    "amount_3m_last_year",
    "contacts_13w",
)


@dataclass(frozen=True, slots=True)
class OrderColumns:
    """The columns of a frame of orders.

    Args:
        customer: Who.
        day: When: a date or a moment.
        amount: In whole hundredths of the currency; negative is a return.
    """

    customer: str = "customer"
    day: str = "day"
    amount: str = "amount"


def frame_features(
    orders: Native,
    columns: OrderColumns,
    *,
    as_of: dt.date,
    months: int | None = None,
    day_is_one: bool = True,
    contacts: Native = None,
) -> Native:
    """Return one row a customer with every figure in fixed point, ready for ``fit_entries`` and ``rate_entries``.

    Args:
        orders: n orders x columns of pandas, polars (eager or lazy) or DuckDB; lines without customer, day
            or amount are no orders.
        columns: Which column is which.
        as_of: The last day that counts.
        months: Calendar months, that of ``as_of`` included, whose orders and amounts count; None is all.
        day_is_one: Orders of one day are one occasion.
        contacts: Interactions with the same customer and day columns; None leaves contacts unknown.

    Returns:
        A frame of the same kind, by customer; the customer column keeps its name.

    Raises:
        DataError: A column is absent, or amounts are no whole numbers.
    """
    entrance = Entrance(orders)
    require(entrance.frame, (columns.customer, columns.day, columns.amount))
    frame = whole(entrance.frame, (columns.amount,))
    if not _is_day(frame.collect_schema()[columns.day]):
        raise DataError(Problem("frame-not-day", values={"column": columns.day}))
    end = _Day.of(as_of)
    lines = _dated(lazy(frame), columns, end).select(
        "who", "day", "month", "day_of_month", amount=nw.col(columns.amount)
    )
    lines = lines.filter(~nw.col("amount").is_null())
    since = end.month - (months or 0) + 1
    counted = lines if months is None else lines.filter(nw.col("month") >= since)
    bought = lines.filter(nw.col("amount") >= 0)
    result = lines.select("who").unique()
    parts = [
        _sums(counted),
        _occasions(bought if months is None else bought.filter(nw.col("month") >= since), day_is_one=day_is_one),
        _span(bought, end),
        _gaps(bought),
        bought.filter(nw.col("month") > end.month - YEAR)
        .select("who", "month")
        .unique()
        .group_by("who")
        .agg(active_months=nw.len()),
        _variation(lines.filter(nw.col("month") > end.month - YEAR)),
        *(
            _quarter(lines, name, end.month - back)
            for name, back in (("amount_3m", 0), ("amount_3m_before", QUARTER), ("amount_3m_last_year", YEAR))
        ),
    ]
    if contacts is not None:
        parts.append(_contacts(contacts, columns, end))
    for part in parts:
        result = result.join(part, on="who", how="left")
    done = _finished(result, columns.customer, has_contacts=contacts is not None)
    return done.to_native() if isinstance(entrance.frame, nw.LazyFrame) else done.collect().to_native()


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as whole numbers: its number, its month, its day of the month."""

    number: int
    month: int
    day: int
    is_last: bool

    @classmethod
    def of(cls, day: dt.date) -> _Day:
        last = calendar.monthrange(day.year, day.month)[1]
        return cls(day.toordinal(), day.year * YEAR + day.month - 1, day.day, day.day == last)


def _is_day(dtype: object) -> bool:
    return dtype == nw.Date or isinstance(dtype, nw.Datetime) or dtype == nw.Datetime


def _dated(frame: nw.LazyFrame[Any], columns: OrderColumns, end: _Day) -> nw.LazyFrame[Any]:
    """Return lines up to the as-of day, with the day as a number (``date.toordinal``) and its month."""
    day = nw.col(columns.day)
    known = frame.filter(~nw.col(columns.customer).is_null(), ~day.is_null())
    parts = known.with_columns(
        who=nw.col(columns.customer),
        year=day.dt.year().cast(nw.Int64),
        month_of_year=day.dt.month().cast(nw.Int64),
        day_of_month=day.dt.day().cast(nw.Int64),
    )
    # Days since 1 March of year 0: leap days come last in their year (proleptic Gregorian).
    shifted = parts.with_columns(
        march_year=nw.col("year") - (nw.col("month_of_year") <= 2).cast(nw.Int64),  # noqa: PLR2004 - February
        march_month=(nw.col("month_of_year") + 9) % 12,
    )
    year = nw.col("march_year")
    number = (365 * year + year // 4 - year // 100 + year // 400 + (153 * nw.col("march_month") + 2) // 5) + nw.col(
        "day_of_month"
    )
    dated = shifted.with_columns(day=number - 306, month=nw.col("year") * YEAR + nw.col("month_of_year") - 1)
    return dated.filter(nw.col("day") <= end.number)


def _sums(lines: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    returned = nw.when(nw.col("amount") < 0).then(-nw.col("amount")).otherwise(nw.lit(0, dtype=nw.Int64))
    with_returns = lines.with_columns(returned=returned)
    return with_returns.group_by("who").agg(nw.col("amount").sum(), returns=nw.col("returned").sum())


def _occasions(bought: nw.LazyFrame[Any], *, day_is_one: bool) -> nw.LazyFrame[Any]:
    lines = bought.select("who", "day").unique() if day_is_one else bought.select("who", "day")
    return lines.group_by("who").agg(orders=nw.len())


def _span(bought: nw.LazyFrame[Any], end: _Day) -> nw.LazyFrame[Any]:
    """Return days since the last and the first purchase, and the whole months since the first."""
    ends = bought.group_by("who").agg(
        last=nw.col("day").max(), first=nw.col("day").min(), first_month=nw.col("month").min()
    )
    firsts = bought.join(ends.select("who", "first"), on="who", how="inner").filter(nw.col("day") == nw.col("first"))
    on_day = firsts.group_by("who").agg(first_day=nw.col("day_of_month").max())
    not_whole = nw.col("first_day") > end.day
    missing = nw.lit(value=False) if end.is_last else not_whole
    return ends.join(on_day, on="who", how="left").select(
        "who",
        recency_days=end.number - nw.col("last"),
        first_order_days=end.number - nw.col("first"),
        history_months=end.month - nw.col("first_month") - missing.cast(nw.Int64),
    )


def _gaps(bought: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the median days between purchase days, in tenths; nobody with one day is in it."""
    days = bought.select("who", "day").unique()
    before = nw.col("day").shift(1).over("who", order_by="day")
    gaps = days.with_columns(gap=nw.col("day") - before).filter(~nw.col("gap").is_null())
    medians = gaps.with_columns(gap=nw.col("gap").cast(nw.Float64)).group_by("who").agg(median=nw.col("gap").median())
    return medians.select("who", own_gap_days=(nw.col("median") * 10).round(0).cast(nw.Int64))


def _variation(lines: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the standard deviation over the mean of the year's months, in ten-thousandths.

    Months without a line are zero: they add the square of the mean each.
    """
    monthly = lines.group_by("who", "month").agg(nw.col("amount").sum())
    monthly = monthly.with_columns(nw.col("amount").cast(nw.Float64))
    means = monthly.group_by("who").agg(total=nw.col("amount").sum(), months=nw.len())
    means = means.with_columns(mean=nw.col("total") / YEAR)
    away = monthly.join(means, on="who", how="inner").with_columns(
        square=(nw.col("amount") - nw.col("mean")) * (nw.col("amount") - nw.col("mean"))
    )
    squares = away.group_by("who").agg(squares=nw.col("square").sum())
    both = means.join(squares, on="who", how="inner").filter(nw.col("mean") > 0)
    empty = (YEAR - nw.col("months").cast(nw.Int64)).cast(nw.Float64) * nw.col("mean") * nw.col("mean")
    spread = ((nw.col("squares") + empty) / YEAR).sqrt() / nw.col("mean")
    return both.select("who", amount_cv=(spread * RATE + 0.5).floor().cast(nw.Int64))


def _quarter(lines: nw.LazyFrame[Any], name: str, last: int) -> nw.LazyFrame[Any]:
    inside = lines.filter(nw.col("month") <= last, nw.col("month") > last - QUARTER)
    return inside.group_by("who").agg(nw.col("amount").sum().alias(name))


def _contacts(contacts: Native, columns: OrderColumns, end: _Day) -> nw.LazyFrame[Any]:
    frame = Entrance(contacts).frame
    require(frame, (columns.customer, columns.day))
    inside = _dated(lazy(frame), columns, end).filter(nw.col("day") > end.number - WEEKS_13)
    return inside.group_by("who").agg(contacts_13w=nw.len())


def _finished(result: nw.LazyFrame[Any], customer: str, *, has_contacts: bool) -> nw.LazyFrame[Any]:
    """Return the figures as whole numbers: zero where nothing was counted, null where there is nothing to say."""
    counted = ["orders", "amount", "returns", "active_months", "amount_3m", "amount_3m_before", "amount_3m_last_year"]
    counted += ["contacts_13w"] if has_contacts else []
    zeros = result.with_columns(nw.col(name).fill_null(0).cast(nw.Int64) for name in counted)
    some = nw.col("orders") > 0
    orders = nw.when(some).then(nw.col("orders")).otherwise(nw.lit(1, dtype=nw.Int64))
    size = nw.when(nw.col("amount") < 0).then(-nw.col("amount")).otherwise(nw.col("amount"))
    average = (2 * size + orders) // (2 * orders)
    signed = nw.when(nw.col("amount") < 0).then(-average).otherwise(average)
    rate = (2 * (orders - 1) * RATE + orders) // (2 * orders)
    nothing = nw.col("recency_days") * 0  # null where there never was a purchase
    derived = zeros.with_columns(
        avg_order=nw.when(some).then(signed).otherwise(nothing),
        repurchase_rate=nw.when(some).then(rate).otherwise(nothing),
    )
    keys = KEYS if has_contacts else KEYS[:-1]
    return derived.select(nw.col("who").alias(customer), *keys).sort(customer)
