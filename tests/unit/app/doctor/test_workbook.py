"""What the calls of a workbook show."""

from __future__ import annotations

from xltier.app.doctor.finding import Finding, Mark
from xltier.app.doctor.workbook import OurCall, judged, ranges
from xltier.errors import Location, Problem, Severity

HERE = r"C:\王\XLSTART\xltier.xlam"
THERE = r"file:///D:\别人\XLSTART\xltier.xlam"


def test_calls_by_another_machines_path_are_named_by_cell() -> None:
    calls = [OurCall("客户", row, 3, (THERE,)) for row in (2, 3, 4, 7)]

    assert list(judged("客户.xlsx", calls, HERE)) == [
        Finding(
            "book",
            Mark.WRONG,
            Problem(
                "doctor-link-rot",
                Location("客户.xlsx", "客户", "C2"),
                Severity.ERROR,
                {"count": 4, "cells": ("C2:C4", "C7"), "paths": (THERE,)},
            ),
        )
    ]


def test_calls_by_this_machines_path_and_by_any_start_up_folder_live() -> None:
    # Excel stores the path of its own disk without the drive.
    calls = [OurCall("客户", 2, 3, (r"/王/xlstart/XLTIER.xlam",)), OurCall("客户", 3, 3, ("",))]

    (found,) = judged("客户.xlsx", calls, HERE)

    assert (found.mark, found.problem.reference, dict(found.problem.values)) == (
        *(Mark.FINE, "doctor-book-calls"),
        {"file": "客户.xlsx", "count": 2},
    )


def test_without_an_add_in_here_every_path_is_dead() -> None:
    assert [one.mark for one in judged("客户.xlsx", [OurCall("客户", 2, 3, (HERE,))], None)] == [Mark.WRONG]


def test_a_name_that_excel_did_not_know_is_a_finding_of_its_own() -> None:
    calls = [OurCall("客户", 2, 3, (), "#NAME?"), OurCall("客户", 3, 3, (), "#N/A")]

    (found,) = judged("客户.xlsx", calls, HERE)

    assert (found.problem.reference, found.problem.at) == ("doctor-name-error", Location("客户.xlsx", "客户", "C2"))


def test_a_dead_path_outside_cells_is_said_without_a_cell() -> None:
    (found,) = judged("客户.xlsx", [OurCall("", 0, 0, (THERE,))], HERE)

    assert found.problem.at == Location("客户.xlsx")
    assert "表格的列、名称" in found.said("zh")


def test_cells_below_each_other_are_one_range() -> None:
    calls = [OurCall("s", row, column) for row, column in ((2, 1), (3, 1), (5, 1), (3, 2), (3, 1))]

    assert ranges(calls) == ("A2:A3", "A5", "B3")
