"""From nested tables to a Scheme: every field by its type, defaults where it is absent, every Problem at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.core.schemes import HEAD, document, measure, problems_of, scheme
from xltier.core.document import read_document
from xltier.core.scheme import Kind, Scoring
from xltier.core.scheme.measure import Method
from xltier.core.scheme.spread import Spread
from xltier.core.words import Words


def test_an_empty_document_lacks_its_head_and_still_gives_a_scheme() -> None:
    found, problems = read_document({})

    assert [(p.reference, p.at.path) for p in problems] == [
        ("field-missing", "id"),
        ("field-missing", "version"),
        ("field-missing", "valid_from"),
    ]
    assert (found.kind, found.scoring, found.min_coverage, found.points_decimals) == (
        Kind.SCORECARD,
        Scoring.WEIGHTED,
        Decimal("0.6"),
        4,
    )


def test_numbers_are_exact_and_percents_are_ratios() -> None:
    one = scheme(measure("rate", min="-2.5%", max=Decimal("1.5"), weight=0.1)).measures[0]

    assert (one.minimum, one.maximum, one.weight) == (Decimal("-0.025"), Decimal("1.5"), Decimal("0.1"))


def test_a_name_is_one_text_for_both_languages_or_one_for_each() -> None:
    found = scheme(measure("rate", name="达成率"), measure("paid", name={"en": "Paid"}))

    assert [one.name for one in found.measures] == [Words("达成率", "达成率"), Words("", "Paid")]


@pytest.mark.parametrize("value", ["2026-01-31", dt.date(2026, 1, 31), dt.datetime(2026, 1, 31, 8)])
def test_a_date_may_be_a_text_or_a_date(value: object) -> None:
    assert scheme(valid_from=value).valid_from == dt.date(2026, 1, 31)


def test_none_is_written_where_a_number_is_deliberately_absent() -> None:
    found = scheme(measure("rate", full="none"), score_min="none")

    assert (found.measures[0].full, found.score_min) == (None, None)


def test_a_map_makes_a_text_measure_scored_by_it() -> None:
    one = scheme(measure("grade", type="text", map={"优": 100, "差": "0%"})).measures[0]

    assert (one.method, dict(one.mapping)) == (Method.MAP, {"优": Decimal(100), "差": Decimal(0)})


def test_an_additive_scheme_scores_whatever_has_a_rule() -> None:
    found = scheme(
        measure("banded", bands=[{"points": 0}]), measure("marked", method="flag"), measure("input"), scoring="additive"
    )

    assert [one.is_scored for one in found.measures] == [True, True, False]


def test_a_buffer_is_points_or_a_share_of_the_cut_off() -> None:
    points, share = scheme(buffer=2), scheme(buffer="5%")

    assert (points.buffer, points.buffer_share) == (Decimal(2), Decimal(0))
    assert (share.buffer, share.buffer_share) == (Decimal(0), Decimal("0.05"))


def test_quantiles_of_a_document_with_rs_edges_are_rs() -> None:
    found = scheme(kind="distribution", measure="rate", spread="quantile", edges="rfm-r")

    assert found.spread is Spread.QUANTILE_R


def test_the_ladder_of_a_line_is_its_own_where_it_has_one() -> None:
    tiers = [
        {"code": "A", "floor": 90},
        {"code": "B"},
        {"code": "甲", "line": "县城", "floor": 50},
        {"code": "乙", "line": "县城"},
    ]
    found = scheme(tiers=tiers)

    assert [tier.code for tier in found.ladder("县城")] == ["甲", "乙"]
    assert [tier.code for tier in found.ladder("城区")] == [tier.code for tier in found.ladder(None)] == ["A", "B"]


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"kind": "list"}, [("field-choice", "kind")]),
        ({"edges": "closed"}, [("field-choice", "edges")]),
        ({"score_decimals": -1}, [("field-type", "score_decimals")]),
        ({"score_decimals": True}, [("field-type", "score_decimals")]),
        ({"quota": 1}, [("field-type", "quota")]),
        ({"tiers": "A, B"}, [("field-type", "tiers")]),
        ({"tiers": [1]}, [("field-type", "tiers")]),
        ({"name": {"fr": "x"}}, [("field-type", "name")]),
        ({"measures": [{"key": "a", "map": {"x": "many"}}]}, [("field-type", "measures[0].map.x")]),
        ({"measures": [{"key": "a", "map": 3}]}, [("field-type", "measures[0].map")]),
        (
            {"measures": [{"key": "a", "bands": [{"points": 1, "edge": "left"}]}]},
            [("field-choice", "measures[0].bands[0].edge")],
        ),
        ({"valid_from": 20260101}, [("field-type", "valid_from")]),
        ({"measures": [{"key": "a", "bands": [{"from": 1}]}]}, [("field-missing", "measures[0].bands[0].points")]),
        ({"measures": [{"key": "a", "bands": [{"points": "x"}]}]}, [("field-type", "measures[0].bands[0].points")]),
        ({"items": [{"code": "P"}]}, [("field-missing", "items[0].points")]),
        ({"items": [{"code": "P", "points_max": 3}]}, [("field-missing", "items[0].points_min")]),
    ],
)
def test_a_field_of_the_wrong_kind_is_named_with_its_path(
    fields: dict[str, object], problems: list[tuple[str, str]]
) -> None:
    assert problems_of(**fields) == problems


def test_an_unknown_field_names_the_nearest_known_one() -> None:
    _, problems = read_document(document(measure("rate", wieght=3)))

    assert [(p.reference, p.at.path, p.values["near"]) for p in problems] == [
        ("field-unknown", "measures[0].wieght", ["weight"])
    ]


def test_every_problem_is_found_at_once() -> None:
    assert problems_of({"decimals": "two", "x": 1}, kind="list", version=None, y=1) == [
        ("field-choice", "kind"),
        ("field-missing", "version"),
        ("field-missing", "measures[0].key"),
        ("field-type", "measures[0].decimals"),
        ("field-unknown", "measures[0].x"),
        ("field-unknown", "y"),
    ]


def test_a_document_is_not_changed_by_being_read() -> None:
    one = document(measure("rate", weight=100))
    before = repr(one)
    read_document(one)

    assert repr(one) == before
    assert HEAD["id"] == "x"
