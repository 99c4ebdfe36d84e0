"""What the sheets of the monthly workbook call things: drivers, states, causes, kinds of key."""

from __future__ import annotations

from typing import Final

from xltier.app.month.intake.fields import DEALER, DIVISION, LINE, NAME
from xltier.app.month.result import MonthResult
from xltier.core.fingerprint import fingerprint
from xltier.core.migration import NEW, UNRATED, WITHDRAWN, Driver
from xltier.core.months import month_text
from xltier.core.words import Words
from xltier.report.month.grid import Column, Look

CODE: Final = Column(DEALER.name, 9.5, Look.CENTRE)
DEALER_NAME: Final = Column(NAME.name, 16)
DIVISION_OF: Final = Column(DIVISION.name, 10.5, Look.CENTRE)
LINE_OF: Final = Column(LINE.name, 12, Look.CENTRE)
KEY: Final = (CODE, DEALER_NAME, DIVISION_OF, LINE_OF)
"""The columns that every sheet about keys begins with: never one line's figure under another's name."""

DRIVERS: Final = {
    Driver.SCORE: Words("得分", "score"),
    Driver.RED_LINE: Words("红线", "red line"),
    Driver.RELEASE: Words("红线解除", "red line lifted"),
    Driver.RULES: Words("规则变更", "rules changed"),
    Driver.LINE: Words("线别调整", "line moved"),
    Driver.OVERRIDE: Words("人工调整", "override"),
    Driver.DATA: Words("数据", "data"),
    Driver.NO_TIER_BEFORE: Words("此前无等级", "no tier before"),
    Driver.NO_TIER_NOW: Words("现无等级", "no tier now"),
}
OTHER_TIERS: Final = {
    NEW: Words("新评", "New"),
    UNRATED: Words("未评", "Unrated"),
    WITHDRAWN: Words("退出", "Withdrawn"),
}


def tier_word(code: str, language: str) -> str:
    """Return a tier's code, or the word for being new, unrated or withdrawn."""
    return OTHER_TIERS[code].said(language) if code in OTHER_TIERS else code


def period_of(result: MonthResult) -> str:
    """Return the month as ``2026-10``."""
    return month_text(result.period)


def scheme_of(result: MonthResult) -> str:
    """Return the scheme, its version and fingerprint, as footers and histories name them."""
    return f"{result.scheme.id}@{result.scheme.version} · {fingerprint(result.scheme)}"
