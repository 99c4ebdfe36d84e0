"""试算: type one customer's values and see points, score, tier and reason, by the same formulas as everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xltier.app.wording.shown_value import unit_word
from xltier.core.circumstances import NOTHING
from xltier.core.compile import compile_plan
from xltier.core.entries import entries
from xltier.core.palette import chips
from xltier.core.plan import Plan
from xltier.core.scheme import Scheme
from xltier.core.scheme.measure import ValueType
from xltier.core.values import ExcelError
from xltier.formulas.basis import LABEL, SOUND, basis_steps, guarded
from xltier.formulas.expected import Shown, expected
from xltier.formulas.reason import CHANGED
from xltier.formulas.render import countif, render
from xltier.formulas.rest import Rest
from xltier.formulas.rules_cells import RulesCells
from xltier.formulas.steps import steps
from xltier.formulas.syntax import Name, Op, Txt, if_, num
from xltier.formulas.work import Sources, Step
from xltier.messages import phrase
from xltier.report.rulebook.cells import held_value, rule_values
from xltier.report.rulebook.checks import GOOD
from xltier.report.rulebook.looks import LIVE, grey
from xltier.report.theme import LINE, SUB, Theme
from xltier.tables.address import a1

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_INPUT, _VALUE, _POINTS, _LOST = 4, 5, 6, 7
_SAID: Final = "rules_said"
_RESULTS: Final = ("score", "tier", "gap", "why", _SAID)
_ASIDE: Final = ("x_adjust", "x_red")
_SENTENCES: Final = frozenset({"why", _SAID})
_LAST: Final = 12


@dataclass(slots=True)
class TryOut:
    """The box while it is written: where each value and each step stands."""

    page: Worksheet
    theme: Theme
    plan: Plan
    spots: dict[str, tuple[int, int]]
    row: int

    def text(self, row: int, column: int, text: str, last: int | None = None, **look: Any) -> None:  # noqa: ANN401 - as Theme.format
        """Write a text, over several columns where ``last`` says so."""
        form = self.theme.format(**look)
        if last is not None and last > column:
            self.page.merge_range(row - 1, column - 1, row - 1, last - 1, "", form)
        self.page.write_string(row - 1, column - 1, text, form)


def write_try_out(page: Worksheet, theme: Theme, scheme: Scheme, rules: RulesCells, row: int) -> int:
    """Write the box from a row on; return the last row that it takes.

    A scheme that needs a population can't rate one customer alone; the box says so.
    """
    plan = compile_plan(scheme)
    box = TryOut(page, theme, plan, {}, row)
    language = theme.language
    page.set_row(row - 1, 22)
    page.merge_range(row - 1, 1, row - 1, _LAST - 1, "", theme.section())
    page.write_string(row - 1, 1, phrase("rules-try", language), theme.section())
    if plan.wanted:
        box.text(row + 1, 2, phrase("rules-try-population", language), _LAST, font_color=SUB)
        return row + 1
    example = _example(scheme)
    _inputs(box, example)
    basis = basis_steps(plan, rules)
    made = (*basis, _said(language), *steps(plan, _sources(box), guarded(rules, Name(SOUND)), language=language))
    _place(box, made)
    values, _ = entries(plan, {key: example.get(key) for key in plan.keys})
    known: dict[str, Shown] = {**dict.fromkeys((step.name for step in basis), 1), _SAID: GOOD}
    known |= expected(plan, values, NOTHING, language=language)
    rest = Rest(made, plan, rule_values(scheme, rules.cells, language))
    typed = {f"in_{key}": held_value(example.get(key)) for key in plan.keys}
    _formulas(box, made, rest.filled(known, {**dict.fromkeys(_ASIDE), **typed}))
    _tier_colours(box)
    return box.row


def _said(language: str) -> Step:
    """Return the step that says whether the box still computes by the rules above it."""
    return Step(_SAID, LABEL, if_(Op("=", Name(SOUND), num(1)), Txt(GOOD), Txt(CHANGED.said(language))))


def _example(scheme: Scheme) -> Mapping[str, object]:
    """Return the inputs of the scheme's first example that has a tier."""
    return next((case.inputs for case in scheme.cases if case.tier and not case.population and not case.line), {})


def _inputs(box: TryOut, example: Mapping[str, object]) -> None:
    language, theme = box.theme.language, box.theme
    head = box.row + 1
    box.page.set_row(head - 1, 20)
    box.page.merge_range(head - 1, 1, head - 1, 2, "", theme.head())
    for column, key in (
        (2, "rules-measure"),
        (_INPUT, "rules-try-input"),
        (_VALUE, "rules-try-value"),
        (_POINTS, "rules-points"),
        (_LOST, "rules-try-lost"),
    ):
        box.page.write_string(head - 1, column - 1, phrase(key, language), theme.head())
    at = head
    for slot, measure in enumerate(box.plan.measures):
        at += 1
        word = unit_word(measure.unit, language)
        unit = f"（{word}）" if word and language == "zh" else f" ({word})" if word else ""
        box.text(at, 2, f"{measure.name.said(language)}{unit}", 3, border=1, border_color=LINE, indent=1)
        for name, column in (("v", _VALUE), ("p", _POINTS), ("l", _LOST)):
            box.spots[f"{name}_{measure.key}"] = (at, column)
            box.page.write_blank(at - 1, column - 1, None, grey(theme))
        if slot < box.plan.inputs:
            _input(box, at, example.get(measure.key), percent=measure.unit == "%", kind=measure.type)
            box.spots[f"in_{measure.key}"] = (at, _INPUT)
        else:
            box.page.write_blank(at - 1, _INPUT - 1, None, grey(theme))
    box.row = at


