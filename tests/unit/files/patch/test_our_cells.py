"""Rows parted into our cells and the rest: at once where they are regular, cell by cell where they are not."""

from __future__ import annotations

import pytest

from xltier.files.patch.our_cells import OurCells

TIER = b'<c r="I%d" s="4" t="inlineStr"><is><t>A</t></is></c>'
SCORE = b'<c r="J%d" s="5"><v>1.80</v></c>'
THEIRS = b'<row r="%d"><c r="A%d"><v>7</v></c>%s</row>'


def row(number: int, *ours: bytes) -> bytes:
    return THEIRS % (number, number, b"".join(one.replace(b"%d", b"%d" % number) for one in ours))


def test_rows_that_hold_all_our_cells_are_parted_at_once() -> None:
    data = row(2, TIER, SCORE) + row(3, TIER, b'<c r="J%d" s="5"/>')

    others, ours = OurCells(b"", (b"I", b"J")).parted(data, data)

    assert others == row(2) + row(3)
    tier = b"<is><t>A</t></is>"
    assert ours == {
        b"I": ([b"2", b"3"], [b' s="4" t="inlineStr"'] * 2, [tier, tier]),
        b"J": ([b"2", b"3"], [b' s="5"'] * 2, [b"<v>1.80</v>", None]),
    }


@pytest.mark.parametrize(
    "odd",
    [
        row(3, SCORE),
        row(3, TIER, b'<c r="K%d"/>', SCORE),
        row(3, TIER, b'<c r="J%d"><is><r><t>rich</t></r></is></c>'),
        row(3, b'<c r="I%d"><v><!-- 1 --></v></c>', SCORE),
    ],
)
def test_a_row_of_another_kind_is_parted_cell_by_cell(odd: bytes) -> None:
    data = row(2, TIER, SCORE) + odd + row(4, TIER, SCORE)
    cells = OurCells(b"", (b"I", b"J"))

    others, ours = cells.parted(data, data)

    # A copy of the bytes cannot be taken for the same ones, which leaves the careful way only.
    assert (others, ours) == cells.parted(data, bytes(bytearray(data)))
    assert b'<c r="I' not in others
    assert b'<c r="J' not in others
    assert b'<c r="K3"' in others or b'<c r="K' not in data


def test_rows_without_our_cells_are_left_as_they_are() -> None:
    data = row(2) + row(3)

    assert OurCells(b"", (b"I", b"J")).parted(data, data) == (data, {})


def test_a_column_whose_letters_begin_like_ours_is_not_ours() -> None:
    data = row(2, TIER, b'<c r="IA%d"><v>1</v></c>')

    others, ours = OurCells(b"", (b"I",)).parted(data, data)

    assert others == row(2, b'<c r="IA%d"><v>1</v></c>')
    assert ours[b"I"][0] == [b"2"]
