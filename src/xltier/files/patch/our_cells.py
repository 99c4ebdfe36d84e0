"""Rows of a sheet parted into our cells and all the rest, for the proof of a written file."""

from __future__ import annotations

import re

Cells = tuple[list[bytes], list[bytes], list["bytes | None"]]
"""Row numbers, attributes and contents of the cells of one column, as parallel lists from top to bottom."""


class OurCells:
    """Finds the cells of some columns.

    Where rows hold all of the columns side by side, as nearly every row that we wrote does, one match takes them
    all; a run of rows in which any of their cells is left after that is searched cell by cell.
    """

    def __init__(self, mark: bytes, letters: tuple[bytes, ...]) -> None:
        """Compile the patterns.

        Args:
            mark: Namespace prefix with its colon, or nothing.
            letters: The columns from left to right, at least one.
        """
        self._letters = letters
        self._any = re.compile(rb'<%sc r="(?:%s)\d' % (mark, b"|".join(letters)))
        self._single = re.compile(
            rb'<%sc r="(%s)(\d+)"([^<>]*?)(?:/>|>(.*?)</%sc>)' % (mark, b"|".join(letters), mark), re.DOTALL
        )
        plain = rb"(?:<%sf(?: [^<>]*)?>[^<]*+</%sf>)?" % (mark, mark)
        value = rb"(?:<%sv>[^<]*+</%sv>|<%sis><%st(?: [^<>]*)?>[^<]*+</%st></%sis>)?" % ((mark,) * 6)
        rest = rb'"([^<>/]*+)(?:/>|>(%s%s)</%sc>)' % (plain, value, mark)
        rows = (rb"(\d+)", *[rb"\1"] * (len(letters) - 1))
        self._aligned = re.compile(
            b"".join(rb'<%sc r="%s%s%s' % (mark, *one, rest) for one in zip(letters, rows, strict=True))
        )

    def parted(self, data: bytes, scan: bytes) -> tuple[bytes, dict[bytes, Cells]]:
        """Return what is left of whole rows without our cells, and our cells by column.

        Args:
            data: The rows.
            scan: The same bytes as :func:`xltier.files.patch.markup.masked` leaves them.
        """
        if self._any.search(scan) is None:
            return data, {}
        if scan is data:
            width = 2 * len(self._letters) + 2
            pieces = self._aligned.split(data)
            others = b"".join(pieces[0::width])
            if self._any.search(others) is None:
                rows = pieces[1::width]
                return others, {
                    letter: (rows, pieces[2 * n + 2 :: width], pieces[2 * n + 3 :: width])
                    for n, letter in enumerate(self._letters)
                }
        return self._one_by_one(data, scan)

    def _one_by_one(self, data: bytes, scan: bytes) -> tuple[bytes, dict[bytes, Cells]]:
        """Return the same for rows of any kind."""
        found: dict[bytes, Cells] = {letter: ([], [], []) for letter in self._letters}
        others: list[bytes] = []
        position = 0
        for match in self._single.finditer(scan):
            others.append(data[position : match.start()])
            position = match.end()
            rows, attributes, contents = found[match[1]]
            rows.append(match[2])
            attributes.append(match[3])
            contents.append(match[4])
        return b"".join((*others, data[position:])), found
