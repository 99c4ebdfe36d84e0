"""What Calc knows around a cell: the document's own rules sheets, the scheme that it has chosen, the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from com.sun.star.beans import NamedValue

from xltier.app.functions.cells import Argument, block
from xltier.app.functions.rules_block import rules_reading, sound_scheme
from xltier.app.functions.scheme_of import scheme_of
from xltier.core.scheme import Scheme
from xltier.hosts.calc.inside.document_rules import rules_of

_SETUP: Final = NamedValue("nodepath", "/org.openoffice.Setup/L10N")
_ACCESS: Final = "com.sun.star.configuration.ConfigurationAccess"


@dataclass(frozen=True, slots=True)
class Workbook:
    """The document that a function is called from.

    Args:
        document: The document, a UNO object; None where Calc gives none.
        language: ``"zh"`` or ``"en"``.
    """

    document: Any
    language: str

    def chosen(self) -> Scheme | None:
        """Return the scheme of the name ``xltier_scheme``, else of the first rules sheet, or None.

        Raises:
            CellFault: #N/A, for a name that nobody knows and for wrong rules.
        """
        rules = rules_of(self.document)
        if rules.chosen:
            return scheme_of(rules.chosen, self)
        return sound_scheme(rules.sheets[0]) if rules.sheets else None

    def named(self, name: str) -> Scheme | None:
        """Return a scheme of the document's rules sheets by its id or ``id@version``, or None.

        Raises:
            CellFault: #N/A, where its rules are wrong.
        """
        for reading in rules_of(self.document).sheets:
            known = str(reading.document.get("id", ""))
            if name in {known, f"{known}@{reading.document.get('version', '')}"}:
                return sound_scheme(reading)
        return None

    def of_block(self, rules: Argument) -> Scheme | None:
        """Return the scheme that a range of a rules sheet states, its first column the markers.

        Raises:
            CellFault: #N/A, where the rules are wrong.
        """
        return sound_scheme(rules_reading(block(rules)))


def office_language(context: Any) -> str:  # noqa: ANN401  a UNO object
    """Return the language of the office's windows: Chinese for any Chinese, else English."""
    manager = context.getServiceManager()
    provider = manager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
    settings = provider.createInstanceWithArguments(_ACCESS, (_SETUP,))
    return "zh" if str(settings.getByName("ooLocale")).startswith("zh") else "en"
