"""``--template``: a company's own designed workbook filled with a rated month, or what that would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xltier.errors import BookError, Location, Problem, Severity

if TYPE_CHECKING:
    from xltier.cli.month_request import RatedMonth
    from xltier.files.patch.edits import Changes, PatchReport


_FILLED: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")


def check_template(template: Path) -> None:
    """Return if a company's workbook is there and of a kind that can be filled.

    Raises:
        BookError: It is not.
    """
    if not template.is_file():
        raise BookError(Problem("template-missing", Location(str(template))))
    if template.suffix.casefold() not in _FILLED:
        raise BookError(Problem("template-kind", Location(str(template)), values={"kinds": _FILLED}))


def fill_company(template: Path, target: Path, rated: RatedMonth, language: str) -> tuple[Problem, ...]:
    """Fill a copy of the company's workbook, and return what is to be said of it.

    Args:
        template: The company's workbook, which stays as it is unless it is the target.
        target: Where the result goes; a file that is there is backed up first.
        rated: The month, or a part of it.
        language: Of texts.

    Raises:
        BookError: It cannot be read or written, or nothing in it asks for anything of ours.
    """
    from xltier.files.patch.commit import write_workbook

    changes, found = _changes(template, rated, language)
    written = write_workbook(template, target, changes, clock=_now())
    backup = () if written.backup is None else (_backed_up(target, written.backup),)
    return (*found, *_of_tables(written.report, template.name), *backup)


def foresee_company(template: Path, target: Path, rated: RatedMonth, language: str) -> tuple[Problem, ...]:
    """Return what :func:`fill_company` would say, having written nothing; what it would refuse is refused here.

    Raises:
        BookError: As :func:`fill_company`.
    """
    from xltier.files.patch.commit import rehearse

    changes, found = _changes(template, rated, language)
    report = rehearse(template, target, changes, clock=_now())
    return (*found, *_of_tables(report, template.name))


def _changes(template: Path, rated: RatedMonth, language: str) -> tuple[Changes, tuple[Problem, ...]]:
    from xltier.app.month.findings import findings
    from xltier.files.patch.design import design_of
    from xltier.report.month.company.changes import company_changes
    from xltier.report.month.company.figures import PREFIX

    result = rated.result
    problems = len(rated.problems) + len(result.problems) + sum(1 for _ in findings(result, rated.inputs))
    design = design_of(template, PREFIX)
    changes, found = company_changes(result, design, file=template.name, language=language, problems=problems)
    errors = [problem for problem in found if problem.is_error]
    if errors:
        raise BookError(errors)
    return changes, found


def _of_tables(report: PatchReport, file: str) -> Iterator[Problem]:
    """Yield what happened to rows of tables that their owner should know."""
    for table in report.filled:
        at = Location(file, table.sheet, str(table.before))
        if table.orphans:
            texts = tuple(f"{cell} {text}" for cell, text in table.orphans.items())
            yield Problem("template-orphans", at, Severity.WARNING, {"table": table.name, "texts": texts})
        if table.is_unfiltered:
            yield Problem("template-unfiltered", at, Severity.NOTE, {"table": table.name})


def _backed_up(target: Path, backup: Path) -> Problem:
    return Problem("template-backup", Location(target.name), Severity.NOTE, {"file": backup.name})


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(tzinfo=None)
