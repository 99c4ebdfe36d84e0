"""What all parts of a plan stand on: the scheme's names, the slots of its measures, its fitted cuts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from xltier.core.distribution import Cuts, Wanted
from xltier.core.fixed import to_fixed, unit
from xltier.core.language.conditions import Names, parse
from xltier.core.language.expressions import Node, Sort
from xltier.core.language.logic import Logic, logic
from xltier.core.names import names_of
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import Measure, ValueType
from xltier.errors import Location, Problem, SchemeError

DOMAIN: Final = 10**14
"""The largest value, in fixed point, of a measure that declares no domain: a trillion in cents."""

NO_CUTS: Final[Cuts] = MappingProxyType({})


@dataclass(slots=True)
class Ground:
    """A scheme for one line while it is compiled; ``wanted`` gathers the cuts still to be fitted."""

    scheme: Scheme
    line: str | None
    cuts: Cuts
    names: Names
    measures: tuple[Measure, ...]
    slots: Mapping[str, tuple[int, int]]
    constants: dict[str, tuple[int, int]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)

    @property
    def crosses_up(self) -> bool:
        """Return whether the customers at a cut go to the better class."""
        return self.scheme.crossing == "up"

    def fit(self, wanted: Wanted) -> tuple[int, ...]:
        """Return the cuts that are wanted, or nothing and note that they must be fitted first."""
        if wanted.name in self.cuts:
            return self.cuts[wanted.name]
        self.wanted.append(wanted)
        return ()

    def parsed(self, text: str, wants: Sort, *, divides: bool = False) -> Node:
        """Return an expression of the scheme.

        Raises:
            SchemeError: It cannot be understood.
        """
        node = parse(text, self.names, Location(), wants=wants, divides=divides)
        if isinstance(node, Problem):
            raise SchemeError(node)
        return node

    def logic(self, text: str | None) -> Logic | None:
        """Return a condition over slots, or None where there is no text."""
        return None if text is None else logic(self.parsed(text, Sort.TRUTH), self.slots, self.constants)


def ground(scheme: Scheme, line: str | None, cuts: Cuts) -> Ground:
    """Return the ground of a scheme: its inputs in the first slots, then what is derived."""
    inputs = [measure for measure in scheme.measures if measure.expression is None]
    measures = (*inputs, *(measure for measure in scheme.measures if measure.expression is not None))
    slots = {measure.key: (at, measure.decimals) for at, measure in enumerate(measures)}
    base = Ground(scheme, line, cuts, names_of(scheme), measures, slots)
    for cut in scheme.cuts:
        at, decimals = slots[cut.measure]
        shares = (Fraction(cut.share),) if cut.share is not None else ()
        low = measures[at].low_is_good
        found = base.fit(Wanted(cut.key, at, cut.spread, shares, low, base.crosses_up, one=unit(decimals)))
        base.constants[cut.key] = (found[0] if found else 0, decimals)
    return base


def domain(measure: Measure) -> tuple[int, int]:
    """Return the least and the largest value of a measure, in fixed point."""
    if measure.type is ValueType.FLAG:
        return 0, 1
    low = -DOMAIN if measure.minimum is None else to_fixed(measure.minimum, measure.decimals)
    high = DOMAIN if measure.maximum is None else to_fixed(measure.maximum, measure.decimals)
    return low, high
