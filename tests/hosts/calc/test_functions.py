"""Every function of the catalogue in a running LibreOffice, against the catalogue's own answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.calc_formula import Asked, asked
from tests.support.calc_office import CalcOffice, running
from tests.support.function_calls import ERRORS, RANGES, SINGLE, Call
from xltier.app.functions.catalogue import CATALOGUE, call
from xltier.app.functions.cells import Cell
from xltier.app.functions.scheme_of import Nowhere
from xltier.core.values import ExcelError

ENGLISH = Nowhere("en")


@pytest.fixture(scope="module")
def calc() -> CalcOffice:
    """Return the running office with the add-in and a new document."""
    office = running()
    office.ask("open")
    return office


def shown(cell: Cell) -> object:
    """Return what a cell of the catalogue looks like in Calc: error values by their text, numbers as 15 digits."""
    if cell is None or isinstance(cell, str):
        return str(cell or "")
    return float(f"{float(cell):.15g}")


def rounded(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    return [[float(f"{cell:.15g}") if isinstance(cell, float) else cell for cell in row] for row in rows]


def expected(one: Call) -> list[list[object]]:
    return [[shown(cell) for cell in row] for row in call(*one, ENGLISH)]


def test_the_calls_leave_out_no_function() -> None:
    assert {name for name, _ in SINGLE} == set(CATALOGUE)
    assert {name for name, _ in RANGES} == set(CATALOGUE)
    assert {call(*one, ENGLISH)[0][0] for one in ERRORS} == set(ExcelError)


@pytest.mark.parametrize("in_cells", [False, True], ids=["values in the formula", "values in cells"])
def test_every_function_in_a_cell_gives_the_catalogues_answer(calc: CalcOffice, *, in_cells: bool) -> None:
    calls = (*SINGLE, *ERRORS)

    got = calc.values([asked(*one, in_cells=in_cells) for one in calls])

    wanted = {str(one): expected(one)[0][0] for one in calls}
    assert dict(zip(wanted, (row[0] for row in rounded([[cell] for cell in got])), strict=True)) == wanted


def test_every_function_as_an_array_formula_gives_the_catalogues_answer(calc: CalcOffice) -> None:
    wanted = {str(one): expected(one) for one in RANGES}
    sizes = [(len(rows), len(rows[0])) for rows in wanted.values()]

    got = calc.blocks([(asked(*one), size) for one, size in zip(RANGES, sizes, strict=True)])

    assert dict(zip(wanted, map(rounded, got), strict=True)) == wanted


def test_an_error_in_a_single_cell_passes_through(calc: CalcOffice) -> None:
    formulas = ["=NA()", "=1/0", '="x"+1', "=SQRT(-1)"]

    got = calc.values([("=XLTIER.TIER(A1)", [[formula]]) for formula in formulas])

    assert got == ["#N/A", "#DIV/0!", "#VALUE!", "Err:502"]


def test_our_error_values_are_errors_to_other_functions(calc: CalcOffice) -> None:
    asked_for: list[Asked] = [
        ("=IFERROR(XLTIER.ROI(1;0);7)", []),
        ('=ISNA(XLTIER.TIER_RANK("Z"))', []),
        ("=SUM(XLTIER.ROI(2;1);XLTIER.ROI(1;0))", []),
        ("=ERRORTYPE(A1)", [["=XLTIER.TIER(120)"]]),
        ("=ERRORTYPE(A1)", [["=1E308*10"]]),
        ("=ERROR.TYPE(A1)", [['=XLTIER.TIER("待定")']]),
    ]

    assert calc.values(asked_for) == [7, 1, "#DIV/0!", 503, 503, 3]


def test_a_blank_is_blank_in_a_range_and_zero_in_a_single_cell(calc: CalcOffice) -> None:
    # Calc hands over 0 for a single blank cell, and 0 points are a D; A1:A1 is a range, though of one cell.
    assert calc.values([("=XLTIER.TIER(A1)", []), ("=XLTIER.TIER(A1:A1)", [])]) == ["D", ""]


def test_a_blank_cell_for_an_option_counts_as_left_out(calc: CalcOffice) -> None:
    assert calc.values([("=XLTIER.TIER(A1;B1;;C1;D1)", [[86]])]) == ["B"]


def test_dates_arrive_as_day_numbers(calc: CalcOffice) -> None:
    formula = "=XLTIER.TIER_RFM(A1;A2;A3;DATE(2026;1;1);A4:D6)"
    cells: list[list[Cell]] = [["=DATE(2025;12;10)"], [5], [15], [10, 20, 30, 40], [2, 3, 4, 5], [10, 20, 30, 40]]

    # 22 days is past 20 and within 30: 3; five orders reach all four edges: 5; 15 reaches 10 only: 2.
    assert calc.values([(formula, cells)]) == [352]


def test_an_edit_recalculates_what_depends_on_it(calc: CalcOffice) -> None:
    calc.ask("open")
    calc.ask("fill", cells=[[86], [50], [95]])
    calc.ask("put", cell="C1", formula="=XLTIER.TIER(A1)")
    calc.ask("put_array", area="D1:D3", formula="=XLTIER.TIER(A1:A3)")
    before = calc.ask("read", area="C1:D3")

    calc.ask("put", cell="A1", formula="59.9")

    assert before == [["B", "B"], [None, "D"], [None, "A"]]
    assert calc.ask("read", area="C1:D3") == [["D", "D"], [None, "D"], [None, "A"]]


def test_the_function_wizard_shows_name_help_and_arguments(calc: CalcOffice) -> None:
    for function in CATALOGUE.values():
        name, help_, arguments = calc.ask("described", function=function.name)
        assert (name, help_) == (function.name, function.help.en)
        assert [tuple(argument[:2]) for argument in arguments] == [
            (parameter.name, parameter.help.en) for parameter in function.parameters
        ]
