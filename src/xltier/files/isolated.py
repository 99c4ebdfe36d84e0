"""Formats whose readers may hang or eat memory on a hostile file: read in a child process with limits.

The child is this module. It sends the book as ``marshal`` data, which holds plain values only, so nothing that
arrives can run. Its start costs about 0.1 s, which an old or encrypted workbook may take.
"""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from xltier.errors import BookError, Problem, Refusal
from xltier.files.identify import Format
from xltier.files.refusals import damaged, refuse
from xltier.files.wire import from_wire, to_wire
from xltier.tables.sheet import RawBook

SECONDS: Final = 120
_MEMORY: Final = 4 * 2**30


def read_isolated(path: Path | str, found: Format, password: str | None) -> RawBook:
    """Return the book that a child process reads.

    Raises:
        Refusal: The child refused the file, died of it (``damaged_file``), or took longer than the limit.
    """
    command = [sys.executable, "-m", "xltier.files.isolated", str(path), found, "1" if password is not None else ""]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; the file name is an argument, never a shell word
            command, input=(password or "").encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise refuse("took_too_long", path, seconds=SECONDS) from error
    except OSError:  # a host that embeds Python and cannot start it
        return read_here(path, found, password)
    if done.returncode != 0 or not done.stdout:
        raise damaged(path, found)
    try:
        answer = marshal.loads(done.stdout)  # noqa: S302  # from our own child, and it holds plain values only
    except (EOFError, ValueError, TypeError) as error:
        raise damaged(path, found) from error
    if answer[0] == "refused":
        _, code, reference, values = answer
        raise Refusal(code, Problem(reference, refuse(code, path).problems[0].at, values=values))
    return from_wire(answer[1])


def read_here(path: Path | str, found: Format, password: str | None) -> RawBook:
    """Return the book of an old or encrypted workbook, read in this process.

    Raises:
        Refusal: As :func:`read_isolated`, but for the limits.
    """
    from xltier.files.encrypted import decrypt
    from xltier.files.xls import read_xls
    from xltier.files.xlsx import read_xlsx

    if found is Format.ENCRYPTED:
        content = decrypt(path, password)
        return read_xlsx(path, content) if content.startswith(b"PK") else read_xls(path, content)
    try:
        return read_xls(path)
    except Refusal as refusal:
        if refusal.code != "password_protected":
            raise
    return read_xls(path, decrypt(path, password))


def _limit_memory() -> None:
    """Let the child have so much memory and no more, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _main(path: str, found: str, has_password: str) -> None:
    _limit_memory()
    password = sys.stdin.buffer.read().decode() if has_password else None
    try:
        answer: tuple[Any, ...] = ("read", to_wire(read_here(path, Format(found), password)))
    except BookError as error:
        problem = error.problems[0]
        code = error.code if isinstance(error, Refusal) else problem.reference.replace("-", "_")
        answer = ("refused", code, problem.reference, dict(problem.values))
    sys.stdout.buffer.write(marshal.dumps(answer))


if __name__ == "__main__":
    _main(*sys.argv[1:])
