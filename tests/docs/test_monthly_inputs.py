"""docs/monthly-inputs.md says the whole input contract, in both languages, as the code has it."""

from __future__ import annotations

import pytest

from tests.support.shared import ROOT
from xltier import load_scheme
from xltier.app.month.intake.fields import Field, InputKind
from xltier.app.month.intake.kinds import KINDS
from xltier.core.scheme.measure import Measure

PAGE = (ROOT / "docs" / "monthly-inputs.md").read_text(encoding="utf-8")
MEASURES = {measure.key: measure for measure in load_scheme("dealer-monthly").measures}


def heading(kind: InputKind) -> str:
    return f"### {kind.name.zh} · {kind.name.en}（{kind.department.zh} · {kind.department.en}）"


def field_row(field: Field) -> str:
    needed = "必填 · required" if field.is_required else ""
    return f"| {field.name.zh} | {field.name.en} | {needed} | {field.hint.zh} · {field.hint.en} |"


def measure_row(measure: Measure) -> str:
    hint = f"{measure.unit or '–'}；也可写作 · also: {'、'.join(measure.aliases) or '–'}"
    return f"| {measure.name.zh} | {measure.name.en} | 指标 · measure | {hint} |"


def section(kind: InputKind) -> str:
    rows = [*map(field_row, kind.fields), *(measure_row(MEASURES[key]) for key in kind.measures)]
    head = ["| 列 | Column | | 怎样填 · How |", "|---|---|---|---|"]
    telling = " · ".join(kind.field(key).name.zh for key in kind.telling)
    note = [f"至少要有其中一列 · at least one of: {telling}", ""] if telling else []
    return "\n".join([heading(kind), "", *note, *head, *rows])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.key))
def test_the_page_has_every_kind_with_all_its_columns(kind: InputKind) -> None:
    assert section(kind) in PAGE


def test_the_page_has_no_kind_that_is_gone() -> None:
    assert [line for line in PAGE.splitlines() if line.startswith("### ")] == [heading(kind) for kind in KINDS]
