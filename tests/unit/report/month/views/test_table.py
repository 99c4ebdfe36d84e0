"""Counting columns: names that look like patterns, dates or comparisons mean themselves, and errors do not spread."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office
from xltier.core.values import ExcelError
from xltier.report.month.live_value import Live, Scalar, constant, criterion, text
from xltier.report.month.places import Run
from xltier.report.month.views.table import LEAST, Table, against, begins, equal, filled

COLUMNS: dict[str, tuple[Scalar, ...]] = {
    "name": ("A*1", "AB1", ">5", "2026-10", "甲|乙", "~x", "?", "ab1"),
    "month": ("2026-10", "2026-1", "2026-10", "2026-11", "2026-10", "2026-10", "", "2026-10"),
    "score": (80.015, 80.02, "", 60, 70, ExcelError.NA, 90, -1),
    "red": ("红×1", "", "", "红×2", "", "", "", ""),
}
RUNS = {name: Run("数据", at, 0, 7) for at, name in enumerate(COLUMNS)}
TABLE = Table(RUNS, COLUMNS)
ASKED = {
    "count of A*1": (TABLE.count(equal("name", "A*1")), 1),
    "count of AB1": (TABLE.count(equal("name", "AB1")), 2),
    "count of >5": (TABLE.count(equal("name", ">5")), 1),
    "count of ?": (TABLE.count(equal("name", "?")), 1),
    "count of ~x": (TABLE.count(equal("name", "~x")), 1),
    "October": (TABLE.count(begins("month", "2026-10")), 5),
    "with a red line": (TABLE.count(filled("red")), 2),
    "numbers": (TABLE.count(against("score", ">", LEAST)), 6),
    "at least 80.02": (TABLE.count(against("score", ">=", 80.02)), 2),
    "October and red": (TABLE.count(begins("month", "2026-10"), filled("red")), 1),
    "mean beside an error": (TABLE.mean("score", begins("month", "2026-10"), decimals=3, into=2), 49.67),
    "mean of nobody": (TABLE.mean("score", equal("name", "none"), decimals=2), ""),
    "sum above 0": (TABLE.total("score", against("score", ">", 0), decimals=3), 380.035),
    "place": (TABLE.place("name", text(str(criterion("A*1")))), 1),
    "no place": (TABLE.place("name", text("none")), 0),
    "pick": (TABLE.pick("score", constant(4)), 60),
    "pick nothing": (TABLE.pick("score", constant(0)), ""),
    "pick an error": (TABLE.pick("score", constant(6), text("–")), "–"),
    "pick a blank": (TABLE.pick("red", constant(2)), ""),
    "letter by letter": (TABLE.matching("name", text("A*1")), 1),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_table_answers_for_itself(asked: str) -> None:
    live, wanted = ASKED[asked]
    assert live.value == wanted


@pytest.mark.office
def test_two_programs_give_the_same_answers(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        data, asked = book.add_worksheet("数据"), book.add_worksheet("问")
        for column, values in enumerate(COLUMNS.values()):
            for row, value in enumerate(values):
                if isinstance(value, ExcelError):
                    data.write_formula(row, column, "=NA()", None, value)
                elif value != "":
                    data.write(row, column, value)
        for row, (live, _) in enumerate(ASKED.values()):
            asked.write_formula(row, 0, f"={live.formula}", None, live.value)
    wanted = {asked: value for asked, (_, value) in ASKED.items()}

    assert _answers(by_office(office, path)["问"]) == wanted
    # IronCalc reads the two tildes that mean one, as Excel has it, as two.
    assert _answers(by_ironcalc(path, ("数据", "问"))["问"]) == wanted | {"count of ~x": 0}


def _answers(cells: dict[str, object]) -> dict[str, object]:
    return {asked: cells.get(f"A{row}", "") for row, asked in enumerate(ASKED, 1)}


def test_a_reference_is_compared_by_its_cell() -> None:
    assert TABLE.count(equal("name", Live("$B$2", "AB1"))).formula == "COUNTIFS('数据'!$A$1:$A$8,$B$2)"
