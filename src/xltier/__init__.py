"""xltier: tiers and monthly ratings for customers, dealers and distributors.

Every name is loaded when it is first used: the command line starts fast, and no third-party package
comes with the rule engine.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Final

from xltier.errors import BookError, DataError, Location, Problem, SchemeError, XltierError

if TYPE_CHECKING:
    from xltier.app.customer import explain, rate
    from xltier.app.frame import rate_frame
    from xltier.core.circumstances import Circumstances, Occurrence, Override, Standing
    from xltier.core.rating import Rating
    from xltier.core.scheme import Scheme
    from xltier.core.trace import Trace
    from xltier.core.values import NOT_APPLICABLE
    from xltier.schemes.library import load_scheme, read_toml

__version__: Final = "0.1.0"

_HOMES: Final = {
    "xltier.app.customer": ("explain", "rate"),
    "xltier.app.frame": ("rate_frame",),
    "xltier.core.circumstances": ("Circumstances", "Occurrence", "Override", "Standing"),
    "xltier.core.rating": ("Rating",),
    "xltier.core.scheme": ("Scheme",),
    "xltier.core.trace": ("Trace",),
    "xltier.core.values": ("NOT_APPLICABLE",),
    "xltier.schemes.library": ("load_scheme", "read_toml"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NOT_APPLICABLE",
    "BookError",
    "Circumstances",
    "DataError",
    "Location",
    "Occurrence",
    "Override",
    "Problem",
    "Rating",
    "Scheme",
    "SchemeError",
    "Standing",
    "Trace",
    "XltierError",
    "explain",
    "load_scheme",
    "rate",
    "rate_frame",
    "read_toml",
]


def _in_words(problem: Problem) -> str:
    """Return a Problem as an exception says it: reference, place, fact and advice in one line."""
    from xltier.messages import render

    said = render(problem, "zh" if os.environ.get("XLTIER_LANG", "").casefold().startswith("zh") else "en")
    where = f"{said.where}: " if said.where else ""
    return f"[{problem.reference}] {where}{said.what} {said.hint}".rstrip()


XltierError.in_words = _in_words


def __getattr__(name: str) -> object:
    """Return a public name from where it lives."""
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOME_OF[name]), name)
