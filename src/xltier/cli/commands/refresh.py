"""``xltier refresh``: the tiers of customer workbooks, written back into them without losing anything of theirs."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from xltier.cli import console
from xltier.cli.answer_form import Form, form_of, form_options, rows_out
from xltier.cli.collector import uncollected
from xltier.cli.commands.tier import COLUMNS, chosen_columns
from xltier.cli.failures import FINE, code_of
from xltier.cli.misuse import Misuse, OneOf
from xltier.cli.output import place, place_copy
from xltier.cli.patch_said import changes_said
from xltier.cli.progress import progress
from xltier.cli.rated import named_scheme
from xltier.cli.rules_file import own_scheme
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import SheetRequest, period_option, request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.errors import BookError, Location, Problem, Severity, XltierError
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.sheet.known_table import KnownTable
    from xltier.app.sheet.refreshed import Asked, Refreshed, Understood
    from xltier.core.scheme import Scheme
    from xltier.files.patch.edits import Changes
    from xltier.tables.reading import Reading

_WORKBOOKS: Final = (".xlsx", ".xlsm")
_PATCHED: Final = (*_WORKBOOKS, ".xltx", ".xltm")


@dataclass(frozen=True, slots=True)
class _Schemes:
    """The rules that a request means: of a name or file, or of the workbook's own sheet."""

    wanted: SheetRequest

    def own(self) -> tuple[Scheme, Problem] | None:
        return own_scheme(self.wanted.file, self.wanted.settings, password=self.wanted.choice.password)

    def named(self, name: str) -> Scheme:
        return named_scheme(name, self.wanted.settings)


def build(language: str) -> SpokenCommand:
    """Return the command."""
    params: list[click.Parameter] = [
        click.Argument(["files"], metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)),
        option("output", language, "-o", "--output", metavar="OUT", type=click.Path(path_type=Path)),
        option("refresh_in_place", language, "--in-place", is_flag=True),
        *scheme_options(language),
        period_option("refresh_period", language),
        *table_options(language),
        option("columns", language, "--columns", metavar="LIST", default=",".join(COLUMNS)),
        option("columns_only", language, "--columns-only", is_flag=True),
        option("tier_formulas", language, "--formulas", is_flag=True),
        option("fill", language, "--fill", type=OneOf(["cf", "static"]), default="cf"),
        option("dry_run", language, "--dry-run", is_flag=True),
        option("yes", language, "--yes", is_flag=True),
        option("force", language, "--force", is_flag=True),
        *form_options(language, Form.JSON, Form.NDJSON),
    ]
    return spoken("refresh", language, callback=run, params=params)


