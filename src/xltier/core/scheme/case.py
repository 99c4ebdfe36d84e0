"""An example that a scheme carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """An example that a scheme carries: inputs and the rating that its source gives for them."""

    name: str
    inputs: Mapping[str, object]
    tier: str | None = None
    score: Decimal | None = None
    error: str | None = None
    why: str = ""
    line: str | None = None
    population: tuple[Mapping[str, object], ...] = ()
    events: tuple[Mapping[str, object], ...] = ()
    red_lines: tuple[str, ...] = ()
    previous: str | None = None
