"""Which language a person reads: the option, else the environment, else English."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

_VARIABLES: Final = ("XLTIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language(said: str | None, environment: Mapping[str, str] | None = None) -> str:
    """Return ``"zh"`` or ``"en"``.

    Args:
        said: Value of ``--lang``.
        environment: The variables to look in; the process's own by default.
    """
    if said:
        return said
    variables = os.environ if environment is None else environment
    for name in _VARIABLES:
        if variables.get(name):
            return "zh" if variables[name].casefold().startswith("zh") else "en"
    return "en"
