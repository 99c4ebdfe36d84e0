"""未报 and 数据问题: what has not come in, what could not be used; and the facts that an alert rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xltier.app.month.intake.fields import InputKind
from xltier.app.month.intake.kinds import KINDS, sender_of
from xltier.app.month.keys import Key
from xltier.app.month.result import MonthResult, MonthRow, RaisedAlert
from xltier.app.wording.shown_value import shown_value
from xltier.core.facts import FACTS
from xltier.core.fixed import shown
from xltier.core.values import Value
from xltier.core.words import Words
from xltier.errors import Problem, Severity
from xltier.messages import phrase, render
from xltier.report.month.grid import Cell, Column, Grid, Look
from xltier.report.month.wording import CODE, DIVISION_OF, KEY, LINE_OF

_IN_POINTS = frozenset({"score", "gap_to_floor", "gap_to_next"})


def fact_of(raised: RaisedAlert, language: str) -> str:
    """Return the facts that the alert's rule asked about, with their values."""
    facts = dict(zip(FACTS, raised.row.facts.values(), strict=True))
    parts = (_said(key, facts, raised.row, language) for key in raised.watch.reads)
    return ("；" if language == "zh" else "; ").join(part for part in parts if part)


def _said(key: str, facts: Mapping[str, Value], row: MonthRow, language: str) -> str:
    rating, plan = row.rating, row.plan
    if key == "red_line" and rating.red_lines:
        names = [line.line.name.said(language) for line in plan.red_lines if line.line.code in rating.red_lines]
        score = "" if rating.score_before is None else shown(rating.score_before, plan.score_decimals)
        said = "month-fact-red-kept" if rating.place == rating.held else "month-fact-red-line"
        return phrase(said, language, lines=names, score=score)
    if key == "not_reported":
        slots = zip(plan.measures, row.values or row.entries, strict=False)
        blank = [measure.name for measure, value in slots if value is None]
        return phrase("month-fact-not-reported", language, measures=blank)
    if key == "tier_change" and row.before is not None and row.rating.tier is not None:
        was = "–" if row.before.score is None else shown(row.before.score, plan.score_decimals)
        now = "–" if rating.score is None else shown(rating.score, plan.score_decimals)
        tiers = {"before": row.before.tier, "after": rating.tier}
        return phrase("month-fact-change", language, was=was, now=now, **tiers)
    if key in facts:
        return f"{FACTS[key][1].said(language)} {_fact(key, facts[key], plan.score_decimals)}"
    slot = plan.slot(key)
    measure, value = plan.measures[slot], row.values[slot] if row.values else None
    return f"{measure.name.said(language)} {shown_value(measure, value, language)}"


def _fact(key: str, value: Value, decimals: int) -> str:
    if key == "tier" or not isinstance(value, int):
        return str(value).upper() if value is not None else "–"
    if key == "tier_change":
        return f"▼{-value}" if value < 0 else f"▲{value}"
    return shown(value, decimals) if key in _IN_POINTS else str(value)


def missing_grid(result: MonthResult, language: str) -> Grid:
    """Return what has not been reported, by the department that owes it, dealer by dealer."""
    names = {measure.key: measure.name for measure in result.scheme.measures}
    order = {kind.key: at for at, kind in enumerate(KINDS)}
    owed: dict[tuple[int, Key], tuple[InputKind | None, str, list[str]]] = {}
    for missing in result.missing:
        for key in missing.measures:
            sender = sender_of(key) or next((kind for kind in KINDS if kind.key == missing.source), None)
            place = len(order) if sender is None else order[sender.key]
            owed.setdefault((place, missing.key), (sender, missing.name, []))[2].append(names[key].said(language))
    rows: list[tuple[Cell, ...]] = [
        (
            sender.department.said(language) if sender is not None else None,
            sender.name.said(language) if sender is not None else None,
            *(key.dealer, name, key.division, key.line),
            ("、" if language == "zh" else ", ").join(measures),
        )
        for (_, key), (sender, name, measures) in sorted(owed.items(), key=lambda item: item[0][0])
    ]
    return Grid(
        title=phrase("month-missing-title", language, count=len(rows)),
        subtitle=phrase("month-missing-subtitle", language),
        columns=(
            Column(Words("报送部门", "Department"), 12, Look.CENTRE),
            Column(Words("输入", "Input"), 12, Look.CENTRE),
            *KEY,
            Column(Words("未报指标", "Not reported"), 40),
        ),
        rows=rows,
        empty=phrase("month-nothing-missing", language),
        landscape=False,
    )


def problems_grid(
    problems: Iterable[Problem], language: str, *, rated: Iterable[tuple[MonthRow, Problem]] = ()
) -> Grid:
    """Return every Problem: errors first, each with its cell and what to do there.

    Args:
        problems: Found in the inputs.
        language: ``"zh"`` or ``"en"``.
        rated: Found in the ratings, each with the row that it is about.
    """
    order = list(Severity)
    found: list[tuple[Key | None, Problem]] = [(None, problem) for problem in problems]
    found.extend((row.key, problem) for row, problem in rated)
    found.sort(key=lambda one: order.index(one[1].severity))
    rows = [_problem(key, problem, language) for key, problem in found]
    return Grid(
        title=phrase("month-problems-title", language, count=len(rows)),
        subtitle=phrase("month-problems-subtitle", language),
        columns=(
            Column(Words("程度", "Severity"), 8, Look.CENTRE),
            Column(Words("文件", "File"), 20),
            Column(Words("工作表", "Sheet"), 14),
            Column(Words("单元格", "Cell"), 11, Look.CENTRE),
            *(CODE, DIVISION_OF, LINE_OF),
            Column(Words("问题", "What"), 64),
            Column(Words("建议", "What to do"), 50, Look.FAINT),
        ),
        rows=rows,
        empty=phrase("month-no-problems", language),
    )


def _problem(key: Key | None, problem: Problem, language: str) -> tuple[Cell, ...]:
    said, at = render(problem, language), problem.at
    severity = phrase(f"severity-{problem.severity.value}", language)
    about = (None, None, None) if key is None else (key.dealer, key.division, key.line)
    return (severity, at.file, at.sheet, at.cell or at.path, *about, said.what, said.hint)
