"""Thresholds of a period as text, so that old results can be made again (systems.md P3)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from xltier.core.distribution import Cuts
from xltier.core.fingerprint import fingerprint
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.errors import DataError, Problem


def cuts_text(plan: Plan, period: str) -> str:
    """Return the fitted cuts of a plan as JSON: with the scheme that they belong to, and the period."""
    return json.dumps(
        {
            "scheme": plan.scheme.id,
            "version": plan.scheme.version,
            "hash": fingerprint(plan.scheme),
            "period": period,
            "cuts": {name: list(cuts) for name, cuts in plan.cuts.items()},
        },
        ensure_ascii=False,
        indent=2,
    )


def read_cuts(text: str, scheme: Scheme) -> Cuts:
    """Return the cuts of a stored text, for :func:`xltier.core.compile.compile_plan`.

    Raises:
        DataError: It is no such text, or the rules have changed since: the cuts would mean something else.
    """
    try:
        stored = json.loads(text)
        cuts: Mapping[str, list[int]] = stored["cuts"]
        found = {str(name): tuple(int(cut) for cut in own) for name, own in cuts.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(Problem("cuts-unreadable", values={"scheme": scheme.id})) from error
    if stored.get("hash") != fingerprint(scheme):
        values = {"scheme": scheme.id, "stored": stored.get("hash"), "now": fingerprint(scheme)}
        raise DataError(Problem("cuts-of-other-rules", values=values))
    return found
