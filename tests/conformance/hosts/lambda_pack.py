"""The LAMBDA pack in IronCalc: the names of each scheme in a workbook of their own, asked once for all its cases."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Final

import ironcalc
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tests.conformance.case import Case, cases
from tests.conformance.hosts.core import ERRORS, cells
from tests.conformance.hosts.host import Answer, Gap, GapKind
from xltier.core.compile import compile_plan
from xltier.core.plan import Plan
from xltier.core.values import ExcelError
from xltier.formulas.lambda_codes import PREFIX
from xltier.formulas.lambdas import pack
from xltier.report.rulebook.sheet import write_rulebook
from xltier.report.theme import Theme

ASKED: Final = ("TIER", "TIER_SCORE")
_UNASKED: Final = Answer(tier="not asked", error=None, score=None)

_POPULATION: Final = "one customer's row holds no population; xltier embed lists the functions that it leaves out"
_LOGGED: Final = "the function takes points added in one number and a cap, no log and no history"
_GAPS: Final[Mapping[str, Sequence[str]]] = {
    "the allow-list has no function that folds text; the intake does it beforehand": (
        "empties: a cell of spaces is blank",
        "methods: a text compares after width, case and spaces are made alike",
        "scheme decision-type: full-width A",
        "scheme need-motive: social in English",
    ),
    "reading a text as a number is the intake's task": ("standard: a number written as text is a number",),
    "a row has a cell for every input, so that no column is absent": (
        "b2b_abcd: without an influence column its weight moves",
        "b2b_abcd: sales and volume alone are just enough to rate",
        "b2b_abcd: sales alone cover too little",
        "b2b_abcd: without its one sub-grade nothing is rated",
        "derived: no column of last year is not applicable",
        "empties: an absent column moves its weight",
        "empties: two absent columns leave just enough",
        "empties: three absent columns leave too little",
        "empties: a scheme may ask for more coverage",
        "low_is_good: without the column there is nothing to place",
        "published: agents: an absent column moves its weight within the 70",
        "scheme b2b-abcd: without a volume column its weight moves",
        "scheme dealer-monthly: a new dealer has no growth",
    ),
}
_ZERO: Final[Mapping[str, Sequence[str]]] = {
    "IronCalc hands a single blank cell to a LAMBDA as 0": (
        "standard: a blank row stays blank",
        "scheme standard: an empty row",
        "scheme customer-status: an empty row",
        "scheme decision-type: an empty row",
        "scheme lifecycle: an empty row",
        "scheme need-motive: an empty row",
    ),
}


def unaskable(case: Case) -> str | None:
    """Return why a case is no question to a function of one row, or None."""
    if compile_plan(case.scheme, line=case.line).wanted:
        return _POPULATION
    if case.events or case.red_lines or case.previous is not None or case.override is not None:
        return _LOGGED
    return None


def gaps() -> dict[str, Gap]:
    """Return why a case is no question to a function of one row, or what no formula can read."""
    found = {case.id: Gap(GapKind.NEVER, why) for case in cases() if (why := unaskable(case)) is not None}
    for kind, reasons in ((GapKind.NEVER, _GAPS), (GapKind.NOTYET, _ZERO)):
        found |= {case: Gap(kind, reason) for reason, listed in reasons.items() for case in listed}
    return found


@cache
def answers() -> dict[str, tuple[object, ...]]:
    """Return what the functions give for every case that can be asked, by its id."""
    groups: dict[tuple[int, str | None], list[Case]] = {}
    for case in cases():
        if unaskable(case) is None:
            groups.setdefault((id(case.scheme), case.line), []).append(case)
    folder = Path(tempfile.mkdtemp(prefix="xltier-lambda-"))
    found: dict[str, tuple[object, ...]] = {}
    for number, own in enumerate(groups.values()):
        found |= _asked(folder / f"{number}.xlsx", own)
    return found


def _asked(path: Path, own: Sequence[Case]) -> dict[str, tuple[object, ...]]:
    scheme = own[0].scheme
    plan = compile_plan(scheme, line=own[0].line)
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("客户")
    rules = write_rulebook(book.add_worksheet("规则"), Theme(book, "zh"), scheme, name="规则")
    made = pack(plan, rules, language="zh")
    for name, text in {**made.inner, **made.shown}.items():
        book.define_name(name, f"={text}")
    last = xl_col_to_name(max(plan.inputs - 1, 0))
    for row, case in enumerate(own):
        _write(page, row, plan, case)
        for column, function in enumerate(ASKED, plan.inputs + 1):
            if PREFIX + function in made.shown:
                page.write_formula(row, column, f"={PREFIX}{function}(A{row + 1}:{last}{row + 1})", None, "")
    book.close()
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    places = range(plan.inputs + 2, plan.inputs + 2 + len(ASKED))
    return {
        case.id: tuple(model.get_cell_value(0, row, column) for column in places) for row, case in enumerate(own, 1)
    }


def _write(page: Any, row: int, plan: Plan, case: Case) -> None:  # noqa: ANN401 - the library has no types
    given = cells(case.inputs)
    for column, key in enumerate(plan.keys):
        match given.get(key):
            case ExcelError() as error:
                page.write_formula(row, column, f"=IF(1=1,{error.value},0)", None, error.value)
            case bool() as truth:
                page.write_boolean(row, column, truth)
            case int() | float() | Decimal() as number:
                page.write_number(row, column, float(number))
            case str() as text if text:
                page.write_string(row, column, text)


class Lambdas:
    """``XLTIER.TIER`` and ``XLTIER.TIER_SCORE`` over a customer's row, reading the rules sheet of the workbook."""

    name: ClassVar[str] = "lambda"
    says: ClassVar[frozenset[str]] = frozenset({"tier", "error", "score"})
    gaps: ClassVar[Mapping[str, Gap]] = gaps()

    def rate(self, case: Case) -> Answer:
        """Return what the case's cells show; a case that is no question has no answer."""
        if unaskable(case) is not None:
            return _UNASKED
        tier, score = answers()[case.id]
        is_error = tier in ERRORS
        return Answer(
            tier=None if is_error or tier in {"", None} else str(tier),
            error=str(tier) if is_error else None,
            score=Decimal(f"{score:.15g}") if isinstance(score, int | float) else None,
        )
