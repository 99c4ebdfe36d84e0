"""LibreOffice Calc: TIER and TIER_SCORE of the add-in over ranges of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Final

from tests.conformance.case import Case
from tests.conformance.hosts.host import MEASURED, Answer, Gap
from tests.conformance.hosts.question import log_of, never, people_of
from tests.support.calc_formula import Asked
from tests.support.calc_office import running
from xltier.app.functions.cells import Cell
from xltier.core.scheme import Scheme
from xltier.schemes.library import load_scheme, shipped
from xltier.tables.address import a1
from xltier.tables.rules.layout import grid_cells, layout

_LEFT: Final = 2
"""Column of the rules on the sheet: a rules block in column A would be the document's own scheme."""

_ERRORS: Final = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#NUM!": "=1E308*10", "#VALUE!": '="x"+1'}
"""What makes an error value in a cell."""

_GAPS: Final[Mapping[str, Sequence[str]]] = {
    MEASURED: (
        "b2b_abcd: an #N/A in the sales cell is passed on",
        "empties: an error cell is passed on",
        "empties: the first wrong cell decides the error",
    ),
    "a range has a column at least": ("low_is_good: without the column there is nothing to place",),
}


class Calc:
    """The add-in in a running office, asked by array formulas with headers."""

    name: ClassVar[str] = "calc"
    gaps: ClassVar[Mapping[str, Gap]] = never(_GAPS)
    says: ClassVar[frozenset[str]] = frozenset({"tier", "error", "score"})

    def rate(self, case: Case) -> Answer:
        """Return the add-in's answer."""
        people = people_of(case)
        at = people.index(case.inputs)
        size = (len(people), 1)
        tiers, scores = running().blocks([(_asked(name, case, people), size) for name in ("TIER", "TIER_SCORE")])
        tier, score = tiers[at][0], scores[at][0]
        is_error = tier in _ERRORS or str(tier).startswith("Err:")
        return Answer(
            tier=None if is_error or not tier else str(tier),
            error=str(tier) if is_error else None,
            score=Decimal(str(score)) if isinstance(score, float) else None,
        )


def _asked(name: str, case: Case, people: Sequence[Mapping[str, object]]) -> Asked:
    """Return the formula over headers in row 1 and customers below, the rules of a scheme of ours below them."""
    keys = list(case.inputs) if case.inputs else list(dict.fromkeys(key for person in people for key in person))
    cells: list[list[Cell]] = [[*keys], *([_given(person.get(key)) for key in keys] for person in people)]
    last = a1(len(people) + 1, len(keys))
    # A blank is told from a zero in a range only, an error passes from a single cell only.
    values = "A2" if last == "A2" and cells[1][0] in _ERRORS.values() else f"A2:{last}"
    arguments = [values, "", f"A1:{a1(1, len(keys))}"]
    if case.scheme.id in shipped() and case.scheme == load_scheme(case.scheme.id):
        arguments[1] = f'"{case.scheme.id}"'
    else:
        rules = _rules(case.scheme)
        top = len(cells) + 2
        arguments[1] = f"{a1(top, _LEFT)}:{a1(top + len(rules) - 1, _LEFT + len(rules[0]) - 1)}"
        cells += [[], *([None, *row] for row in rules)]
    logged = log_of(case)
    if logged or case.red_lines:
        arguments += [f'"{logged}"' if logged else "", f'"{",".join(case.red_lines)}"' if case.red_lines else ""]
    return f"=XLTIER.{name}({';'.join(arguments)})", cells


def _rules(scheme: Scheme) -> list[list[Cell]]:
    cells = grid_cells(layout(scheme), "en")
    rows, columns = (max(at[side] for at in cells) for side in (0, 1))
    return [
        [_cell(cells[row, column].value) if (row, column) in cells else None for column in range(1, columns + 1)]
        for row in range(1, rows + 1)
    ]


def _given(value: object) -> Cell:
    """Return a customer's cell; the text of an error means the error."""
    return _ERRORS[value] if isinstance(value, str) and value in _ERRORS else _cell(value)


def _cell(value: object) -> Cell:
    """Return a cell as it is typed in: a truth by a formula, a date as a text, which a rules sheet takes too."""
    match value:
        case bool():
            return f"={str(value).upper()}()"
        case Decimal():
            return float(value)
        case None | int() | float():
            return value
    return str(value)
