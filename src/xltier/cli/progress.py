"""Progress of long work: a bar on a terminal, a plain line now and then elsewhere; always on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from xltier.cli import console
from xltier.cli.session import Session
from xltier.messages import phrase

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE: Final = 1.5
"""Seconds of silence before, and between, plain lines."""


class Steps:
    """Tells how far the work is, stage by stage."""

    def __init__(self, session: Session, bar: Progress | None) -> None:
        """Start the clock; ``bar`` is None where a plain line must do."""
        self._session = session
        self._bar = bar
        self._task: TaskID | None = None
        self._last = time.monotonic()
        self._stage = ""

    def stage(self, key: str) -> None:
        """Begin a stage, named by the phrase ``stage-KEY``."""
        self._stage = phrase(f"stage-{key}", self._session.language)
        if self._bar is not None:
            if self._task is not None:
                self._bar.remove_task(self._task)
            self._task = self._bar.add_task(self._stage, total=None)

    def done(self, rows: int, total: int) -> None:
        """Say how many rows of the stage are done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=rows, total=total)
        elif not self._session.quiet and time.monotonic() - self._last > _PATIENCE:
            self._last = time.monotonic()
            console.say(f"{self._stage} {rows:,}/{total:,}")


@contextmanager
def progress(session: Session) -> Iterator[Steps]:
    """Yield the reporter of a long piece of work."""
    if session.quiet or not sys.stderr.isatty():
        yield Steps(session, None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    screen = Console(stderr=True, no_color=session.is_plain or None)
    with Progress(*columns, console=screen, transient=True) as bar:
        yield Steps(session, bar)
