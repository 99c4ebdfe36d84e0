"""Dataframes: the customers as rows of pandas or polars, fitted and rated by column expressions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from tests.conformance.case import Case, cases
from tests.conformance.hosts.core import cells, circumstances
from tests.conformance.hosts.host import Answer, Gap
from tests.support.native_frames import BACKENDS, KEY, customers_frame, rows_of
from tests.support.random_customers import Customer
from xltier.core.circumstances import NOTHING
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.fixed import to_decimal
from xltier.core.plan import Plan
from xltier.frames.fit import fit_entries
from xltier.frames.rate import rate_entries


class Frames:
    """``fit_entries`` and ``rate_entries`` in one backend. A row says that it has problems, not which."""

    gaps: ClassVar[Mapping[str, Gap]] = {}
    says: ClassVar[frozenset[str]] = frozenset(
        {"tier", "error", "score", "before", "base", "bonus", "penalty", "points", "red_lines"}
    )

    def __init__(self, backend: str) -> None:
        """Choose the backend."""
        self.name = f"frames, {backend}"
        self._make = BACKENDS[backend]
        self._answers: dict[str, Answer] = {}

    def rate(self, case: Case) -> Answer:
        """Return the answer of the case's row."""
        if case.id not in self._answers:
            self._answers |= self._together(case)
        return self._answers[case.id]

    def _together(self, case: Case) -> dict[str, Answer]:
        """Return the answers of all cases with the same scheme, line and population: the rows of one frame."""
        alike = [
            other
            for other in cases()
            if (other.line, other.population, other.scheme) == (case.line, case.population, case.scheme)
        ]
        plan = self._fitted(case)
        rows = [Customer(entries(plan, cells(one.inputs))[0], circumstances(plan, one)) for one in alike]
        frame, about = customers_frame(plan, rows, self._make)
        rated = rows_of(rate_entries(plan, frame, about, keep=(KEY,), details=True))
        return {one.id: _answer(plan, row) for one, row in zip(alike, rated, strict=True)}

    def _fitted(self, case: Case) -> Plan:
        plan = compile_plan(case.scheme, line=case.line)
        if not plan.wanted or not case.population:
            return plan
        people = [Customer(entries(plan, cells(person))[0], NOTHING) for person in case.population]
        frame, _ = customers_frame(plan, people, self._make)
        return fit_entries(case.scheme, frame, line=case.line)


def _answer(plan: Plan, row: Mapping[str, Any]) -> Answer:
    keys = [scored.measure.key for scored in plan.score.scored] if plan.score is not None else []
    return Answer(
        tier=row["tier"],
        error=row["error"],
        score=_decimal(row["score"], plan.score_decimals),
        before=_decimal(row["score_before"], plan.score_decimals),
        base=_decimal(row["base"], plan.points_decimals),
        bonus=_decimal(row["bonus"], plan.points_decimals),
        penalty=_decimal(row["penalty"], plan.points_decimals),
        points={key: _decimal(row[f"points_{key}"], plan.points_decimals) for key in keys},
        red_lines=tuple(line.line.code for line in plan.red_lines if row[f"red_line_{line.line.code}"]),
    )


def _decimal(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else to_decimal(value, decimals)
