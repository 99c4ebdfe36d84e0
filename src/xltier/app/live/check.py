"""校验: what is wrong or doubtful with the workbook's rules and with the table, each with its cell."""

from __future__ import annotations

from collections.abc import Sequence

from xltier.app.live.desk import Desk
from xltier.app.live.live_rules import LiveRules
from xltier.app.live.refresh import rated
from xltier.app.live.target import target_of
from xltier.errors import Problem, Refusal, Severity, XltierError
from xltier.messages import phrase, window_text

_MOST = 60


def check(desk: Desk) -> tuple[str, ...]:
    """Show every finding, errors first, and bring the first one's cell to the front; return the lines.

    A workbook with rules and no customers is checked too.
    """
    book, language = desk.book, desk.language
    problems = (*_of_rules(desk), *_of_table(desk))
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    ordered = [problem for severity in order for problem in problems if problem.severity is severity]
    counts = {severity: sum(one.severity is severity for one in problems) for severity in order}
    said = phrase(
        "check-counts" if problems else "check-clean",
        language,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
    lines = (said, *(window_text(problem, language) for problem in ordered[:_MOST]))
    if len(ordered) > _MOST:
        lines = (*lines, phrase("list-more", language, count=len(ordered) - _MOST))
    _show(desk, ordered)
    book.say(phrase("live-check", language), "\n".join(lines))
    return lines


def _of_rules(desk: Desk) -> tuple[Problem, ...]:
    try:
        reading = LiveRules(desk.book).reading()
    except XltierError as error:
        return error.problems
    return () if reading is None else reading.problems


def _of_table(desk: Desk) -> tuple[Problem, ...]:
    """Return what is to be known of the table; wrong rules have been said already."""
    try:
        target = target_of(desk)
        return () if target is None else rated(desk, target).sheet.problems
    except Refusal as error:
        return () if LiveRules(desk.book).sheets() else error.problems
    except XltierError as error:
        rules = {problem.reference for problem in _of_rules(desk)}
        return tuple(problem for problem in error.problems if problem.reference not in rules)


def _show(desk: Desk, ordered: Sequence[Problem]) -> None:
    worst = next((one for one in ordered if one.at.cell and one.severity is not Severity.NOTE), None)
    tabs = {tab.name for tab in desk.book.sheets()}
    if worst is not None and worst.at.sheet in tabs:
        desk.book.show(worst.at.sheet, str(worst.at.cell))
