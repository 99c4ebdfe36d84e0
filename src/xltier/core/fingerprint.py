"""The fingerprint of a rule book: the same rules, the same eight digits, wherever they were written."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Final

from xltier.core.scheme import Scheme

# TOML says 1.0 where a cell says 1: the zeros behind a number's last digit are no rule.
_TRAILING_ZEROS: Final = re.compile(r"(Decimal\('-?\d+)(?:\.0+|(\.\d*?[1-9])0+)'\)")


def fingerprint(scheme: Scheme) -> str:
    """Return a short hash of the parsed rules; texts of cases, colours and layout do not count.

    Example:
        >>> len(fingerprint(__import__("xltier").load_scheme("standard")))
        9
    """
    tiers = tuple(replace(tier, fill=None, ink=None) for tier in scheme.tiers)
    said = _TRAILING_ZEROS.sub(r"\1\2')", repr(replace(scheme, cases=(), tiers=tiers)))
    digest = hashlib.sha256(said.encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"
