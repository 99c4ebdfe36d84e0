"""``Addons.xcu``: the menu xltier and its toolbar in Calc, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from xltier.messages import phrase

SERVICE: Final = "org.xltier.calc.Job"
ENTRIES: Final = (
    "refresh",
    "refresh_pick",
    "refresh_all",
    "undo",
    "",
    "explain",
    "check",
    "rules_sheet",
    "monthly",
    "",
    "freeze",
)
"""The macros in their order; an empty one is a line between groups."""
TOOLBAR: Final = ("refresh", "undo", "explain", "check", "rules_sheet", "monthly")

_TAGS: Final = (("en", "en"), ("zh", "zh-CN"))
_CALC: Final = "com.sun.star.sheet.SpreadsheetDocument"
_SEPARATOR: Final = "private:separator"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' oor:name="Addons" oor:package="org.openoffice.Office">\n <node oor:name="AddonUI">\n'
)
_TAIL: Final = " </node>\n</oor:component-data>\n"


def url(macro: str) -> str:
    """Return what an entry of a menu runs."""
    return f"service:{SERVICE}?{macro}"


def menu() -> str:
    """Return the configuration that the office reads."""
    entries = "".join(_entries(ENTRIES))
    buttons = "".join(_entries(TOOLBAR))
    return (
        f"{_HEAD}"
        '  <node oor:name="OfficeMenuBar"><node oor:name="org.xltier.calc.menu" oor:op="replace">\n'
        f"   {_plain('Context', _CALC)}{_plain('Title', 'xltier')}\n"
        f'   <node oor:name="Submenu">\n{entries}   </node>\n'
        "  </node></node>\n"
        '  <node oor:name="OfficeToolBar"><node oor:name="org.xltier.calc.toolbar" oor:op="replace">\n'
        f"{buttons}"
        "  </node></node>\n"
        f"{_TAIL}"
    )


def _entries(macros: tuple[str, ...]) -> Iterator[str]:
    for at, macro in enumerate(macros, start=1):
        place = f'    <node oor:name="m{at:02}" oor:op="replace">'
        if macro:
            title = _said("Title", f"ribbon-{macro}")
            yield f"{place}{_plain('Context', _CALC)}{_plain('URL', url(macro))}{title}</node>\n"
        else:
            yield f"{place}{_plain('URL', _SEPARATOR)}</node>\n"


def _plain(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:string"><value>{value}</value></prop>'


def _said(name: str, reference: str) -> str:
    values = "".join(
        f'<value xml:lang="{tag}">{escape(phrase(reference, language))}</value>' for language, tag in _TAGS
    )
    return f'<prop oor:name="{name}" oor:type="xs:string">{values}</prop>'
