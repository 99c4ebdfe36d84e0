"""What a host answers, and how a gap of a host is stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from tests.conformance.case import Case

MEASURED: Final = "Calc refuses an error inside a range (Err:504) before it calls the function"
"""What was measured of LibreOffice itself; such gaps are not counted against the add-in."""


class GapKind(StrEnum):
    """Whose a gap is: ours to close, the host's to close, or nobody's."""

    NOTIMPL = "notimpl"
    NOTYET = "notyet"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a host does not give a case's answer. A gap that closes fails the suite, so that it is taken out."""

    kind: GapKind
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host gives for one customer.

    Args:
        tier: Code, or None.
        error: The error value of the cell, or None. Neither tier nor error is a blank row.
        score: The score; ``before`` without red lines; ``base`` before bonus and penalty.
        points: By measure key: points, or None where it does not apply.
        problems: References, in order.
    """

    tier: str | None
    error: str | None
    score: Decimal | None
    before: Decimal | None = None
    base: Decimal | None = None
    bonus: Decimal | None = None
    penalty: Decimal | None = None
    points: Mapping[str, Decimal | None] = field(default_factory=dict)
    red_lines: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Host(Protocol):
    """Something that rates: the core, a dataframe, a workbook's formulas, a running Excel.

    ``gaps`` is by topic (a whole file of cases) or by a case's id, ``topic: name``. ``says`` are the
    expectations that the host can answer; the others are not asked of it.
    """

    @property
    def name(self) -> str:
        """Return how the suite calls it."""
        ...

    @property
    def gaps(self) -> Mapping[str, Gap]:
        """Return what it cannot do."""
        ...

    @property
    def says(self) -> frozenset[str]:
        """Return the expectations that it answers."""
        ...

    def rate(self, case: Case) -> Answer:
        """Return the host's answer to a case."""
        ...
