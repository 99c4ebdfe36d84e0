"""What may be chosen in the logs: codes from the rules sheet, whether a row is approved, whether it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from xltier.app.month.intake.fields import APPROVED, PENDING
from xltier.messages import phrase
from xltier.report.month.data.adjustments_sheet import COLUMNS, Items
from xltier.report.month.data.red_lines_sheet import Lines, columns_of
from xltier.report.month.grid import Column
from xltier.report.month.write_grid import HEADER_ROW
from xltier.report.theme import DOWN, Theme
from xltier.tables.rules.choices import NO, YES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def write_item_choices(page: Worksheet, items: Items, count: int) -> None:
    """Let items and their approval be chosen in ``count`` rows."""
    status = [words.said(items.language) for words in (APPROVED, PENDING)]
    _choose(page, COLUMNS, count, {"item": f"={items.rules.column('code')}", "status": status})


def write_line_choices(page: Worksheet, theme: Theme, lines: Lines, count: int) -> None:
    """Let red lines, and whether their log rows stand, be chosen in ``count`` rows; what is in force is red."""
    gates = [words.said(lines.language) for words in (YES, NO)]
    columns = columns_of(lines.score_decimals)
    _choose(page, columns, count, {"code": f"={lines.rules.column('code')}", "gate": gates})
    at = next(place for place, column in enumerate(columns) if column.key == "state")
    word = phrase("month-in-force", lines.language)
    look = theme.bare(font_color=DOWN, bold=True)
    page.conditional_format(
        *(HEADER_ROW + 1, at, HEADER_ROW + count, at),
        {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look},
    )


def _choose(page: Worksheet, columns: Sequence[Column], count: int, sources: Mapping[str, object]) -> None:
    places = {column.key: at for at, column in enumerate(columns)}
    for key, source in sources.items():
        rule = {"validate": "list", "source": source, "error_type": "warning"}
        page.data_validation(HEADER_ROW + 1, places[key], HEADER_ROW + count, places[key], rule)