def run(context: click.Context, files: tuple[Path, ...], **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Refresh every file; one that fails does not stop the rest. Return the exit code of the worst."""
    session = session_of(context)
    form_of(options, session)
    chosen_columns(options["columns"])
    if options["in_place"] and options["output"] is not None:
        raise Misuse(Problem("usage-both", values={"one": "--in-place", "other": "-o"}))
    found, notes = expanded(files)
    if not found:
        raise Misuse((Problem("usage-no-workbooks", values={"said": [str(file) for file in files]}), *notes))
    console.report(() if session.quiet else notes, session)
    if options["output"] is not None and len(found) > 1:
        raise Misuse(Problem("usage-one-output", values={"count": len(found)}))
    if len(found) == 1:
        return _one(found[0], options, session)
    codes = [FINE]
    for number, file in enumerate(found, 1):
        if not session.quiet:
            console.say(phrase("refresh-file", session.language, number=number, count=len(found), file=file))
        try:
            codes.append(_one(file, options, session))
        except XltierError as error:
            console.report(error.problems, session)
            codes.append(code_of(error))
    return max(codes)


def expanded(paths: tuple[Path, ...]) -> tuple[list[Path], list[Problem]]:
    """Return the files that arguments mean: a folder is its workbooks, a pattern what it matches.

    Lock files (``~$``), what we wrote ourselves and rule books are left out of folders and patterns; the notes say
    which. A file that is named is read whatever it is.
    """
    from xltier.files.own_files import passed_over

    is_named: dict[Path, bool] = {}
    for path in paths:
        inside = _inside(path)
        for file in (path,) if inside is None else inside:
            is_named[file] = is_named.get(file, False) or inside is None
    kinds = {path: _Kind.INPUT if named else _kind(path) for path, named in is_named.items()}
    notes = list(passed_over([path.name for path, kind in kinds.items() if kind is _Kind.OURS]))
    rules = tuple(path.name for path, kind in kinds.items() if kind is _Kind.RULES)
    if rules:
        notes.append(Problem("rules-passed-over", Location(), Severity.NOTE, {"sheets": rules}))
    return [path for path, kind in kinds.items() if kind is _Kind.INPUT], notes


def _inside(path: Path) -> list[Path] | None:
    """Return the workbooks of a folder, or those that a pattern matches; None for a file's name."""
    if path.is_dir():
        files = path.iterdir()
    elif not path.exists() and any(mark in path.name for mark in "*?["):
        files = path.parent.glob(path.name)
    else:
        return None
    return [file for file in sorted(files) if _is_workbook(file)]


def _is_workbook(path: Path) -> bool:
    return path.suffix.casefold() in _WORKBOOKS and not path.name.startswith(("~$", "."))


class _Kind(Enum):
    """What a workbook of a folder is."""

    INPUT = auto()
    OURS = auto()
    RULES = auto()


def _kind(path: Path) -> _Kind:
    """Return what a workbook is; one that cannot be read is input, and its reading says why."""
    from xltier.files.own_files import is_copy, is_result
    from xltier.files.rules_book import is_rule_book

    try:
        if is_copy(path) or is_result(path):
            return _Kind.OURS
        return _Kind.RULES if is_rule_book(path) else _Kind.INPUT
    except BookError:
        return _Kind.INPUT


def _one(file: Path, options: dict[str, Any], session: Session) -> int:
    from xltier.app.explain.tier_answer import row_answers, tier_answer
    from xltier.app.explain.tier_view import view
    from xltier.app.sheet.refreshed import Asked, default_period, refreshed

    wanted = request(file, options)
    period = options["period"] or default_period(today(), wanted.as_of if options["as_of"] else None)
    asked = Asked(wanted.choice, wanted.scheme, period, wanted.as_of, today())
    with progress(session) as steps, uncollected():
        steps.stage("read")
        table = _understood(wanted.file, asked)
        steps.stage("rate")
        done = refreshed(table, _Schemes(wanted), asked, progress=steps.done)
        if not options["dry_run"]:
            steps.stage("write")
            lines = _written(done, wanted, options, session)
        else:
            lines = _foreseen(done, wanted, options, session.language)
    faults = {id(fault) for row in done.sheet.rows if row.rating.tier is None for fault in row.faults}
    told = (problem for problem in done.sheet.problems if id(problem) not in faults)
    console.brief(told, session, has_book=not (options["dry_run"] or options["columns_only"]))
    form = form_of(options, session)
    if form is Form.NDJSON:
        rows_out(row_answers(done.sheet, session.language))
    elif form is Form.JSON:
        console.out(json.dumps(tier_answer(done.sheet, session.language), ensure_ascii=False))
    else:
        for line in view(done.sheet, session.language):
            console.out(line)
    if done.known.shift:
        console.say(phrase("refresh-moved", session.language))
    if done.known.remembered.get("period") == period:
        console.say(phrase("refresh-same-period", session.language, period=period))
    for line in lines:
        console.say(line)
    return FINE


def _understood(file: Path, asked: Asked) -> Understood:
    """Return the table of a file, and what an earlier run wrote into it; the cells as stored are let go."""
    from xltier.app.sheet.known_table import KnownTable, area_of, our_places
    from xltier.app.sheet.moved_columns import moved_columns
    from xltier.app.sheet.refreshed import Earlier, understood
    from xltier.files.patch.names import read_names
    from xltier.files.patch.target import known_table
    from xltier.files.read import read_book

    stored = read_book(file, password=asked.choice.password)
    if stored.format != "xlsx" or file.suffix.casefold() not in _PATCHED:
        return understood(stored, Earlier({}, frozenset(), lambda _: KnownTable()), asked)
    names = read_names(file)
    moved = moved_columns(names, stored, COLUMNS)
    columns, sheets = our_places(names, COLUMNS, moved)

    def known(reading: Reading) -> KnownTable:
        sheet = next(one for one in stored.sheets if one.name == reading.sheet)
        return known_table(file, sheet, area_of(reading), columns=COLUMNS, moved=moved)

    return understood(stored, Earlier(columns, sheets, known), asked)


def _written(done: Refreshed, wanted: SheetRequest, options: dict[str, Any], session: Session) -> list[str]:
    """Write the result and return what to say of it."""
    from xltier.cli.commands.tier import write

    file, language = wanted.file, session.language
    if not done.known.key:
        target = place(file, options["output"], ".xlsx", force=options["force"])
        write(done.sheet, target, chosen_columns(options["columns"]), session)
        return [phrase("refresh-beside", language, file=file.name), phrase("cli-written", language, file=target)]
    from xltier.files.patch.commit import write_workbook

    changes = _changes(done, wanted, options, language)
    target = _target(wanted, options)
    result = write_workbook(file, target, changes, clock=_now())
    lines = [*changes_said(result.report, language), *_newly_remembered(done, language)]
    lines.append(phrase("cli-written", language, file=target))
    if result.backup is not None:
        lines.append(phrase("refresh-backup", language, file=result.backup.name))
    return lines


def _foreseen(done: Refreshed, wanted: SheetRequest, options: dict[str, Any], language: str) -> list[str]:
    """Return what a run that writes would say; what it would refuse is refused here."""
    from xltier.files.patch.commit import rehearse

    dry = phrase("refresh-dry", language)
    if not done.known.key:
        target = place(wanted.file, options["output"], ".xlsx", force=options["force"])
        return [phrase("refresh-foreseen", language, file=target), dry]
    target = _target(wanted, options)
    report = rehearse(wanted.file, target, _changes(done, wanted, options, language), clock=_now())
    return [phrase("refresh-foreseen", language, file=target), *changes_said(report, language), dry]


def _newly_remembered(done: Refreshed, language: str) -> list[str]:
    """Return what the next run will take from the workbook that this one did not find there."""
    choice = {key: text for key, text in done.remembered.items() if key != "period"}
    if all(done.known.remembered.get(key) == text for key, text in choice.items()):
        return []
    scheme = f"{done.sheet.scheme.id}@{done.sheet.scheme.version}"
    return [phrase("refresh-remembered", language, scheme=scheme)]


def _target(wanted: SheetRequest, options: dict[str, Any]) -> Path:
    """Return where a workbook with our columns goes."""
    file = wanted.file
    return file if options["in_place"] else place_copy(file, options["output"], force=options["force"])


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone().replace(tzinfo=None)


def _changes(done: Refreshed, wanted: SheetRequest, options: dict[str, Any], language: str) -> Changes:
    """Return what is written into the workbook that was read."""
    from xltier.files.patch.names import choose_sheet_name
    from xltier.files.patch.target import target_of
    from xltier.report.refresh_changes import RefreshWish, refresh_changes

    file, sheet = wanted.file, done.as_next_time
    reading = sheet.reading
    header = reading.header_rows[-1] if reading.header_rows else None
    last = max(column.number for column in reading.columns)
    wish = RefreshWish(
        table=target_of(done.known, reading.sheet or "", header, reading.rows, last),
        columns=chosen_columns(options["columns"]),
        sheets={key: choose_sheet_name(file, key, phrase(f"sheet-{key}", language)) for key in ("summary", "problems")},
        remembered={f"{done.known.key}_{name}": text for name, text in done.remembered.items()},
        language=language,
        fixed_fills=options["fill"] == "static",
    )
    changes = replace(refresh_changes(sheet, wish), may_break_signature=options["yes"])
    if options["formulas"]:
        changes = _as_formulas(changes, done, wanted.file, language)
    return replace(changes, grafts=()) if options["columns_only"] else changes


def _as_formulas(changes: Changes, done: Refreshed, file: Path, language: str) -> Changes:
    """Return the changes with formulas on the workbook's rules sheet, which is added where it has none."""
    from xltier.cli.rules_file import rules_of
    from xltier.files.patch.names import choose_sheet_name
    from xltier.files.rules_book import formula_cells
    from xltier.report.formula_changes import FORMULAS_KEY, RULES_KEY, FormulaWish, with_formulas

    reading = rules_of(file) if done.is_own else None
    wish = FormulaWish(
        data=done.sheet.reading.sheet or "",
        formulas=choose_sheet_name(file, FORMULAS_KEY, phrase("sheet-formulas", language)),
        rules=choose_sheet_name(file, RULES_KEY, phrase("sheet-rules", language)),
        own=None if reading is None else formula_cells(reading),
        language=language,
    )
    return with_formulas(changes, done.sheet, wish)
