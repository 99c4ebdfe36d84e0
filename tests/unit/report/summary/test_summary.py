"""The summary page: what suits each kind of scheme, live where it counts, one sheet of paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office, page_texts
from tests.support.readings import reading
from tests.unit.report.summary.rated import (
    AS_OF,
    HEADERS,
    TITLES,
    block,
    book_of,
    found,
    of_customers,
    of_figures,
    of_orders,
    summary,
    with_tiers_before,
    written,
)
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.report.summary.score_bars import bins_of
from xltier.schemes import load_scheme

ALLOWED = {
    *("INDEX", "MATCH", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIFS", "SUMPRODUCT", "IF", "IFERROR", "TEXT", "ROUND"),
    *("MIN", "MAX", "N", "ISNUMBER", "SUM", "AND", "OR", "NOT", "ISBLANK", "COUNT", "COUNTA", "COUNTBLANK", "AVERAGE"),
    *("ABS", "INT", "LEFT", "FIND", "REPT"),
}
KINDS: dict[str, Callable[[], TieredSheet]] = {
    "scorecard": of_customers,
    "moves": with_tiers_before,
    "rfm": lambda: of_orders("rfm"),
    "abc": lambda: of_figures("abc"),
    "matrix": lambda: of_figures("strategy-matrix"),
    "three sides": lambda: of_figures("value-interaction-need"),
    "rules": lambda: of_figures("churn-warning"),
}


def formulas(sheet: TieredSheet) -> dict[str, str]:
    """Return the formulas of the page by cell."""
    page = summary(sheet, values=False)
    cells = (cell for row in page.iter_rows() for cell in row)
    return {cell.coordinate: str(cell.value) for cell in cells if cell.data_type == "f"}


def test_tiers_are_counted_and_summed_by_formulas_over_the_customers() -> None:
    page = summary(of_customers(), values=False)
    row, column = found(page, "A")
    count, share, amount, part = (page.cell(row, column + at).value for at in (2, 3, 4, 5))

    assert str(count).startswith("=COUNTIF('客户清单'!$")
    assert str(share) == f"=IF(D{row + 4}>0,D{row}/D{row + 4},0)"
    assert str(amount).startswith("=SUMIFS('客户清单'!$")
    assert str(part) == f"=IF(F{row + 4}>0,F{row}/F{row + 4},0)"


@pytest.mark.parametrize("mark", ["*", "?", "~"])
def test_codes_that_a_count_would_take_for_a_pattern_stay_values(mark: str) -> None:
    scheme = load_scheme("standard")
    tiers = tuple(replace(tier, code=f"{tier.code}{mark}") for tier in scheme.tiers)
    sheet = tier_sheet(reading(HEADERS, [("K1", "甲", 95, None)]), replace(scheme, tiers=tiers), as_of=AS_OF)

    assert [text for text in formulas(sheet).values() if "COUNTIF(" in text] == []
    assert summary(sheet)["D12"].value == 1


def test_former_tiers_in_another_spelling_are_compared_but_not_counted_by_formulas() -> None:
    rows = [("K1", "甲", 95, "A"), ("K2", "乙", 80, "A "), ("K3", "丙", 80, "B")]
    sheet = tier_sheet(reading(HEADERS, rows), load_scheme("standard"), as_of=AS_OF)
    live = [text for text in formulas(sheet).values() if "'Sheet1'!$D$" in text]
    compared = {one.before: one.change for one in sheet.rows}

    assert (live == []) == ("A " in compared and compared["A "] is not None)


def test_the_headline_reads_its_figures_from_the_table() -> None:
    sheet = of_customers()

    assert summary(sheet)["B4"].value == "A 级 2 户，占 58 户的 3%，贡献 12% 的年销售额；3 户未能评级"
    assert str(summary(sheet, values=False)["B4"].value) == (
        '="A 级 "&TEXT(D12,"#,##0")&" 户，占 "&TEXT(D16,"#,##0")&" 户的 "&TEXT(E12,"0%")&"，贡献 "&TEXT(G12,"0%")'
        '&" 的年销售额"&"；3 户未能评级"'
    )


def test_scores_are_spread_over_columns_that_hold_every_customer() -> None:
    sheet = with_tiers_before()
    page = summary(sheet)
    row, _ = found(page, "得分分布（柱下为该段的下限）")
    labels = [page.cell(row + at, 21).value for at in range(25)]
    counts = [page.cell(row + at, 22).value for at in range(25)]
    edges = [int(str(label)) for label in labels if label is not None]
    scores = [float(one.rating.score or 0) / 100 for one in sheet.rows]

    assert edges == list(range(edges[0], edges[0] + 5 * len(edges), 5))
    assert {90, 75, 60} <= set(edges)
    assert [count for count in counts if count is not None] == [
        sum(edge <= score < edge + 5 for score in scores) for edge in edges
    ]


def test_columns_of_scores_meet_the_cut_offs_and_are_not_too_many() -> None:
    assert bins_of([140, 380], (150, 250, 350), 2).edges == tuple(range(125, 401, 25))
    assert bins_of([0, 9999], (6000, 7500, 9000), 2).edges == tuple(range(0, 10_501, 750))
    assert bins_of([-30, 100], (17, 61), 0).edges == tuple(range(-30, 111, 10))
    assert bins_of([5, 5, 5], (5,), 0).counts[0] == 3


def test_moves_are_counted_from_the_former_tier_to_the_present_one() -> None:
    sheet = with_tiers_before()
    page = summary(sheet)
    row, column = found(page, "由上期到本期")
    moves = Counter((one.before, one.rating.tier) for one in sheet.rows)

    assert block(page, row + 2, column + 1, rows=4, columns=4) == [
        [moves[before, now] for now in "ABCD"] for before in "ABCD"
    ]


def test_rfm_shows_how_many_customers_and_what_they_spend_by_recency_and_frequency() -> None:
    sheet = of_orders("rfm")
    page = summary(sheet)
    row, column = found(page, "近度 R × 频度 F：户数")
    counts = [cell for line in block(page, row + 2, column + 1, rows=5, columns=5) for cell in line]
    means = [cell for line in block(page, row + 2, 9, rows=5, columns=5) for cell in line]

    assert sum(int(str(count)) for count in counts if count is not None) == len(sheet.rows) == 39
    assert [count is None for count in counts] == [mean is None for mean in means]
    total = sum(int(str(n)) * float(str(m)) for n, m in zip(counts, means, strict=True) if n is not None)
    slot = sheet.plan.slot("amount")
    assert total == pytest.approx(sum(int(str(one.entries[slot])) for one in sheet.rows) / 100 / 10_000, rel=1e-6)


def test_a_ranking_by_money_shows_the_own_share_beside_each_quoted_one() -> None:
    sheet = of_figures("abc")
    page = summary(sheet)
    row, column = found(page, "常引用的说法")
    quoted = block(page, row + 1, column + 3, rows=6, columns=2)
    slot = sheet.plan.slot("amount")
    amounts = sorted((int(str(one.entries[slot])) for one in sheet.rows), reverse=True)
    own = [
        float(Fraction(sum(amounts[: int(40 * Fraction(share, 100))]), sum(amounts))) for share in (20, 23, 16, 17, 20)
    ]

    assert [line[0] for line in quoted] == [0.8, 0.81, 0.62, 0.79, 0.84, 1.5]
    assert [float(str(line[1])) for line in quoted[:-1]] == pytest.approx(own)
    assert quoted[-1][1] == "–"  # a claim of profit


def test_the_curve_ends_with_every_customer_and_the_whole_amount() -> None:
    page = summary(of_figures("abc"))
    row, _ = found(page, "大客户贡献了多少")
    points = [(page.cell(row + at, 21).value, page.cell(row + at, 22).value) for at in range(41)]

    assert points[0] == (0, 0)
    assert points[-1] == (1, 1)
    rises = [float(str(after[1])) - float(str(before[1])) for before, after in pairwise(points)]
    assert rises == sorted(rises, reverse=True)


def test_a_grid_shows_each_cell_with_its_class_and_its_customers() -> None:
    sheet = of_figures("strategy-matrix")
    page = summary(sheet)
    texts = [str(cell.value) for cell in next(page.iter_cols(min_col=2, max_col=2))]
    row = next(at for at, text in enumerate(texts, 1) if text.startswith("矩阵："))
    cells = [str(page.cell(row + 2 + y, x).value) for y in range(3) for x in (4, 7, 11)]
    counts = [int(match[1]) for cell in cells if (match := re.search(r"(\d+) 户", cell))]

    assert len(counts) == 9
    assert sum(counts) == sum(one.rating.tier is not None for one in sheet.rows)


def test_of_very_many_classes_the_table_lists_the_largest_and_counts_the_rest_together() -> None:
    page = summary(of_figures("value-interaction-need"))
    row, column = found(page, "…")

    assert page.cell(row, column + 1).value == "其余 25 类"
    assert [page.cell(row + 1, column + at).value for at in (2, 3)] == [40, 1]
    assert sum(int(str(page.cell(row - at, column + 2).value)) for at in range(12)) == 40


@pytest.mark.parametrize("kind", KINDS)
def test_formulas_are_of_the_allowed_ones_and_no_cell_shows_an_error(kind: str) -> None:
    sheet = KINDS[kind]()
    names = {name for text in formulas(sheet).values() for name in re.findall(r"([A-Z][A-Z.]*)\(", text)}
    errors = [cell.coordinate for row in summary(sheet).iter_rows() for cell in row if cell.data_type == "e"]

    assert names <= ALLOWED
    assert errors == []


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_fill_the_same_cells(kind: str) -> None:
    sheet = KINDS[kind]()
    cells = [
        [cell.coordinate for row in summary(sheet, language).iter_rows() for cell in row if cell.value is not None]
        for language in TITLES
    ]

    assert cells[0] == cells[1]


def test_charts_are_native_and_draw_from_the_page() -> None:
    with zipfile.ZipFile(io.BytesIO(book_of(of_figures("abc")))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]

    assert len(charts) == 2
    assert ["scatterChart" in chart for chart in charts] == [False, True]
    assert all("等级汇总" in chart for chart in charts)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["scorecard", "moves", "rfm", "abc"])
def test_recalculated_by_either_engine_the_page_is_what_is_cached(kind: str, office: Office, tmp_path: Path) -> None:
    sheet = KINDS[kind]()
    path = written(sheet, tmp_path / "t.xlsx")
    page, live = summary(sheet), formulas(sheet)
    names = tuple(openpyxl.load_workbook(path, read_only=True).sheetnames)
    cached = {cell: page[cell].value for cell in live}

    for cells in (by_office(office, path)["等级汇总"], by_ironcalc(path, names)["等级汇总"]):
        assert differences(cached, cells) == []


def differences(cached: dict[str, object], cells: dict[str, object]) -> list[tuple[str, object, object]]:
    """Return cell, cached value and computed one where these are not the same."""
    return [
        (cell, value, cells.get(cell, 0))
        for cell, value in cached.items()
        if (
            cells.get(cell, 0) != pytest.approx(value, rel=1e-9, abs=1e-9)
            if isinstance(value, (int, float))
            else cells.get(cell) != value
        )
    ]


@pytest.mark.office
@pytest.mark.parametrize(("kind", "language"), [("rfm", "zh"), ("abc", "en"), ("three sides", "en"), ("moves", "zh")])
def test_the_page_is_one_sheet_of_paper_and_no_cell_is_too_narrow(
    kind: str, language: str, office: Office, tmp_path: Path
) -> None:
    pdf = office.convert(written(KINDS[kind](), tmp_path / "t.xlsx", language), "pdf", folder=tmp_path)
    pages = page_texts(pdf)

    assert sum(text.strip().startswith(TITLES[language]) for text in pages) == 1
    assert [text for text in pages if "##" in text] == []
