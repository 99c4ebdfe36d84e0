"""What is known around a cell of a workbook: its own rules sheets, the scheme that it has chosen, the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xltier.app.functions.cells import Argument, CellFault, block
from xltier.app.functions.rules_block import rules_reading, sound_scheme
from xltier.app.functions.scheme_of import scheme_of
from xltier.core.scheme import Scheme
from xltier.core.values import ExcelError
from xltier.errors import SchemeError
from xltier.tables.rules.read import RulesReading

NAME = "xltier_scheme"
"""The defined name by which a workbook chooses its scheme."""


def nothing_settled() -> None:
    """Return None: neither the workbook's folder nor its user has settled on a scheme."""


@dataclass(frozen=True, slots=True)
class WorkbookRules:
    """What a workbook says about schemes.

    Args:
        chosen: What :data:`NAME` says, empty where there is no such name.
        sheets: Its rules sheets, in tab order.
        settled: Returns the scheme of the settings of its folder, else of the user, or None; a host keeps the answer.
    """

    chosen: str = ""
    sheets: tuple[RulesReading, ...] = ()
    settled: Callable[[], Scheme | None] = nothing_settled


@dataclass(frozen=True, slots=True)
class InWorkbook:
    """Surroundings of a cell in a workbook.

    Args:
        rules: What the workbook says.
        language: ``"zh"`` or ``"en"``.
    """

    rules: WorkbookRules
    language: str

    def chosen(self) -> Scheme | None:
        """Return the scheme of the workbook's name, its first rules sheet, or the settings, in that order, or None.

        Raises:
            CellFault: #N/A, for a name that nobody knows, for wrong rules, and for settings that cannot be used.
        """
        if self.rules.chosen:
            return scheme_of(self.rules.chosen, self)
        if self.rules.sheets:
            return sound_scheme(self.rules.sheets[0])
        try:
            return self.rules.settled()
        except SchemeError as err:
            raise CellFault(ExcelError.NA, err.problems[0]) from err

    def named(self, name: str) -> Scheme | None:
        """Return a scheme of the rules sheets by its id or ``id@version``, or None.

        A sheet that has lost its marks does not say whose rules it holds: it may be the one that is meant.

        Raises:
            CellFault: #N/A, where its rules are wrong, and where a sheet in front of it has lost its marks.
        """
        for reading in self.rules.sheets:
            known = str(reading.document.get("id", ""))
            if name in {known, f"{known}@{reading.document.get('version', '')}"} or reading.is_lost:
                return sound_scheme(reading)
        return None

    def of_block(self, rules: Argument) -> Scheme | None:
        """Return the scheme that a range of a rules sheet states, its first column the markers.

        Raises:
            CellFault: #N/A, where the rules are wrong.
        """
        return sound_scheme(rules_reading(block(rules)))
