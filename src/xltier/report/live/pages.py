"""The summary, the problems and the rules as sheets of an open workbook."""

from __future__ import annotations

from collections.abc import Mapping

from xltier.app.explain.tier_summary import summary_of
from xltier.app.live.content import SheetContent
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.core.scheme import Scheme
from xltier.report.book_names import BookNames
from xltier.report.live.recorded_page import RecordedBook, RecordedPage
from xltier.report.page import rating_footer
from xltier.report.problems_sheet import write_problems
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.summary.page import write_summary
from xltier.report.theme import Theme


class LivePages:
    """Makes our sheets by the writers of files."""

    def of_rating(
        self, sheet: TieredSheet, *, data: str, names: Mapping[str, str], language: str
    ) -> Mapping[str, SheetContent]:
        """Return the summary and the problems of a rated sheet, as a refresh of a file grafts them.

        Args:
            sheet: The rated sheet.
            data: Name of the customers' sheet, which links lead to.
            names: Final name of each sheet, by ``summary`` and ``problems``.
            language: ``zh`` or ``en``.
        """
        book = RecordedBook()
        theme = Theme(book, language)
        summary, problems = RecordedPage(), RecordedPage()
        ours = BookNames(data, names["summary"], names["problems"], "")
        footer = rating_footer(sheet, language)
        write_summary(book, summary, theme, sheet=sheet, summary=summary_of(sheet), names=ours, footer=footer)
        write_problems(problems, theme, sheet, data=data, footer=footer)
        return {"summary": summary.content(), "problems": problems.content()}

    def of_rules(self, scheme: Scheme, *, name: str, language: str) -> SheetContent:
        """Return the rules sheet of a scheme under its final name.

        Raises:
            SchemeError: The scheme says what no cell can hold.
        """
        page = RecordedPage()
        write_rulebook(page, Theme(RecordedBook(), language), scheme, name=name)
        return page.content()
