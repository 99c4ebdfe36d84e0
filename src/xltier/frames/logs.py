"""Logs beside a frame: many lines for one customer become columns of totals, each row keeping its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Final

import narwhals as nw

from xltier.core.plan import ItemPlan, Plan
from xltier.frames.circumstances import AGE, CODE, ITEM, POINTS, TIMES, Native
from xltier.frames.entrance import Frame, lazy, require, whole, with_nothing
from xltier.frames.whole import literal
from xltier.frames.working import MARK, NOTHING

ROW: Final = MARK + "row"
DOUBTS: Final = "doubts"


def events(plan: Plan, log: Native) -> tuple[Frame, dict[str, nw.Expr]]:
    """Return the bonus and penalty log, and for each item code the points of a log line.

    Points are clipped to the item's range, once for each occurrence, and counted ``times`` over. Under
    ``DOUBTS`` stands 1 for a line that is clipped, has no points though it needs them, or names no item.
    """
    frame: Frame = nw.from_native(log)
    require(frame, (ITEM, POINTS))
    has_times = TIMES in frame.collect_schema().names()
    has_age = AGE in frame.collect_schema().names()
    frame = whole(frame, [POINTS, *([TIMES] if has_times else []), *([AGE] if has_age else [])])
    frame = frame.with_columns(nw.col(ITEM).fill_null(""))
    age = nw.col(AGE).fill_null(0) if has_age else literal(0)
    times = nw.col(TIMES).fill_null(1) if has_times else literal(1)
    known = [nw.col(ITEM) == item.item.code for item in plan.items]
    found = {item.item.code: _line(item, times, age) for item in plan.items}
    doubts = [_doubt(item) for item in plan.items]
    doubt = reduce(or_, doubts) | ~reduce(or_, known) if known else nw.lit(value=True)
    found[DOUBTS] = nw.when(doubt).then(literal(1)).otherwise(literal(0))
    return frame, found


def _line(item: ItemPlan, times: nw.Expr, age: nw.Expr) -> nw.Expr:
    """Return what a log line gives by an item: nothing where it names another one."""
    points = nw.col(POINTS).fill_null(item.lowest if item.lowest == item.highest else 0)
    clipped = _stepped(item, points).clip(item.lowest, item.highest)
    kept = (clipped if item.decay_num == 0 else _left(item, clipped, age)) * times
    counts = nw.col(ITEM) == item.item.code
    if item.lowest != item.highest:
        counts = counts & ~nw.col(POINTS).is_null()
    return nw.when(counts).then(kept).otherwise(literal(0))


def _stepped(item: ItemPlan, points: nw.Expr) -> nw.Expr:
    """Return points rounded to the item's step, as :meth:`xltier.core.plan.ItemPlan.kept` does."""
    if item.step == 1:
        return points
    return (literal(2) * points + literal(item.step)) // literal(2 * item.step) * literal(item.step)


def _left(item: ItemPlan, points: nw.Expr, age: nw.Expr) -> nw.Expr:
    """Return what is left of an occurrence's points, as :meth:`xltier.core.plan.ItemPlan.left` does."""
    known = nw.when(age > literal(0)).then(age).otherwise(literal(0))
    rest = literal(item.decay_den) - literal(item.decay_num) * known
    share = nw.when(rest > literal(0)).then(rest).otherwise(literal(0))
    return (literal(2) * points * share + literal(item.decay_den)) // literal(2 * item.decay_den)


def _doubt(item: ItemPlan) -> nw.Expr:
    points = nw.col(POINTS).fill_null(item.lowest if item.lowest == item.highest else item.lowest - 1)
    outside = (points < literal(item.lowest)) | (points > literal(item.highest))
    return (nw.col(ITEM) == item.item.code) & (outside | (points != _stepped(item, points)))


def hits(plan: Plan, log: Native) -> tuple[Frame, dict[str, nw.Expr]]:
    """Return the log of red lines, and for each code 1 where a log line names it; ``DOUBTS`` for other codes."""
    frame: Frame = nw.from_native(log)
    require(frame, (CODE,))
    frame = frame.with_columns(nw.col(CODE).fill_null(""))
    codes = [line.line.code for line in plan.red_lines]
    found = {code: nw.when(nw.col(CODE) == code).then(literal(1)).otherwise(literal(0)) for code in codes}
    other = ~reduce(or_, [nw.col(CODE) == code for code in codes]) if codes else nw.lit(value=True)
    found[DOUBTS] = nw.when(other).then(literal(1)).otherwise(literal(0))
    return frame, found


def joined(frame: Frame, key: Sequence[str], log: tuple[Frame, Mapping[str, nw.Expr]], name: str) -> Frame:
    """Return a frame with a log's totals as columns ``MARK + name + code``, 0 where the log has nothing.

    Args:
        frame: Customers; rows keep their order (in memory; a lazy one has the order its backend gives).
        key: Columns that both share.
        log: The log and what each line counts for.
        name: Put before each code.
    """
    lines, counts = log
    require(frame, key)
    require(lines, key)
    keys = list(key)
    present = reduce(and_, [~nw.col(column).is_null() for column in keys])
    zero = nw.col(NOTHING).fill_null(0)  # gives pandas a type with nulls: the join must not make floats of the totals
    totals = (
        lazy(with_nothing(lines, NOTHING))
        .filter(present)
        .select(*keys, **{MARK + name + code: zero + count for code, count in counts.items()})
        .group_by(*keys)
        .agg(nw.col(MARK + name + code).sum() for code in counts)
    )
    columns = [MARK + name + code for code in counts]
    filled = [nw.col(column).fill_null(0) for column in columns]
    if isinstance(frame, nw.LazyFrame):
        return frame.join(totals, on=keys, how="left").with_columns(*filled)
    numbered = frame.select(*keys).with_row_index(ROW)
    beside = numbered.join(_in_memory(totals), on=keys, how="left").sort(ROW).with_columns(*filled)
    return frame.with_columns(*(beside.get_column(column).alias(column) for column in columns))


def _in_memory(frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
    return frame.collect()
