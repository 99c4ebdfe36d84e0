"""The fingerprint of a rule book: the same rules, the same eight digits, wherever they were written."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from xltier.core.scheme import Scheme


def fingerprint(scheme: Scheme) -> str:
    """Return a short hash of the parsed rules; texts of cases, colours and layout do not count.

    Example:
        >>> len(fingerprint(__import__("xltier").load_scheme("standard")))
        9
    """
    tiers = tuple(replace(tier, fill=None, ink=None) for tier in scheme.tiers)
    digest = hashlib.sha256(repr(replace(scheme, cases=(), tiers=tiers)).encode()).hexdigest()
    return f"{digest[:4]}-{digest[4:8]}"
