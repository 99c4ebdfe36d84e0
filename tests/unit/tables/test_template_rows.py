from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from xltier.errors import Refusal
from xltier.tables.choice import TableChoice
from xltier.tables.reading import Reading
from xltier.tables.sheet import Area, Cell, RawBook, RawSheet, TemplateRow, Visibility
from xltier.tables.template_rows import EXAMPLES, HINTS, digest, template_row, without_template_rows
from xltier.tables.understand import understand

HINT: list[Cell] = ["unique", "full name", "0-100"]
EXAMPLE: list[Cell] = ["EX001", "Example", 86]
MARKS = (
    TemplateRow(Area(5, 1, 5, 3), "hint_row", digest(HINT)),
    TemplateRow(Area(6, 1, 6, 3), "example_row", digest(EXAMPLE)),
)


def sheet(*rows: list[Cell], marks: tuple[TemplateRow, ...] = MARKS) -> RawSheet:
    """Return a template's sheet: header in row 4, then ``rows``."""
    lines: list[list[Cell]] = [["Customers", None, None], ["customer code", "customer name", "score"], *rows]
    numbers = [1, 4, *range(5, 5 + len(rows))]
    return RawSheet("S", numbers, (1, 2, 3), list(zip(*lines, strict=True)), template_rows=marks)


def read(one: RawSheet) -> Reading:
    return understand(RawBook("t.xlsx", "xlsx", (one,), (Visibility.VISIBLE,)), TableChoice())


def test_hints_and_examples_are_left_out_and_said() -> None:
    reading = read(sheet(HINT, EXAMPLE, ["K1", "A", 95]))

    assert list(reading.rows) == [7]
    assert [(one.row, one.reason, one.text) for one in reading.rejected] == [
        (5, "hint_row", "unique | full name | 0-100"),
        (6, "example_row", "EX001 | Example | 86"),
    ]
    assert [(one.reference, one.at.cell, one.is_error) for one in reading.problems()] == [("example-row", "6:6", False)]


def test_an_example_that_was_changed_is_a_customer() -> None:
    changed: list[Cell] = ["EX001", "Example", 87]

    assert list(read(sheet(HINT, changed, ["K1", "A", 95])).rows) == [6, 7]


def test_a_customer_with_the_code_of_an_example_is_a_customer() -> None:
    assert list(read(sheet(HINT, EXAMPLE, ["EX001", "Real", 95])).rows) == [7]
    assert list(read(sheet(EXAMPLE, ["K1", "A", 95], marks=())).rows) == [5, 6]


def test_an_example_is_known_where_sorting_has_moved_it() -> None:
    reading = read(sheet(HINT, ["K1", "A", 95], EXAMPLE, ["K2", "B", 90]))

    assert list(reading.rows) == [6, 8]
    assert [(one.row, one.reason) for one in reading.rejected] == [(5, "hint_row"), (7, "example_row")]


def test_a_new_empty_column_inside_changes_no_example() -> None:
    before = sheet(HINT, EXAMPLE, ["K1", "A", 95])
    wider = replace(
        before,
        columns=(1, 2, 3, 4),
        cells=[*before.cells[:2], [None] * 5, before.cells[2]],
        template_rows=tuple(mark._replace(area=mark.area._replace(right=4)) for mark in MARKS),
    )

    rest, left_out = without_template_rows(wider)

    assert list(rest.rows) == [1, 4, 7]
    assert [one.row for one in left_out] == [5, 6]


def test_a_template_as_it_came_is_refused_in_words_of_its_own() -> None:
    with pytest.raises(Refusal) as refused:
        read(sheet(HINT, EXAMPLE))

    assert refused.value.code == "no_data_rows"
    assert [problem.reference for problem in refused.value.problems] == ["nothing-filled-in"]


def test_a_day_reads_the_same_as_a_date_a_moment_or_a_serial() -> None:
    day = dt.date(2026, 10, 31)

    assert digest([day]) == digest([dt.datetime(2026, 10, 31)]) == digest([46326.0])
    assert digest([0.1 + 0.2]) == digest([0.3])
    assert digest([True]) != digest([1])


def test_only_our_names_mark_rows() -> None:
    area = Area(6, 1, 6, 3)

    assert template_row(f"{EXAMPLES}ab", area) == TemplateRow(area, "example_row", "ab")
    assert template_row(f"{HINTS}ab", area) == TemplateRow(area, "hint_row", "ab")
    assert template_row("_xltier_customers_tier", area) is None
