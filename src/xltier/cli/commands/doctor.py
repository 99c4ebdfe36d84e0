"""``xltier doctor``: what works here and what does not, what to do about it, and what can be mended at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xltier.cli import console
from xltier.cli.failures import ENVIRONMENT, FINE
from xltier.cli.misuse import Misuse
from xltier.cli.output import place, write_whole
from xltier.cli.session import Session, session_of
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.doctor.finding import Finding


def build(language: str) -> SpokenCommand:
    """Return the command."""
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["books"], metavar="[FILE]...", nargs=-1, type=path),
        option("doctor_fix", language, "--fix", is_flag=True),
        option("doctor_for_it", language, "--for-it", is_flag=True),
        option("doctor_report", language, "--report", metavar="FILE.zip", type=path),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("doctor", language, callback=run, params=params)


def run(
    context: click.Context,
    books: tuple[Path, ...],
    *,
    fix: bool,
    for_it: bool,
    report: Path | None,
    as_json: bool,
) -> int:
    """Check this machine and the named workbooks; exit code 5 where something will not do."""
    from xltier.cli.doctor_findings import excel_here, findings
    from xltier.cli.doctor_mends import mended
    from xltier.cli.doctor_papers import page_for_it, zipped

    session = session_of(context)
    session.as_json = as_json
    if for_it and as_json:
        raise Misuse(Problem("usage-both", values={"one": "--for-it", "other": "--json"}))
    excel = excel_here()
    if for_it:
        console.out(page_for_it(excel, session.language))
        return FINE
    target = None if report is None else place(Path(), report, ".zip", force=False)
    found = findings(excel, books, session.language)
    done: list[str] = []
    if fix:
        done = list(mended(excel, books, found, session))
        found = findings(excel, books, session.language) if done else found
    if target is not None:
        content = zipped(found, session.language)
        write_whole(target, lambda stream: stream.write(content))
        console.say(phrase("cli-written", session.language, file=target))
    return _answer(found, done, session)


def _answer(found: Sequence[Finding], done: Sequence[str], session: Session) -> int:
    is_well = not any(one.is_wrong for one in found)
    if session.as_json:
        checks = [one.answer(session.language) for one in found]
        console.out(json.dumps({"ok": is_well, "checks": checks, "done": list(done)}, ensure_ascii=False))
    else:
        for line in done:
            console.say(line)
        for one in found:
            console.out(one.said(session.language))
    return FINE if is_well else ENVIRONMENT
