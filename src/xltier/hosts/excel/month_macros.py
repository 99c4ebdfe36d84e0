"""``xltier rate --macro``: the monthly workbook with buttons for the macros that it is worked with."""

from __future__ import annotations

import struct
from typing import Final
from xml.sax.saxutils import quoteattr

from xltier.hosts.excel.package import XLSM, packed
from xltier.hosts.excel.project import Module, with_modules, written
from xltier.hosts.excel.ribbon import NAMESPACES, Control
from xltier.messages import phrase

_MODULE: Final = "XLTIER_Month"
_PLACE: Final = "MISSING_TEXT"
BUTTONS: Final = (
    Control("monthly", "CalendarMonthDetails"),
    Control("card", "ContactCardCallOther"),
    Control("explain", "ZoomToSelection"),
    Control("check", "AcceptInvitation"),
)


def with_buttons(book: bytes, *, language: str) -> bytes:
    """Return a monthly workbook as one with macros; every sheet stays as it is.

    Args:
        book: The workbook (.xlsx).
        language: Of the buttons; a workbook has its own language whoever opens it.

    Raises:
        AddinError: pyopenvba is not installed.
    """
    text = visual_basic_text(phrase("ribbon-no-add-in", language))
    module = written(_MODULE)
    modules = (Module(_MODULE, module.source.replace(_PLACE, text)),)
    return packed(with_modules(book, modules), XLSM, {part: _ribbon(part, language) for part in NAMESPACES})


def visual_basic_text(text: str) -> str:
    """Return an expression of Visual Basic that gives a text; its source is ASCII.

    Example:
        >>> visual_basic_text("级 B")
        'ChrW(32423) & " B"'
    """
    parts: list[str] = []
    plain = ""
    for letter in text:
        if letter.isascii() and letter.isprintable():
            plain += letter
        else:
            parts += [_quoted(plain)] * bool(plain) + [f"ChrW({unit})" for unit in _units(letter)]
            plain = ""
    return " & ".join([*parts, *([_quoted(plain)] if plain or not parts else [])])


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _units(letter: str) -> tuple[int, ...]:
    """Return a letter's UTF-16 units as ChrW wants them: signed numbers of 16 bits."""
    return struct.unpack(f"<{len(letter.encode('utf-16-le')) // 2}h", letter.encode("utf-16-le"))


def _ribbon(part: str, language: str) -> str:
    tab, group = (quoteattr(phrase(key, language)) for key in ("ribbon-month-tab", "ribbon-group_month"))
    buttons = "".join(_button(one, language) for one in BUTTONS)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACES[part]}"><ribbon><tabs>'
        f'<tab id="xltierMonthTab" label={tab}><group id="xltierMonthGroup" label={group}>{buttons}</group>'
        "</tab></tabs></ribbon></customUI>"
    )


def _button(one: Control, language: str) -> str:
    label, tip = (quoteattr(phrase(key, language)) for key in (f"ribbon-{one.tag}", f"ribbon-{one.tag}-tip"))
    return (
        f'<button id="xltierMonth{one.tag.capitalize()}" tag="{one.tag}" size="large" imageMso="{one.image}"'
        f' label={label} screentip={label} supertip={tip} onAction="MonthMacro"/>'
    )
