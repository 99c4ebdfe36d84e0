"""A page that notes what the writers of our sheets put on it, by the calls that they make to XlsxWriter.

Rows and columns of the calls count from 0, those of what is noted from 1.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from xltier.app.live.content import PLAIN, CellLook, Colouring, DropDown, SheetCell, SheetContent, Value
from xltier.core.values import ExcelError
from xltier.report.live.recorded_chart import RecordedChart
from xltier.report.live.recorded_looks import look_of
from xltier.tables.sheet import Area

_FOOT: Final = re.compile(r"&L(?:&\"[^\"]*\"|&\d+|&K[0-9A-F]{6})*(.*?)&R", re.DOTALL)
_TESTS: Final = {"==": "=", "!=": "<>", ">": ">", "<": "<"}
_ERRORS: Final = {error.value: error for error in ExcelError}
_INTERNAL: Final = "internal:"


class RecordedBook:
    """What the writers ask of a workbook: formats, and charts."""

    def add_format(self, properties: Mapping[str, Any]) -> CellLook:
        """Return the look of a format."""
        return look_of(properties)

    def add_chart(self, options: Mapping[str, Any]) -> RecordedChart:
        """Return a chart to be described."""
        return RecordedChart(options)


class RecordedPage:
    """A sheet while it is described."""

    def __init__(self) -> None:
        """Start with a blank one."""
        self._cells: dict[tuple[int, int], SheetCell] = {}
        self._merges: list[Area] = []
        self._widths: dict[int, float] = {}
        self._heights: dict[int, float] = {}
        self._hidden: tuple[set[int], set[int]] = (set(), set())
        self._colourings: list[Colouring] = []
        self._drop_downs: list[DropDown] = []
        self._charts: list[tuple[int, int, RecordedChart]] = []
        self._frozen = (0, 0)
        self._is_landscape = True
        self._footer = ""

    def content(self) -> SheetContent:
        """Return what was noted."""
        cells = sorted(self._cells.values(), key=lambda cell: (cell.row, cell.column))
        return SheetContent(
            cells=tuple(cells),
            merges=tuple(self._merges),
            widths=tuple(sorted(self._widths.items())),
            heights=tuple(sorted(self._heights.items())),
            hidden_columns=frozenset(self._hidden[1]),
            hidden_rows=frozenset(self._hidden[0]),
            colourings=tuple(self._colourings),
            drop_downs=tuple(self._drop_downs),
            charts=tuple(one for row, column, chart in self._charts if (one := chart.content(row + 1, column + 1))),
            frozen=self._frozen,
            landscape=self._is_landscape,
            footer=self._footer,
        )

    def write_string(self, row: int, column: int, text: str, look: CellLook = PLAIN) -> None:
        """Note a text."""
        self._put(row, column, text, look)

    def write_row(self, row: int, column: int, values: Sequence[Value], look: CellLook = PLAIN) -> None:
        """Note values side by side."""
        for at, value in enumerate(values):
            self._put(row, column + at, value, look)

    def write_number(self, row: int, column: int, number: float | Decimal, look: CellLook = PLAIN) -> None:
        """Note a number."""
        self._put(row, column, number, look)

    def write_boolean(self, row: int, column: int, value: bool, look: CellLook = PLAIN) -> None:  # noqa: FBT001 - XlsxWriter's call
        """Note TRUE or FALSE."""
        self._put(row, column, value, look)

    def write_datetime(self, row: int, column: int, day: dt.date, look: CellLook = PLAIN) -> None:
        """Note a day."""
        self._put(row, column, day.date() if isinstance(day, dt.datetime) else day, look)

    def write_blank(self, row: int, column: int, value: None, look: CellLook = PLAIN) -> None:
        """Note the look of an empty cell."""
        self._put(row, column, value, look)

    def write_formula(self, row: int, column: int, text: str, look: CellLook = PLAIN, value: Any = 0) -> None:  # noqa: ANN401 - XlsxWriter's call
        """Note a formula with what it shows."""
        shown = _ERRORS.get(value, value) if isinstance(value, str) else value
        self._cells[row, column] = SheetCell(row + 1, column + 1, shown, look, formula=text)

    def write_url(self, row: int, column: int, url: str, look: CellLook = PLAIN, text: str = "") -> None:
        """Note a text that leads to a cell of the workbook."""
        link = url.removeprefix(_INTERNAL) if url.startswith(_INTERNAL) else ""
        self._cells[row, column] = SheetCell(row + 1, column + 1, text, look, link=link)

    def merge_range(self, top: int, left: int, bottom: int, right: int, text: str, look: CellLook = PLAIN) -> None:
        """Note cells joined to one."""
        self._merges.append(Area(top + 1, left + 1, bottom + 1, right + 1))
        self._put(top, left, text or None, look)

    def set_row(self, row: int, height: float, look: object = None, options: Mapping[str, Any] | None = None) -> None:
        """Note a row's height, and whether it is out of sight."""
        del look
        self._heights[row + 1] = height
        if (options or {}).get("hidden"):
            self._hidden[0].add(row + 1)

    def set_column(
        self,
        first: int,
        last: int,
        width: float,
        look: object = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        """Note the width of columns, and whether they are out of sight."""
        del look
        for column in range(first + 1, last + 2):
            self._widths[column] = width
            if (options or {}).get("hidden"):
                self._hidden[1].add(column)

    def conditional_format(self, top: int, left: int, bottom: int, right: int, options: Mapping[str, Any]) -> None:
        """Note the look of cells by their value; shades of a scale are left out, for the figures say it."""
        if options["type"] != "cell":
            return
        value = options["value"]
        said = value.strip('"').replace('""', '"') if isinstance(value, str) else value
        area = Area(top + 1, left + 1, bottom + 1, right + 1)
        self._colourings.append(Colouring(area, _TESTS[options["criteria"]], said, options["format"]))

    def data_validation(self, top: int, left: int, bottom: int, right: int, options: Mapping[str, Any]) -> None:
        """Note what may be chosen, and what is said of it."""
        source = options.get("source", ()) if options.get("validate") == "list" else ()
        choices = (source,) if isinstance(source, str) else tuple(source)
        area = Area(top + 1, left + 1, bottom + 1, right + 1)
        title, message = options.get("input_title", ""), options.get("input_message", "")
        self._drop_downs.append(DropDown(area, choices, title, message))

    def insert_chart(self, row: int, column: int, chart: RecordedChart, options: object = None) -> None:
        """Note where a chart stands."""
        del options
        self._charts.append((row, column, chart))

    def freeze_panes(self, row: int, column: int) -> None:
        """Note how much stays in view."""
        self._frozen = (row, column)

    def set_portrait(self) -> None:
        """Note that it prints upright."""
        self._is_landscape = False

    def set_landscape(self) -> None:
        """Note that it prints on the long side."""
        self._is_landscape = True

    def set_footer(self, text: str, options: object = None) -> None:
        """Note the text at the left foot of each page."""
        del options
        found = _FOOT.match(text)
        self._footer = "" if found is None else found[1].replace("&&", "&")

    def _ignored(self, *arguments: object, **options: object) -> None:
        """Leave out what an open workbook shows without: the rest of the paper."""

    hide_gridlines = set_paper = fit_to_pages = set_margins = center_horizontally = _ignored
    repeat_rows = print_area = _ignored

    def _put(self, row: int, column: int, value: Value, look: CellLook) -> None:
        self._cells[row, column] = SheetCell(row + 1, column + 1, value, look)
