"""xltier: tiers and monthly ratings for customers, dealers and distributors.

Every name is loaded when it is first used: the command line starts fast, and no third-party package
comes with the rule engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xltier.app.customer import explain, rate
    from xltier.app.frame import rate_frame
    from xltier.core.circumstances import Circumstances, Occurrence, Override, Standing
    from xltier.core.rating import Rating
    from xltier.core.scheme import Scheme
    from xltier.core.trace import Trace
    from xltier.core.values import NOT_APPLICABLE
    from xltier.errors import BookError, DataError, Location, Problem, SchemeError, XltierError
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
    "xltier.errors": ("BookError", "DataError", "Location", "Problem", "SchemeError", "XltierError"),
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


def __getattr__(name: str) -> object:
    """Return a public name from where it lives."""
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOME_OF[name]), name)
