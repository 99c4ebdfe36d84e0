"""Where the shared data lies: published vectors, customer lists and the corpus, kept outside the repository."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
VARIABLE: Final = "XLTIER_SHARED"


def shared_folder() -> Path | None:
    """Return the folder named by ``XLTIER_SHARED``, else ``shared`` beside the checkout, else None.

    Raises:
        NotADirectoryError: The variable names a folder that is not there: a typing mistake must not skip tests.
    """
    named = os.environ.get(VARIABLE)
    if named:
        folder = Path(named)
        if not folder.is_dir():
            raise NotADirectoryError(f"{VARIABLE} names no folder: {named}")
        return folder
    beside = ROOT.parent / "shared"
    return beside if beside.is_dir() else None


def absence() -> str | None:
    """Return why tests on the shared data cannot run, or None when they can."""
    if shared_folder() is not None:
        return None
    return f"no shared data: set {VARIABLE}, or put the folder `shared` beside the checkout"


def shared(*parts: str) -> Path:
    """Return a path inside the shared folder, such as ``shared("truth", "published", "worked_examples.json")``.

    Skips the test when the whole folder is absent; a missing file inside it is a failure.

    Raises:
        FileNotFoundError: The folder is there, the file is not.
    """
    folder = shared_folder()
    if folder is None:
        pytest.skip(absence() or "")
    path = folder.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
