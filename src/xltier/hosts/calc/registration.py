"""``CalcAddIns.xcu``: how the Function Wizard shows each function, in Chinese and English, from the catalogue."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from xltier.app.functions.catalogue import CATALOGUE, Function
from xltier.core.words import Words

SERVICE: Final = "XLTIER"
"""The UNO service: files store ``XLTIER.TIER``."""

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
    ' oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
    f' <node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace"><node oor:name="AddInFunctions">\n'
)
_TAIL: Final = " </node></node></node>\n</oor:component-data>\n"
_CATEGORY: Final = '<prop oor:name="Category"><value>Add-In</value></prop>'


def registration() -> str:
    """Return the configuration that Calc reads."""
    return _HEAD + "".join(_function(function) for function in CATALOGUE.values()) + _TAIL


def _function(function: Function) -> str:
    name = Words(function.name, function.name)
    arguments = "".join(
        f'   <node oor:name="{parameter.name.replace("_", "")}" oor:op="replace">'
        f"{_said('DisplayName', Words(parameter.name, parameter.name))}{_said('Description', parameter.help)}</node>\n"
        for parameter in function.parameters
    )
    return (
        f'  <node oor:name="{function.name}" oor:op="replace">\n'
        f"   {_said('DisplayName', name)}\n"
        f"   {_said('Description', function.help)}\n"
        f"   {_CATEGORY}{_said('CompatibilityName', name)}\n"
        f'   <node oor:name="Parameters">\n{arguments}   </node>\n'
        "  </node>\n"
    )


def _said(name: str, words: Words) -> str:
    """Return a property in both languages; English is what any other language falls back to."""
    values = "".join(
        f'<value xml:lang="{tag}">{escape(text)}</value>' for tag, text in (("en", words.en), ("zh-CN", words.zh))
    )
    return f'<prop oor:name="{name}">{values}</prop>'
