"""The scheme that somebody's own begins with: complete, commented, and right as it stands."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xltier.core.scheme import Scheme

STARTER: Final = "my-customers"
"""Its identifier."""


def starter_text(name: str) -> str:
    """Return its document under another identifier."""
    text = files("xltier.cli").joinpath("starter.toml").read_text(encoding="utf-8")
    return text.replace(f'id = "{STARTER}"', f'id = "{name}"', 1)


def starter() -> Scheme:
    """Return it as a scheme."""
    from xltier.schemes.library import read_toml

    return read_toml(starter_text(STARTER), f"{STARTER}.toml")
