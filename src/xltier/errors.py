"""What can be wrong, and where.

A wrong cell or rule is a value: a :class:`Problem`. Wrong use is an exception. The tree::

    XltierError
    ├── SchemeError     a rule book that cannot be compiled; carries every Problem
    ├── DataError       a customer sheet that cannot be rated at all; carries every Problem
    └── BookError       a file that cannot be read or written; carries one Problem or more
        └── Refusal     a file that xltier will not open, with the refusal code of ``xltier read``

The words of a Problem live in ``messages``; nothing here is ever shown to a user as it is. The door of the package
tells the exceptions how to speak, so that a traceback says what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Severity(StrEnum):
    """How much a Problem matters: an error stops a rating, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a Problem is: a cell of a sheet of a file, or a path inside a scheme document.

    Args:
        file: File name as the user gave it.
        sheet: Sheet name, unquoted.
        cell: Cell or range in A1 form, such as ``"F11"``.
        path: Place in a scheme document, such as ``"measures[2].weight"``.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        """Return the place as an Excel reference, ``'[file]sheet'!cell``, or the document path."""
        if self.sheet is None and self.cell is None:
            return " ".join(part for part in (self.file, self.path) if part)
        name = f"[{self.file}]{self.sheet or ''}" if self.file else self.sheet or ""
        if not name:
            return self.cell or ""
        quoted = "'" + name.replace("'", "''") + "'" if not name.isalnum() else name
        return f"{quoted}!{self.cell}" if self.cell else quoted


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or doubtful, with its place and the values its sentence needs.

    Args:
        reference: Kebab-case name that never changes; the key of its words in ``messages``.
        at: The place to mend.
        severity: Error, warning or note.
        values: What the sentence is filled with, by placeholder name.
    """

    reference: str
    at: Location = field(default_factory=Location)
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """Return whether this stops a rating."""
        return self.severity is Severity.ERROR


def bare(problem: Problem) -> str:
    """Return a Problem's reference and place, where nobody has words for it."""
    return f"{problem.reference} {problem.at}".strip()


class XltierError(Exception):
    """The root of every exception of ours; carries the Problems that caused it, in reading order."""

    in_words: ClassVar[Callable[[Problem], str]] = bare

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        """Keep the Problems; one alone may be given bare."""
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Return every Problem, one a line."""
        return "\n".join(XltierError.in_words(problem) for problem in self.problems)


class SchemeError(XltierError):
    """A scheme document that cannot become a plan; every Problem of it is carried."""


class DataError(XltierError):
    """Customer data that cannot be rated at all: no table, or a required measure without a column."""


class BookError(XltierError):
    """A file that cannot be read or written: missing, locked, damaged, full disk."""


class Refusal(BookError):
    """A file that is not opened on purpose; ``code`` is the refusal code of ``xltier read``."""

    def __init__(self, code: str, problem: Problem) -> None:
        """Keep the code (``password_protected``, ``dtd_not_allowed`` ...) and its Problem."""
        self.code = code
        super().__init__(problem)
        self.args = (code, problem)  # what a copy in another process is made from
