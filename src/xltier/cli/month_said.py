"""What ``xltier rate`` says of a rated month: its errors, its headline, its files; as JSON, all of it at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from xltier.cli import console
from xltier.cli.month_outputs import Output
from xltier.cli.session import Session
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.month.result import MonthResult
    from xltier.cli.month_request import RatedMonth


def say_problems(problems: Sequence[Problem], result: MonthResult, session: Session) -> None:
    """Say the errors of inputs, and how much more the workbook's sheet of problems lists; with ``-v`` more of it."""
    shown = [problem for problem in problems if problem.is_error or session.verbose]
    console.report(shown, session)
    more = len(problems) - len(shown) + sum(len(row.rating.problems) for row in result.rows)
    if more and not session.quiet:
        console.say(phrase("month-more-problems", session.language, count=more))


def say_files(result: MonthResult, outputs: Sequence[Output], session: Session, *, is_answer: bool) -> None:
    """Say the month in one sentence and where its files are.

    Args:
        result: The month.
        outputs: Its files.
        session: The run.
        is_answer: Whether the files are what was asked for, which goes to stdout; else stdout has other data, or
            nothing was written.
    """
    from xltier.app.month.headline import headline

    if not outputs:
        return
    console.say(headline(result, session.language))
    for output in outputs:
        values = {"name": output.name, "rows": len(output.part[0].rows), "file": output.path}
        said = phrase(f"month-{output.kind}" + ("-part" if output.name else ""), session.language, **values)
        (console.out if is_answer else console.say)(said)


def answer(rated: RatedMonth, notes: Sequence[Problem], outputs: Sequence[Output], session: Session) -> None:
    """Write the month as JSON, with the files that were written."""
    from xltier.app.month.answer import month_answer

    found = month_answer(rated.result, session.language, problems=(*rated.problems, *notes))
    console.out(json.dumps(found | {"files": [one.as_json() for one in outputs]}, ensure_ascii=False))


def write_csv(result: MonthResult, session: Session) -> None:
    """Write the ratings to stdout, with the mark that makes Excel read them as UTF-8."""
    from xltier.cli.rate_csv import ratings_csv

    sys.stdout.write("\ufeff")
    for line in ratings_csv(result, session.language):
        sys.stdout.write(line)
