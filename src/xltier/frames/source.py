"""Where a rating finds its columns: entries by measure, logs joined, what the user keeps; all under names of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals as nw

from xltier.core.plan import Plan
from xltier.core.scheme.measure import ValueType
from xltier.frames import logs
from xltier.frames.circumstances import FrameCircumstances
from xltier.frames.entrance import Frame, lazy, require, whole, with_nothing
from xltier.frames.fill import Source
from xltier.frames.states import state_column
from xltier.frames.working import MARK, NOTHING, Working

EVENT = "event "
HIT = "hit "


@dataclass(frozen=True, slots=True)
class Sources:
    """The columns that a rating reads.

    Args:
        entries: For each measure key its column and the column of its states.
        events: Whether there is a bonus and penalty log.
        hits: Whether there is a log of red lines.
    """

    entries: dict[str, Source]
    events: bool
    hits: bool


def columns_of(plan: Plan, frame: Frame, columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return the column of each measure that has one.

    Args:
        plan: The scheme's plan.
        frame: Customers.
        columns: Column by measure key; None takes columns that are named by the key.

    Raises:
        DataError: A named column is absent.
    """
    if columns is None:
        names = frame.collect_schema().names()
        return {key: key for key in plan.keys if key in names}
    named = {key: columns[key] for key in plan.keys if key in columns}
    require(frame, named.values())
    return named


def entered(
    plan: Plan, frame: Frame, columns: Mapping[str, str] | None, circumstances: FrameCircumstances, keep: Sequence[str]
) -> tuple[Working, Sources]:
    """Return the frame under way with everything that a rating reads, under names that meet no user's."""
    named = columns_of(plan, frame, columns)
    names = frame.collect_schema().names()
    states = {key: state_column(name) for key, name in named.items() if state_column(name) in names}
    numbers = [named[key] for key in named if plan.measures[plan.slot(key)].type is not ValueType.TEXT]
    about = circumstances
    whole_ones = {"pending": about.pending, "extra points": about.points}
    text_ones = {"tier before": about.tier_before, "cap": about.cap}
    single = {alias: name for alias, name in (whole_ones | text_ones).items() if name is not None}
    override = circumstances.override
    decided = () if override is None else (override.tier, override.author, override.date, override.reason)
    require(frame, (*keep, *circumstances.key, *single.values(), *decided))
    counted = [name for name in whole_ones.values() if name is not None]
    frame = whole(frame, [*dict.fromkeys((*numbers, *states.values(), *counted))])
    taken = {f"in {key}": name for key, name in named.items()}
    taken |= {f"in state {key}": name for key, name in states.items()}
    taken |= {f"override {at}": name for at, name in enumerate(decided)}
    taken |= single
    joined = [*dict.fromkeys((*keep, *circumstances.key))]
    frame = frame.select(*joined, *(nw.col(name).alias(MARK + alias) for alias, name in taken.items()))
    if circumstances.events is not None:
        frame = logs.joined(frame, circumstances.key, logs.events(plan, circumstances.events), EVENT)
    if circumstances.red_lines is not None:
        frame = logs.joined(frame, circumstances.key, logs.hits(plan, circumstances.red_lines), HIT)
    entries = {key: Source(MARK + f"in {key}", MARK + f"in state {key}" if key in states else None) for key in named}
    found = Sources(entries, circumstances.events is not None, circumstances.red_lines is not None)
    return Working(lazy(with_nothing(frame, NOTHING))), found
