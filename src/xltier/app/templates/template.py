"""What a blank input sheet is: columns with their hints, limits, choices and two examples."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from xltier.app.month.intake.fields import Field, Shape
from xltier.core.words import Words
from xltier.tables.match import Wanted

Example = Words | str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the greatest value that a cell is expected to hold; None is open."""

    least: float | None = None
    most: float | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column of a template.

    Args:
        key: ASCII name.
        name: The header, by which the reader finds it.
        hint: What to write there.
        shape: What the cells hold.
        is_required: Whether rows are no use without it.
        examples: Its cells in the two example rows.
        choices: What may be chosen; anything else is asked about.
        limits: Expected range of a number.
        decimals: Digits that a number shows; None shows those that it has.
    """

    key: str
    name: Words
    hint: Words
    shape: Shape = Shape.TEXT
    is_required: bool = False
    examples: tuple[Example, Example] = (None, None)
    choices: tuple[Words, ...] = ()
    limits: Limits = NO_LIMITS
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """A sheet of a template.

    Args:
        key: ASCII name.
        name: Sheet name and title.
        purpose: The line under the title: what it is for, which command reads it.
        columns: Left to right.
        distinct: Keys of the columns that no two rows have alike; a repeat is stopped.
        repeats_add_up: Whether such a repeat is only asked about: it may be meant.
    """

    key: str
    name: Words
    purpose: Words
    columns: tuple[TemplateColumn, ...]
    distinct: tuple[str, ...] = ()
    repeats_add_up: bool = False


def of_wanted(
    wanted: Wanted,
    hint: tuple[str, str],
    *examples: Example,
    shape: Shape = Shape.TEXT,
    is_required: bool = False,
    choices: tuple[Words, ...] = (),
    limits: Limits = NO_LIMITS,
    decimals: int | None = None,
) -> TemplateColumn:
    """Return the column that a reader looks for by ``wanted``; without a second example both rows show the first."""
    first = examples[0] if examples else None
    second = examples[-1] if examples else None
    name = Words(wanted.zh, wanted.en[:1].upper() + wanted.en[1:])
    return TemplateColumn(
        wanted.key, name, Words(*hint), shape, is_required, (first, second), choices, limits, decimals
    )


def of_field(
    field: Field,
    examples: tuple[Example, Example],
    *,
    choices: tuple[Words, ...] = (),
) -> TemplateColumn:
    """Return the column of a kind of monthly input."""
    return TemplateColumn(
        field.key,
        field.name,
        field.hint,
        field.shape,
        field.is_required,
        examples,
        choices,
        _LIMITS.get(field.shape, NO_LIMITS),
    )


_LIMITS = {Shape.SHARE: Limits(0, 1), Shape.NUMBER: Limits(0)}
