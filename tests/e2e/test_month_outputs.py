"""What ``xltier rate`` writes beside the workbook: parts, cards, PDFs, the company's own workbook filled."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import python_calamine

from tests.support.office import Office, page_texts
from tests.support.shared import ROOT
from tests.support.small_month import small_month
from xltier.cli import run
from xltier.core.fingerprint import fingerprint
from xltier.files import office as office_program
from xltier.hosts.excel import borrowed
from xltier.schemes.library import load_scheme

COMPANY = ROOT / "examples" / "company_report.xlsx"
OCTOBER = ("--period", "2026-10", "--lang", "zh")
REGIONS = {"江浙", "鄂西", "黔北", "湘北", "川南", "皖北"}


def ratings(path: Path, sheet: str = "评级明细") -> list[dict[str, Any]]:
    """Return the rows of the ratings by their headers, as the workbook has them stored."""
    found = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet)
    _, _, _, header, *rows = found.to_python(skip_empty_area=False)
    names = [str(name).replace("\n", "").replace("（出表时）", "") for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows if row[0]]


def key(row: dict[str, Any]) -> tuple[str, str, str]:
    return row["经销商编码"], row["事业部"], row["线别"]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return October of some twenty dealers of six regions."""
    return small_month(tmp_path_factory.mktemp("month") / "十月.xlsx")


@pytest.fixture(scope="module")
def split(tmp_path_factory: pytest.TempPathFactory, month: Path) -> Path:
    """Return the folder with October as a whole and by region."""
    folder = tmp_path_factory.mktemp("split")
    command = ["rate", str(month), *OCTOBER, "--split-by", "region", "-q", "-o", str(folder / "月报.xlsx")]
    assert run(command) == 0
    return folder


def test_there_is_one_file_for_each_region_beside_the_whole(split: Path) -> None:
    assert {path.name for path in split.iterdir()} == {"月报.xlsx", *(f"月报_{region}.xlsx" for region in REGIONS)}


def test_the_parts_add_up_to_the_whole_row_by_row(split: Path) -> None:
    whole = {key(row): (row["等级"], row["得分"], row["主因"]) for row in ratings(split / "月报.xlsx")}
    parts = [row for region in sorted(REGIONS) for row in ratings(split / f"月报_{region}.xlsx")]

    assert len(parts) == len(whole) > len(REGIONS)
    assert {key(row): (row["等级"], row["得分"], row["主因"]) for row in parts} == whole


def test_a_part_is_of_one_region_and_rated_by_the_same_rules(split: Path) -> None:
    mark = fingerprint(load_scheme("dealer-monthly"))
    for region in REGIONS:
        path = split / f"月报_{region}.xlsx"

        assert {row["大区"] for row in ratings(path)} == {region}
        with ZipFile(path) as package:
            about = package.read("docProps/core.xml").decode()
        assert mark in about
        assert f"2026-10 · {region}" in about


