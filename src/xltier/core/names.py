"""The names that the rules of a scheme may use."""

from __future__ import annotations

import re
from typing import Final

from xltier.core.language.conditions import Names
from xltier.core.language.expressions import Sort
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import ValueType
from xltier.core.words import folded

KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_CELL_LIKE: Final = re.compile(r"[a-z]{1,3}[0-9]+|r|c|true|false|and|or|not|isblank|isnumber")
_SORTS: Final = {ValueType.NUMBER: Sort.NUMBER, ValueType.TEXT: Sort.TEXT, ValueType.FLAG: Sort.TRUTH}


def is_key(text: str) -> bool:
    """Return whether a text may name a measure: ASCII, and nothing that Excel reads as a cell.

    Example:
        >>> is_key("direct_share"), is_key("m3"), is_key("回款率")
        (True, False, False)
    """
    return KEY.fullmatch(text) is not None and _CELL_LIKE.fullmatch(text) is None


def names_of(scheme: Scheme) -> Names:
    """Return every key, label and alias of a scheme's measures and cuts."""
    sorts: dict[str, Sort] = {}
    labels: dict[str, str] = {}
    for measure in scheme.measures:
        sorts[measure.key] = _SORTS[measure.type]
        for label in (measure.key, measure.name.zh, measure.name.en, *measure.aliases):
            if label:
                labels.setdefault(folded(label), measure.key)
    for cut in scheme.cuts:
        sorts[cut.key] = Sort.NUMBER
        labels.setdefault(folded(cut.key), cut.key)
    return Names(sorts, labels)
