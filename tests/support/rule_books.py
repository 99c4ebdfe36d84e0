"""Short rule books for tests: what a test is about stands in it, the rest is supplied."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Final

from xltier.core.document import read_document
from xltier.core.scheme import Scheme

_HEAD: Final = """
id = "test"
version = "1"
valid_from = 2024-01-01
name = { zh = "试用", en = "Test" }
"""
_BANDED: Final = """
kind = "band"
measure = "{key}"
[[tiers]]
code = "A"
name = {{ zh = "甲", en = "First" }}
floor = 10
[[tiers]]
code = "B"
name = {{ zh = "乙", en = "Second" }}
"""


def rule_book(measures: str, rest: str | None = None) -> Scheme:
    """Return a scheme.

    Args:
        measures: A TOML table of measures by key, one a line; its first measure is banded if there is no ``rest``.
        rest: Kind, tiers and whatever else, in TOML.

    Raises:
        ValueError: The document has an error, so the test is wrong.
    """
    found = tomllib.loads(measures, parse_float=Decimal)
    document = tomllib.loads(
        _HEAD + (_BANDED.format(key=next(iter(found))) if rest is None else rest), parse_float=Decimal
    )
    document["measures"] = [
        {"key": key, "name": {"zh": f"指标{at}", "en": f"Measure {at}"}} | fields
        for at, (key, fields) in enumerate(found.items())
    ]
    scheme, problems = read_document(document)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise ValueError(errors)
    return scheme
