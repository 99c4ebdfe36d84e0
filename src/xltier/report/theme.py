"""How our workbooks look: one set of fonts, colours and formats, each format made once a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK: Final = "#14212E"
SUB: Final = "#5B6875"
MUTE: Final = "#8A96A3"
LINE: Final = "#D8DEE5"
HAIR: Final = "#E7EBF0"
PANEL: Final = "#F4F6F9"
HEAD: Final = "#E3EAF2"
USED: Final = "#CFE0EF"
ACCENT: Final = "#14304F"
UP: Final = "#1F6AA5"
DOWN: Final = "#B3261E"
SIZE: Final = 9.5

FONTS: Final = {"zh": "Microsoft YaHei", "en": "Calibri"}


class Theme:
    """The formats of one workbook in one language."""

    def __init__(self, book: Workbook, language: str) -> None:
        """Set the workbook's base font; formats are made when they are first asked for."""
        self.language = language
        self.font = FONTS[language]
        self._book = book
        self._known: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:  # noqa: ANN401 - XlsxWriter takes texts, numbers and marks alike
        """Return a format with these XlsxWriter properties over our base: font, size, ink, vertical centre."""
        wanted = {"font_name": self.font, "font_size": SIZE, "font_color": INK, "valign": "vcenter"} | properties
        key = tuple(sorted(wanted.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(wanted)
        return self._known[key]

    def bare(self, **properties: Any) -> Format:  # noqa: ANN401 - as above
        """Return a format with these properties only, for conditional formatting."""
        key = (("bare", True), *sorted(properties.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(properties)
        return self._known[key]

    def body(self, **properties: Any) -> Format:  # noqa: ANN401 - as above
        """Return the format of a table's cell."""
        return self.format(**{"bottom": 1, "bottom_color": HAIR} | properties)

    def head(self, **properties: Any) -> Format:  # noqa: ANN401 - as above
        """Return the format of a table's header cell."""
        base = {"bold": True, "font_color": WHITE_ON_ACCENT, "bg_color": ACCENT, "align": "center", "text_wrap": True}
        return self.format(**base | {"border": 1, "border_color": "#FFFFFF"} | properties)

    def section(self) -> Format:
        """Return the format of a section's heading."""
        return self.format(bold=True, font_size=12, font_color=ACCENT, bottom=2, bottom_color=ACCENT)


WHITE_ON_ACCENT: Final = "#FFFFFF"
