"""Files that are not read, each with the code of ``xltier read`` and the Problem that says it in words."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from xltier.errors import BookError, Location, Problem, Refusal
from xltier.files.causes import cause_of

DEFAULT_LIMIT_MB: Final = 2048
LIMIT_VARIABLE: Final = "XLTIER_MAX_MB"
# 24 million cells are a million rows of 24 columns, about 3 GB once read.
MOST_CELLS: Final = 24_000_000
_NEAR: Final = 0.6


def refuse(code: str, path: Path | str, **values: object) -> Refusal:
    """Return the refusal of a file, to be raised; ``values`` fill the sentence."""
    return Refusal(code, Problem(code.replace("_", "-"), Location(file=Path(path).name), values=values))


def damaged(path: Path | str, part: str) -> Refusal:
    """Return the refusal of a file whose content breaks off or contradicts itself in ``part``."""
    return refuse("damaged_file", path, part=part)


def unreadable(path: Path | str, error: OSError) -> BookError:
    """Return the error of a file that the system does not let us read: not there, a folder, or closed to us."""
    at, wanted = Location(file=str(path)), Path(path)
    if wanted.is_dir():
        return BookError(Problem("file-is-folder", at))
    if isinstance(error, FileNotFoundError):
        return BookError(Problem("file-missing", at, values={"near": names_near(wanted)}))
    return BookError(Problem("file-unreadable", at, values={"cause": cause_of(error)}))


def names_near(wanted: Path) -> tuple[str, ...]:
    """Return up to three names in a path's folder that its own name may be a slip for, the nearest first."""
    try:
        names = [entry.name for entry in os.scandir(wanted.parent) if not entry.name.startswith((".", "~$"))]
    except OSError:  # no such folder, or closed to us: it is near to nothing
        return ()
    return tuple(get_close_matches(wanted.name, names, n=3, cutoff=_NEAR))


def too_large(path: Path | str, megabytes: int) -> Refusal:
    """Return the refusal of a file that grows beyond the limit when it is unpacked."""
    return refuse("too_large_uncompressed", path, megabytes=megabytes, limit=limit_mb(), variable=LIMIT_VARIABLE)


def packs_too_well(path: Path | str, part: str, megabytes: int) -> Refusal:
    """Return the refusal of a part that unpacks to far more than real sheets do, as a zip bomb's does."""
    values = {"part": part, "megabytes": megabytes}
    return Refusal("too_large_uncompressed", Problem("packs-too-well", Location(file=Path(path).name), values=values))


def too_many_cells(path: Path | str, cells: int) -> Refusal:
    """Return the refusal of a file with more cells than memory should hold."""
    values = {"cells": f"{cells:,}", "limit": f"{MOST_CELLS:,}"}
    return Refusal("too_large_uncompressed", Problem("too-many-cells", Location(file=Path(path).name), values=values))


def limit_mb() -> int:
    """Return how many megabytes a file may unpack to; the user may raise it by an environment variable."""
    text = os.environ.get(LIMIT_VARIABLE, "")
    return int(text) if text.isdigit() and int(text) > 0 else DEFAULT_LIMIT_MB
