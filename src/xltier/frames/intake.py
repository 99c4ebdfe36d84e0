"""Raw columns to entries: every number becomes fixed point once, by the rule of :mod:`xltier.core.fixed`.

Most floats are decided by one multiplication; those whose digits lie so near to a half that the float's own
error could decide go the exact way, one distinct value at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import narwhals as nw

from xltier.core.entries import entry
from xltier.core.fixed import EXACT, to_fixed, unit
from xltier.core.plan import Plan
from xltier.core.scheme.measure import Measure, ValueType
from xltier.core.values import ExcelError
from xltier.core.words import Words
from xltier.errors import DataError, Problem
from xltier.frames.circumstances import AGE, POINTS, TIMES, Native
from xltier.frames.entrance import Entrance, Frame, lazy, require, with_nothing
from xltier.frames.source import columns_of
from xltier.frames.states import STATE_OF, State, state_column
from xltier.frames.working import NOTHING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    Marks: TypeAlias = NDArray[np.bool_]

LARGEST: Final = 2**63 - 1
_SURE: Final = 5e13
"""Below this, in fixed-point units, the error of a float and of its 15 digits is far less than a half."""
_ERROR: Final = 1e-14
"""More than what a product of two floats and 15 digits can be wrong by, as a share of the value."""


class Column(NamedTuple):
    """A column on its way in: fixed point (0 where there is none) or texts, what is reported, and states."""

    values: Whole | list[str | None]
    reported: Marks
    states: Whole


def fixed_frame(plan: Plan, frame: Native, *, columns: Mapping[str, str] | None = None) -> Native:
    """Return a frame of entries: a column ``KEY`` for each measure, with ``KEY__state`` where one is needed.

    A float counts as its 15-digit decimal and is rounded half away from zero. NaN, null and blank text are not
    reported; text and infinity where a number belongs are #VALUE!; a number beyond 64 bits is #NUM!.

    Args:
        plan: The scheme's plan.
        frame: n rows x columns of pandas or polars, in memory: floats, whole numbers, decimals, texts, marks, mixed
            columns. A column ``NAME__state`` beside a measure's holds :class:`xltier.frames.states.State`.
        columns: Column by measure key; None takes columns that are named by the key.

    Returns:
        A frame of the same kind, rows and index as they came, for :func:`xltier.frames.rate.rate_entries`.

    Raises:
        DataError: A column is absent, or the frame is a query and not in memory.
    """
    entrance = Entrance(frame)
    found, entries = entered_frame(plan, entrance.frame, columns)
    names = [*entries.values()]
    names += [state_column(name) for name in names if state_column(name) in found.columns]
    renamed = {name: name.removeprefix(_MARK) for name in names}
    return entrance.out(lazy(found).select(nw.col(name).alias(renamed[name]) for name in names))


_MARK: Final = "xltier entry "


def entered_frame(
    plan: Plan, frame: Frame, columns: Mapping[str, str] | None
) -> tuple[nw.DataFrame[Any], dict[str, str]]:
    """Return a narwhals frame with the entries of all measures added, and the column of each key."""
    if isinstance(frame, nw.LazyFrame):
        raise DataError(Problem("frame-not-in-memory", values={"backend": str(frame.implementation.name)}))
    named = columns_of(plan, frame, columns)
    found = frame
    for key, name in named.items():
        column = _entered(plan.measures[plan.slot(key)], frame.get_column(name))
        given = frame.get_column(state_column(name)) if state_column(name) in frame.columns else None
        found = _with_column(found, _MARK + key, column, given)
    return found, {key: _MARK + key for key in named}


def _entered(measure: Measure, series: nw.Series[Any]) -> Column:
    if measure.type is ValueType.NUMBER:
        if series.dtype.is_float():
            return _floats(series, measure.decimals)
        if series.dtype.is_signed_integer() and series.dtype != nw.Int128:
            return _whole(series, measure.decimals)
    return _one_by_one(measure, series)


def _whole(series: nw.Series[Any], decimals: int) -> Column:
    import numpy as np

    missing = np.asarray(series.is_null().to_numpy(), dtype=np.bool_)
    numbers = np.asarray(series.fill_null(0).to_numpy(), dtype=np.int64)
    found, fits = _scaled(numbers, decimals)
    return Column(found, ~missing & fits, np.where(fits, 0, int(State.NUM)).astype(np.int64))


def _scaled(numbers: Whole, decimals: int) -> tuple[Whole, Marks]:
    """Return whole numbers in fixed point, 0 for those that would leave 64 bits, and which fit."""
    import numpy as np

    most = LARGEST // unit(decimals)
    fits = (numbers <= most) & (numbers >= -most)
    return np.where(fits, numbers, 0) * np.int64(unit(decimals)), fits


def _floats(series: nw.Series[Any], decimals: int) -> Column:
    import numpy as np

    numbers = np.asarray(series.cast(nw.Float64).fill_null(float("nan")).to_numpy(), dtype=np.float64)
    finite = np.isfinite(numbers)
    known = np.where(finite, numbers, 0.0)
    is_whole = (np.rint(known) == known) & (np.abs(known) < EXACT)
    found, fits = _scaled(np.where(is_whole, known, 0.0).astype(np.int64), decimals)
    states = np.where(fits, 0, int(State.NUM)).astype(np.int64)
    size = np.abs(np.where(is_whole, 0.0, known))
    with np.errstate(over="ignore"):
        size *= float(unit(decimals))
    sure = (size < _SURE) & (np.abs(size - np.floor(size) - 0.5) > size * _ERROR)
    fast = ~is_whole & sure
    rounded = np.where(fast, np.floor(np.where(fast, size, 0.0) + 0.5), 0.0)
    found = np.where(fast, np.copysign(rounded, known).astype(np.int64), found)
    states[np.isinf(numbers)] = int(State.VALUE)
    _exactly(numbers, finite & ~is_whole & ~sure, decimals, (found, states))
    return Column(found, finite & (states == 0), states)


def _exactly(numbers: Floats, where: Marks, decimals: int, into: tuple[Whole, Whole]) -> None:
    """Put the fixed point of some floats into ``into``, the states of those beyond 64 bits beside it."""
    import numpy as np

    found, states = into
    distinct, back = np.unique(numbers[where], return_inverse=True)
    exact = [to_fixed(float(value), decimals) for value in distinct]
    fits = [abs(value) <= LARGEST for value in exact]
    found[where] = np.array([value if fit else 0 for value, fit in zip(exact, fits, strict=True)], np.int64)[back]
    states[where] = np.array([0 if fit else int(State.NUM) for fit in fits], np.int64)[back]


def _one_by_one(measure: Measure, series: nw.Series[Any]) -> Column:
    """Return a column of texts, marks, decimals or mixed values; each distinct value is read once."""
    import numpy as np

    seen: dict[tuple[type, object], tuple[int | str | None, int]] = {}
    pairs: list[tuple[int | str | None, int]] = []
    for raw, missing in zip(series.to_list(), series.is_null().to_list(), strict=True):
        if missing:  # also NaN, NaT and NA, which are None to nobody else
            pairs.append((None, 0))
            continue
        known = seen.get((type(raw), raw))
        if known is None:
            known = _read(measure, raw)
            seen[type(raw), raw] = known
        pairs.append(known)
    values = [value for value, _ in pairs]
    reported = np.array([value is not None for value in values], np.bool_)
    states = np.array([state for _, state in pairs], np.int64)
    if measure.type is ValueType.TEXT:
        return Column([value if isinstance(value, str) else None for value in values], reported, states)
    return Column(np.array([value if isinstance(value, int) else 0 for value in values], np.int64), reported, states)


def _read(measure: Measure, raw: object) -> tuple[int | str | None, int]:
    found = entry(measure, raw)
    if isinstance(found, (Problem, ExcelError)):
        return None, int(STATE_OF[found if isinstance(found, ExcelError) else ExcelError.VALUE])
    if isinstance(found, int) and abs(found) > LARGEST:
        return None, int(State.NUM)
    if found is None or isinstance(found, (int, str)):
        return found, 0
    return None, int(State.NOT_APPLICABLE)


def _with_column(
    frame: nw.DataFrame[Any], name: str, column: Column, given: nw.Series[Any] | None
) -> nw.DataFrame[Any]:
    """Return a frame with a column of entries, and of states where there is one that says something."""
    backend = frame.implementation
    if isinstance(column.values, list):
        added = frame.with_columns(nw.new_series(name, column.values, nw.String, backend=backend))
    else:
        reported = nw.new_series(name + " reported", column.reported, nw.Boolean, backend=backend)
        numbers = nw.new_series(name, column.values, nw.Int64, backend=backend)
        wide = with_nothing(frame.with_columns(numbers, reported), NOTHING)
        nothing = nw.col(NOTHING)
        kept = nw.when(nw.col(name + " reported")).then(nw.col(name) + nothing.fill_null(0)).otherwise(nothing)
        added = lazy(wide).with_columns(kept.alias(name)).drop(name + " reported", NOTHING).collect()
    if given is None and not column.states.any():
        return added
    states = nw.new_series(state_column(name), column.states, nw.Int64, backend=backend)
    if given is not None:
        said = given.fill_null(0).cast(nw.Int64)
        states = said.zip_with(said != 0, states).alias(state_column(name))
    return added.with_columns(states)


def fixed_log(plan: Plan, log: Native) -> Native:
    """Return a bonus and penalty log with its plain points in units of 10**-points_decimals; None stays None.

    Raises:
        DataError: Points, times or ages are no numbers, or the log is not in memory.
    """
    if log is None:
        return None
    frame: Frame = nw.from_native(log)
    require(frame, (POINTS,))
    if isinstance(frame, nw.LazyFrame):
        raise DataError(Problem("frame-not-in-memory", values={"backend": str(frame.implementation.name)}))
    found = fixed_column(frame, POINTS, plan.points_decimals)
    for name in (TIMES, AGE):
        if name in found.columns:
            found = fixed_column(found, name, 0)
    return found.to_native()


def fixed_column(frame: nw.DataFrame[Any], name: str, decimals: int) -> nw.DataFrame[Any]:
    """Return a frame with a column of plain numbers in units of 10**-decimals.

    Raises:
        DataError: The column is absent, or holds something that is no number; the first row of it is named.
    """
    require(frame, (name,))
    column = _entered(Measure(name, Words(name, name), decimals), frame.get_column(name))
    if column.states.any():
        row = int(column.states.argmax())
        raise DataError(Problem("frame-not-number", values={"column": name, "row": row + 1, "value": frame[name][row]}))
    return _with_column(frame, name, column, None)
