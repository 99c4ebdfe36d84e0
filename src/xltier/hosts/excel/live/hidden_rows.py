"""Rows out of sight, shown for as long as Excel copies: of a filtered list it copies nothing but what is in view."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xltier.hosts.excel.live.uniform import alike
from xltier.tables.sheet import Area


@contextmanager
def rows_in_view(sheet: Any, area: Area) -> Iterator[None]:  # noqa: ANN401 - a COM object
    """Return a context in which every row of an area is in view; those that were not are hidden again behind it."""

    def rows(part: Area) -> Any:  # noqa: ANN401 - a COM object
        return sheet.Rows(f"{part.top}:{part.bottom}")

    column = Area(area.top, 1, area.bottom, 1)
    hidden = [part for part, is_hidden in alike(column, lambda part: rows(part).Hidden) if is_hidden]
    for part in hidden:
        rows(part).Hidden = False
    try:
        yield
    finally:
        for part in hidden:
            rows(part).Hidden = True
