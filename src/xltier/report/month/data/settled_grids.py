"""历史 and 台账: what next month's rating reads again. Their headers are those of the input contract."""

from __future__ import annotations

from collections.abc import Mapping

from xltier.app.month.intake.fields import Field, Shape
from xltier.app.month.intake.inputs import LedgerLine, PastRating
from xltier.app.month.intake.log_rows import CAUSES, STATE_WORDS
from xltier.app.month.intake.logs import HISTORY, LEDGER
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthResult
from xltier.core.closing import State
from xltier.core.months import month_text
from xltier.core.scheme import Scheme
from xltier.core.words import Words
from xltier.messages import phrase
from xltier.report.month.data.ratings_grid import number
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.places import row_id

_LOOKS: Mapping[Shape, Look] = {Shape.NUMBER: Look.NUMBER, Shape.DAY: Look.DAY, Shape.TEXT: Look.TEXT}
_WIDTHS = {"name": 17.0, "line": 13.0, "division": 12.0, "scheme": 22.0, "reason": 40.0, "red_lines": 20.0}
_ID = Column(Words("键", "Key"), 12, Look.FAINT, key="id", is_hidden=True)
_TIERS = frozenset({"tier", "kept", "before_tier", "after_tier"})


def history_grid(result: MonthResult, language: str) -> Grid:
    """Return the history, latest month first: the workbook of this month is an input of the next."""
    past = sorted(result.history, key=lambda row: -row.month)
    return Grid(
        title=phrase("month-history-title", language),
        subtitle=phrase("month-history-subtitle", language),
        columns=(*_columns(HISTORY.fields), _ID),
        rows=[_past(row, result.names.get(row.dealer), result.scheme, language) for row in past],
        frozen=5,
    )


def _past(row: PastRating, name: str | None, scheme: Scheme, language: str) -> tuple[Cell, ...]:
    points = scheme.points_decimals
    return (
        *(month_text(row.month), row.dealer, name, row.division, row.line),
        number(row.score, scheme.score_decimals or 0),
        *(row.tier, row.kept, row.pending),
        STATE_WORDS[State(row.state)].said(language),
        *(row.revision, row.scheme, row.fingerprint),
        number(row.base, points),
        number(row.bonus, points),
        number(row.penalty, points),
        " ".join(row.red_lines) or None,
        Words("是", "yes").said(language) if row.by_hand else None,
        row_id(Key(row.dealer, row.division, row.line)),
    )


def ledger_grid(result: MonthResult, language: str) -> Grid:
    """Return the ledger: who moved in a revision, and why."""
    return Grid(
        title=phrase("month-ledger-title", language),
        subtitle=phrase("month-ledger-subtitle" if result.ledger else "month-no-revisions", language),
        columns=_columns(LEDGER.fields),
        rows=[_line(row, result.names.get(row.dealer), result.scheme, language) for row in result.ledger],
        frozen=3,
    )


def _line(row: LedgerLine, name: str | None, scheme: Scheme, language: str) -> tuple[Cell, ...]:
    decimals = scheme.score_decimals or 0
    cause = CAUSES[row.cause].said(language) if row.cause in CAUSES else row.cause
    return (
        *(month_text(row.month), STATE_WORDS[State(row.state)].said(language), row.revision, row.date),
        *(row.dealer, name, row.division, row.line),
        *(row.before_tier, row.after_tier, number(row.before_score, decimals), number(row.after_score, decimals)),
        *(cause, row.reason),
    )


def _columns(fields: tuple[Field, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(
            field.name,
            _WIDTHS.get(field.key, 11.0),
            Look.TIER if field.key in _TIERS else _LOOKS.get(field.shape, Look.CENTRE),
            "0.####",
            key=field.key,
        )
        for field in fields
    )
