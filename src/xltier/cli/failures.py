"""From any exception to words and an exit code. No traceback ever reaches a user."""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Final

import click

from xltier.cli import console
from xltier.cli.misuse import Misuse, usage_problem
from xltier.cli.session import Session
from xltier.errors import BookError, DataError, Location, Problem, SchemeError, XltierError
from xltier.messages import phrase

FINE, FINDINGS, USAGE, FILE, RULES, ENVIRONMENT, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

_OF_THE_LINE: Final = frozenset({
    "scheme-unknown", "scheme-version", "map-unknown-measure", "map-unknown-column", "metric-figure-unknown",
    "metric-figures",
})  # fmt: skip


def guarded(work: Callable[[], int], session: Session) -> int:  # noqa: PLR0911 - one return a kind of failure
    """Run a command; return its exit code, whatever happens."""
    try:
        return work()
    except click.exceptions.NoArgsIsHelpError as wants:
        console.out(wants.format_message())
        return USAGE
    except click.UsageError as error:
        return _fail((usage_problem(error),), USAGE, session)
    except (click.Abort, KeyboardInterrupt):
        console.say(phrase("cli-interrupted", session.language))
        return INTERRUPTED
    except XltierError as error:
        _log(session)
        return _fail(error.problems, code_of(error), session)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read our output has gone
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FINE
        _log(session)
        from xltier.files.causes import cause_of

        values = {"cause": cause_of(error)}
        return _fail((Problem("file-trouble", Location(file=error.filename), values=values),), FILE, session)
    except MemoryError:
        return _fail((Problem("out-of-memory"),), ENVIRONMENT, session)
    except Exception as error:  # noqa: BLE001 - the last guard: a defect of ours is said in one sentence
        _log(session)
        values = {"kind": type(error).__name__, "detail": str(error) or "-"}
        return _fail((Problem("unexpected", values=values),), ENVIRONMENT, session)


def code_of(error: XltierError) -> int:
    """Return the exit code of an exception of ours."""
    references = {problem.reference for problem in error.problems}
    if isinstance(error, Misuse) or (references and references <= _OF_THE_LINE):
        return USAGE
    match error:
        case SchemeError():
            return RULES
        case BookError():
            return FILE
        case DataError():
            return FINDINGS
    return ENVIRONMENT


def _fail(problems: tuple[Problem, ...], code: int, session: Session) -> int:
    """Say what stopped the command, as JSON too where the answer was to be JSON."""
    if session.as_json:
        from xltier.app.explain.tier_answer import finding

        findings = [finding(problem, session.language) for problem in problems]
        console.out(json.dumps({"ok": False, "findings": findings}, ensure_ascii=False))
    console.report(problems, session)
    if session.log is not None and session.log.exists():
        console.say(phrase("cli-log-written", session.language, file=session.log))
    return code


def _log(session: Session) -> None:
    """Put the details of the failure where ``--log`` says; a log that cannot be written is said, not fatal."""
    if session.log is None:
        return
    try:
        session.log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError as error:
        from xltier.files.causes import cause_of

        console.say(phrase("cli-log-failed", session.language, file=session.log, cause=cause_of(error)))
