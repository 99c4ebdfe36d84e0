"""From a rated month and a company's design to what is written into it, and what of the design is not understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from xltier.app.month.result import MonthResult
from xltier.core.migration import NEW, UNRATED, WITHDRAWN
from xltier.core.words import Words, folded
from xltier.errors import Location, Problem, Severity
from xltier.files.patch.design import Design, DesignedTable
from xltier.files.patch.edits import Changes
from xltier.files.patch.fills import CellFill, ColumnFill, TableFill
from xltier.report.month.company.fields import Asked, Field, Move, Value, alert_fields, move_fields, rating_fields
from xltier.report.month.company.figures import PREFIX, figures
from xltier.report.month.printed_order import in_printed_order
from xltier.tables.dates import to_serial


@dataclass(frozen=True, slots=True)
class Dataset:
    """Rows that a table of a company's workbook may hold.

    Args:
        key: The table is called ``xltier_KEY``, or by one of the ``names``.
        names: What our own workbook calls the sheet.
        fields: Columns that it may have.
        rows: In order.
    """

    key: str
    names: Words
    fields: tuple[Field[Any], ...]
    rows: Sequence[Any]


def datasets(result: MonthResult) -> tuple[Dataset, ...]:
    """Return what tables may hold."""
    ratings = rating_fields(result)
    return (
        Dataset("ratings", Words("评级明细", "Ratings"), ratings, result.rows),
        Dataset("measures", Words("基础指标", "Measures"), ratings, result.rows),
        Dataset("alerts", Words("预警清单", "Alerts"), alert_fields(), result.alerts),
        Dataset("migration", Words("等级迁移", "Migration"), move_fields(), tuple(moves(result))),
    )


def moves(result: MonthResult) -> Iterator[Move]:
    """Yield who moved, in the order of the rows, then who is gone."""
    for row in result.rows:
        after = row.rating.tier or UNRATED
        before = NEW if row.before is None else row.before.tier or UNRATED
        if before != after:
            yield Move(row.key, row.name, row, before, after)
    for key, tier in result.withdrawn.items():
        yield Move(key, result.names.get(key.dealer, ""), None, tier or UNRATED, WITHDRAWN)


def company_changes(
    result: MonthResult, design: Design, *, file: str, language: str, problems: int
) -> tuple[Changes, tuple[Problem, ...]]:
    """Return what to write into a company's workbook, and what of it is not understood.

    Args:
        result: The rated month, or a part of it.
        design: What the workbook offers.
        file: Its name, for messages.
        language: Of texts.
        problems: How many the workbook's sheet of problems lists.
    """
    result = in_printed_order(result)
    found: list[Problem] = []
    asked = Asked(result, language)
    cells = tuple(_cells(result, design, found, file=file, language=language, problems=problems))
    fills = []
    known_sets = datasets(result)
    for table in design.tables:
        dataset = _dataset(table, known_sets)
        if dataset is not None:
            fills.append(_fill(table, dataset, asked, found, file=file, date1904=design.counts_from_1904))
        elif folded(table.name).startswith(PREFIX):
            known = [PREFIX + one.key for one in known_sets]
            values = {"table": table.name, "near": _near(table.name, known), "known": tuple(known)}
            found.append(Problem("template-table-unknown", _at(file, table), Severity.WARNING, values))
    if not cells and not any(fill.columns for fill in fills):
        found.append(Problem("template-empty", Location(file), values={"prefix": PREFIX}))
    return Changes(cells=cells, fills=tuple(fill for fill in fills if fill.columns)), tuple(found)


def _cells(
    result: MonthResult, design: Design, found: list[Problem], *, file: str, language: str, problems: int
) -> Iterator[CellFill]:
    known = {one.name.casefold(): one for one in figures(result, language, problems=problems)}
    for name, place in design.names.items():
        figure = known.get(name.casefold())
        if figure is None:
            values = {"name": name, "near": _near(name, [one.name for one in known.values()])}
            found.append(Problem("template-name-unknown", Location(file), Severity.WARNING, values))
        elif place is None:
            found.append(Problem("template-name-lost", Location(file), Severity.WARNING, {"name": name}))
        else:
            sheet, area = place
            yield CellFill(sheet, area, figure.value, figure.number_format, name)


def _dataset(table: DesignedTable, known: Sequence[Dataset]) -> Dataset | None:
    """Return what a table holds by its name: ``xltier_ratings``, or what our workbook calls the sheet."""
    name = folded(table.name)
    for one in known:
        if name in {PREFIX + one.key, folded(one.names.zh), folded(one.names.en)}:
            return one
    return None


def _fill(
    table: DesignedTable, dataset: Dataset, asked: Asked, found: list[Problem], *, file: str, date1904: bool
) -> TableFill:
    by_header = _by_header(dataset.fields)
    columns: list[ColumnFill] = []
    taken: dict[str, str] = {}
    unknown: list[str] = []
    for header in table.headers:
        field = by_header.get(_plain(header))
        if field is None or field.key in taken:
            unknown.append(header)
            continue
        taken[field.key] = header
        values = [_cell(field.value(row, asked), date1904=date1904) for row in dataset.rows]
        columns.append(ColumnFill(header, values, field.number_format))
    headers = tuple(field.name.said(asked.language) for field in dataset.fields)
    near = tuple(f"{one} ({close})" if (close := _near(one, headers)) else one for one in unknown)
    if not columns:
        known = {"table": table.name, "headers": table.headers, "known": headers}
        found.append(Problem("template-headers-unknown", _at(file, table), values=known))
    elif unknown:
        own = {"table": table.name, "headers": near}
        found.append(Problem("template-own-columns", _at(file, table), Severity.NOTE, own))
    keys = [field.key for field in dataset.fields if field.is_key]
    is_told_apart = all(key in taken for key in keys)
    return TableFill(
        table=table.name,
        columns=tuple(columns),
        rows=len(dataset.rows),
        keys=tuple(taken[key] for key in keys) if is_told_apart else (),
    )


def _by_header(fields: Sequence[Field[Any]]) -> Mapping[str, Field[Any]]:
    """Return each field by every header that means it; where two claim one, the earlier field has it."""
    known: dict[str, Field[Any]] = {}
    for texts in (lambda one: (one.key, one.name.zh, one.name.en), lambda one: one.aliases):
        for field in fields:
            for text in texts(field):
                known.setdefault(_plain(text), field)
    return known


def _plain(header: str) -> str:
    """Return a header without line breaks, spaces and what stands in brackets, such as a unit."""
    text = folded(header.replace("\n", " "))
    for opening, closing in ("()", "[]", "（）", "【】"):
        start = text.find(opening)
        if start > 0 and text.endswith(closing):
            text = text[:start]
    return text.replace(" ", "").replace("_", "")


def _near(text: str, known: Sequence[str]) -> str:
    return next(iter(get_close_matches(text, known, 1, 0.6)), "")


def _cell(value: Value, *, date1904: bool) -> str | int | float | None:
    """Return a value as a cell holds it: a day is its number."""
    return to_serial(value, date1904=date1904) if isinstance(value, dt.date) else value


def _at(file: str, table: DesignedTable) -> Location:
    return Location(file, table.sheet, str(table.area))
