"""等级 | 得分 | 变动 | 主因: our columns, with true error values and colours that follow the tier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from xltier.app.sheet.our_columns import MEASURED, MOVE_FORMAT, score_format, score_width, tier_width
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.text_table import width
from xltier.core.fixed import to_decimal
from xltier.core.palette import chips
from xltier.core.values import ExcelError
from xltier.messages import phrase
from xltier.report.theme import DOWN, SUB, UP, Theme

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

OURS: Final = ("tier", "score", "move", "why")
_WIDTHS: Final = {"move": 8.0, "pending": 15.0}
_MOST_WHY: Final = 78.0
_FORMULAS: Final = {
    ExcelError.NA: "=NA()",
    ExcelError.VALUE: "=#VALUE!",
    ExcelError.NUM: "=#NUM!",
    ExcelError.DIV0: "=#DIV/0!",
}


def write_ours(
    page: Worksheet, theme: Theme, sheet: TieredSheet, *, start: int, span: tuple[int, int], columns: Sequence[str]
) -> None:
    """Write our columns.

    Args:
        page: Where to.
        theme: Its looks and language.
        sheet: The rated customers.
        start: The first of our columns, from 0.
        span: First and last data row, from 0.
        columns: Which of :data:`OURS`, in this order; ``pending`` beside them is what the next period carries on.
    """
    at = {key: start + offset for offset, key in enumerate(columns)}
    looks = {
        "tier": theme.body(align="center", bold=True),
        "score": theme.body(align="center", num_format=score_format(sheet)),
        "move": theme.body(align="center", num_format=MOVE_FORMAT),
        "pending": theme.body(align="center", num_format="+0;-0;0"),
        "why": theme.body(font_color=SUB, indent=1),
        "fault": theme.body(font_color=DOWN, indent=1),
        "error": theme.body(font_color=DOWN, align="center"),
    }
    widest: float = width(phrase("column-why", theme.language)) + 4
    for row in sheet.rows:
        why = _write_row(page, sheet, row, at, looks, theme.language)
        widest = max(widest, width(why) * 0.95 + 2) if row.at < MEASURED else widest
    widths = _WIDTHS | {"tier": tier_width(sheet), "score": score_width(sheet), "why": min(widest, _MOST_WHY)}
    for key, column in at.items():
        page.set_column(column, column, widths[key])
    if "tier" in at:
        colour_tiers(page, theme, sheet, (span[0], at["tier"], span[1], at["tier"]))
    if "move" in at:
        area = (span[0], at["move"], span[1], at["move"])
        for criteria, colour in ((">", UP), ("<", DOWN)):
            rule = {"type": "cell", "criteria": criteria, "value": 0}
            page.conditional_format(*area, rule | {"format": theme.bare(font_color=colour, bold=True)})


def _write_row(
    page: Worksheet,
    sheet: TieredSheet,
    row: TieredRow,
    at: Mapping[str, int],
    looks: Mapping[str, Format],
    language: str,
) -> str:
    """Write what is ours of one row; return its reason."""
    rating, y = row.rating, row.row - 1
    why = row_reason(sheet, row, language)
    if "tier" in at:
        if rating.error is not None:
            page.write_formula(y, at["tier"], _FORMULAS[rating.error], looks["error"], rating.error.value)
        elif rating.tier is not None:
            page.write_string(y, at["tier"], rating.tier, looks["tier"])
        else:
            page.write_blank(y, at["tier"], None, looks["tier"])
    if "score" in at:
        if rating.score is None:
            page.write_blank(y, at["score"], None, looks["score"])
        else:
            page.write_number(y, at["score"], to_decimal(rating.score, sheet.plan.score_decimals), looks["score"])
    if "move" in at:
        if row.change is None:
            page.write_blank(y, at["move"], None, looks["move"])
        else:
            page.write_number(y, at["move"], row.change, looks["move"])
    if "pending" in at:
        page.write_number(y, at["pending"], row.pending, looks["pending"])
    if "why" in at:
        page.write_string(y, at["why"], why, looks["why" if rating.error is None else "fault"])
    return why


def colour_tiers(page: Worksheet, theme: Theme, sheet: TieredSheet, area: tuple[int, int, int, int]) -> None:
    """Colour the tier cells of an area by rules on their value, so that sorting and copying keep the colours."""
    for tier, chip in zip(sheet.plan.ladder.tiers, chips(sheet.plan.ladder.tiers), strict=True):
        code = tier.code.replace('"', '""')
        look = theme.bare(bg_color=chip.fill, font_color=chip.ink, bold=True)
        page.conditional_format(*area, {"type": "cell", "criteria": "==", "value": f'"{code}"', "format": look})
