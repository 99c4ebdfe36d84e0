"""``xltier check``: what is wrong with a scheme, a customer file, or both in one workbook, each with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE, RULES
from xltier.cli.rules_file import is_book, rules_of
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import SheetRequest, pairs, request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import BookError, DataError, Problem, Refusal, Severity
from xltier.messages import phrase, render

if TYPE_CHECKING:
    from xltier.core.scheme import Scheme
    from xltier.tables.rules.read import RulesReading


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["what"], metavar="FILE|SCHEME"),
        *scheme_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    return spoken("check", language, callback=run, params=params)


def run(context: click.Context, what: str, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Check a scheme (a shipped name or a TOML file) or a customer file; return the exit code."""
    from xltier.cli.rated import is_scheme_file, rated, scheme_text
    from xltier.schemes.library import examine_toml, load_scheme, shipped, shipped_text

    session = session_of(context)
    session.as_json = options["as_json"]
    path = Path(what)
    if what.partition("@")[0] in shipped() and not path.exists():
        name = what.partition("@")[0]
        examined = examine_toml(shipped_text(name), name, settings=pairs("--set", options["settings"]))
        return _answer(_of_scheme(examined), session, RULES, scheme=examined[0])
    if not path.suffix and not is_scheme_file(what) and not path.exists():
        load_scheme(what)  # raises: a name that is neither a file's nor a scheme's, said with the nearest schemes
    if is_scheme_file(what) and path.suffix.casefold() == ".toml":
        text = scheme_text(path)
        examined = examine_toml(text, path.name, settings=pairs("--set", options["settings"]))
        return _answer(_of_scheme(examined), session, RULES, scheme=examined[0])
    wanted = request(path, options)
    own = is_book(what) and wanted.scheme is None
    rules = rules_of(path, password=wanted.choice.password) if own else None
    if rules is None:
        return _answer(rated(wanted, session).problems, session, FINDINGS)
    problems = (*rules.problems, *_of_customers(wanted, rules, session))
    return _answer(problems, session, FINDINGS if rules.is_sound else RULES, scheme=rules.scheme)


def _of_customers(wanted: SheetRequest, rules: RulesReading, session: Session) -> tuple[Problem, ...]:
    """Return the problems of the customers beside a rules sheet: rated by it, or as read where it cannot rate."""
    from xltier.cli.rated import rated
    from xltier.files.read import open_table

    try:
        if rules.is_sound:
            return rated(wanted, session).problems
        return open_table(wanted.file, wanted.choice, today=today()).problems()
    except Refusal as refusal:
        return tuple(replace(problem, severity=Severity.NOTE) for problem in refusal.problems)
    except BookError as error:
        if {problem.reference for problem in error.problems} != {"rules-no-customers"}:
            raise
        return ()
    except DataError as error:
        return error.problems


def _in_short(counts: Mapping[Severity, int], scheme: Scheme | None, language: str) -> str:
    if any(counts.values()):
        errors, warnings, notes = (counts[each] for each in (Severity.ERROR, Severity.WARNING, Severity.NOTE))
        return phrase("check-counts", language, errors=errors, warnings=warnings, notes=notes)
    if scheme is None:
        return phrase("check-clean", language)
    name, cases = f"{scheme.id}@{scheme.version}", len(scheme.cases)
    return phrase("check-clean-cases" if cases else "check-clean-scheme", language, scheme=name, cases=cases)


def _of_scheme(examined: tuple[Any, tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """Return the problems of a document; when it can rate, those of its own cases too."""
    from xltier.core.cases import check_cases

    scheme, problems = examined
    if scheme is None or any(problem.is_error for problem in problems):
        return problems
    return (*problems, *check_cases(scheme))


def _answer(problems: Sequence[Problem], session: Session, when_wrong: int, *, scheme: Scheme | None = None) -> int:
    """Print every problem and their number, or what was checked and is well; return the exit code."""
    counts = {severity: sum(p.severity is severity for p in problems) for severity in Severity}
    if session.as_json:
        from xltier.app.explain.tier_answer import finding

        findings = [finding(problem, session.language) for problem in problems]
        console.out(json.dumps({"ok": not counts[Severity.ERROR], "findings": findings}, ensure_ascii=False))
    else:
        for problem in problems:
            if not session.quiet or problem.is_error:
                console.out(str(render(problem, session.language)))
        console.out(_in_short(counts, scheme, session.language))
    if counts[Severity.ERROR]:
        return when_wrong
    return FINDINGS if counts[Severity.WARNING] else FINE
