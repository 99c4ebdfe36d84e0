"""Plain cell formulas, recalculated by IronCalc or by LibreOffice: every case in one workbook, opened once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tests.conformance.case import Case, cases
from tests.conformance.hosts.core import ERRORS, cells, circumstances
from tests.conformance.hosts.host import Answer, Gap, GapKind
from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office, absence
from xltier.core.circumstances import Circumstances
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fit import fit_plan
from xltier.core.plan import Plan
from xltier.core.values import ExcelError
from xltier.formulas.cells import columns
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name
from xltier.formulas.work import Sources

_FOLDED: Final = Gap(GapKind.NEVER, "the allow-list has no function that folds text; the intake does it beforehand")
_READ: Final = Gap(
    GapKind.NEVER, "reading a text as a number is the intake's task; such cells are written as understood"
)
_EVERYBODY: Final = Gap(GapKind.NEVER, "cuts are fitted before formulas are written; for one customer there are none")
_GAPS: Final[Mapping[str, Gap]] = {
    "distributions: one customer alone cannot be placed": _EVERYBODY,
    "empties: a cell of spaces is blank": _FOLDED,
    "methods: a text compares after width, case and spaces are made alike": _FOLDED,
    "scheme decision-type: full-width A": _FOLDED,
    "scheme need-motive: social in English": _FOLDED,
    "standard: a number written as text is a number": _READ,
}


@cache
def workbook() -> tuple[Path, tuple[str, ...], dict[str, dict[str, str]]]:
    """Return a workbook with a sheet a case, its sheet names, and for each case the cell of each step."""
    path = Path(tempfile.mkdtemp(prefix="xltier-formulas-")) / "cases.xlsx"
    book = xlsxwriter.Workbook(str(path))
    places: dict[str, dict[str, str]] = {}
    names = []
    for at, case in enumerate(cases()):
        names.append(f"case{at}")
        if _plan(case).wanted:
            book.add_worksheet(names[-1])
            places[case.id] = dict[str, str]()
            continue
        places[case.id] = _write(book.add_worksheet(names[-1]), case)
    book.close()
    return path, tuple(names), places


def _write(page: Any, case: Case) -> dict[str, str]:  # noqa: ANN401 - the library has no types
    """Write raw values into row 1 and the steps into row 2; return the cell of each step."""
    plan = _plan(case)
    about = circumstances(plan, case)
    given: dict[str, object] = {f"in_{key}": value for key, value in cells(case.inputs).items() if key in plan.keys}
    logged = {f"log_{item.item.code}": _logged(plan, item.item.code, about) for item in plan.items}
    given |= {name: points for name, points in logged.items() if points}
    if about.red_lines:
        given["x_red"] = ";".join(about.red_lines)
    if about.standing is not None:
        given |= {"x_before": about.standing.tier, "x_pending": about.standing.pending}
    if about.override is not None and about.override.is_signed:
        given["x_override"] = about.override.tier
    for column, value in enumerate(given.values()):
        _put(page, column, value)
    sources = Sources(
        {key: Name(f"in_{key}") for key in plan.keys if f"in_{key}" in given},
        logged={
            item.item.code: Name(f"log_{item.item.code}") for item in plan.items if f"log_{item.item.code}" in given
        },
        red_lines=Name("x_red") if "x_red" in given else None,
        before=Name("x_before") if "x_before" in given else None,
        pending=Name("x_pending") if "x_pending" in given else None,
        override=Name("x_override") if "x_override" in given else None,
    )
    made = steps(plan, sources)
    raw = {name: f"${xl_col_to_name(at)}" for at, name in enumerate(given)}
    laid = columns(made, [xl_col_to_name(len(given) + at) for at in range(len(made))], raw)
    for at, step in enumerate(made):
        page.write_formula(0, len(given) + at, "=" + laid.formula(step.name, 1), None, "")
    return {step.name: f"{laid.letters[step.name]}1" for step in made}


def _plan(case: Case) -> Plan:
    plan = compile_plan(case.scheme, line=case.line)
    if not (plan.wanted and case.population):
        return plan
    people = [entries(plan, cells(person))[0] for person in case.population]
    return fit_plan(case.scheme, people, line=case.line)


def _logged(plan: Plan, code: str, about: Circumstances) -> float:
    """Return the points that the log's sheet sums up for an item, each occurrence as its item takes it."""
    item = next(item for item in plan.items if item.item.code == code)
    total = 0
    for event in about.events:
        if event.item == code and (event.points is not None or item.lowest == item.highest):
            points = item.lowest if event.points is None else event.points
            total += item.left(item.kept(points), event.age) * event.times
    return total / int(10**plan.points_decimals)


def _put(page: Any, column: int, value: object) -> None:  # noqa: ANN401 - the library has no types
    match value:
        case ExcelError():
            page.write_formula(0, column, f"=IF(1=1,{value.value},0)", None, value.value)
        case bool():
            page.write_boolean(0, column, value)
        case int() | float() | Decimal():
            page.write_number(0, column, float(value))
        case str() if value:
            page.write_string(0, column, value)


class Formulas:
    """A workbook's formulas in one program."""

    gaps: ClassVar[Mapping[str, Gap]] = _GAPS
    says: ClassVar[frozenset[str]] = frozenset({"tier", "error", "score", "before", "bonus", "penalty", "points"})

    def __init__(self, program: str) -> None:
        self.name = f"formulas, {program}"
        self._is_office = program == "LibreOffice"

    @cache  # noqa: B019 - a host lives as long as the suite
    def _cells(self) -> dict[str, dict[str, object]]:
        path, names, _ = workbook()
        if not self._is_office:
            return by_ironcalc(path, names)
        reason = absence()
        if reason and os.environ.get("CI") != "true":
            pytest.skip(reason)
        with Office() as office:
            return by_office(office, path)

    def rate(self, case: Case) -> Answer:
        """Return what the case's cells show."""
        _, names, places = workbook()
        at = [one.id for one in cases()].index(case.id)
        shown = self._cells().get(names[at], {})
        step = places[case.id]

        lines = case.scheme.red_lines
        voids = any(line.voids_bonus and shown.get(step.get(f"r_{n}", "")) == 1 for n, line in enumerate(lines, 1))

        def value(name: str) -> object:
            return shown.get(step[name], "") if name in step else None

        def number(name: str) -> Decimal | None:
            found = value(name)
            return Decimal(f"{found:.15g}") if isinstance(found, (int, float)) else None

        tier = value("tier")
        is_error = tier in ERRORS
        keys = [measure.key for measure in case.scheme.measures if measure.is_scored]
        return Answer(
            tier=None if is_error or tier == "" else str(tier),
            error=str(tier) if is_error else None,
            score=number("score"),
            before=number("before") if "before" in step else number("score"),
            bonus=Decimal(0) if voids else number("bonus") or Decimal(0),
            penalty=number("penalty") or Decimal(0),
            points={key: number(f"p_{key}") for key in keys},
        )
