"""One cell as XML bytes: text, number, error or formula, never one taken for another."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Final

from xltier.files.patch.values import CellError, CellFormula, CellValue

LONGEST_TEXT: Final = 32_767
"""Characters an Excel cell holds, in UTF-16 units."""

# A literal `_x000D_` must not come back as a carriage return, and what XML cannot hold is written that way
# (ECMA-376 22.9.2.19, ST_Xstring).
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_MARKS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class TextTooLongError(ValueError):
    """A text that no Excel cell can hold."""


def text_content(text: str) -> str:
    """Return text as element content: marks escaped, unfit characters as ``_xHHHH_``."""
    return _fit(text).translate(_MARKS)


def utf16_length(text: str) -> int:
    """Return the length that Excel counts: characters beyond the basic plane count twice."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)  # noqa: PLR2004 -- last of the basic plane


def cell_tail(value: CellValue, style: int, prefix: str = "") -> bytes:
    """Return everything of a cell behind ``<c r="I5"``: style, type and content, to its end tag.

    Args:
        value: What the cell shall hold.
        style: Index of its cell format; 0 is left out.
        prefix: Namespace prefix of the sheet with its colon, or nothing.

    Raises:
        TextTooLongError: The text is longer than a cell may be.
        ValueError: The number is not finite.
    """
    kind, body = _type_and_body(value, prefix)
    shown = f' s="{style}"' if style else ""
    return (f"{shown}{kind}>{body}</{prefix}c>" if body else f"{shown}/>").encode()


def _type_and_body(value: CellValue, prefix: str) -> tuple[str, str]:
    match value:
        case None:
            return "", ""
        case bool():
            return ' t="b"', _element(prefix, "v", "1" if value else "0")
        case str():
            return ' t="inlineStr"', _inline(value, prefix)
        case CellError():
            return ' t="e"', _element(prefix, "v", value.value)
        case CellFormula():
            return _formula(value, prefix)
        case _:
            return "", _element(prefix, "v", _number(value))


def _formula(formula: CellFormula, prefix: str) -> tuple[str, str]:
    body = _element(prefix, "f", text_content(formula.text))
    match formula.value:
        case None:
            return "", body
        case str():
            return ' t="str"', body + _element(prefix, "v", text_content(formula.value))
        case CellError():
            return ' t="e"', body + _element(prefix, "v", formula.value.value)
        case _:
            return "", body + _element(prefix, "v", _number(formula.value))


def _inline(text: str, prefix: str) -> str:
    if utf16_length(text) > LONGEST_TEXT:
        raise TextTooLongError(text[:40])
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}is><{prefix}t{kept}>{text_content(text)}</{prefix}t></{prefix}is>"


def _number(value: float | Decimal) -> str:
    if not math.isfinite(value):
        raise ValueError(value)
    return format(value, "f") if isinstance(value, Decimal) else repr(value)


def _element(prefix: str, name: str, content: str) -> str:
    return f"<{prefix}{name}>{content}</{prefix}{name}>"


def _fit(text: str) -> str:
    escaped = _ESCAPE_LIKE.sub("_x005F_", text)
    return _UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)
