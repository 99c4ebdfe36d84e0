"""The steps that the engine has no word for: computed as a spreadsheet does, so that every cell has its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xltier.core.plan import Plan
from xltier.core.scheme.measure import ValueType
from xltier.formulas.evaluate import Evaluated, Held, evaluated
from xltier.formulas.expected import Shown
from xltier.formulas.work import Step


class Rest:
    """Fills in what :func:`xltier.formulas.expected.expected` leaves out."""

    def __init__(self, steps: Sequence[Step], plan: Plan, rules: Mapping[str, Held]) -> None:
        """Prepare the steps.

        Args:
            steps: All of them, in their order.
            plan: Whose steps they are.
            rules: What the cells hold that all rows share, by reference or name.
        """
        self._steps = steps
        self._rules = rules
        self._written: dict[str, Evaluated] = {}
        # The engine compares texts folded; a cell shows them as somebody typed them.
        self._as_typed = {f"{side}_{m.key}" for side in "ev" for m in plan.measures if m.type is ValueType.TEXT}

    def filled(self, known: Mapping[str, Shown], raw: Mapping[str, Held]) -> dict[str, Shown]:
        """Return the value of every step of a row.

        Args:
            known: The engine's values.
            raw: What the raw cells hold, by name.
        """
        values: dict[str, Held] = {**self._rules, **raw}
        found: dict[str, Shown] = {}
        for step in self._steps:
            if step.name in known and step.name not in self._as_typed:
                found[step.name] = known[step.name]
            else:
                if step.name not in self._written:
                    self._written[step.name] = evaluated(step.formula)
                found[step.name] = _shown(self._written[step.name](values))
            values[step.name] = found[step.name]
        return found


def _shown(value: Held) -> Shown:
    return "" if value is None else value
