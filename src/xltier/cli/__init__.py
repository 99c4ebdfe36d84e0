"""The command line: one module a command, loaded when it is called, so that ``xltier --help`` stays fast."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from xltier.cli.console import prepare
from xltier.cli.failures import guarded
from xltier.cli.program import program
from xltier.cli.session import session_for


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command line; return its exit code.

    Args:
        arguments: What stands behind ``xltier``.
    """
    prepare()
    session = session_for(arguments)

    def work() -> int:
        code = program(session.language).main(arguments, prog_name="xltier", standalone_mode=False, obj=session)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0

    return guarded(work, session)
