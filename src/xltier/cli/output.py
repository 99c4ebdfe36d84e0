"""Writing a result: never over anything that is there, and all of it or nothing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from xltier.errors import BookError, Location, Problem
from xltier.files.causes import cause_of

_MOST: Final = 1000


def beside(source: Path, suffix: str) -> Path:
    """Return where a result goes by default: ``NAME_xltier`` beside the input.

    Raises:
        BookError: The input is a folder.
    """
    if source.is_dir():
        raise BookError(Problem("file-is-folder", Location(file=str(source))))
    return source.with_name(f"{source.stem}_xltier{suffix}")


def free_path(wanted: Path) -> Path:
    """Return a path that nothing is at: the wanted one, else with ``-2``, ``-3`` behind the name.

    Raises:
        BookError: There is no free name among a thousand.
    """
    if not wanted.exists():
        return wanted
    for number in range(2, _MOST):
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        if not path.exists():
            return path
    raise BookError(Problem("output-exists", Location(file=str(wanted))))


def place(source: Path, wanted: Path | None, suffix: str, *, force: bool) -> Path:
    """Return where to write.

    Args:
        source: The input, which is never written to.
        wanted: What ``-o`` says; None puts the result beside the input.
        suffix: ``.xlsx``, for the default name.
        force: Whether a file that is there may be replaced.

    Raises:
        BookError: ``-o`` names the input, a folder, or a file that is there while ``force`` is not given.
    """
    if wanted is None:
        path = beside(source, suffix)
        return path if force else free_path(path)
    if wanted.is_dir():
        raise BookError(Problem("output-is-folder", Location(file=str(wanted))))
    if wanted.exists() and source.exists() and wanted.samefile(source):
        raise BookError(Problem("output-is-input", Location(file=str(wanted))))
    if wanted.exists() and not force:
        raise BookError(Problem("output-exists", Location(file=str(wanted))))
    return wanted


def place_copy(source: Path, wanted: Path | None, *, force: bool) -> Path:
    """Return where to write a patched copy of a workbook: under its own ending, since its content says its kind.

    Raises:
        BookError: As for :func:`place`; or ``-o`` ends otherwise than the input.
    """
    if wanted is not None and not wanted.is_dir() and wanted.suffix.casefold() != source.suffix.casefold():
        values = {"file": source.name, "suffix": source.suffix}
        raise BookError(Problem("output-other-kind", Location(file=str(wanted)), values=values))
    return place(source, wanted, source.suffix, force=force)


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file by way of a temporary one beside it, so that a failure leaves nothing half done.

    Raises:
        BookError: The folder is missing or closed to us, the disk is full, or Excel holds the file.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=".xltier-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """Return the process's mask for new files; asking for it sets it, so it is put back."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> BookError:
    reference = "output-locked" if isinstance(error, PermissionError) and path.exists() else "output-failed"
    return BookError(Problem(reference, Location(file=str(path)), values={"cause": cause_of(error)}))
