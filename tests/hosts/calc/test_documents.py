"""The rules that travel in a document: its rules sheet, a range of it, and its choice of a scheme."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.calc_office import CalcOffice, running
from xltier.report.rulebook.book import write_rules_file
from xltier.schemes.library import load_scheme, read_toml, shipped_text

ROW = [0.86, 0.1, 1, 30, 1, 0.8]  # 89.4 of dealer-monthly
RULES = "$'规则'.A1:AZ200"


@pytest.fixture
def calc(tmp_path: Path) -> CalcOffice:
    """Return the running office with a document: the rules of dealer-monthly, and a sheet ``data`` with a dealer."""
    office = running()
    path = tmp_path / "rules.xlsx"
    with path.open("wb") as stream:
        write_rules_file(stream, load_scheme("dealer-monthly"), language="zh")
    office.ask("open", url=path.as_uri())
    office.ask("fill", cells=[ROW], sheet="data")
    return office


def ask(calc: CalcOffice, *formulas: str, sheet: int = 1) -> list[object]:
    for row, formula in enumerate(formulas, start=1):
        calc.ask("put", cell=f"AB{row}", formula=formula, sheet=sheet)
    return [row[0] for row in calc.ask("read", area=f"AB1:AB{len(formulas)}", sheet=sheet)]


def row_of(calc: CalcOffice, tier: str) -> int:
    """Return the row of a tier on the rules sheet; its cut-off stands in column F, its swatch in G."""
    rows: list[list[object]] = calc.ask("read", area="B1:B12", sheet=0)
    return rows.index([tier]) + 1


def test_a_document_with_a_rules_sheet_rates_by_it(calc: CalcOffice) -> None:
    got = ask(calc, "=XLTIER.TIER(A1:F1)", "=XLTIER.TIER_SCORE(A1:F1)", '=XLTIER.TIER(86;"standard")')

    assert got == ["B", 89.4, "B"]


def test_a_range_of_rules_is_a_scheme(calc: CalcOffice) -> None:
    got = ask(calc, f"=XLTIER.TIER_SCORE(A1:F1;{RULES})", f"=XLTIER.TIER_CHECK({RULES})")

    assert got == [89.4, "OK"]


def test_the_check_may_stand_on_the_rules_sheet_itself(calc: CalcOffice) -> None:
    assert ask(calc, "=XLTIER.TIER_CHECK()", '=XLTIER.TIER_RANK("A")', sheet=0) == ["OK", 1]


def test_an_edited_rule_rates_after_a_full_recalculation(calc: CalcOffice) -> None:
    before = ask(calc, "=XLTIER.TIER(A1:F1)")
    calc.ask("put", cell=f"F{row_of(calc, 'A')}", formula="89", sheet=0)
    calc.ask("recalculate")

    assert before == ["B"]
    assert calc.ask("read", area="AB1", sheet=1) == [["A"]]


def test_wrong_rules_rate_nobody_and_say_why(calc: CalcOffice) -> None:
    at = f"F{row_of(calc, 'A')}"
    calc.ask("put", cell=at, formula="high", sheet=0)

    got = ask(calc, "=XLTIER.TIER(A1:F1)", "=XLTIER.TIER_CHECK()", '=XLTIER.TIER(86;"standard")')

    said = f'规则!{at} "cut-off" must be a number, such as 0.8 or "80%"; here it is "high".'
    assert got == ["#N/A", said, "B"]


def test_a_filled_swatch_is_the_tiers_colour(calc: CalcOffice) -> None:
    calc.ask("paint", cell=f"G{row_of(calc, 'A')}", colour=0x7030A0)

    assert ask(calc, '=XLTIER.TIER_COLOR("A")', '=XLTIER.TIER_COLOR("B")') == ["#7030A0", "#57AFA3"]


def test_the_name_xltier_scheme_chooses(calc: CalcOffice) -> None:
    calc.ask("name", name="xltier_scheme", content='"standard"')
    by_text = ask(calc, "=XLTIER.TIER(86)")
    calc.ask("fill", cells=[["b2b-abcd"]], sheet="choice")
    calc.ask("name", name="xltier_scheme", content="$choice.$A$1")
    by_cell = ask(calc, '=XLTIER.TIER_LABEL("A";;"en")')
    calc.ask("name", name="xltier_scheme", content='"nobody-knows"')

    assert (by_text, by_cell) == (["B"], [load_scheme("b2b-abcd").tiers[0].name.en])
    assert ask(calc, "=XLTIER.TIER(86)") == ["#N/A"]


def test_a_scheme_of_the_document_is_called_by_its_own_id(tmp_path: Path) -> None:
    calc, path = running(), tmp_path / "own.xlsx"
    text = shipped_text("standard").replace('id = "standard"', 'id = "our-own"')
    with path.open("wb") as stream:
        write_rules_file(stream, read_toml(text, "own"), language="en")
    calc.ask("open", url=path.as_uri())
    calc.ask("fill", cells=[], sheet="data")

    assert ask(calc, '=XLTIER.TIER(86;"our-own")', '=XLTIER.TIER(86;"our-owns")') == ["B", "#N/A"]


def test_a_file_stores_the_qualified_name_and_no_path(calc: CalcOffice, tmp_path: Path) -> None:
    ask(calc, "=XLTIER.TIER(A1:F1)")
    saved = tmp_path / "saved.ods"
    calc.ask("save", url=saved.as_uri(), filter="calc8")
    calc.ask("open", url=saved.as_uri())

    assert calc.ask("formula", cell="AB1", sheet=1) == "=XLTIER.TIER(A1:F1)"
    assert calc.ask("read", area="AB1", sheet=1) == [["B"]]


def test_a_document_that_chooses_nothing_rates_by_the_settings_of_its_folder(tmp_path: Path) -> None:
    calc, path = running(), tmp_path / "book.ods"
    calc.ask("open")
    calc.ask("save", url=path.as_uri(), filter="calc8")
    (tmp_path / "xltier.toml").write_text('scheme = "b2b-abcd"\n', encoding="utf-8")
    calc.ask("open", url=path.as_uri())
    label = ask(calc, '=XLTIER.TIER_LABEL("A";;"en")', sheet=0)
    (tmp_path / "xltier.toml").write_text('scheme = "nobody-knows"\n', encoding="utf-8")
    calc.ask("open", url=path.as_uri())

    assert label == [load_scheme("b2b-abcd").tiers[0].name.en]
    assert ask(calc, "=XLTIER.TIER(86)", sheet=0) == ["#N/A"]
