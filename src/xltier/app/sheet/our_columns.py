"""等级 | 得分 | 变动 | 主因: what our columns hold beside a rated sheet, in a file and in an open workbook alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from xltier.app.sheet.repeated import repeated
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredRow, TieredSheet
from xltier.app.wording.text_table import width
from xltier.core.fixed import to_decimal
from xltier.core.palette import chips
from xltier.core.values import ExcelError
from xltier.messages import phrase

OUR_COLUMNS: Final = ("tier", "score", "move", "why")
MOVE_FORMAT: Final = "▲0;▼0;–"
MEASURED: Final = 2000
"""Rows that decide a column's width."""

_LEAST_SCORE, _MOVE_WIDTH = 9.0, 8.0
_LEAST_TIER: Final = 9.0
_LEAST_WHY, _MOST_WHY = 20.0, 78.0

OurValue = str | int | Decimal | ExcelError | None


@dataclass(frozen=True, slots=True)
class TierLook:
    """How a tier's cells are shown: its code, and colours as ``#RRGGBB``."""

    code: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class OurColumn:
    """One column of ours.

    Args:
        key: ``tier``, ``score``, ``move`` or ``why``.
        header: Its heading.
        values: One a row, in the order that was asked for.
        width: In characters, for a column that is new.
        align: Where the values stand in their cells.
        number_format: Excel number format; None is General.
        looks: Of the tiers.
    """

    key: str
    header: str
    values: Sequence[OurValue]
    width: float
    align: Literal["left", "center", "right"]
    number_format: str | None = None
    looks: tuple[TierLook, ...] = ()


def our_columns(
    sheet: TieredSheet, rows: Sequence[TieredRow], *, keys: Sequence[str], language: str
) -> tuple[OurColumn, ...]:
    """Return our columns.

    A heading that a column of the user's has already gets a suffix.

    Args:
        sheet: The rated sheet.
        rows: Its rows, in the order that values are wanted in.
        keys: Which of :data:`OUR_COLUMNS`, in this order.
        language: Of headings and reasons.
    """
    taken = {column.name.strip().casefold() for column in sheet.reading.columns}
    columns = (_column(key, sheet, rows, _heading(key, taken, language), language) for key in keys)
    return tuple(replace(column, width=max(column.width, width(column.header) * 1.1 + 2)) for column in columns)


def score_format(sheet: TieredSheet) -> str:
    """Return the number format of scores: as many decimals as the scheme says."""
    places = sheet.plan.score_decimals
    return "#,##0" + ("." + "0" * places if places else "")


def score_width(sheet: TieredSheet) -> float:
    """Return how wide the scores' column is: a score may be an amount of money."""
    scores = [row.rating.score for row in sheet.rows if row.rating.score is not None]
    ends = (min(scores), max(scores)) if scores else (0,)
    shown = [f"{to_decimal(score, sheet.plan.score_decimals):,f}" for score in ends]
    return max(_LEAST_SCORE, *(width(text) + 2.5 for text in shown))


def tier_width(sheet: TieredSheet) -> float:
    """Return how wide the tiers' column is."""
    return max(_LEAST_TIER, *(width(tier.code) * 1.15 + 2 for tier in sheet.plan.ladder.tiers))


def _heading(key: str, taken: set[str], language: str) -> str:
    header = phrase(f"column-{key}", language)
    return f"{header}(xltier)" if header.casefold() in taken else header


def _column(key: str, sheet: TieredSheet, rows: Sequence[TieredRow], header: str, language: str) -> OurColumn:
    match key:
        case "tier":
            tiers = sheet.plan.ladder.tiers
            looks = tuple(
                TierLook(tier.code, chip.fill, chip.ink) for tier, chip in zip(tiers, chips(tiers), strict=True)
            )
            values = repeated([row.rating.error or row.rating.tier for row in rows], lambda value: value)
            return OurColumn(key, header, values, tier_width(sheet), "center", looks=looks)
        case "score":
            places = sheet.plan.score_decimals
            scores = repeated(
                [row.rating.score for row in rows], lambda score: None if score is None else to_decimal(score, places)
            )
            return OurColumn(key, header, scores, score_width(sheet), "right", score_format(sheet))
        case "move":
            moves = repeated([row.change for row in rows], lambda change: change)
            return OurColumn(key, header, moves, _MOVE_WIDTH, "center", MOVE_FORMAT)
    reasons = _reasons(sheet, rows, language)
    widest = max((width(reason) for reason in reasons[:MEASURED]), default=0.0) * 0.95 + 2
    return OurColumn(key, header, reasons, min(max(widest, _LEAST_WHY), _MOST_WHY), "left")


def _reasons(sheet: TieredSheet, rows: Sequence[TieredRow], language: str) -> Sequence[str]:
    """Return each row's reason; equal measures with the same rating have an equal one, which is made once."""
    keys = [row.row if row.rating.tier is None else (id(row.rating), row.entries) for row in rows]
    by_key = dict(zip(keys, rows, strict=True))
    return repeated(keys, lambda key: row_reason(sheet, by_key[key], language))