def _input(box: TryOut, row: int, value: object, *, percent: bool, kind: ValueType) -> None:
    form = box.theme.format(
        border=1, border_color=LINE, bg_color=LIVE, align="center", num_format="0.####%" if percent else "General"
    )
    message = {"input_title": phrase("rules-try-input", box.theme.language)}
    message["input_message"] = phrase("rules-try-hint", box.theme.language)
    box.page.data_validation(row - 1, _INPUT - 1, row - 1, _INPUT - 1, {"validate": "any", **message})
    if value is None or value == "":
        box.page.write_blank(row - 1, _INPUT - 1, None, form)
    elif isinstance(value, bool):
        box.page.write_boolean(row - 1, _INPUT - 1, value, form)
    elif kind is not ValueType.TEXT and not isinstance(value, str):
        box.page.write_number(row - 1, _INPUT - 1, float(str(value)), form)
    else:
        box.page.write_string(row - 1, _INPUT - 1, str(value), form)


def _sources(box: TryOut) -> Sources:
    """Write the cells of points added and of a logged red line, and say where everything is."""
    plan, language = box.plan, box.theme.language
    extra: dict[str, Name] = {}
    wanted = [("x_adjust", "rules-try-adjust")] if plan.score is not None else []
    if plan.red_lines:
        wanted.append(("x_red", "rules-try-red"))
    for name, key in wanted:
        box.row += 1
        box.text(box.row, 2, phrase(key, language), 3, border=1, border_color=LINE, indent=1)
        form = box.theme.format(border=1, border_color=LINE, bg_color=LIVE, align="center")
        box.page.write_blank(box.row - 1, _INPUT - 1, None, form)
        if name == "x_red":
            codes = [line.line.code for line in plan.red_lines]
            if len(",".join(codes)) < 255:  # noqa: PLR2004 - the most that a list of a drop-down holds
                box.page.data_validation(
                    box.row - 1, _INPUT - 1, box.row - 1, _INPUT - 1, {"validate": "list", "source": codes}
                )
        box.spots[name] = (box.row, _INPUT)
        extra[name] = Name(name)
    values = {key: Name(f"in_{key}") for key in plan.keys}
    return Sources(values, adjust=extra.get("x_adjust"), red_lines=extra.get("x_red"))


def _place(box: TryOut, made: Sequence[Step]) -> None:
    """Give the results their rows, and the steps between them rows that are folded away."""
    language = box.theme.language
    names = [step.name for step in made]
    for name in _RESULTS:
        if name in names:
            box.row += 1
            label = next(step.label for step in made if step.name == name)
            bold = name in {"tier", "score"}
            box.text(box.row, 2, label.said(language), 3, border=1, border_color=LINE, indent=1, bold=bold)
            box.spots[name] = (box.row, _INPUT)
    for step in made:
        if step.name not in box.spots:
            box.row += 1
            box.text(box.row, 2, step.label.said(language), 3, font_size=8, font_color=SUB, indent=1)
            box.page.set_row(box.row - 1, 12, None, {"level": 1, "hidden": True})
            box.spots[step.name] = (box.row, _INPUT)


def _formulas(box: TryOut, made: Sequence[Step], values: Mapping[str, Shown]) -> None:
    def place(name: str) -> str:
        row, column = box.spots[name]
        return f"${a1(row, column).rstrip('0123456789')}${row}"

    for step in made:
        row, column = box.spots[step.name]
        value = values.get(step.name, "")
        cached = value.value if isinstance(value, ExcelError) else value
        text = "=" + render(step.formula, place, countif)
        form = _result_look(box, step)
        if step.name in _SENTENCES:
            box.page.merge_range(row - 1, column - 1, row - 1, _LAST - 1, "", form)
        box.page.write_formula(row - 1, column - 1, text, form, cached)


def _result_look(box: TryOut, step: Step) -> Any:  # noqa: ANN401 - a format of XlsxWriter, which has no types
    if step.name in _SENTENCES:
        return grey(box.theme, indent=1)
    percent = any(step.name == f"v_{measure.key}" and measure.unit == "%" for measure in box.plan.measures)
    bold = {"bold": True} if step.name in {"tier", "score"} else {}
    return grey(box.theme, align="center", num_format="0.00%" if percent else "General", **bold)


def _tier_colours(box: TryOut) -> None:
    row, column = box.spots["tier"]
    tiers = box.plan.ladder.tiers
    for tier, chip in zip(tiers, chips(tiers), strict=True):
        look = box.theme.bare(bg_color=chip.fill, font_color=chip.ink, bold=True)
        rule = {"type": "cell", "criteria": "==", "value": f'"{tier.code}"', "format": look}
        box.page.conditional_format(row - 1, column - 1, row - 1, column - 1, rule)
