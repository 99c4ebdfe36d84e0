"""``xltier diff OLD NEW``: who moved between two ratings or two rule books, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltier.cli import console
from xltier.cli.failures import FINDINGS, FINE
from xltier.cli.misuse import Misuse
from xltier.cli.rules_file import is_book
from xltier.cli.session import Session, session_of
from xltier.cli.sheet_options import order_options, request, scheme_options, table_options, today
from xltier.cli.spoken import SpokenCommand, option, spoken
from xltier.core.migration import NEW, UNRATED, WITHDRAWN
from xltier.errors import Problem
from xltier.messages import phrase

if TYPE_CHECKING:
    from xltier.app.compare.compare_ratings import Comparison, Move, Rated
    from xltier.app.compare.rule_changes import RuleChange
    from xltier.cli.sheet_options import SheetRequest
    from xltier.core.migration import Matrix
    from xltier.core.scheme.tier import Tier


def build(language: str, *, of_schemes: bool = False) -> SpokenCommand:
    """Return the command; ``of_schemes`` takes both files for rule books, whatever else they hold."""
    params: list[click.Parameter] = [
        click.Argument(["old"], metavar="OLD"),
        click.Argument(["new"], metavar="NEW"),
        option("diff_on", language, "--on", metavar="FILE", type=click.Path(path_type=Path)),
        option("diff_pilot", language, "--pilot", metavar="SHARE"),
        option("diff_seed", language, "--seed", metavar="N", type=int, default=0),
        *scheme_options(language),
        *order_options(language),
        *table_options(language),
        option("json", language, "--json", "as_json", is_flag=True),
    ]
    if of_schemes:
        return spoken("diff", language, callback=run_schemes, params=params, wording="schemes_diff")
    return spoken("diff", language, callback=run, params=params)


def run(context: click.Context, old: str, new: str, **options: Any) -> int:  # noqa: ANN401 - click hands options by name
    """Compare; return 1 where anything differs."""
    session = session_of(context)
    session.as_json = options["as_json"]
    if _are_schemes(old, new, options):
        return _said(_schemes(old, new, options, session), options=options, session=session)
    return _said(_ratings(Path(old), Path(new), options, session), options=options, session=session)


def run_schemes(context: click.Context, old: str, new: str, **options: Any) -> int:  # noqa: ANN401 - as above
    """Compare two rule books, which may be rules sheets of workbooks; return 1 where anything differs."""
    session = session_of(context)
    session.as_json = options["as_json"]
    return _said(_schemes(old, new, options, session), options=options, session=session)


@dataclass(frozen=True, slots=True)
class _Found:
    """What differs.

    Args:
        changes: Rules.
        ratings: Who moved, where customers were rated.
        tiers: Of the ratings, for their names; empty where only their codes are known.
        problems: What is to be said of the sheets.
    """

    changes: tuple[RuleChange, ...] = ()
    ratings: Comparison | None = None
    tiers: tuple[Tier, ...] = ()
    problems: tuple[Problem, ...] = ()


def _said(compared: _Found, *, options: dict[str, Any], session: Session) -> int:
    from xltier.app.compare.lost_zeros import lost_zeros
    from xltier.app.explain.tier_answer import finding

    changes, found, problems = compared.changes, compared.ratings, compared.problems
    if found is not None:
        problems = (*lost_zeros(found.withdrawn, found.new), *problems)
    if options["as_json"]:
        findings = [finding(problem, session.language) for problem in problems]
        console.out(json.dumps(_answer(changes, found) | {"findings": findings}, ensure_ascii=False))
    else:
        console.brief(problems, session)
        for line in _rules(changes, session.language):
            console.out(line)
        if changes and found is not None:
            console.out("")
        for line in () if found is None else _lines(found, compared.tiers, session.language):
            console.out(line)
        if not changes and found is None:
            console.out(phrase("diff-same", session.language))
    moved = found is not None and (found.moves or found.new or found.withdrawn)
    return FINDINGS if changes or moved else FINE


def _are_schemes(old: str, new: str, options: dict[str, Any]) -> bool:
    """Return whether two rule books are compared: one that is no workbook says so for both, and so does ``--on``."""
    if options["on"] is not None:
        return True
    named = [_is_scheme(name) for name in (old, new)]
    return any(named) and all(known or is_book(name) for known, name in zip(named, (old, new), strict=True))


def _is_scheme(name: str) -> bool:
    from xltier.schemes.library import shipped

    return name.casefold().endswith(".toml") or name.partition("@")[0] in shipped()


def _schemes(old: str, new: str, options: dict[str, Any], session: Session) -> _Found:
    from xltier.app.compare.compare_ratings import compare_ratings
    from xltier.app.compare.rated_lists import rated_sheet
    from xltier.app.compare.rule_changes import rule_changes
    from xltier.cli.rated import named_scheme, rated

    changes = rule_changes(named_scheme(old, {}), named_scheme(new, {}), session.language)
    if options["on"] is None:
        return _Found(changes)
    wanted = request(options["on"], options)
    before, after = (rated(replace(wanted, scheme=name), session) for name in (old, new))
    found = compare_ratings(
        [tier.code for tier in after.plan.ladder.tiers],
        rated_sheet(before),
        rated_sheet(after),
        same_rules=False,
        same_data=True,
        pilot_share=_share(options["pilot"]),
        seed=options["seed"],
    )
    return _Found(changes, found, after.plan.ladder.tiers)


def _ratings(old: Path, new: Path, options: dict[str, Any], session: Session) -> _Found:
    from xltier.app.compare.compare_ratings import compare_ratings
    from xltier.app.compare.rated_lists import tier_order
    from xltier.schemes.library import load_scheme, shipped

    wanted = request(old, options)
    before, tiers, problems = _rated(wanted, session)
    after, tiers_now, problems_now = _rated(replace(wanted, file=new), session)
    share = _share(options["pilot"])
    codes = [tier.code for tier in tiers_now or tiers]
    if wanted.scheme is None:
        held = {one.tier for one in (*before.values(), *after.values()) if one.tier is not None}
        codes = list(tier_order(held, map(load_scheme, shipped())))
    found = compare_ratings(codes, before, after, pilot_share=share, seed=options["seed"])
    return _Found((), found, tiers_now or tiers, (*problems, *problems_now))


def _rated(wanted: SheetRequest, session: Session) -> tuple[dict[str, Rated], tuple[Tier, ...], tuple[Problem, ...]]:
    """Return the ratings that a sheet holds; with a scheme, or without tiers in it, those that we give it.

    With them come the tiers, none where the sheet holds their codes alone, and what is to be said of the sheet.
    """
    from xltier.app.compare.rated_lists import about_tiers, rated_list, rated_sheet
    from xltier.cli.rated import rated
    from xltier.files.read import open_table

    if wanted.scheme is None:
        reading = open_table(wanted.file, wanted.choice, today=today())
        held = rated_list(reading, wanted.choice.map)
        if held is not None:
            return held, (), (*about_tiers(reading, held, wanted.choice.map), *reading.problems())
    sheet = rated(wanted, session)
    return rated_sheet(sheet), sheet.plan.ladder.tiers, sheet.problems


def _share(text: str | None) -> Fraction | None:
    from xltier.core.fields import as_number

    if text is None:
        return None
    number = as_number(text)
    if number is None or not 0 < number <= 1:
        raise Misuse(Problem("metric-not-number", values={"name": "--pilot", "text": text}))
    return Fraction(number)


def _or_dash(text: str | None) -> str:
    return "–" if text is None else text


def _grouped(score: str | None) -> str:
    """Return a score as people read it, its thousands apart."""
    from xltier.core.fields import as_number

    number = None if score is None else as_number(score)
    return _or_dash(score) if number is None else f"{number:,f}"


def _rules(changes: Iterable[RuleChange], language: str) -> Iterator[str]:
    """Yield the rules that differ as a table."""
    from xltier.app.wording.text_table import aligned

    rows = [[one.path, f"{_or_dash(one.old)} → {_or_dash(one.new)}"] for one in changes]
    if rows:
        yield from aligned([[phrase("diff-rule", language), phrase("diff-was-is", language)], *rows], indent="")


def _lines(found: Comparison, tiers: tuple[Tier, ...], language: str) -> Iterator[str]:
    """Yield who moved, the migration matrix, and how many there are of each."""
    from xltier.app.wording.text_table import aligned

    if found.moves:
        heads = [phrase(key, language) for key in ("list-customer", "diff-was-is", "list-why", "column-score")]
        yield from aligned([heads, *(_move(move, tiers, language) for move in found.moves)], indent="")
        yield ""
    yield from _matrix(found.matrix, tiers, language)
    counts = {"moved": len(found.moves), "new": len(found.new), "withdrawn": len(found.withdrawn)}
    yield phrase("diff-count", language, **counts)
    if found.pilot:
        yield phrase("diff-pilot", language, customers=phrase("joint-names", language).join(found.pilot))


def _move(move: Move, tiers: tuple[Tier, ...], language: str) -> list[str]:
    from xltier.app.wording.tier_words import code_said

    was, now = (
        _or_dash(None if one.tier is None else code_said(tiers, one.tier, language)) for one in (move.before, move.now)
    )
    score = f"{_grouped(move.before.score)} → {_grouped(move.now.score)}" if move.now.score else ""
    return [move.key, f"{was} → {now}", phrase(f"driver-{move.driver.value}", language), score]


def _matrix(matrix: Matrix, tiers: tuple[Tier, ...], language: str) -> Iterator[str]:
    """Yield the migration matrix; former tiers go down, present ones across; empty lines are left out."""
    from xltier.app.wording.text_table import aligned
    from xltier.app.wording.tier_words import code_said

    rows = [row for row in matrix.rows if matrix.of_row(row)]
    columns = [column for column in matrix.columns if matrix.of_column(column)]
    said = {key: code_said(tiers, key, language) for key in (*rows, *columns)}
    said |= {key: phrase(f"diff-{key}", language) for key in (NEW, WITHDRAWN, UNRATED)}
    table = [[phrase("diff-corner", language), *(said[column] for column in columns)]]
    table += [[said[row], *(str(matrix.at(row, column)) for column in columns)] for row in rows]
    yield from aligned(table, right=frozenset(range(1, len(columns) + 1)), indent="")


def _answer(changes: tuple[RuleChange, ...], found: Comparison | None) -> dict[str, object]:
    answer: dict[str, object] = {
        "ok": not changes and not (found and found.moves),
        "rules": [{"path": one.path, "old": one.old, "new": one.new} for one in changes],
    }
    if found is not None:
        answer["moves"] = [
            {
                "key": move.key,
                "from": move.before.tier,
                "to": move.now.tier,
                "change": move.change,
                "driver": move.driver.value,
                "score_before": move.before.score,
                "score": move.now.score,
            }
            for move in found.moves
        ]
        answer["new"], answer["withdrawn"] = list(found.new), list(found.withdrawn)
        answer["pilot"] = list(found.pilot)
        answer["matrix"] = [
            {"from": row, "to": column, "customers": count}
            for row in found.matrix.rows
            for column in found.matrix.columns
            if (count := found.matrix.at(row, column))
        ]
    return answer
