"""The plan of each division and line, fitted to its dealers where the scheme needs a population."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xltier.app.month.keys import Key
from xltier.core.circumstances import Circumstances
from xltier.core.compile import compile_plan
from xltier.core.fit import fit_plan
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.values import Entry

SEPARATOR = "/"


class Plans:
    """Plans by the names that a scheme's bands, weights and tiers go by.

    The most specific name wins: ``division/line``, then the line, then the division, then everybody's.
    """

    def __init__(self, scheme: Scheme) -> None:
        """Compile the plan of every name that the scheme uses."""
        self.names = _names(scheme)
        self._scheme = scheme
        self._plans = {name: compile_plan(scheme, line=name) for name in (None, *self.names)}

    def name_for(self, key: Key) -> str | None:
        """Return the name whose rules hold for a key; None is everybody's."""
        candidates = (f"{key.division}{SEPARATOR}{key.line}", key.line, key.division)
        return next((name for name in candidates if name in self.names), None)

    def of(self, key: Key) -> Plan:
        """Return the plan that rates a key."""
        return self._plans[self.name_for(key)]

    def fit(
        self,
        keys: Sequence[Key],
        entries_of: Callable[[Plan, Key], tuple[Entry, ...]],
        about: Mapping[Key, Circumstances],
    ) -> None:
        """Fit the plans that need a population to the keys that they rate; a quota counts their bonus and penalty."""
        for name, plan in self._plans.items():
            if plan.wanted:
                own = [key for key in keys if self.name_for(key) == name]
                people = [entries_of(plan, key) for key in own]
                self._plans[name] = fit_plan(self._scheme, people, line=name, circumstances=[about[key] for key in own])


def _names(scheme: Scheme) -> frozenset[str]:
    tiers = {tier.line for tier in scheme.tiers}
    bands = {band.line for measure in scheme.measures for band in measure.bands}
    weights = {line for measure in scheme.measures for line in measure.line_weights}
    return frozenset(name for name in tiers | bands | weights if name is not None)
