"""What every view sheet is made from: the month, its looks, and the data sheets as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.months import YEAR, Month
from xltier.core.palette import Chip, chips
from xltier.core.scheme.measure import Measure
from xltier.core.scheme.tier import Tier
from xltier.formulas.rules_cells import RulesCells
from xltier.report.money import AmountUnit, amount_unit
from xltier.report.month.data.ratings_sheet import MONTHS
from xltier.report.month.live_value import Live, constant, text
from xltier.report.month.views.table import Condition, Table
from xltier.report.theme import Theme

_FEW_TIERS = 3


@dataclass(frozen=True)
class View:
    """A rated month as the view sheets see it.

    Args:
        result: The month.
        theme: Looks and language.
        footer: The scheme and its fingerprint.
        ratings: Rows of 评级明细, as ``result.rows``.
        measures: Rows of 基础指标, in the same order.
        adjustments: Rows of 加减分.
        red_lines: Rows of 红线.
        alerts: Rows of 预警清单.
        history: Rows of 历史.
        rules: Cells of the rules sheet.
        money: The measure that says how big a customer is; None where the scheme has none.
    """

    result: MonthResult
    theme: Theme
    footer: str
    ratings: Table
    measures: Table
    adjustments: Table
    red_lines: Table
    alerts: Table
    history: Table
    rules: RulesCells
    money: Measure | None

    @property
    def language(self) -> str:
        """Return the workbook's language."""
        return self.theme.language

    @property
    def rows(self) -> Sequence[MonthRow]:
        """Return the rated keys, in the order of the ratings."""
        return self.result.rows

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """Return one tier a code, best first; lines may have ladders of their own with the same codes."""
        found: dict[str, Tier] = {}
        for tier in self.result.scheme.tiers:
            found.setdefault(tier.code, tier)
        return tuple(found[code] for code in self.result.matrix.tiers)

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """Return the colours of :attr:`tiers`."""
        return chips(self.tiers)

    @cached_property
    def codes(self) -> tuple[Live, ...]:
        """Return the codes of :attr:`tiers` as the rules sheet has them."""
        where = {tier.code: at for at, tier in reversed(list(enumerate(self.result.scheme.tiers)))}
        return tuple(self.rule(f"tiers[{where[tier.code]}].code", tier.code) for tier in self.tiers)

    @property
    def top(self) -> int:
        """Return how many tiers count as the good ones: two, or one where there are only three or fewer."""
        return 2 if len(self.tiers) > _FEW_TIERS else 1

    @property
    def top_name(self) -> str:
        """Return the good tiers' codes: ``A+B``."""
        return "+".join(tier.code for tier in self.tiers[: self.top])

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Return the months of the history that are shown, oldest first, this one last."""
        period = self.result.period
        known = {row.month for row in self.result.history}
        return tuple(m for m in range(period - MONTHS + 1, period + 1) if m in known or m == period)

    @property
    def has_last(self) -> bool:
        """Return whether anybody was rated in the month before."""
        return self.result.period - 1 in self.months

    @property
    def has_score(self) -> bool:
        """Return whether anybody has a score: classes by rules and grids have none."""
        return any(not isinstance(score, str) for score in self.ratings.values("score"))

    @property
    def has_red(self) -> bool:
        """Return whether the scheme has red lines."""
        return "red" in self.ratings

    @property
    def decimals(self) -> int:
        """Return the score's decimals."""
        return self.result.scheme.score_decimals or 0

    @cached_property
    def unit(self) -> AmountUnit | None:
        """Return the unit in which everybody's money reads best."""
        if self.money is None:
            return None
        total = sum(value for value in self.ratings.values("amount") if not isinstance(value, str))
        return amount_unit(self.money, int(total * 10**self.money.decimals), self.language)

    def amount(self, *conditions: Condition) -> Live:
        """Return the money of the rows that meet all conditions, in :attr:`unit`."""
        if self.money is None or self.unit is None:
            return constant(0)
        total = self.ratings.total("amount", *conditions, decimals=self.money.decimals)
        divisor = self.unit.divisor
        return total if divisor == 1 else Live(f"({total.formula}/{divisor})", total.number / divisor)

    def rule(self, path: str, value: str | float) -> Live:
        """Return a rule's cell, or the rule itself where it has none."""
        ref = self.rules.ref(path)
        if ref is not None:
            return Live(ref.address, value)
        return text(value) if isinstance(value, str) else constant(value)


def month_label(month: Month, language: str) -> str:
    """Return a month as a column's header: ``10 月`` or ``Oct``."""
    return f"{month % YEAR + 1} 月" if language == "zh" else _NAMES[month % YEAR][:3]


def month_name(month: Month, language: str) -> str:
    """Return a month as a title has it: ``2026 年 10 月`` or ``October 2026``."""
    year, number = month // YEAR, month % YEAR
    return f"{year} 年 {number + 1} 月" if language == "zh" else f"{_NAMES[number]} {year}"


def short_label(month: Month) -> str:
    """Return a month as an axis has it: ``26.10``."""
    return f"{month // YEAR % 100:02d}.{month % YEAR + 1:02d}"


_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
