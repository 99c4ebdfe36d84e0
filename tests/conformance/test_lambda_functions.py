"""The LAMBDA pack answers the function cases that it can be asked, in IronCalc; the rest is counted with its reason.

A name has a fixed number of arguments, so a call that leaves some out is asked with their defaults written out; the
columns of a scheme of several measures are its raw inputs, so ``TIER`` is asked of ``standard`` here and of every
scheme by the rating cases (hosts/lambda_pack.py).
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import ironcalc
import pytest
import xlsxwriter
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from tests.conformance.call_case import CallCase, call_cases
from xltier.app.functions.cells import Argument, Cell
from xltier.core.compile import compile_plan
from xltier.core.values import ExcelError
from xltier.formulas.lambda_codes import PREFIX
from xltier.formulas.lambdas import pack
from xltier.formulas.rules_cells import NO_CELLS
from xltier.schemes.library import load_scheme

_SCHEME_AT: Final = {"TIER_MOVE": 2, "TIER_STRATEGY": 2} | dict.fromkeys(
    ("TIER", "TIER_SCORE", "TIER_GAP", "TIER_RANK", "TIER_LABEL", "TIER_COLOR"), 1
)
_DEFAULTS: Final[Mapping[str, tuple[Cell, ...]]] = {
    **dict.fromkeys(("TIER", "TIER_SCORE", "TIER_GAP", "TIER_RANK", "TIER_LABEL", "NPS"), (None,)),
    "TIER_MOVE": (None, ""),
    "TIER_COLOR": (None, "fill"),
    "TIER_STRATEGY": (None, "text"),
    "TIER_BAND": (None, None, None),
    "TIER_STARS": (None, 100),
    "CSAT": (None, 4, 5),
    "CRR": (None, None, None),
    "CAC": (None, None),
    "ROI": (None, None),
    "CLV": (None, None, 0),
}
"""Arguments of each name of the pack; None has no default."""
_ALONE: Final = frozenset({"TIER", "TIER_SCORE", "TIER_GAP"})
_IN_TEXT: Final = "a formula reads no numbers in text; the intake does"
_GAPS: Final[Mapping[str, str]] = {
    "NPS: answers in text": _IN_TEXT,
    "NPS: an eleven": "COUNTIF counts in ranges only, and this is a single answer",
    "CSAT: answers in text": _IN_TEXT,
    "CSAT: two lowest satisfied answers": "one limit is expected, and several are not noticed",
    "CRR: counts in text": _IN_TEXT,
    "CAC: a cost in text": _IN_TEXT,
    "CLV: a retention in percent text": _IN_TEXT,
    "ROI: amounts in text": _IN_TEXT,
    "TIER_BAND: a percent in text": _IN_TEXT,
    "TIER_BAND: edges that do not rise": "the edges are taken as they stand",
    "TIER_STARS: a score in text, and a word": _IN_TEXT,
    "TIER: a score in full-width digits": _IN_TEXT,
    "TIER_GAP: a score as text": _IN_TEXT,
}
_LEAST: Final = 120
_ROWS: Final = 12
"""Cells of a long answer that are asked for, each by a call of its own."""


def question(case: CallCase) -> tuple[str, list[Argument]] | None:
    """Return the scheme and the arguments that ask a case of the pack, or None where its name takes others."""
    defaults = _DEFAULTS.get(case.function)
    if defaults is None or case.expect is None:
        return None
    arguments = list(case.arguments)
    at = _SCHEME_AT.get(case.function)
    scheme = arguments.pop(at) if at is not None and len(arguments) > at else None
    while arguments and arguments[-1] is None:
        arguments.pop()
    if len(arguments) > len(defaults):
        return None
    filled = [*arguments, *defaults[len(arguments) :]]
    named = "standard" if scheme is None else scheme
    known = {"standard"} if case.function in _ALONE else {"standard", "dealer-monthly"}
    return (str(named), filled) if named in known and None not in filled else None


ASKED: Final = [case for case in call_cases() if question(case) is not None]


@cache
def answers() -> dict[str, list[list[object]]]:
    """Return the cells that every case shows, a workbook for each scheme."""
    folder = Path(tempfile.mkdtemp(prefix="xltier-lambda-calls-"))
    found: dict[str, list[list[object]]] = {}
    for scheme in ("standard", "dealer-monthly"):
        own = [(case, asked[1]) for case in ASKED if (asked := question(case)) is not None and asked[0] == scheme]
        found |= _computed(folder / f"{scheme}.xlsx", scheme, own)
    return found


def _computed(path: Path, scheme: str, own: Sequence[tuple[CallCase, list[Argument]]]) -> dict[str, list[list[object]]]:
    made = pack(compile_plan(load_scheme(scheme)), NO_CELLS, language="en")
    book = xlsxwriter.Workbook(str(path))
    asked, data = book.add_worksheet("asked"), book.add_worksheet("data")
    for name, text in {**made.inner, **made.shown}.items():
        book.define_name(name, f"={text}")
    free, tops, top = 0, {}, 0
    for case, arguments in own:
        texts = []
        for argument in arguments:
            text, free = _placed(data, argument, free)
            texts.append(text)
        call = f"{PREFIX}{case.function}({','.join(texts)})"
        height, width = min(case.size[0], _ROWS), case.size[1]
        tops[case.id] = top
        for row in range(height):
            for column in range(width):
                formula = call if case.size == (1, 1) else f"INDEX({call},{row + 1},{column + 1})"
                asked.write_formula(top + row, column, f"={formula}", None, "")
        top += height
    book.close()
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    return {
        case.id: [
            [model.get_cell_value(0, tops[case.id] + row + 1, column + 1) for column in range(case.size[1])]
            for row in range(min(case.size[0], _ROWS))
        ]
        for case, _ in own
    }


def _placed(data: Any, argument: Argument, free: int) -> tuple[str, int]:  # noqa: ANN401 - the library has no types
    """Write a block and return its range, or a single value as it is typed; and the next free row."""
    if not isinstance(argument, tuple):
        return _typed(argument), free
    for row, line in enumerate(argument, free):
        for column, cell in enumerate(line):
            if isinstance(cell, ExcelError):
                data.write_formula(row, column, f"=IF(1=1,{cell},0)", None, str(cell))
            elif isinstance(cell, str) and cell:
                data.write_string(row, column, cell)
            elif cell not in {"", None}:
                data.write(row, column, cell)
    area = xl_range(free, 0, free + len(argument) - 1, len(argument[0]) - 1)
    return f"data!{area if ':' in area else xl_rowcol_to_cell(free, 0)}", free + len(argument) + 1


def _typed(cell: Cell) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case str() if not isinstance(cell, ExcelError):
            return '"' + cell.replace('"', '""') + '"'
    return str(cell)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case.id,
            marks=[pytest.mark.xfail(strict=True, reason=_GAPS[case.id])] if case.id in _GAPS else [],
        )
        for case in ASKED
    ],
)
def test_a_name_of_the_pack_shows_what_the_function_means(case: CallCase) -> None:
    assert [[_seen(cell) for cell in row] for row in answers()[case.id]] == [
        [_seen(cell) for cell in row] for row in (case.expect or ())[:_ROWS]
    ]


def _seen(cell: object) -> object:
    if isinstance(cell, ExcelError):
        return str(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return round(float(cell), 9)
    return cell or ""


def test_most_cases_of_what_a_formula_can_be_are_asked() -> None:
    assert len(ASKED) >= _LEAST
    assert set(_GAPS) <= {case.id for case in ASKED}