def test_the_parts_are_as_good_an_input_for_the_next_run_as_the_whole(
    split: Path, month: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(*files: Path) -> dict[str, Any]:
        capsys.readouterr()
        run(["rate", str(month), *map(str, files), *OCTOBER, "--json"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return {part: found[part] for part in ("rows", "summary", "revision", "changes")}

    assert answer(*(split / f"月报_{region}.xlsx" for region in REGIONS)) == answer(split / "月报.xlsx")


def test_dealers_without_a_region_have_a_file_of_their_own_and_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = small_month(tmp_path / "十月.xlsx", every=40, without_region=1)
    target = tmp_path / "out.xlsx"

    assert run(["rate", str(source), *OCTOBER, "--split-by", "region", "-o", str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    dealers = {row["经销商编码"] for row in ratings(tmp_path / "out_未填.xlsx")}
    (said,) = (one["message"] for one in answer["findings"] if one["code"] == "part-unnamed")

    assert len(dealers) == 1
    assert said == f"1 家经销商在主档里没有填写大区，归入“未填”：{dealers.pop()}"


def test_json_lists_the_files_that_were_written(
    tmp_path: Path, month: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.xlsx"

    run(["rate", str(month), *OCTOBER, "--split-by", "channel", "-o", str(target), "--json"])
    files = json.loads(capsys.readouterr().out)["files"]
    paths = [tmp_path / name for name in ("out.xlsx", "out_城区.xlsx", "out_县城.xlsx")]

    assert files == [
        {"file": str(path), "kind": "workbook", "part": part, "rows": len(ratings(path))}
        for path, part in zip(paths, (None, "城区", "县城"), strict=True)
    ]


def test_a_dry_run_names_the_files_and_writes_none(
    tmp_path: Path, month: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.xlsx"
    command = ["rate", str(month), *OCTOBER, "--split-by", "channel", "--template", str(COMPANY)]

    assert run([*command, "-o", str(target), "--dry-run"]) == 0
    said = capsys.readouterr()

    assert said.out == ""
    assert said.err.count(str(target.parent)) == 6
    assert said.err.endswith("未写入（--dry-run）。\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stops_the_run_before_anything_is_written(
    tmp_path: Path, month: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out_县城.xlsx").write_bytes(b"mine")
    command = ["rate", str(month), *OCTOBER, "--split-by", "channel", "-o", str(tmp_path / "out.xlsx")]

    assert run(command) == 3
    assert "out_县城.xlsx" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["out_县城.xlsx"]
    assert run([*command, "--force"]) == 0
    assert (tmp_path / "out_县城.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("option", [["--pdf"], ["--cards", "pdf"]])
def test_without_libreoffice_it_is_said_at_once_what_to_install(
    option: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(office_program, "_SYSTEM_PATH", str(tmp_path))
    monkeypatch.setattr(office_program, "_PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run(["rate", "not-even-read.xlsx", *OCTOBER, *option, "-o", str(tmp_path / "out.xlsx")]) == 5
    assert "libreoffice-calc" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_what_writes_macros_it_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(borrowed, "find_spec", lambda _: None)

    assert run(["rate", "not-even-read.xlsx", *OCTOBER, "--macro", "-o", str(tmp_path / "out.xlsx")]) == 5
    assert "pyopenvba" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "name", "sheet"), [("zh", "单户档案", "评级明细"), ("en", "cards", "Ratings")])
@pytest.mark.usefixtures("office")
def test_cards_are_one_page_for_each_dealer_and_line_in_the_order_of_the_ratings(
    language: str, name: str, sheet: str, tmp_path: Path, month: Path
) -> None:
    command = ["rate", str(month), "--period", "2026-10", "--lang", language, "--cards", "pdf", "-q"]

    assert run([*command, "-o", str(tmp_path / "out.xlsx")]) == 0
    cards = page_texts(tmp_path / f"out_{name}.pdf")
    codes = [next(iter(row.values())) for row in ratings(tmp_path / "out.xlsx", sheet)]

    assert len(cards) == len(codes)
    assert all(code in card for code, card in zip(codes, cards, strict=True))
    assert not any("###" in card for card in cards)


@pytest.mark.usefixtures("office")
def test_each_part_has_its_cards_and_each_workbook_is_a_pdf_too(tmp_path: Path) -> None:
    source = small_month(tmp_path / "十月.xlsx", every=40)
    command = ["rate", str(source), *OCTOBER, "--split-by", "channel", "--cards", "pdf", "--pdf", "-q"]

    assert run([*command, "-o", str(tmp_path / "out.xlsx")]) == 0
    printed = {path.name: page_texts(path) for path in tmp_path.glob("*.pdf")}
    parts = {name: ratings(tmp_path / f"out_{name}.xlsx") for name in ("城区", "县城")}

    assert printed.keys() == {"out.pdf", *(f"out_{part}{of}.pdf" for part in parts for of in ("", "_单户档案"))}
    assert {part: len(printed[f"out_{part}_单户档案.pdf"]) for part in parts} == {
        part: len(rows) for part, rows in parts.items()
    }
    assert not any(mark in page for file in printed.values() for page in file for mark in ("###", "Err:", "#NAME?"))


def test_the_companys_workbook_is_filled_and_itself_left_alone(tmp_path: Path, month: Path, office: Office) -> None:
    own = tmp_path / "公司月报.xlsx"
    shutil.copy(COMPANY, own)
    target = tmp_path / "out.xlsx"

    assert run(["rate", str(month), *OCTOBER, "--template", str(own), "-q", "-o", str(target)]) == 0
    assert own.read_bytes() == COMPANY.read_bytes()
    shown = python_calamine.CalamineWorkbook.from_path(office.convert(tmp_path / "out_公司月报.xlsx", "xlsx"))
    cover, table = (shown.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in ("经营月报", "评级"))
    rated = ratings(target)
    tiers = Counter(row["等级"] for row in rated)
    body = table[4 : 4 + len(rated)]

    assert cover[1][3] == "2026-10"
    assert [row[2] for row in cover[10:14]] == [tiers[code] for code in "ABCD"]
    assert [(row[0], row[6]) for row in body] == [(row["经销商编码"], row["得分"]) for row in rated]
    assert [row[9] for row in body] == pytest.approx([95 - row["得分"] for row in rated])
    assert table[4 + len(rated)][5] == sum(tiers[code] for code in "ABCD")


def test_filling_a_filled_workbook_again_gives_the_same_one(tmp_path: Path, month: Path) -> None:
    command = ["rate", str(month), *OCTOBER, "-q"]
    assert run([*command, "--template", str(COMPANY), "-o", str(tmp_path / "a.xlsx")]) == 0
    once = tmp_path / "a_company_report.xlsx"
    assert run([*command, "--template", str(once), "-o", str(tmp_path / "b.xlsx")]) == 0

    assert (tmp_path / "b_a_company_report.xlsx").read_bytes() == once.read_bytes()


def test_a_workbook_that_asks_for_nothing_is_told_how_to_ask(
    tmp_path: Path, month: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(blank)

    code = run(["rate", str(month), *OCTOBER, "--template", str(blank), "--dry-run", "-o", str(tmp_path / "out.xlsx")])

    assert code == 3
    assert "xltier_headline" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "reference"), [("没有.xlsx", "template-missing"), ("旧.xls", "template-kind")])
def test_a_template_that_cannot_be_filled_is_told_before_any_work(
    name: str, reference: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "旧.xls").write_bytes(b"old")

    assert run(["rate", "not-even-read.xlsx", *OCTOBER, "--template", str(tmp_path / name)]) == 3
    assert f"错误[{reference}]" in capsys.readouterr().err
