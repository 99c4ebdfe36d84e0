"""Our sheets for an open workbook: what XlsxWriter writes into a file, as data."""

from __future__ import annotations

from io import BytesIO
from itertools import cycle

import openpyxl
import pytest

from xltier.app.live.content import CellLook
from xltier.messages import phrase
from xltier.report.live.pages import LivePages
from xltier.report.live.recorded_looks import look_of
from xltier.report.rulebook.book import write_rules_file
from xltier.schemes.library import load_scheme, shipped


@pytest.mark.parametrize(("name", "language"), list(zip(shipped(), cycle(("zh", "en")), strict=False)))
def test_the_rules_of_every_scheme_are_recorded_cell_by_cell(name: str, language: str) -> None:
    scheme = load_scheme(name)
    content = LivePages().of_rules(scheme, name=phrase("sheet-rules", language), language=language)
    out = BytesIO()
    write_rules_file(out, scheme, language=language)

    page = openpyxl.load_workbook(out).worksheets[0]
    cells = (cell for row in page.iter_rows() for cell in row)
    written = {(cell.row, cell.column): shown(cell.value) for cell in cells if cell.value is not None}
    recorded = {(one.row, one.column): shown(one.formula or one.value) for one in content.cells}
    assert {at: text for at, text in recorded.items() if text} == {at: text for at, text in written.items() if text}
    assert len(content.merges) == len(page.merged_cells.ranges)


def shown(value: object) -> str:
    """Return a value as text, whether a program stored it or not."""
    text = "" if value is None else str(value)
    return text.split(" 00:00:00")[0].removesuffix(".0").removeprefix("=").replace("_xlfn.", "")


def test_a_format_of_a_file_is_a_look_of_a_cell() -> None:
    properties = {"bg_color": "#14304F", "font_color": "#FFFFFF", "bold": True, "border": 1, "border_color": "#D8DEE5"}

    assert look_of(properties) == CellLook(fill="#14304F", ink="#FFFFFF", bold=True, border="#D8DEE5")
