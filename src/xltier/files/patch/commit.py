"""A workbook written so that a crash at any moment leaves a whole file: beside, proved, then in place at once."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xltier.errors import BookError, Location, Problem
from xltier.files.causes import cause_of
from xltier.files.lock import open_by
from xltier.files.patch.edits import Changes, PatchReport
from xltier.files.patch.patch import patch_workbook
from xltier.files.patch.verify import verify

Step = Callable[[str], None]

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did.

    Args:
        path: The file that was written.
        backup: The copy of what was there before, or None where nothing was.
        report: What changed in the workbook.
    """

    path: Path
    backup: Path | None
    report: PatchReport


def write_workbook(
    source: Path,
    target: Path,
    changes: Changes,
    *,
    clock: dt.datetime,
    level: int | None = None,
    step: Step | None = None,
) -> Written:
    """Write ``source`` with the changes to ``target``, which may be ``source`` itself.

    A target that exists is copied to ``NAME.bak-20261102-0930.xlsx`` first. The new file is written beside the
    target, compared with the source, flushed to the disk, and only then takes the target's name, in one act.

    Args:
        source: The user's workbook.
        target: Where the result goes.
        changes: What shall change.
        clock: The time in the backup's name and of new parts.
        level: Deflate level, as for :func:`patch_workbook`.
        step: Called with the name of each step before it is taken.

    Raises:
        BookError: The target is open in a program, changed meanwhile, cannot be written, or the result does not
            prove right; the target is as it was, and nothing is left beside it.
    """
    log = step or _unlogged
    source, target = source.resolve(), target.resolve()
    log("look")
    _check_free(target)
    seen = _state(target)
    origin = _state(source)
    beside: Path | None = None
    backup: Path | None = None
    try:
        log("write")
        beside = _reserve(target, ".tmp")
        with beside.open("wb") as out:
            report = patch_workbook(source, out, changes, clock=clock, level=level)
            log("flush")
            out.flush()
            os.fsync(out.fileno())
        log("verify")
        verify(source, beside, changes, report)
        if seen is not None:
            log("backup")
            shutil.copymode(target, beside)
            backup = _back_up(target, clock)
        log("recheck")
        _check_free(target)
        _check_unchanged(target, seen)
        _check_unchanged(source, origin)
        log("replace")
        beside.replace(target)
    except OSError as err:
        _remove(beside, backup)
        raise _unwritable(target, err) from err
    except BaseException:
        _remove(beside, backup)
        raise
    log("settle")
    _flush_folder(target.parent)
    return Written(target, backup, report)


def rehearse(source: Path, target: Path, changes: Changes, *, clock: dt.datetime) -> PatchReport:
    """Return what :func:`write_workbook` would change; the result is made in a folder of its own, proved, and dropped.

    Args:
        source: The user's workbook.
        target: Where the result would go; nothing is written there.
        changes: What would change.
        clock: The time of new parts.

    Raises:
        BookError: What :func:`write_workbook` would raise before it touches the target.
    """
    source, target = source.resolve(), target.resolve()
    _check_free(target)
    beside = target
    try:
        with tempfile.TemporaryDirectory(prefix="xltier-") as folder:
            beside = Path(folder) / target.name
            with beside.open("wb") as out:
                report = patch_workbook(source, out, changes, clock=clock)
            verify(source, beside, changes, report)
            return report
    except OSError as err:
        raise _unwritable(beside, err) from err


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the backups of a workbook, newest first."""
    found = [other for other in path.parent.glob(f"{_globbed(path.stem)}.bak-*{path.suffix}") if other.is_file()]
    return tuple(sorted(found, key=lambda other: (len(other.name), other.name), reverse=True))


def restore_workbook(path: Path, *, step: Step | None = None) -> Path:
    """Put the newest backup of a workbook back in its place, and return the backup, which is gone then.

    Raises:
        BookError: There is no backup, or the file is open in a program or cannot be written.
    """
    log = step or _unlogged
    path = path.resolve()
    log("look")
    _check_free(path)
    backups = backups_of(path)
    if not backups:
        raise _problem("no-backup", path, folder=str(path.parent))
    try:
        log("replace")
        backups[0].replace(path)
    except OSError as err:
        raise _unwritable(path, err) from err
    log("settle")
    _flush_folder(path.parent)
    return backups[0]


def _check_free(target: Path) -> None:
    user = open_by(target)
    if user is not None:
        raise _problem("file-open-elsewhere", target, user=user or "?")


def _check_unchanged(path: Path, seen: tuple[int, int, int] | None) -> None:
    if _state(path) != seen:
        raise _problem("file-changed-meanwhile", path)


def _state(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when somebody else writes the file; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _reserve(target: Path, suffix: str) -> Path:
    handle, name = tempfile.mkstemp(suffix, f".{target.stem[:40]}.xltier-", target.parent)
    os.close(handle)
    # A temporary file is private; a workbook is as public as the folder's other new files.
    mask = os.umask(0)
    os.umask(mask)
    path = Path(name)
    path.chmod(0o666 & ~mask)
    return path


def _back_up(target: Path, clock: dt.datetime) -> Path:
    """Return a copy of the target under a dated name; it appears there whole or not at all."""
    partial = _reserve(target, ".bak")
    try:
        shutil.copy2(target, partial)
        with partial.open("rb+") as copied:
            os.fsync(copied.fileno())
        name = f"{target.stem}.bak-{clock:%Y%m%d-%H%M}"
        backup, number = target.with_name(f"{name}{target.suffix}"), 2
        while backup.exists():
            backup, number = target.with_name(f"{name}-{number}{target.suffix}"), number + 1
        return partial.rename(backup)
    except BaseException:
        _remove(partial)
        raise


def _remove(*paths: Path | None) -> None:
    for path in paths:
        if path is not None:
            path.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Let the folder's new entry reach the disk, where the system can open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unwritable(target: Path, err: OSError) -> BookError:
    if err.errno in _FULL:
        return _problem("disk-full", target, folder=str(target.parent))
    return _problem("file-unwritable", target, cause=cause_of(err))


def _problem(reference: str, path: Path, **values: object) -> BookError:
    return BookError(Problem(reference, Location(path.name), values=values))


def _globbed(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _unlogged(_step: str) -> None:
    """Take no note of a step."""
