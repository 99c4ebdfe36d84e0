"""What a macro leaves off to ask: which scheme, and which columns are the measures that no header names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xltier.app.live.desk import Desk
from xltier.app.live.form import Field, Form
from xltier.app.sheet.columns import needed
from xltier.app.sheet.refreshed import Asked, Schemes, Understood
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure
from xltier.errors import DataError
from xltier.messages import phrase, render
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.reading import Column, Reading

_UNDECIDED = frozenset({"no-scheme-fits", "orders-need-scheme", "scheme-ambiguous"})
_UNMAPPED = frozenset({"column-missing", "column-ambiguous"})
_SAMPLES = 3


def scheme_asked(desk: Desk, error: DataError, asked: Asked) -> Asked | None:
    """Return what to try with the scheme that the user picks, or None: the error is another one, or he gave up."""
    if not any(problem.reference in _UNDECIDED for problem in error.problems):
        return None
    language = desk.language
    names = shipped()
    schemes = [load_scheme(name) for name in names]
    answer = desk.book.ask(
        Form(
            title=phrase("live-title", language),
            lines=tuple(render(problem, language).what for problem in error.problems),
            fields=(
                Field(
                    phrase("live-scheme", language),
                    tuple(f"{scheme.id}  {scheme.name.said(language)}" for scheme in schemes),
                ),
            ),
            yes=phrase("live-go-on", language),
            no=phrase("live-cancel", language),
            needs_person=True,
        )
    )
    return None if answer is None else replace(asked, scheme=names[answer[0]])


def columns_asked(desk: Desk, error: DataError, asked: Asked, *, table: Understood, schemes: Schemes) -> Asked | None:
    """Return what to try with the columns that the user picks, or None: the error is another one, or he gave up."""
    if not all(problem.reference in _UNMAPPED for problem in error.problems):
        return None
    scheme = _scheme_of(error, table, schemes, asked)
    if scheme is None:
        return None
    language = desk.language
    said = {str(problem.values.get("key")) for problem in error.problems}
    missing = [measure for measure in scheme.measures if measure.key in said] + [
        measure for measure in needed(scheme) if measure.key not in said and measure.key not in asked.choice.map
    ]
    columns = table.reading.columns
    offers = (phrase("live-no-column", language), *(_offer(table.reading, at) for at in range(len(columns))))
    answer = desk.book.ask(
        Form(
            title=phrase("live-title", language),
            lines=tuple(render(problem, language).what for problem in error.problems),
            fields=tuple(Field(_measure(measure, language), offers) for measure in missing),
            yes=phrase("live-go-on", language),
            no=phrase("live-cancel", language),
            needs_person=True,
        )
    )
    if answer is None:
        return None
    chosen = {measure.key: columns[at - 1].letter for measure, at in zip(missing, answer, strict=True) if at > 0}
    if not chosen:
        return None
    return replace(asked, choice=replace(asked.choice, map=_merged(asked.choice.map, chosen)))


def _merged(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {**old, **new}


def _scheme_of(error: DataError, table: Understood, schemes: Schemes, asked: Asked) -> Scheme | None:
    name = asked.scheme or table.known.remembered.get("scheme")
    own = schemes.own() if asked.scheme is None else None
    if own is not None:
        return own[0]
    said = next((problem.values.get("scheme") for problem in error.problems if "scheme" in problem.values), name)
    return None if said is None else schemes.named(str(said))


def _measure(measure: Measure, language: str) -> str:
    name = measure.name.said(language)
    return f"{name} ({measure.unit})" if measure.unit else name


def _offer(reading: Reading, at: int) -> str:
    """Return a column as the user knows it: its letter, header and first values."""
    column: Column = reading.columns[at]
    samples = [str(value) for value in reading.values[at][: 5 * _SAMPLES] if value is not None][:_SAMPLES]
    return f"{column.letter}  {column.name}  ({', '.join(samples)})"
