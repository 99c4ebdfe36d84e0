"""A data frame of customers from plain columns: the data team's way to the same answers."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw

from xltier.core.compile import compile_plan
from xltier.core.given import taken_as_given
from xltier.core.names import names_of
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.words import folded
from xltier.errors import DataError, Problem
from xltier.frames.circumstances import NOTHING, FrameCircumstances, Native
from xltier.frames.fit import fit_entries
from xltier.frames.intake import fixed_frame
from xltier.frames.rate import rate_frame as rate_rows
from xltier.frames.results import RESULTS
from xltier.schemes.library import load_scheme

TAKEN = "rated_"
"""Stands before a result's name where the frame has a column of that name already."""


def rate_frame(
    scheme: Scheme | str,
    frame: Native,
    about: FrameCircumstances = NOTHING,
    *,
    columns: Mapping[str, str] | None = None,
    line: str | None = None,
    details: bool = False,
) -> Native:
    """Return a frame with tier, score and what they follow from beside its own columns.

    Args:
        scheme: A scheme, or the id of a shipped one.
        frame: n customers x columns of pandas or polars, in memory. Columns are found by a measure's key,
            name or alias in either language; money and quantities are in the measure's own unit.
        about: Logs, history and decisions by hand.
        columns: Column by measure key, where a header does not say it.
        line: The channel line whose bands, weights and tiers hold.
        details: Adds ``points_KEY`` for each scored measure.

    Returns:
        A frame of the same kind, rows and index as they came. A result whose name is taken by a column of
        the frame is called ``rated_NAME``.

    Raises:
        SchemeError: No such scheme.
        DataError: No measure of the scheme has a column, or a required one has none.

    Example:
        >>> import pandas as pd
        >>> rate_frame("standard", pd.DataFrame({"得分": [86.0, 91.5]}))["tier"].tolist()
        ['B', 'A']
    """
    book = load_scheme(scheme) if isinstance(scheme, str) else scheme
    whole = nw.from_native(frame)
    names = whole.collect_schema().names()
    found = dict(columns) if columns is not None else _columns(book, names)
    book = taken_as_given(book, found)
    plan = compile_plan(book, line=line)
    _require(plan, found)
    aside = {name: f"{TAKEN}aside {name}" for name in names if name in RESULTS}
    entering = whole.rename(aside) if aside else whole
    found = {key: aside.get(column, column) for key, column in found.items() if key in plan.keys}
    if plan.wanted:
        plan = fit_entries(book, fixed_frame(plan, entering.to_native(), columns=found), about, line=line)
    rated = rate_rows(
        plan,
        entering.to_native(),
        about,
        columns=found,
        keep=tuple(aside.get(name, name) for name in names),
        details=details,
    )
    if not aside:
        return rated
    back = {name: f"{TAKEN}{name}" for name in aside}
    result = nw.from_native(rated).rename(back)
    return result.rename({held: name for name, held in aside.items()}).to_native()


def _columns(scheme: Scheme, headers: list[str]) -> dict[str, str]:
    """Return the column of each measure, by any of its names; the first header that fits is taken."""
    labels = names_of(scheme).labels
    measures = {measure.key for measure in scheme.measures}
    found: dict[str, str] = {}
    for header in headers:
        key = labels.get(folded(str(header)))
        if key in measures:
            found.setdefault(key, header)
    return found


def _require(plan: Plan, found: Mapping[str, str]) -> None:
    """Refuse a frame that no measure, or not every required one, has a column in."""
    missing = [
        measure
        for slot, measure in enumerate(plan.measures)
        if slot in plan.required and slot < plan.inputs
        if measure.key not in found
    ]
    if missing or not found:
        names = tuple(measure.name for measure in missing or plan.measures[: plan.inputs])
        raise DataError(Problem("frame-measures-missing", values={"scheme": plan.scheme.name, "measures": names}))
