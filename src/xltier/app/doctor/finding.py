"""What one check found: the mark before the line, and the words of a Problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from xltier.errors import Location, Problem, Severity
from xltier.messages import phrase, render


class Mark(Enum):
    """How a check ended; the value is what stands before its line."""

    FINE = "✓"
    DOUBTFUL = "!"
    WRONG = "✗"
    UNCHECKED = "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Args:
        check: What was looked at; the key of the phrase ``doctor-CHECK``.
        mark: How it ended.
        problem: What was found and what to do, its place included; a note where nothing is wrong.
    """

    check: str
    mark: Mark
    problem: Problem

    @property
    def is_wrong(self) -> bool:
        """Return whether something will not do."""
        return self.mark is Mark.WRONG

    def said(self, language: str) -> str:
        """Return the finding in a line: mark, check, place, reason, and what to do."""
        message = render(self.problem, language)
        colon = "：" if language == "zh" else ": "
        title = phrase(f"doctor-{self.check}", language)
        line = f"{self.mark.value} " + colon.join(part for part in (title, message.where, message.what) if part)
        return f"{line} → {message.hint}" if message.hint else line

    def answer(self, language: str) -> dict[str, object]:
        """Return the finding as data; keys, marks and codes never change."""
        message = render(self.problem, language)
        return {
            "check": self.check,
            "mark": self.mark.name.casefold(),
            "code": self.problem.reference,
            "place": message.where,
            "message": message.what,
            "hint": message.hint,
        }


def fine(check: str, reference: str, **values: object) -> Finding:
    """Return the finding that all is well."""
    return _found(check, Mark.FINE, reference, values)


def unchecked(check: str, reference: str, **values: object) -> Finding:
    """Return that a check was not made here, and why."""
    return _found(check, Mark.UNCHECKED, reference, values)


def doubtful(check: str, reference: str, **values: object) -> Finding:
    """Return that something may be in the way."""
    return _found(check, Mark.DOUBTFUL, reference, values)


def wrong(check: str, reference: str, **values: object) -> Finding:
    """Return that something will not do."""
    return _found(check, Mark.WRONG, reference, values)


def troubles(check: str, problems: Iterable[Problem], file: str | None = None) -> list[Finding]:
    """Return the findings that a failure of ours makes, one for each of its Problems.

    Args:
        check: What was looked at.
        problems: What is wrong there.
        file: The file, for problems that do not name it.
    """
    return [
        Finding(check, _MARKS[one.severity], one if one.at.file or file is None else _in_file(one, file))
        for one in problems
    ]


_MARKS = {Severity.ERROR: Mark.WRONG, Severity.WARNING: Mark.DOUBTFUL, Severity.NOTE: Mark.FINE}
_SEVERITIES = {mark: severity for severity, mark in _MARKS.items()} | {Mark.UNCHECKED: Severity.NOTE}


def _found(check: str, mark: Mark, reference: str, values: dict[str, object]) -> Finding:
    return Finding(check, mark, Problem(reference, severity=_SEVERITIES[mark], values=values))


def _in_file(problem: Problem, file: str) -> Problem:
    at = problem.at
    where = Location(file=file, sheet=at.sheet, cell=at.cell, path=at.path)
    return Problem(problem.reference, where, problem.severity, problem.values)
