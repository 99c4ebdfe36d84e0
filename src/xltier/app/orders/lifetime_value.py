"""Lifetime value by BG/NBD or Pareto/NBD and Gamma-Gamma, through pymc-marketing (the extra ``clv``).

The models are not our field: the library fits them, and we say which one did and how well. Flat priors make
its most probable parameters the maximum-likelihood ones of the papers (Fader, Hardie and Lee 2005).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xltier.app.orders.order_features import Order
from xltier.errors import DataError, Problem

LIBRARY: Final = "pymc-marketing"
DAYS_A_WEEK: Final = 7
FEWEST: Final = 50
"""Below this many repeat buyers the models say nothing that can be trusted."""


BG_NBD: Final = "bg-nbd"
PARETO_NBD: Final = "pareto-nbd"
_BUYING: Final = {
    BG_NBD: ("BG/NBD", "BetaGeoModel", ("alpha", "r", "a", "b")),
    PARETO_NBD: ("Pareto/NBD", "ParetoNBDModel", ("r", "alpha", "s", "beta")),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What the models know of a customer, in weeks and currency.

    Args:
        frequency: Repeat purchases: days with a purchase, less the first.
        recency: Weeks from the first to the last purchase.
        age: Weeks from the first purchase to the as-of day.
        spend: Mean amount of a repeat purchase day; 0 without any.
    """

    frequency: int
    recency: float
    age: float
    spend: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model: parameters by name, and the customers that it was fitted to."""

    model: str
    library: str
    parameters: Mapping[str, float]
    customers: int


@dataclass(frozen=True, slots=True)
class LifetimeValues:
    """The answer.

    Args:
        purchases: Expected purchases in the coming weeks, by customer.
        spend: Expected amount of one purchase.
        fits: The two models.
    """

    purchases: Mapping[str, float]
    spend: Mapping[str, float]
    fits: tuple[Fit, Fit]


def summaries(orders: Iterable[Order], as_of: dt.date) -> dict[str, Summary]:
    """Return what the models need of each customer; returns are no purchases, a day is one occasion."""
    days: dict[str, dict[dt.date, int]] = {}
    for order in orders:
        if order.amount >= 0 and order.day <= as_of:
            own = days.setdefault(order.customer, {})
            own[order.day] = own.get(order.day, 0) + order.amount
    return {customer: _summary(own, as_of) for customer, own in days.items()}


def _summary(days: Mapping[dt.date, int], as_of: dt.date) -> Summary:
    first, *later = sorted(days)
    return Summary(
        len(later),
        ((later[-1] if later else first) - first).days / DAYS_A_WEEK,
        (as_of - first).days / DAYS_A_WEEK,
        sum(days[day] for day in later) / (100 * len(later)) if later else 0.0,
    )


def lifetime_values(customers: Mapping[str, Summary], weeks: float, *, buying_model: str = BG_NBD) -> LifetimeValues:
    """Return the expected purchases of the coming weeks and the amount of each.

    Takes about a minute: the library compiles its models.

    Args:
        customers: By code.
        weeks: How far ahead.
        buying_model: ``bg-nbd``, or ``pareto-nbd``, which takes longer.

    Raises:
        KeyError: There is no such model of buying.
        DataError: The library is not installed, or there are too few repeat buyers.
    """
    repeat = [key for key, own in customers.items() if own.frequency > 0 and own.spend > 0]
    if len(repeat) < FEWEST:
        raise DataError(Problem("clv-too-few", values={"customers": len(repeat), "fewest": FEWEST}))
    title, maker, parameters = _BUYING[buying_model]
    clv, prior = _library()
    keys = list(customers)
    buying = getattr(clv, maker)(data=_frame(customers, keys), model_config=_flat(prior, parameters))
    buying.fit(method="map", progressbar=False)
    spending = clv.GammaGammaModel(data=_frame(customers, repeat), model_config=_flat(prior, ("p", "q", "v")))
    spending.fit(method="map", progressbar=False)
    purchases = buying.expected_purchases(data=_frame(customers, keys), future_t=weeks)
    amounts = spending.expected_customer_spend(data=_frame(customers, keys))
    return LifetimeValues(
        dict(zip(keys, _means(purchases), strict=True)),
        dict(zip(keys, _means(amounts), strict=True)),
        (_fit(title, buying, len(keys)), _fit("Gamma-Gamma", spending, len(repeat))),
    )


def _library() -> tuple[Any, Any]:
    try:
        from pymc_extras.prior import Prior
        from pymc_marketing import clv
    except ImportError as error:
        raise DataError(Problem("clv-not-installed", values={"library": LIBRARY})) from error
    return clv, Prior


def _flat(prior: Any, names: Sequence[str]) -> dict[str, object]:  # noqa: ANN401 - the library's own class
    return {name: prior("HalfFlat") for name in names}


def _frame(customers: Mapping[str, Summary], keys: Sequence[str]) -> Any:  # noqa: ANN401 - what the library takes
    import pandas as pd

    own = [customers[key] for key in keys]
    return pd.DataFrame(
        {
            "customer_id": list(keys),
            "frequency": [one.frequency for one in own],
            "recency": [one.recency for one in own],
            "T": [one.age for one in own],
            "monetary_value": [one.spend for one in own],
        }
    )


def _means(found: Any) -> list[float]:  # noqa: ANN401 - an array of the library
    return [float(value) for value in found.mean(("chain", "draw")).values]


def _fit(name: str, model: Any, customers: int) -> Fit:  # noqa: ANN401 - a model of the library
    parameters = {str(key): float(value) for key, value in model.fit_summary().items()}
    return Fit(name, LIBRARY, parameters, customers)
