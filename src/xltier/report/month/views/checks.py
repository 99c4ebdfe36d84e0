"""What must add up: each a figure of one sheet against the same figure of another, or against what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from xltier.core.migration import NEW, WITHDRAWN
from xltier.core.months import month_text
from xltier.core.scheme import Scoring
from xltier.messages import phrase
from xltier.report.month.live_value import Live, add, constant, less
from xltier.report.month.views.divisions import DivisionsPlace
from xltier.report.month.views.groups import EVERYBODY
from xltier.report.month.views.migration import MigrationPlace
from xltier.report.month.views.service import ServicePlace
from xltier.report.month.views.table import LEAST, against, begins, equal, filled
from xltier.report.month.views.view import View
from xltier.report.month.write_grid import HIGH


@dataclass(frozen=True, slots=True)
class Check:
    """A reconciliation: holds where both sides are equal.

    Args:
        name: What is checked.
        here: The figure.
        there: What it is checked against.
        note: Where to look when they differ.
        number: Number format of both.
        is_note: Whether a difference only needs an explanation, and is not a fault.
    """

    name: str
    here: Live
    there: Live
    note: str
    number: str = "#,##0.##"
    is_note: bool = False


def checks(
    view: View, migration: MigrationPlace, divisions: DivisionsPlace, service: ServicePlace, errors: int
) -> list[Check]:
    """Return the checks; those about something the month does not have are left out."""
    return [
        *_counts(view, migration, divisions),
        *_last_month(view, migration),
        *_logs(view),
        *_rules(view, service),
        *_data(view, errors),
    ]


def _check(view: View, key: str, here: Live, there: Live, *, number: str = "#,##0.##", is_note: bool = False) -> Check:
    name, note = phrase(f"view-check-{key}", view.language).split(" | ")
    return Check(name, here, there, note, number, is_note=is_note)


def _counts(view: View, migration: MigrationPlace, divisions: DivisionsPlace) -> Iterator[Check]:
    """Yield: everybody is rated once, and every way of counting gives the same."""
    ratings, matrix = view.ratings, migration.matrix
    everybody = ratings.count(*EVERYBODY)
    yield _check(view, "rows", everybody, view.measures.count(*EVERYBODY))
    tiers = add(*(ratings.count(equal("tier", code)) for code in view.codes))
    if view.has_score:
        yield _check(view, "tiers", tiers, ratings.count(against("score", ">", LEAST)))
    else:
        yield _check(view, "tiers", tiers, migration.trend.rated[-1])
    present = less(matrix.total, matrix.of_column[WITHDRAWN])
    yield _check(view, "matrix", present, everybody)
    groups = add(*(group.count for group in divisions.divisions.values()))
    yield _check(view, "divisions", groups, everybody)
    month = month_text(view.result.period)
    yield _check(view, "history", view.history.count(begins("month", month)), everybody)
    if view.money is not None:
        amounts = add(*(group.amount for group in divisions.divisions.values() if group.amount is not None))
        whole = view.ratings.sum("amount", view.money.decimals)
        divisor = 1 if view.unit is None else view.unit.divisor
        total = whole if divisor == 1 else Live(f"({whole.formula}/{divisor})", whole.number / divisor)
        yield _check(view, "amounts", amounts, total, number="#,##0.00")


def _last_month(view: View, migration: MigrationPlace) -> Iterator[Check]:
    """Yield: last month's cohort is all there, and rises and falls are those of the matrix."""
    if not view.has_last:
        return
    matrix, tiers = migration.matrix, view.result.matrix.tiers
    last = less(matrix.total, matrix.of_row[NEW])
    yield _check(view, "cohort", last, view.history.count(begins("month", month_text(view.result.period - 1))))
    up = add(*(matrix.counts[was, now] for at, was in enumerate(tiers) for now in tiers[:at]), constant(0))
    down = add(*(matrix.counts[was, now] for at, was in enumerate(tiers) for now in tiers[at + 1 :]), constant(0))
    yield _check(view, "moves", add(migration.up, migration.down), add(up, down))
    causes = add(*(count for pair in migration.drivers.values() for count in pair))
    yield _check(view, "drivers", causes, add(migration.up, migration.down))


def _logs(view: View) -> Iterator[Check]:
    """Yield: what the logs gave and took is what the ratings count; a red line in the log is one in the ratings."""
    ratings, items, lines = view.ratings, view.adjustments, view.red_lines
    if "bonus" in ratings and items.size:
        net = less(ratings.sum("bonus", 4), ratings.sum("penalty", 4), 4)
        yield _check(view, "adjustments", net, items.sum("counts", 4), is_note=True)
    if items.size:
        known = items.count(filled("item"), filled("name"))
        yield _check(view, "items", items.count(filled("item")), known)
    hits = [key for key in view.measures.columns if key.startswith("step:r_")]
    if hits and lines.size:
        counted = add(*(view.measures.total(key, against(key, ">", 0)) for key in hits))
        yield _check(view, "red", counted, lines.count(against("active", ">", 0)), is_note=True)


def _rules(view: View, service: ServicePlace) -> Iterator[Check]:
    """Yield: weights make 100, cut-offs fall, shares of resources make 1."""
    scheme = view.result.scheme
    weighed = [(at, m) for at, m in enumerate(scheme.measures) if m.weight is not None]
    if scheme.scoring is Scoring.WEIGHTED and weighed:
        weights = add(*(view.rule(f"measures[{at}].weight", float(m.weight or 0)) for at, m in weighed))
        yield _check(view, "weights", weights, constant(100))
    floors = [(at, tier.floor) for at, tier in enumerate(scheme.tiers) if tier.floor is not None and tier.line is None]
    if len(floors) > 1:
        cells = [view.rule(f"tiers[{at}].floor", float(floor)) for at, floor in floors]
        steps = [
            Live(f"({one.formula}>{other.formula})", int(one.number > other.number)) for one, other in pairwise(cells)
        ]
        yield _check(view, "floors", add(*steps), constant(len(steps)))
    if service.resources:
        yield _check(view, "resources", add(*service.resources), constant(1), number="0%")


def _data(view: View, errors: int) -> Iterator[Check]:
    """Yield: nothing is missing, every high alert has its owner and day, no error is open."""
    ratings, alerts = view.ratings, view.alerts
    tiers = add(*(ratings.count(equal("tier", code)) for code in view.codes))
    yield _check(view, "unrated", less(ratings.count(*EVERYBODY), tiers), constant(0), is_note=True)
    yield _check(view, "missing", constant(len(view.result.missing)), constant(0), is_note=True)
    if alerts.size:
        high = equal("level", HIGH.said(view.language))
        yield _check(view, "owners", alerts.count(high, filled("owner")), alerts.count(high))
    yield _check(view, "errors", constant(errors), constant(0), is_note=True)
