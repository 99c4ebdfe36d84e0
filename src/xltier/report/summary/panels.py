"""What the page shows below its table of tiers, by the kind of scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xltier.app.explain.tier_summary import Summary
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.report.book_names import BookNames
from xltier.report.summary.heat import shows_heat, write_heat
from xltier.report.summary.matrix import shows_matrix, write_matrix
from xltier.report.summary.migration import has_migration, write_migration
from xltier.report.summary.pareto import shows_pareto, write_pareto
from xltier.report.summary.places import Places
from xltier.report.summary.score_bars import write_score_bars
from xltier.report.summary.strategies import write_strategies
from xltier.report.summary.tiers import TierCells
from xltier.report.theme import Theme

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WHOLE, _RIGHT = (1, 12), (8, 12)


@dataclass(frozen=True, slots=True)
class Panels:
    """The page, and what is drawn on it."""

    book: Workbook
    page: Worksheet
    theme: Theme
    sheet: TieredSheet
    summary: Summary
    names: BookNames
    places: Places
    cells: TierCells

    def write(self, row: int) -> int:
        """Write what suits the scheme from a row; return the row after.

        A scorecard shows how its scores are spread; RFM a map of recency and frequency; another grid its cells;
        a ranking by money its curve; rules and labels are told by the bars above. All say who moved and how each
        class is served.
        """
        moved = has_migration(self.sheet, self.summary)
        end = row
        if self.sheet.plan.score is not None:
            end = self._scores(row, _RIGHT if moved else _WHOLE)
        elif shows_heat(self.sheet, self.summary):
            end = write_heat(self.page, self.theme, self.sheet, self.summary, row=row) + 1
        elif shows_matrix(self.sheet):
            end = write_matrix(self.page, self.theme, self.sheet, row=row) + 1
        elif shows_pareto(self.sheet, self.summary):
            end = write_pareto(self.book, self.page, self.theme, self.sheet, self.summary, names=self.names, row=row)
        if moved:
            top = row if self.sheet.plan.score is not None else end
            below = write_migration(self.page, self.theme, self.sheet, self.summary, places=self.places, row=top)
            end = max(end, below + 1)
        return write_strategies(self.page, self.theme, self.sheet, self.summary, self.cells, row=end)

    def _scores(self, row: int, columns: tuple[int, int]) -> int:
        return write_score_bars(
            self.book,
            self.page,
            self.theme,
            self.sheet,
            names=self.names,
            places=self.places,
            row=row,
            columns=columns,
        )
