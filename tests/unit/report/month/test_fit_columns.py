"""How wide the columns of the monthly sheets become for what stands in them."""

from __future__ import annotations

import pytest

from xltier.core.words import Words
from xltier.report.month.fit_columns import fitted
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.views.live import Live
from xltier.report.page import lines_needed


def column(look: Look, width: float, header: str, *cells: Cell, language: str = "en") -> Column:
    """Return how a sheet of one column would have it."""
    only = Column(Words("列", header), width, look)
    return fitted(Grid("", "", (only,), [[cell] for cell in cells]), language)[0]


def test_no_word_of_a_header_is_parted() -> None:
    # attainment: ten letters and one to spare; an ideograph may stand on a line of its own.
    assert column(Look.NUMBER, 7, "Target attainment").width == 11
    assert column(Look.NUMBER, 7, "Target attainment", language="zh").width == 7


def test_a_name_a_little_longer_than_its_column_widens_it() -> None:
    found = column(Look.CENTRE, 13, "Line", "Retail", "Traditional trade")
    assert (found.width, found.is_wrapped) == (19.5, False)  # 17 letters x 1.06 are 18.02, and half a digit beside


def test_a_name_that_would_take_the_paper_goes_on_in_a_second_line() -> None:
    found = column(Look.CENTRE, 10, "Division", "西北与西南联合大区渠道发展事业部")
    assert (found.width, found.is_wrapped) == (16, True)  # 16 ideographs are 32 digits; 10 x 1.6 is the most


def test_a_live_text_counts_like_a_typed_one() -> None:
    assert column(Look.CENTRE, 11, "Visits", Live("A1", "every two weeks")).width == 16.5


def test_short_names_leave_a_column_as_it_is() -> None:
    assert column(Look.TEXT, 16, "Name", "Ann", None, 7) == Column(Words("列", "Name"), 16, Look.TEXT)


def test_sentences_keep_their_column_and_go_on_in_further_lines() -> None:
    found = column(Look.SMALL, 34, "Fact", "x " * 100)
    assert (found.width, found.is_wrapped) == (34, True)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 5, 1),
        ("Consumer Foods", 15, 1),  # 14 x 1.06 = 14.84
        ("Traditional trade", 12, 2),
        ("monthly, with the supervisor", 11, 3),  # monthly, | with the | supervisor (10 x 1.06 = 10.6)
        ("aaaa bbbbbbbb cccc", 10, 3),  # 19.08 digits would fit into two lines, were words parted
        ("a" * 30, 10, 4),  # 31.8
        ("一二三四五六七八九十", 10, 3),  # 4 ideographs of 2.12 a line
        ("a\nb", 5, 2),
    ],
)
def test_words_stay_whole_when_lines_are_counted(text: str, room: float, lines: int) -> None:
    assert lines_needed(text, room) == lines
