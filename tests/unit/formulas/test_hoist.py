"""What every row's formula shares stands in a cell of its own."""

from __future__ import annotations

from xltier.core.words import Words
from xltier.formulas.hoist import Hoist
from xltier.formulas.render import countif, render
from xltier.formulas.syntax import Name, Op, Ref, any_, if_, is_text, num, rounded
from xltier.formulas.work import Step

EDGE, FULL = Ref("R!$A$1"), Ref("R!$B$1")


def _text(step: Step) -> str:
    return render(step.formula, str, countif)


def test_a_part_that_reads_only_the_rules_moves_once() -> None:
    label = Words("得分", "points")
    reached = Op(">=", Name("v"), rounded(EDGE, 6))
    steps = [Step("p", label, if_(reached, FULL, num(0))), Step("q", label, if_(reached, num(1), num(0)))]
    hoist = Hoist(lambda at: f"$Z${at + 1}")

    moved = hoist.steps(steps)

    assert [_text(step) for step in moved] == ["IF(v>=$Z$1,R!$B$1,0)", "IF(v>=$Z$1,1,0)"]
    assert hoist.parts == {rounded(EDGE, 6): ("$Z$1", label)}


def test_a_truth_stands_as_one_or_zero() -> None:
    label = Words("得分", "points")
    said = any_(is_text(EDGE, "含"), is_text(EDGE, "in"))
    hoist = Hoist(lambda at: f"$Z${at + 1}")

    (moved,) = hoist.steps([Step("p", label, if_(said, Name("v"), num(0)))])

    assert _text(moved) == "IF($Z$1=1,v,0)"
    assert [render(part, str, countif) for part in hoist.parts] == ['IF(OR(R!$A$1="含",R!$A$1="in"),1,0)']
