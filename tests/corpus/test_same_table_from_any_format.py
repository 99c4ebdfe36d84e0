"""The same customers read from xlsx, xls, ods and csv give the same table, to the last digit."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter

from tests.support.office import Office
from tests.support.shared import shared
from xltier.files.read import open_table
from xltier.tables.reading import Kind

pytestmark = pytest.mark.shared

_PUBLISHED: Final = {
    ("rfm_r", "rfm_data_orders.csv"): (Kind.CODE, Kind.DAY, Kind.NUMBER),
    ("cdnow", "cdnow_customers_summary.csv"): (Kind.CODE, Kind.NUMBER, Kind.NUMBER, Kind.NUMBER),
}


def _typed(text: str) -> str | float | dt.datetime:
    """Return a field as a person would enter it."""
    for parse in (float, dt.datetime.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    return text


def _workbook(rows: Sequence[Sequence[str]], path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("list")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                value = _typed(text) if i else text
                if isinstance(value, dt.datetime):
                    sheet.write_datetime(i, j, value, date)
                else:
                    sheet.write(i, j, value)
    return path


@pytest.mark.office
@pytest.mark.parametrize("source", _PUBLISHED, ids="/".join)
def test_four_formats_give_the_same_table(source: tuple[str, str], tmp_path: Path, office: Office) -> None:
    original = shared("truth", *source)
    with original.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    book = _workbook(rows, tmp_path / "list.xlsx")
    from_csv = open_table(original)
    assert tuple(column.kind for column in from_csv.columns) == _PUBLISHED[source]
    assert len(from_csv.rows) == len(rows) - 1
    for path in (book, *(office.convert(book, to, folder=tmp_path) for to in ("xls", "ods"))):
        reading = open_table(path)
        assert [c.name for c in reading.columns] == [c.name for c in from_csv.columns]
        assert [list(values) for values in reading.values] == [list(values) for values in from_csv.values]


def test_the_published_orders_add_up_as_they_do_in_their_file() -> None:
    with shared("truth", "rfm_r", "rfm_data_orders.csv").open(encoding="utf-8", newline="") as lines:
        revenue = sum(float(row["revenue"]) for row in csv.DictReader(lines))
    reading = open_table(shared("truth", "rfm_r", "rfm_data_orders.csv"))
    assert sum(value for value in reading.values[2] if isinstance(value, int | float)) == revenue
