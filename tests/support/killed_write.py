"""Writes a workbook in place in child processes, each killed at another moment, and prints what each one left.

Usage: python -m tests.support.killed_write SOURCE FOLDER MOMENTS. A child is killed, as by pulling the plug, when it
takes its Nth moment: a step that the write logs, or the copying of one more member of the package.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import IO, BinaryIO
from unittest import mock

from tests.support.patch_books import Book
from tests.support.patch_changes import CLOCK, changes
from xltier.files.patch import rawzip
from xltier.files.patch.commit import write_workbook


class _Bomb:
    """Counts moments, and kills its own process at one of them."""

    def __init__(self, moment: int) -> None:
        self._left = moment
        self._copy = rawzip._copy

    def at(self, _step: str = "") -> None:
        """Take a moment."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def copy(self, source: IO[bytes], out: BinaryIO, length: int) -> None:
        """Copy a member, taking a moment in the middle of it."""
        self._copy(source, out, length // 2)
        out.flush()
        self.at()
        self._copy(source, out, length - length // 2)


def write(path: Path, book: Book, moment: int) -> None:
    """Write the changes into ``path``, killed at a moment."""
    bomb = _Bomb(moment)
    with mock.patch.object(rawzip, "_copy", bomb.copy):
        write_workbook(path, path, changes(book), clock=CLOCK, step=bomb.at)


def main(source: Path, folder: Path, moments: int) -> None:
    """Run one child for each moment."""
    book = Book(source.read_bytes())
    for moment in range(1, moments + 1):
        place = folder / f"{moment:03}"
        place.mkdir()
        path = place / "客户.xlsx"
        shutil.copy(source, path)
        child = os.fork()
        if child == 0:
            write(path, book, moment)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(moment, "killed" if os.WIFSIGNALED(status) else f"ended {os.waitstatus_to_exitcode(status)}")  # noqa: T201  # speaks


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
