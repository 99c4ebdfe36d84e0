"""Speaking on a terminal or into a pipe: data on stdout, messages on stderr, and no console too old for a glyph."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Final, TextIO

from xltier.cli.session import Session
from xltier.errors import Problem, Severity
from xltier.messages import phrase, render

MOST: Final = 10
"""Problems shown before the rest is counted."""

TOLD: Final = frozenset({"scheme-chosen", "scheme-chosen-of-several", "column-absent", "unit-converted"})
"""Notes without which a rating would be a surprise."""

_PLAIN: Final = str.maketrans({
    "▲": "^", "▼": "v", "✓": "+", "✗": "x", "≥": ">=", "≤": "<=", "→": "->", "·": "-", "–": "-", "—": "-", "…": "...",
    "×": "x", "“": '"', "”": '"', "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "。": ".", "＝": "=",
})  # fmt: skip
_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def prepare() -> None:
    """Let both streams carry any text: pipes speak UTF-8, a console replaces what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def out(text: str) -> None:
    """Write a line of the answer."""
    _write(sys.stdout, text)


def raw(data: bytes) -> None:
    """Write bytes of the answer as they are, for a file format with an encoding of its own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Write a line that is no part of the answer."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    stream.write(fitting(text, stream.encoding or "utf-8") + "\n")


def fitting(text: str, encoding: str) -> str:
    """Return a text with glyphs that an encoding lacks said plainly: ▲ becomes ^.

    Example:
        >>> fitting("▲1 库存 ≤ 55", "gbk"), fitting("▲1", "ascii")
        ('▲1 库存 ≤ 55', '^1')
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(letter if _fits(letter, encoding) else letter.translate(_PLAIN) for letter in text)
    return text


def _fits(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_coloured(session: Session) -> bool:
    """Return whether stderr may carry colours: a terminal, and nobody said no."""
    return sys.stderr.isatty() and not session.is_plain and not os.environ.get("NO_COLOR")


def report(problems: Iterable[Problem], session: Session) -> None:
    """Say problems on stderr in full: what, where, what to do."""
    for problem in problems:
        say(_coloured(problem, session))


def brief(problems: Iterable[Problem], session: Session, *, has_book: bool = False) -> None:
    """Say problems on stderr, one a line, for an answer that lists them elsewhere too.

    Minor notes wait for ``-v``; which scheme was taken and what applies to nobody is always said.

    Args:
        problems: In reading order.
        session: How much is said, and in which language.
        has_book: Whether a workbook is written that lists them all.
    """
    if session.quiet:
        return
    listed = [p for p in problems if session.verbose or p.severity is not Severity.NOTE or p.reference in TOLD]
    shown = listed if session.verbose else listed[:MOST]
    for problem in shown:
        message = render(problem, session.language)
        word = phrase(f"severity-{problem.severity.value}", session.language)
        if is_coloured(session):
            word = f"\x1b[{_COLOURS[problem.severity]}m{word}\x1b[0m"
        say(" ".join(part for part in (word, problem.at.cell, message.what) if part))
    if len(listed) > len(shown):
        say(
            phrase(
                "cli-more-listed" if has_book else "cli-more-problems", session.language, count=len(listed) - len(shown)
            )
        )


def _coloured(problem: Problem, session: Session) -> str:
    text = str(render(problem, session.language))
    if not is_coloured(session):
        return text
    head, mark, rest = text.partition("]")
    return f"\x1b[{_COLOURS[problem.severity]}m{head}{mark}\x1b[0m{rest}"
