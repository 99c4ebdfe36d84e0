"""Every published and derived vector of a printed scorecard, each a test of its own name.

The vectors are the cases of the documents in ``schemes/``; each document names its source and says how
it is read where the source is silent. ``test_truth`` compares the figures with the transcribed pages.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.published.books import NAMES, book, examined, outcome, text
from xltier.core.cases import rate_case
from xltier.core.scheme.case import Case
from xltier.core.scheme.measure import Band, Measure
from xltier.errors import Severity
from xltier.schemes.library import examine_toml, read_toml

VECTORS = [pytest.param(name, case, id=f"{name}: {case.name}") for name in NAMES for case in book(name).cases]

# What the loader says of documents that print gaps or overlaps; every other document is silent.
SAID = {
    "babaike_crm": [("tier-gap", "tiers[1].to")],
    "pinggu_abcd": [("tier-overlap", "tiers[2].to")],
    "suzhou_tobacco_2006": [("tier-gap", "tiers[1].to"), ("tier-gap", "tiers[2].to"), ("tier-gap", "tiers[3].to")],
}


@pytest.mark.parametrize(("name", "case"), VECTORS)
def test_a_published_scheme_gives_the_vector_of_its_source(name: str, case: Case) -> None:
    tier, score = outcome(book(name), case)

    assert (tier, score if case.score is not None else None) == (
        case.tier,
        None if case.score is None else f"{case.score.normalize():f}",
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_loader_says_where_a_source_has_gaps_or_overlaps(name: str) -> None:
    problems = examined(name)[1]

    assert [(problem.reference, problem.at.path) for problem in problems] == SAID.get(name, [])
    assert {problem.severity for problem in problems} <= {Severity.WARNING}


@pytest.mark.parametrize("name", sorted(SAID))
def test_read_literally_a_document_with_gaps_or_overlaps_is_refused(name: str) -> None:
    literal = text(name).replace('edges = "half-open"', "")
    _, problems = examine_toml(literal, name)

    assert [(problem.reference, problem.at.path) for problem in problems if problem.is_error] == SAID[name]


def test_the_fujian_table_as_printed_has_no_band_below_60_yuan() -> None:
    printed = text("fujian_2014_retailer_stars").replace("  { below = 60, points = 0 },\n", "")
    _, problems = examine_toml(printed, "fujian")

    assert [(p.reference, p.at.path) for p in problems] == [("band-open-below", "measures[2].bands[0].from")]


FUJIAN = [
    pytest.param(measure, band, id=f"{measure.name.en} from {band.start or 'nothing'}: {band.points}")
    for measure in book("fujian_2014_retailer_stars").measures
    for band in measure.bands
]


@pytest.mark.parametrize(("measure", "band"), FUJIAN)
def test_a_fujian_band_holds_from_its_lower_edge_to_just_below_its_upper_one(measure: Measure, band: Band) -> None:
    scheme = book("fujian_2014_retailer_stars")
    nothing = {"volume": Decimal(3), "first_class": Decimal(4), "average_price": Decimal(0)}  # points at zero
    least = band.start or Decimal(0)
    last = (
        (measure.maximum or Decimal(1000)) if band.below is None else band.below - Decimal(1).scaleb(-measure.decimals)
    )
    score = f"{(sum(nothing.values()) - nothing[measure.key] + band.points).normalize():f}"

    for value in (least, last):
        case = Case("", dict.fromkeys(nothing, 0) | {measure.key: value})
        assert outcome(scheme, case)[1] == score


def test_of_the_penalties_only_what_is_capped_is_taken() -> None:
    scheme = book("auto_group_penalties")
    penalties = [rate_case(scheme, case)[1].penalty for case in scheme.cases]

    assert penalties == [60000, 40000, 60000]  # 6, 4 and 6 points at 4 decimals


@pytest.mark.parametrize(
    ("attainment", "down", "up"),
    [("1", "20", "20"), ("0.95", "20", "15"), ("0.9", "15", "15"), ("0.8999", "15", "10"), ("0.6", "0", "0")],
)
def test_a_part_of_ten_points_is_a_step_only_where_the_scheme_rounds_parts_up(
    attainment: str, down: str, up: str
) -> None:
    document = text("baijiu_dealer")
    assert document.count('part_step = "down"') == 1
    case = Case("", {"attainment": attainment, "growth": ""})
    either = [read_toml(document.replace('"down"', f'"{way}"'), "baijiu") for way in ("down", "up")]

    # attainment 0.8999 is 10.01 points below: one whole step, or one and a part
    assert [outcome(scheme, case)[1] for scheme in either] == [down, up]
