"""The ribbon tab as data, and its two files: Excel 2007 reads the older one, everything later the newer one.

No label is written here: each control asks ``RibbonLabel`` for its words by its tag, so that the language can change
at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

NAMESPACES: Final = {
    "customUI/customUI.xml": "http://schemas.microsoft.com/office/2006/01/customui",
    "customUI/customUI14.xml": "http://schemas.microsoft.com/office/2009/07/customui",
}
NEWER: Final = "customUI/customUI14.xml"
"""Only this one knows the menus of a right click."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control of the ribbon.

    Args:
        tag: What it means: the macro that it runs, and the key of its words.
        image: One of Office's own pictures.
        is_large: Whether it is as high as the ribbon.
        menu: What hangs below it.
        callback: What a click calls.
    """

    tag: str
    image: str = ""
    is_large: bool = False
    menu: tuple[Control, ...] = ()
    callback: str = "RibbonMacro"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of controls; its tag is the key of its name."""

    tag: str
    controls: tuple[Control, ...]


SCHEME: Final = "scheme"
"""The drop-down of schemes."""

GROUPS: Final = (
    Group(
        "group_rate",
        (
            Control(
                "refresh",
                "RefreshAll",
                is_large=True,
                menu=(
                    Control("refresh_pick", "TableSelect"),
                    Control("refresh_all", "Refresh"),
                    Control("undo", "Undo"),
                    Control("freeze", "PasteValues"),
                ),
            ),
            Control("explain", "ZoomToSelection", is_large=True),
        ),
    ),
    Group(
        "group_rules",
        (Control(SCHEME), Control("rules_sheet", "TableProperties"), Control("check", "AcceptInvitation")),
    ),
    Group(
        "group_month",
        (
            Control("monthly", "CalendarMonthDetails", is_large=True),
            Control("card", "ContactCardCallOther", is_large=True),
        ),
    ),
    Group(
        "group_help",
        (
            Control("doctor", "Info"),
            Control("manual", "Help", callback="RibbonManual"),
            Control("example", "FileOpen"),
            Control("language", "Translate", callback="RibbonLanguage"),
        ),
    ),
)
RIGHT_CLICK: Final = (Control("explain", "ZoomToSelection"), Control("refresh", "RefreshAll"))
_MENUS: Final = ("ContextMenuCell", "ContextMenuListRange")
"""Office's names of the menus of a cell, outside and inside a Table."""

TAB: Final = "tab"


def tags() -> tuple[str, ...]:
    """Return the tag of everything that has a label, each once, in order."""
    controls = [one for group in GROUPS for control in group.controls for one in (control, *control.menu)]
    return tuple(dict.fromkeys([TAB, *(group.tag for group in GROUPS), *(control.tag for control in controls)]))


def macros() -> tuple[str, ...]:
    """Return the tags of the controls that run a macro."""
    controls = [one for group in GROUPS for control in group.controls for one in (control, *control.menu)]
    return tuple(control.tag for control in controls if control.callback == "RibbonMacro" and control.tag != SCHEME)


def custom_ui(part: str) -> str:
    """Return the file of one of :data:`NAMESPACES`."""
    groups = "".join(_group(group) for group in GROUPS)
    right_click = "".join(_right_click(menu) for menu in _MENUS) if part == NEWER else ""
    menus = f"<contextMenus>{right_click}</contextMenus>" if right_click else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACES[part]}" onLoad="RibbonLoaded"><ribbon><tabs>'
        f'<tab id="xltierTab" tag="{TAB}" getLabel="RibbonLabel">{groups}</tab>'
        f"</tabs></ribbon>{menus}</customUI>"
    )


def _group(group: Group) -> str:
    controls = "".join(_control(control) for control in group.controls)
    return f'<group id="{_id(group.tag)}" tag="{group.tag}" getLabel="RibbonLabel">{controls}</group>'


def _control(control: Control) -> str:
    if control.tag == SCHEME:
        return (
            f'<dropDown id="{_id(SCHEME)}"{_words(SCHEME)} sizeString="dealer-monthly-2026" getItemCount="SchemeCount"'
            ' getItemLabel="SchemeLabel" getSelectedItemIndex="SchemeSelected" onAction="SchemeChosen"/>'
        )
    if not control.menu:
        return _button(control, _id(control.tag), size=_size(control))
    items = "".join(_button(item, _id(item.tag), size="") for item in control.menu)
    name = _id(control.tag)
    return (
        f'<splitButton id="{name}Split"{_size(control)}>{_button(control, name, size="")}'
        f'<menu id="{name}Menu" itemSize="normal">{items}</menu></splitButton>'
    )


def _button(control: Control, identifier: str, *, size: str) -> str:
    return (
        f'<button id="{identifier}"{size} imageMso={quoteattr(control.image)}{_words(control.tag)}'
        f' onAction="{control.callback}"/>'
    )


def _right_click(menu: str) -> str:
    items = "".join(_button(item, f"{_id(item.tag)}{menu}", size="") for item in RIGHT_CLICK)
    return f'<contextMenu idMso="{menu}"><menuSeparator id="xltierLine{menu}"/>{items}</contextMenu>'


def _words(tag: str) -> str:
    return f' tag="{tag}" getLabel="RibbonLabel" getScreentip="RibbonLabel" getSupertip="RibbonTip"'


def _size(control: Control) -> str:
    return ' size="large"' if control.is_large else ""


def _id(tag: str) -> str:
    return "xltier" + "".join(part.capitalize() for part in tag.split("_"))
