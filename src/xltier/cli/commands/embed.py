"""``xltier embed``: the worksheet functions as LAMBDA names in a workbook, reading its rules sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINE
from xltier.cli.misuse import Misuse
from xltier.cli.output import place_copy
from xltier.cli.rules_file import KEY, PATCHED, rules_of
from xltier.cli.session import session_of
from xltier.cli.sheet_options import file_argument
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import BookError, Location, Problem, SchemeError
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.core.scheme import Scheme
    from xltier.files.patch.edits import Changes, FormulaName
    from xltier.formulas.lambdas import Pack


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        file_argument(),
        option("scheme", language, "--scheme", metavar="NAME|FILE"),
        option("embed_bare", language, "--bare", is_flag=True),
        option("embed_remove", language, "--remove", is_flag=True),
        option("output", language, "-o", "--output", metavar="OUT", type=click.Path(path_type=Path)),
        option("refresh_in_place", language, "--in-place", is_flag=True),
        option("force", language, "--force", is_flag=True),
    ]
    return spoken("embed", language, callback=run, params=params)


def run(context: click.Context, file: Path, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Add the functions to a workbook, or take them out again."""
    from xltier.files.patch.commit import write_workbook

    session = session_of(context)
    if file.suffix.casefold() not in PATCHED and not file.is_dir():
        raise Misuse(Problem("embed-not-workbook", Location(file=file.name)))
    if options["in_place"] and options["output"] is not None:
        raise Misuse(Problem("usage-both", values={"one": "--in-place", "other": "-o"}))
    if options["remove"]:
        changes = removal(file)
        said = [phrase("embed-removed" if changes.forgotten else "embed-none", session.language)]
    else:
        changes, said = additions(file, options["scheme"], session.language, bare=options["bare"])
    target = file if options["in_place"] else place_copy(file, options["output"], force=options["force"])
    written = write_workbook(file, target, changes, clock=dt.datetime.now().astimezone().replace(tzinfo=None))
    for line in said:
        console.out(line)
    console.say(phrase("cli-written", session.language, file=target))
    if written.backup is not None:
        console.say(phrase("refresh-backup", session.language, file=written.backup.name))
    return FINE


def additions(file: Path, scheme: str | None, language: str, *, bare: bool) -> tuple[Changes, list[str]]:
    """Return the changes that add the functions, and what to say of them.

    Args:
        file: The workbook.
        scheme: The rules to go by, added as a sheet where there is none; None takes the rules sheet that is there, else
            ``standard``.
        language: Of reasons and of a new rules sheet.
        bare: Whether ``TIER`` is defined beside ``XLTIER.TIER``.

    Raises:
        SchemeError: The rules sheet has mistakes; each names its cell.
        BookError: The rules sheet has other rules than ``scheme``; nobody's edits are replaced.
    """
    from xltier.core.compile import compile_plan
    from xltier.core.fingerprint import fingerprint
    from xltier.files.patch.edits import Changes, Graft
    from xltier.files.patch.names import choose_sheet_name
    from xltier.files.rules_book import formula_cells
    from xltier.formulas.lambda_codes import PREFIX
    from xltier.formulas.lambdas import pack
    from xltier.report.rulebook.book import rules_file
    from xltier.report.rulebook.cells import cells_of
    from xltier.tables.rules.layout import layout

    wanted = None if scheme is None else _named(scheme)
    reading = rules_of(file)
    if reading is not None:
        if wanted is not None and (reading.scheme is None or fingerprint(reading.scheme) != fingerprint(wanted)):
            values = {"sheet": reading.sheet, "scheme": scheme}
            raise BookError(Problem("rules-sheet-there", Location(file=file.name, sheet=reading.sheet), values=values))
        if reading.scheme is None or not reading.is_sound:
            raise SchemeError(problem for problem in reading.problems if problem.is_error)
        rules, chosen, sheet = formula_cells(reading), reading.scheme, reading.sheet
        grafts: tuple[Graft, ...] = ()
    else:
        chosen = wanted or _named("standard")
        sheet = choose_sheet_name(file, KEY, phrase("sheet-rules", language))
        rules = cells_of(layout(chosen), name=sheet, language=language)
        grafts = (Graft(KEY, sheet, rules_file(chosen, language=language, name=sheet)),)
    plan = compile_plan(chosen)
    made = pack(plan, rules, language=language)
    said = [phrase("embed-added", language, count=len(made.shown), sheet=sheet)]
    if reading is None and wanted is None:
        said.append(phrase("embed-scheme", language, scheme=chosen.id))
    if f"{PREFIX}TIER" in made.shown:
        names = [measure.name.said(language) for measure in plan.measures[: plan.inputs]]
        every = ("、" if language == "zh" else ", ").join(names)  # all of them: who leaves one out gets #VALUE!
        said.append(phrase("embed-columns", language, count=len(names), names=every))
    said += [phrase("embed-left-out", language, name=name, why=why) for name, why in made.left_out.items()]
    taken = _taken(file, made) if bare else frozenset(made.shown)
    if bare:
        said.append(phrase("embed-bare", language))
    if bare and taken:
        names = [name.removeprefix(PREFIX) for name in made.shown if name in taken]
        said.append(phrase("embed-bare-taken", language, names=("、" if language == "zh" else ", ").join(names)))
    return Changes(grafts=grafts, formulas=tuple(_names(made, taken)), forgotten=_stale(file, made)), said


def _named(name: str) -> Scheme:
    from xltier.cli.rated import named_scheme

    return named_scheme(name, {})


def _names(made: Pack, taken: frozenset[str]) -> Iterable[FormulaName]:
    """Yield every name to define, those in ``taken`` with their prefix only."""
    from xltier.files.patch.edits import FormulaName
    from xltier.formulas.lambda_codes import PREFIX

    yield from (FormulaName(name, text, is_hidden=True) for name, text in made.inner.items())
    for name, text in made.shown.items():
        yield FormulaName(name, text)
        if name not in taken:
            yield FormulaName(name.removeprefix(PREFIX), text)


def _taken(file: Path, made: Pack) -> frozenset[str]:
    """Return the functions whose bare name is the user's own in a workbook, whatever its case: it is not ours."""
    from xltier.files.patch.names import defined_names
    from xltier.formulas.lambda_codes import PREFIX

    held = {name.casefold(): text for name, text in defined_names(file).items()}
    bare = {name: held.get(name.removeprefix(PREFIX).casefold()) for name in made.shown}
    return frozenset(name for name, text in bare.items() if text is not None and text != held.get(name.casefold()))


def _stale(file: Path, made: Pack) -> tuple[str, ...]:
    """Return names of an earlier pack that this one has no more."""
    return tuple(name for name in _present(file) if name not in made.shown and name not in made.inner)


def _present(file: Path) -> list[str]:
    from xltier.files.patch.names import defined_names
    from xltier.formulas.lambda_codes import PREFIX

    return [name for name in defined_names(file) if name.startswith(PREFIX)]


def removal(file: Path) -> Changes:
    """Return the changes that take every function of ours out; the rules sheet stays, it is the user's by now.

    Bare names go only where they hold the same formula as ours.
    """
    from xltier.files.patch.edits import Changes
    from xltier.files.patch.names import defined_names
    from xltier.formulas.lambda_codes import PREFIX

    held = defined_names(file)
    ours = _present(file)
    bare = [name.removeprefix(PREFIX) for name in ours if held.get(name.removeprefix(PREFIX)) == held[name]]
    return Changes(forgotten=(*ours, *bare))
