"""The formulas of every rated key: the steps of its plan as columns of 基础指标, with the engine's values.

A row's formulas come from the plan of its line, so lines with bands, weights or tiers of their own stand side by side.
What all rows share stands once, in hidden cells above the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xltier.app.month.result import MonthResult, MonthRow
from xltier.core.plan import Plan
from xltier.core.values import NOT_APPLICABLE
from xltier.formulas.evaluate import Evaluated, Held, evaluated
from xltier.formulas.expected import expected
from xltier.formulas.hoist import Hoist
from xltier.formulas.render import countif, render
from xltier.formulas.rules_cells import RulesCells
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name, Node, Op, Ref, Txt, call, num
from xltier.formulas.work import Sources, Step
from xltier.messages import phrase
from xltier.report.month.data.shown_steps import is_shown, shown_steps, shown_values
from xltier.report.month.live_value import Live
from xltier.report.month.places import Run
from xltier.tables.address import letters

ID: Final = "x_id"
LAST: Final = "x_last"
BEFORE: Final = "x_before"
PENDING: Final = "x_pending"
OVERRIDE: Final = "x_override"
_ROW: Final = "\0"


@dataclass(frozen=True, slots=True)
class LogRuns:
    """Where the logs' rows stand that ratings count: what each key and item, or key and red line, is given."""

    item_keys: Run
    item_points: Run
    line_keys: Run
    line_active: Run


@dataclass(slots=True)
class _Written:
    """A plan's steps as text with a mark for the row, and how those are computed that the engine has no word for."""

    templates: Mapping[str, str]
    steps: Sequence[Step]
    computed: dict[str, Evaluated] = field(default_factory=dict)


class Working:
    """The steps of all plans of a month, by name, and where each stands."""

    def __init__(
        self, result: MonthResult, rules: RulesCells, values: Mapping[str, Held], logs: LogRuns, language: str
    ) -> None:
        """Gather the steps.

        Args:
            result: The rated month.
            rules: Where the rules stand.
            values: What their cells hold, by reference.
            logs: Where the logs stand.
            language: Of words in cells.
        """
        self.language = language
        self._rules, self._held, self._logs = rules, dict(values), logs
        self.inputs = _inputs(result.rows)
        self.keeps = any(_keeps(row.plan) for row in result.rows)
        self.counts_months = any(row.plan.scheme.min_months > 1 for row in result.rows)
        self.is_overridden = any(override_of(row) for row in result.rows)
        self._skips = frozenset(_skipped(result.rows))
        self._plans = {id(row.plan): row.plan for row in result.rows}
        self._made = {at: self._steps(plan) for at, plan in self._plans.items()}
        self.names = _united(self._made.values())
        self.labels = {step.name: step for made in self._made.values() for step in made}
        self._written: dict[int, _Written] = {}
        self.shared: list[tuple[str, str, Held]] = []

    def _sources(self, plan: Plan) -> Sources:
        logs = self._logs
        scored = plan.items if plan.score is not None else ()
        return Sources(
            {key: Name(f"in_{key}") for key in plan.keys if key in self.inputs},
            logged={
                item.item.code: call(
                    "SUMIFS", Ref(logs.item_points.whole()), Ref(logs.item_keys.whole()), _key(Txt(item.item.code))
                )
                for item in scored
            },
            hits={
                line.line.code: call(
                    "COUNTIFS",
                    *(Ref(logs.line_keys.whole()), _key(self._rules.text(f"red_lines[{at}].code", line.line.code))),
                    *(Ref(logs.line_active.whole()), num(1)),
                )
                for at, line in enumerate(plan.red_lines)
            },
            before=Name(BEFORE) if self.keeps else None,
            pending=Name(PENDING) if self.counts_months else None,
            skips=self._skips,
            skipped=phrase("value-not-applicable", self.language),
            blanks=(phrase("month-word-blank", self.language),),
            override=Name(OVERRIDE) if self.is_overridden else None,
        )

    def _steps(self, plan: Plan) -> tuple[Step, ...]:
        made = [
            step for step in steps(plan, self._sources(plan), self._rules, language=self.language) if is_shown(step)
        ]
        return (*made, *shown_steps(plan, made, self._rules, self.language))

    def place(self, columns: Mapping[str, int], shared_from: int) -> None:
        """Say where steps and raw values stand, which fixes the text of every formula.

        Args:
            columns: Column of each name, from 0.
            shared_from: First column, from 0, of what rows share; it stands in the sheet's second row.
        """
        hoist = Hoist(lambda at: f"${letters(shared_from + at + 1)}$2")

        def at_row(name: str) -> str:
            return f"${letters(columns[name] + 1)}{_ROW}"

        for at, made in self._made.items():
            moved = hoist.steps(made)
            templates = {step.name: render(step.formula, at_row, countif) for step in moved}
            self._written[at] = _Written(templates, moved)
        for part, (address, label) in hoist.parts.items():
            value = evaluated(part)(self._held)
            self.shared.append((label.said(self.language), render(part, at_row, countif), value))
            self._held[address] = value

    def cells(self, row: MonthRow, raw: Mapping[str, Held]) -> Callable[[int], dict[str, Live]]:
        """Return the function from a sheet row (from 1) to the formulas of a key, each with its value.

        Args:
            row: The rated key.
            raw: What its raw cells hold.
        """
        written = self._written[id(row.plan)]
        known = expected(row.plan, row.entries, row.about, language=self.language) | shown_values(row, self.language)
        values: dict[str, Held] = {**self._held, **raw, **known}
        for step in written.steps:
            if step.name not in known:
                if step.name not in written.computed:
                    written.computed[step.name] = evaluated(step.formula)
                values[step.name] = written.computed[step.name](values)

        def at(number: int) -> dict[str, Live]:
            digits = str(number)
            return {
                name: Live(template.replace(_ROW, digits), _scalar(values[name]))
                for name, template in written.templates.items()
            }

        return at


def override_of(row: MonthRow) -> str | None:
    """Return the tier that a signed decision by hand gives to a key, if its ladder has that tier."""
    override = row.about.override
    if override is None or not override.is_signed or row.plan.ladder.index(override.tier) is None:
        return None
    return override.tier


def _key(code: Node) -> Node:
    """Return what a log row's key must equal: an operator before it keeps a code like ``=1`` from being one."""
    return Op("&", Op("&", Op("&", Txt("="), Name(ID)), Txt("|")), code)


def _keeps(plan: Plan) -> bool:
    return bool(plan.buffer or plan.buffer_num or plan.scheme.min_months > 1)


def _inputs(rows: Sequence[MonthRow]) -> tuple[str, ...]:
    """Return the inputs that anybody has, in slot order: what has no column applies to nobody."""
    found: dict[str, None] = {}
    for row in rows:
        if len(found) < len(row.plan.keys):
            found |= {
                key: None
                for key, entry in zip(row.plan.keys, row.entries, strict=True)
                if entry is not NOT_APPLICABLE and key not in found
            }
    order = rows[0].plan.keys if rows else ()
    return tuple(key for key in order if key in found)


def _skipped(rows: Sequence[MonthRow]) -> set[str]:
    found: set[str] = set()
    for row in rows:
        found.update(key for key, entry in zip(row.plan.keys, row.entries, strict=True) if entry is NOT_APPLICABLE)
    return found


def _united(plans: Iterable[Sequence[Step]]) -> tuple[str, ...]:
    """Return every name, each where the first plan that has it has it."""
    found: dict[str, None] = {}
    for made in plans:
        found |= {step.name: None for step in made if step.name not in found}
    return tuple(found)


def _scalar(value: Held) -> str | int | float:
    return "" if value is None else value
