"""The page for an IT desk: which files there are, what they do, what they do not do, what they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xltier.messages import phrase


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that a page lists.

    Args:
        path: Where it is; its name alone where it is not installed.
        digest: Its SHA-256; empty for a file that is not ours to vouch for.
    """

    path: str
    digest: str = ""


def letter(files: Sequence[ListedFile], language: str, *, version: str, python: str, folder: str) -> str:
    """Return the page as Markdown.

    Args:
        files: The files.
        language: ``zh`` or ``en``.
        version: Of xltier.
        python: Path of the Python that answers.
        folder: Start-up folder that Excel must be let to run macros in.
    """
    rows = "\n".join(f"| `{one.path}` | {f'`{one.digest}`' if one.digest else '–'} |" for one in files)
    head = phrase("doctor-letter-files", language)
    table = f"| {head} | SHA-256 |\n| --- | --- |\n{rows}\n"
    first = phrase("doctor-letter-head", language, version=version)
    rest = phrase("doctor-letter-rest", language, python=python, folder=folder)
    return f"{first}\n{table}\n{rest}"
