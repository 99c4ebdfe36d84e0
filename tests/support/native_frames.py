"""Customers as native frames of each backend, with everything that a rating takes into account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

from tests.support.random_customers import Customer
from xltier.core.plan import Plan
from xltier.core.scheme.measure import ValueType
from xltier.core.values import NOT_APPLICABLE, Entry, ExcelError
from xltier.frames.circumstances import FrameCircumstances, OverrideColumns
from xltier.frames.states import STATE_OF, State, state_column

Native: TypeAlias = Any
"""A frame of any library."""

Columns = Mapping[str, Sequence[object]]
Make = Callable[[Columns, Sequence[str]], Native]
KEY: Final = "customer"
TIER, PENDING, EXTRA, CAP = "tier_before", "months_pending", "extra", "best_possible"
OVERRIDE: Final = OverrideColumns("decided", "author", "date", "reason")


def pandas_numbers(columns: Columns, whole: Sequence[str]) -> Native:
    """Return a pandas frame with Int64 columns; its index is neither unique nor in order."""
    data = {
        name: pd.array(list(values), dtype="Int64")  # type: ignore[call-overload]  # because the stubs know no list of objects
        if name in whole
        else pd.Series(values, dtype=object)
        for name, values in columns.items()
    }
    frame = pd.DataFrame({name: pd.Series(values) for name, values in data.items()})
    frame.index = pd.Index([7 * (len(frame) - at) % 5 for at in range(len(frame))], name="row")
    return frame


def pandas_arrow(columns: Columns, whole: Sequence[str]) -> Native:
    """Return a pandas frame with int64[pyarrow] columns."""
    return pd.DataFrame(
        {
            name: pd.Series(list(values), dtype=pd.ArrowDtype(pa.int64() if name in whole else _arrow_type(values)))
            for name, values in columns.items()
        }
    )


def _arrow_type(values: Sequence[object]) -> Native:
    return pa.array([value for value in values if value is not None] or [""]).type


def polars_eager(columns: Columns, whole: Sequence[str]) -> Native:
    """Return a polars frame in memory."""
    return pl.DataFrame(
        {name: pl.Series(name, values, dtype=pl.Int64 if name in whole else None) for name, values in columns.items()}
    )


def polars_lazy(columns: Columns, whole: Sequence[str]) -> Native:
    """Return a polars query."""
    return polars_eager(columns, whole).lazy()


def duckdb_relation(columns: Columns, whole: Sequence[str]) -> Native:
    """Return a DuckDB relation."""
    table = polars_eager(columns, whole).to_arrow()
    return duckdb.from_arrow(table)


BACKENDS: Final[Mapping[str, Make]] = {
    "pandas Int64": pandas_numbers,
    "pandas int64[pyarrow]": pandas_arrow,
    "polars": polars_eager,
    "polars lazy": polars_lazy,
    "duckdb": duckdb_relation,
}


def customers_frame(plan: Plan, customers: Sequence[Customer], make: Make) -> tuple[Native, FrameCircumstances]:
    """Return customers as a frame of entries with its circumstances, in the backend of ``make``.

    A measure that is not applicable to anybody has no column; one without an error has no column of states.
    """
    columns: dict[str, Sequence[object]] = {KEY: list(range(len(customers)))}
    whole = [KEY, PENDING, EXTRA]
    for at, key in enumerate(plan.keys):
        entries = [customer.entries[at] for customer in customers]
        if all(entry is NOT_APPLICABLE for entry in entries):
            continue
        is_text = plan.measures[at].type is ValueType.TEXT
        columns[key] = [
            entry if isinstance(entry, str if is_text else int) and not isinstance(entry, ExcelError) else None
            for entry in entries
        ]
        if not is_text:
            whole.append(key)
        states = [_state(entry) for entry in entries]
        if any(states):
            columns[state_column(key)] = states
            whole.append(state_column(key))
    standings = [customer.circumstances.standing for customer in customers]
    columns[TIER] = [None if standing is None else standing.tier for standing in standings]
    columns[PENDING] = [None if standing is None else standing.pending for standing in standings]
    columns[EXTRA] = [customer.circumstances.points or None for customer in customers]
    columns[CAP] = [customer.circumstances.cap for customer in customers]
    overrides = [customer.circumstances.override for customer in customers]
    for name, field in (
        (OVERRIDE.tier, "tier"),
        (OVERRIDE.author, "author"),
        (OVERRIDE.date, "date"),
        (OVERRIDE.reason, "reason"),
    ):
        columns[name] = [None if override is None else getattr(override, field) for override in overrides]
    return make(columns, whole), FrameCircumstances(
        key=(KEY,),
        events=make(_events(customers), [KEY, "points", "times", "age"]),
        red_lines=make(_hits(customers), [KEY]),
        tier_before=TIER,
        pending=PENDING,
        override=OVERRIDE,
        points=EXTRA,
        cap=CAP,
    )


def _state(entry: Entry) -> int | None:
    if entry is NOT_APPLICABLE:
        return State.NOT_APPLICABLE.value
    return STATE_OF[entry].value if isinstance(entry, ExcelError) else None


def _events(customers: Sequence[Customer]) -> Columns:
    lines = [(at, event) for at, customer in enumerate(customers) for event in customer.circumstances.events]
    return {
        KEY: [at for at, _ in lines],
        "item": [event.item for _, event in lines],
        "points": [event.points for _, event in lines],
        "times": [event.times for _, event in lines],
        "age": [event.age for _, event in lines],
    }


def _hits(customers: Sequence[Customer]) -> Columns:
    lines = [(at, code) for at, customer in enumerate(customers) for code in customer.circumstances.red_lines]
    return {KEY: [at for at, _ in lines], "code": [code for _, code in lines]}


def rows_of(native: Native) -> list[dict[str, Any]]:
    """Return the rows of a native frame, nulls as None, in the order of its backend."""
    if isinstance(native, pl.LazyFrame):
        native = native.collect()
    if isinstance(native, pl.DataFrame):
        return native.to_dicts()
    if isinstance(native, pd.DataFrame):
        lists = {
            name: [None if pd.isna(value) else value for value in native[name].tolist()] for name in native.columns
        }
        return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
    rows: list[dict[str, Any]] = native.to_arrow_table().to_pylist()
    return rows
