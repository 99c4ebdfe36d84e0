"""Which ranges of a formula end with a table, and so follow it."""

from __future__ import annotations

import pytest

from xltier.files.patch.refs import Area
from xltier.files.patch.stretch import Stretch, has_references, stretched, stretched_ranges

# B4:G8 with a row of totals, so data in rows 5 to 7; three rows more.
GROWN = Stretch("评级", Area(4, 2, 8, 7), Area(4, 2, 11, 7), 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(D5:D7)", "SUM(D5:D10)"),
        ("SUM($D$5:$D$7)", "SUM($D$5:$D$10)"),
        ("COUNTA(B4:B7)", "COUNTA(B4:B10)"),  # with the header
        ("SUM(评级!D5:D7)+SUM('评级'!D5:D8)", "SUM(评级!D5:D10)+SUM('评级'!D5:D11)"),  # with the totals
        ("INDEX(B5:G7,1,1)", "INDEX(B5:G10,1,1)"),
    ],
)
def test_what_spans_the_rows_of_the_table_follows_it(before: str, after: str) -> None:
    assert stretched(before, "评级", [GROWN]) == after


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(D5:D6)",  # not to the end
        "SUM(D6:D7)",  # not from the start
        "SUM(A5:A7)",  # beside the table
        "SUM(A5:D7)",  # and more than it
        "SUM(别处!D5:D7)",
        "D7",
        '"D5:D7"',
        "T[[#All],[D5:D7]]",
        "XD5:D7X",
    ],
)
def test_everything_else_stays(formula: str) -> None:
    assert stretched(formula, "评级", [GROWN]) == formula


def test_a_range_without_a_sheet_means_the_sheet_of_the_formula() -> None:
    assert stretched("SUM(D5:D7)", "别处", [GROWN]) == "SUM(D5:D7)"


def test_ranges_apart_by_spaces_follow_one_by_one() -> None:
    assert stretched_ranges("D5:D7 K1 F5:F7", [GROWN], "评级") == "D5:D10 K1 F5:F10"


def test_a_table_that_shrinks_to_one_row_and_grows_again_takes_its_ranges_along() -> None:
    one = Stretch("评级", Area(4, 2, 11, 7), Area(4, 2, 6, 7), 1)
    back = Stretch("评级", Area(4, 2, 6, 7), Area(4, 2, 8, 7), 1)

    assert stretched(stretched("SUM(D5:D10)", "评级", [one]), "评级", [back]) == "SUM(D5:D7)"
    assert stretched_ranges(stretched_ranges("D5:D10", [one], "评级"), [back], "评级") == "D5:D7"


@pytest.mark.parametrize(
    ("formula", "reads_cells"),
    [("H6*2", True), ("SUM($G$5:$G$7)", True), ("T[[#This Row],[A1]]*2", False), ('"H6"', False), ("LOG10(2)", False)],
)
def test_a_formula_is_known_to_read_cells_by_their_place(formula: str, *, reads_cells: bool) -> None:
    assert has_references(formula) is reads_cells
