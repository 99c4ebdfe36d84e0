"""The trace of one customer, number by number, and the way to the next tier in points and in each measure's unit."""

from __future__ import annotations

from fractions import Fraction

from tests.conformance.case import rule_book
from tests.unit.core.schemes import measure, scheme
from xltier.core.circumstances import Circumstances, Occurrence
from xltier.core.compile import compile_plan
from xltier.core.distance import Next
from xltier.core.entries import entries
from xltier.core.plan import Plan
from xltier.core.trace import Line, Trace, explain
from xltier.schemes.library import load_scheme

B2B = compile_plan(load_scheme("b2b-abcd"))
MONTH = compile_plan(rule_book("month", {}))


def traced(plan: Plan, about: Circumstances | None = None, **inputs: object) -> Trace:
    return explain(plan, entries(plan, inputs)[0], about or Circumstances())


def figures(line: Line) -> tuple[object, ...]:
    return line.measure.key, line.value, line.points, line.label, line.span, line.weight, line.weighted, line.lost


def row(*values: object) -> tuple[object, ...]:
    return values


def levers(found: Next | None) -> list[tuple[str, int, str]]:
    assert found is not None
    return [(lever.measure.key, lever.value, ">=" if lever.upwards else "<=") for lever in found.levers]


def test_each_line_says_value_points_band_weight_and_what_is_lost() -> None:
    trace = traced(B2B, sales=999_999.99, volume="", influence="行业龙头", years=3)

    assert [figures(line) for line in trace.lines] == [
        # (3x40 + 0x20 + 4x20 + 3x20) / 100 = 2.6: each point counts as points x weight / 100
        ("sales", 99999999, 30000, "B", (50000000, 100000000), 40, Fraction("1.2"), Fraction("0.4")),
        ("volume", None, 0, "", (None, None), 20, 0, Fraction("0.8")),
        ("influence", "行业龙头", 40000, "", (None, None), 20, Fraction("0.8"), 0),
        ("years", 300, 30000, "B", (300, 500), 20, Fraction("0.6"), Fraction("0.2")),
    ]
    assert row(trace.base, trace.exact, trace.moved, trace.rating.tier) == (Fraction("2.6"), Fraction("2.6"), 0, "B")


def test_the_weight_of_what_does_not_apply_is_shown_as_moved() -> None:
    trace = traced(B2B, sales=1_000_000, influence="行业龙头", years=5)

    assert [row(line.measure.key, line.points, line.weight) for line in trace.lines] == [
        ("sales", 40000, 50),
        ("volume", None, 0),
        ("influence", 40000, 25),
        ("years", 40000, 25),
    ]
    assert row(trace.moved, trace.base) == (20, 4)


def test_the_next_tier_is_named_with_what_is_missing_and_who_alone_could_bring_it() -> None:
    """2.6 to 3.5 lacks 0.90: sales to A brings 0.4, volume to A 0.8, years to A 0.2: none alone."""
    trace = traced(B2B, sales=999_999.99, volume="", influence="行业龙头", years=3)

    assert (trace.next.tier, trace.next.missing, levers(trace.next)) == ("A", 90, []) if trace.next else False


def test_levers_look_both_ways_along_a_measure() -> None:
    bands = [{"points": 0}, {"from": 15, "points": 100}, {"from": 45, "points": 40}]
    plan = compile_plan(
        scheme(
            measure("stock", weight=50, bands=bands, min=0, unit="天"),
            measure("paid", weight=50, min=0, max=100),
        )
    )

    # 60 days: 40 x 0.5 + 90 x 0.5 = 65; A needs 90: stock of 45 days gives 50 + 45 = 95
    assert levers(traced(plan, stock=60, paid=90).next) == [("stock", 45, "<=")]
    # 10 days: 0 + 45 = 45; B needs 60: stock from 15 days; paid alone gives at most 50
    assert levers(traced(plan, stock=10, paid=90).next) == [("stock", 15, ">=")]
    # stock full: 50 + 35 = 85; A needs 90: paid from 80
    assert levers(traced(plan, stock=20, paid=70).next) == [("paid", 80, ">=")]


def test_a_blank_measure_is_a_lever_from_its_worst_end() -> None:
    plan = compile_plan(
        scheme(measure("first", weight=50, min=0, max=100), measure("second", weight=50, min=0, max=100))
    )

    # 50 + 0 = 50; B needs 60: second from 20
    assert levers(traced(plan, first=100, second="").next) == [("second", 20, ">=")]


def test_one_banded_measure_is_its_own_distance() -> None:
    trace = traced(compile_plan(rule_book("overdue", {})), overdue=35)

    assert trace.next is not None
    assert (trace.next.tier, trace.next.missing, levers(trace.next)) == ("B", 50, [("overdue", 300, "<=")])


def test_at_the_top_there_is_no_next_tier() -> None:
    assert traced(B2B, sales=1_000_000, volume=1_000_000, influence="龙头", years=5).next is None


def test_adjustments_stand_item_by_item_before_a_red_line_voids_the_bonus() -> None:
    about = Circumstances(
        events=(Occurrence("fakes", 30000), Occurrence("fakes", 40000), Occurrence("price", times=3)), red_lines=("R1",)
    )
    trace = traced(MONTH, about, base=80, direct_share=0.5, complaints=0, overdue=0)
    items = [(one.item.item.code, one.times, one.points, one.counted, one.by_rule) for one in trace.adjustments.items]

    assert items == [
        ("direct", 1, 10000, 10000, True),
        ("fakes", 2, 70000, 50000, False),
        ("price", 3, 90000, 60000, False),
    ]
    assert (trace.adjustments.bonus, trace.adjustments.penalty) == (60000, 60000)
    assert [hit.line.code for hit in trace.hits.lines] == ["R1"]
    assert row(trace.exact, trace.rating.bonus, trace.rating.tier) == (74, 0, "D")  # 80 + void - 6


def test_the_best_sub_grade_brings_all_of_the_base() -> None:
    plan = compile_plan(load_scheme("b2b-abcd", settings={"combine": "best"}))
    trace = traced(plan, sales=200_000, volume=0, influence="一定", years=5)

    assert [row(line.measure.key, line.weight, line.weighted) for line in trace.lines] == [
        ("sales", 0, 0),
        ("volume", 0, 0),
        ("influence", 0, 0),
        ("years", 100, 4),
    ]


def test_an_error_has_no_lines() -> None:
    trace = traced(B2B, sales="待定", volume=1, influence="", years=1)

    assert (str(trace.rating.error), trace.lines, trace.values) == ("#VALUE!", (), ())
