"""``xltier.toml``: which scheme a folder's workbooks, or a user's, are rated by where they choose none themselves.

The file has one line, ``scheme = "b2b-abcd"``: the id of a shipped scheme, ``id@version``, or the name of a scheme
file (TOML) beside it.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import Final

from xltier.core.scheme import Scheme
from xltier.errors import Location, Problem, SchemeError
from xltier.schemes.library import load_scheme, read_toml

NAME: Final = "xltier.toml"

_KEY: Final = "scheme"


def user_folder() -> Path:
    """Return the folder of the user's settings; it may not be there."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "xltier"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "xltier"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "xltier"


def settled_scheme(folder: Path | None) -> Scheme | None:
    """Return the scheme of a workbook's folder, else of the user, else None.

    Args:
        folder: Where the workbook lies; None where it was never saved.

    Raises:
        SchemeError: The file is no TOML, or names a scheme that nobody knows or that is wrong.
    """
    for place in (folder, user_folder()):
        if place is not None and (place / NAME).is_file():
            scheme = _scheme_of(place / NAME)
            if scheme is not None:
                return scheme
    return None


def _scheme_of(path: Path) -> Scheme | None:
    """Return the scheme that a settings file names; None where it names none."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig")).get(_KEY)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as err:
        raise SchemeError(_problem(path, str(err))) from err
    if said is None:
        return None
    name = str(said)
    if not name.casefold().endswith(".toml"):
        return load_scheme(name)
    beside = path.parent / name
    try:
        text = beside.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise SchemeError(_problem(beside, str(err))) from err
    return read_toml(text, beside.name)


def _problem(path: Path, cause: str) -> Problem:
    return Problem("settings-unreadable", Location(file=str(path)), values={"cause": cause})
