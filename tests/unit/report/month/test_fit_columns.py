"""How wide the columns of the monthly sheets become for what stands in them."""

from __future__ import annotations

import pytest

from xltier.core.words import Words
from xltier.report.month.fit_columns import fitted
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.live_value import Live
from xltier.report.page import lines_needed


def column(look: Look, width: float, header: str, *cells: Cell, language: str = "en") -> Column:
    """Return how a sheet of one column would have it."""
    only = Column(Words("列", header), width, look)
    return fitted(Grid("", "", (only,), [[cell] for cell in cells]), language)[0]


def test_no_word_of_a_header_is_parted() -> None:
    # attainment: ten letters and one to spare; an ideograph may stand on a line of its own.
    assert column(Look.NUMBER, 7, "Target attainment").width == 11
    assert column(Look.NUMBER, 7, "Target attainment", language="zh").width == 7


@pytest.mark.parametrize(
    ("number_format", "numbers", "width"),
    [
        ("#,##0.00", (5, 1_510_000), 13.5),  # 1,510,000.00 is 12, and 1.5
        ("#,##0.000", (-680_000,), 13.5),  # -680,000.000
        ("0.0%", (123.456, None), 10.5),  # 12,345.6% at the most
        ("#,##0.######", (1_000_000.25, 2), 13.5),  # 1,000,000.25: as many decimals as there are
        ("+0.####;-0.####;·", (12,), 7),
        ("0.00", (), 7),
    ],
)
def test_no_number_is_too_wide_for_its_column(
    number_format: str, numbers: tuple[float | None, ...], width: float
) -> None:
    only = Column(Words("数", "No"), 7, Look.NUMBER, number_format)
    (found,) = fitted(Grid("", "", (only,), [[number] for number in numbers]), "zh")
    assert found.width == width


def test_a_group_of_columns_is_as_wide_as_its_words() -> None:
    # Ten wide signs, a digit and a space are 22 digits; 22 x 1.06 = 23.32 take 24, and one beside them.
    group = Words("得分（公式，0 至满分）", "Points")
    columns = (
        Column(Words("一", "a"), 7, Look.NUMBER, group=group),
        Column(Words("二", "b"), 7, Look.NUMBER, group=group),
    )
    assert [column.width for column in fitted(Grid("", "", columns, []), "zh")] == [12.5, 12.5]
    assert [column.width for column in fitted(Grid("", "", columns, []), "en")] == [7, 7]


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
