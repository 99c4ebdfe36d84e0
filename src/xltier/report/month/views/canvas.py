"""A page of narrow columns on which texts, figures and formulas take as many columns as they need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xltier.core.palette import Chip
from xltier.formulas.cells import quoted
from xltier.report.month.live_value import Live, Scalar
from xltier.report.theme import ACCENT, HAIR, HEAD, SUB, Theme
from xltier.tables.address import letters

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Span: TypeAlias = "tuple[int, int]"
"""First and last column, from 0."""
Content: TypeAlias = "Live | Scalar | None"

WHITE_EDGE: Final = {"border": 1, "border_color": "#FFFFFF"}
_USUAL: Final = 15.0
_DIGIT: Final = 7
_PADDING: Final = 5
HIDDEN: Final = 120
"""Column from which a page keeps what only its own formulas read."""


class Canvas:
    """A sheet that is laid out by spans of columns."""

    def __init__(self, page: Worksheet, theme: Theme, *, columns: int, width: float) -> None:
        """Give the sheet a thin margin and so many equal columns.

        Args:
            page: An empty sheet.
            theme: Its looks and language.
            columns: How many columns the page has beside the margin.
            width: Of each, in digits.
        """
        self.page, self.theme = page, theme
        self.last = columns
        self._heights: dict[int, float] = {}
        self._pixels = int(width * _DIGIT + _PADDING)
        page.set_column(0, 0, 1)
        page.set_column(1, columns, width)

    @property
    def name(self) -> str:
        """Return the sheet's name."""
        return str(self.page.get_name())

    def pixels(self, span: Span) -> int:
        """Return how wide a span is on a screen, as charts are measured."""
        return (span[1] - span[0] + 1) * self._pixels

    def digits(self, span: Span) -> float:
        """Return how many digits of the body font a span holds."""
        return self.pixels(span) / _DIGIT

    def rows(self, first: int, heights: Sequence[float]) -> None:
        """Set the heights of rows from ``first`` on, in points."""
        for row, height in enumerate(heights, first):
            self.page.set_row(row, height)
            self._heights[row] = height

    def height(self, row: int) -> float:
        """Return a row's height in points."""
        return self._heights.get(row, _USUAL)

    def put(self, row: int, span: Span, content: Content, **look: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
        """Write into a span of a row, and return the cell as a part of formulas.

        Args:
            row: From 0.
            span: Its columns, joined to one cell where there are several.
            content: What it shows; None leaves it blank.
            look: XlsxWriter properties over the theme's base.
        """
        return self.block(row, row, span, content, **look)

    def block(self, first: int, last: int, span: Span, content: Content, **look: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
        """Write into a span of several rows, and return the cell as a part of formulas."""
        form = self.theme.format(**look)
        if span[0] != span[1] or first != last:
            self.page.merge_range(first, span[0], last, span[1], "", form)
        match content:
            case Live(formula, value):
                self.page.write_formula(first, span[0], f"={formula}", form, value)
            case str() if content:
                self.page.write_string(first, span[0], content, form)
            case int() | float():
                self.page.write_number(first, span[0], content, form)
            case _:
                self.page.write_blank(first, span[0], None, form)
        value = content.value if isinstance(content, Live) else "" if content is None else content
        return Live(self.cell(first, span[0]), value)

    def cell(self, row: int, column: int) -> str:
        """Return the absolute reference of a cell, with the sheet."""
        return f"{quoted(self.name)}!${letters(column + 1)}${row + 1}"

    def area(self, first: int, last: int, column: int) -> str:
        """Return the absolute reference of some rows of a column, with the sheet."""
        letter = letters(column + 1)
        return f"{quoted(self.name)}!${letter}${first + 1}:${letter}${last + 1}"

    def title(self, row: int, title: Content, subtitle: Content) -> None:
        """Write the page's title and a line below it, over the whole width."""
        whole = (1, self.last)
        self.rows(row, (27, 17))
        self.put(row, whole, title, font_size=16, bold=True, font_color=ACCENT)
        self.put(row + 1, whole, subtitle, font_color=SUB, bottom=2, bottom_color=ACCENT)

    def section(self, row: int, span: Span, heading: Content, **look: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
        """Write the heading of a section, with a rule below it."""
        base = {"bold": True, "font_size": 11, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT}
        return self.put(row, span, heading, **base | look)

    def head(self, row: int, span: Span, text: Content, **look: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
        """Write a column's header, light."""
        base = {"bold": True, "font_size": 8.5, "font_color": ACCENT, "bg_color": HEAD, "align": "center"}
        return self.put(row, span, text, **base | WHITE_EDGE | {"text_wrap": True} | look)

    def chip(self, row: int, span: Span, content: Content, chip: Chip, **look: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
        """Write a tier's code or name in its colours."""
        base = {"bold": True, "align": "center", "bg_color": chip.fill, "font_color": chip.ink}
        return self.put(row, span, content, **base | WHITE_EDGE | look)

    def body(self, row: int, span: Span, content: Content, **look: Any) -> Live:  # noqa: ANN401 - XlsxWriter's own
        """Write a cell of a table: a hair line below it."""
        return self.put(row, span, content, **{"bottom": 1, "bottom_color": HAIR} | look)


def spread(first: int, last: int, weights: Sequence[float]) -> list[Span]:
    """Return neighbouring spans from ``first`` to ``last``, as wide as their weights say, none empty.

    Example:
        >>> spread(1, 10, [1, 1, 3])
        [(1, 2), (3, 4), (5, 10)]
    """
    total, done = sum(weights), 0.0
    edges = [first]
    for at, weight in enumerate(weights, 1):
        done += weight
        wanted = first + round((last - first + 1) * done / total)
        edges.append(min(max(wanted, edges[-1] + 1), last + 1 - (len(weights) - at)))
    return [(left, right - 1) for left, right in pairwise(edges)]
