"""A scheme document as TOML: the canonical form that differences are read in.

The standard library reads TOML and writes none; this writes just what a scheme document holds, and
travels with the cell functions.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from xltier.core.scheme import Scheme
from xltier.core.write_document import write_document

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST: Final = 120


def scheme_toml(scheme: Scheme) -> str:
    """Return the TOML text of a scheme; reading it gives an equal scheme.

    Example:
        >>> from xltier.schemes.library import load_scheme, read_toml
        >>> read_toml(scheme_toml(load_scheme("standard")), "standard") == load_scheme("standard")
        True
    """
    document = write_document(scheme)
    lines = [f"{key} = {_value(value)}" for key, value in document.items() if not _is_tables(value)]
    for key, value in document.items():
        if isinstance(value, list) and _is_tables(value):
            for table in value:
                lines += ["", f"[[{key}]]", *_fields(table)]
    return "\n".join(lines) + "\n"


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _fields(table: Mapping[str, object]) -> list[str]:
    """Return the fields of a table, inner tables inline; a list of them takes a line each."""
    lines = []
    for key, value in table.items():
        text = f"{_key(key)} = {_value(value)}"
        if len(text) > _LONGEST and isinstance(value, list) and _is_tables(value):
            lines += [f"{_key(key)} = [", *(f"  {_value(part)}," for part in value), "]"]
        else:
            lines.append(text)
    return lines


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    """Return a basic string; JSON escapes what TOML does, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:  # noqa: PLR0911 - one return a type
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int() | dt.date():
            return str(value)
        case Decimal():
            return _number(value)
        case float():
            return _number(Decimal(str(value)))
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + " }"
        case Sequence():
            return "[" + ", ".join(_value(part) for part in value) + "]"
    msg = f"no TOML for {value!r}"
    raise TypeError(msg)


def _number(value: Decimal) -> str:
    """Return a number in full: no exponent, and a whole one without a point."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}"
    return f"{value:f}"
