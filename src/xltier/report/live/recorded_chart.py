"""A chart while it is described by the calls that are made to XlsxWriter; hosts draw bars of 100 % only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xltier.app.live.content import BarChart
from xltier.tables.sheet import Area


class RecordedChart:
    """A chart of any kind."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Start without a series."""
        self._is_drawn = options.get("type") == "bar" and options.get("subtype") == "percent_stacked"
        self._series: list[Mapping[str, Any]] = []
        self._size = (480, 288)

    def content(self, row: int, column: int) -> BarChart | None:
        """Return the chart at a cell, counted from 1; None for a kind that no host draws beside its figures."""
        if not self._is_drawn:
            return None
        return BarChart(
            names=tuple(one["name"] for one in self._series),
            categories=_area(self._series[0]["categories"]),
            values=tuple(_area(one["values"]) for one in self._series),
            fills=tuple(one["fill"]["color"] for one in self._series),
            inks=tuple(one["data_labels"]["font"]["color"] for one in self._series),
            at=(row, column),
            size=self._size,
        )

    def add_series(self, options: Mapping[str, Any]) -> None:
        """Note a series."""
        self._series.append(options)

    def set_size(self, options: Mapping[str, Any]) -> None:
        """Note the size in pixels."""
        self._size = (int(options["width"]), int(options["height"]))

    def _ignored(self, *arguments: object, **options: object) -> None:
        """Leave out what every host decides itself: axes, legend, title."""

    set_x_axis = set_y_axis = set_x2_axis = set_y2_axis = set_legend = set_title = _ignored
    set_chartarea = set_plotarea = set_style = show_hidden_data = show_blanks_as = combine = _ignored


def _area(place: list[Any]) -> Area:
    _, top, left, bottom, right = place
    return Area(top + 1, left + 1, bottom + 1, right + 1)
