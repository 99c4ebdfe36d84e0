"""The command ``xltier`` run beside Excel, by the Python that answers the add-in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from xltier.app.live.desk import Ran

_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class InstalledCommand:
    """Runs ``xltier`` in a process of its own, without a window."""

    def run(self, *arguments: str) -> Ran | None:
        """Return what a run came to."""
        # Excel starts pythonw, which prints nowhere; the program beside it prints.
        python = Path(sys.executable)
        program = python.with_name(python.name.replace("pythonw", "python"))
        done = subprocess.run(  # noqa: S603 - the Python that runs us, and words of ours
            [str(program), "-X", "utf8", "-m", "xltier", *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            creationflags=_NO_WINDOW,
        )
        return Ran(done.returncode, done.stdout, done.stderr)
