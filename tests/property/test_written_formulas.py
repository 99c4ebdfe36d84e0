"""What ``tier --formulas`` and a rules sheet cache in each formula cell is what spreadsheets show, for every scheme."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import openpyxl
import pytest

from tests.support.engines import by_ironcalc, by_office
from tests.support.office import Office
from xltier.cli import run
from xltier.core.scheme import Scheme
from xltier.report.rulebook.book import write_rules_file
from xltier.schemes.library import load_scheme, shipped

FEW = 40
FULL = os.environ.get("XLTIER_FULL") == "1"
SOME = (
    shipped() if FULL else ("b2b-abcd", "dealer-monthly", "decision-type", "rfm", "behaviour", "value-share", "stars")
)
"""One of each kind; the whole run takes every scheme."""


def customers(scheme: Scheme, path: Path) -> Path:
    """Write the scheme's own examples as a customer list: a population where there is one, and a blank row's name."""
    cases = [case for case in scheme.cases if case.line is None]
    people = next((case.population for case in cases if case.population), tuple(case.inputs for case in cases))[:FEW]
    keys = [m.key for m in scheme.measures if m.required or any(m.key in person for person in people)]
    names = {measure.key: measure.name.zh for measure in scheme.measures}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["客户编码", *(names[key] for key in keys)])
        for at, person in enumerate([*people, {}]):
            writer.writerow([f"K{at:03}", *(person.get(key, "") for key in keys)])
    return path


def misses(path: Path, cells: dict[str, dict[str, object]]) -> list[str]:
    """Return each formula cell that a program computes otherwise than it is cached; the summary has its own tests."""
    cached, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    return [
        f"{sheet}!{cell.coordinate} {cell.value[:60]}: cached {cached[sheet][cell.coordinate].value!r}"
        for sheet in formulas.sheetnames
        if sheet != "等级汇总"
        for row in formulas[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
        if not alike(cells.get(sheet, {}).get(cell.coordinate), cached[sheet][cell.coordinate].value)
    ]


def alike(got: object, want: object) -> bool:
    if isinstance(got, (int, float)) and isinstance(want, (int, float)):
        return abs(got - want) <= 1e-9 * max(1, abs(want))
    return (got or "") == (want or "")


def in_ironcalc(path: Path) -> dict[str, dict[str, object]]:
    return by_ironcalc(path, tuple(openpyxl.load_workbook(path, read_only=True).sheetnames))


def rated(name: str, folder: Path) -> Path:
    source, book = customers(load_scheme(name), folder / "customers.csv"), folder / "book.xlsx"
    assert run(["tier", str(source), "--scheme", name, "--formulas", "-o", str(book), "--lang", "zh"]) in {0, 1}
    return book


@pytest.mark.parametrize("name", SOME)
def test_ironcalc_shows_what_is_cached(name: str, tmp_path: Path) -> None:
    book = rated(name, tmp_path)
    assert misses(book, in_ironcalc(book)) == []


@pytest.mark.office
@pytest.mark.parametrize("name", SOME)
def test_libreoffice_shows_what_is_cached(name: str, office: Office, tmp_path: Path) -> None:
    book = rated(name, tmp_path)
    assert misses(book, by_office(office, book)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", SOME)
def test_a_rules_sheet_shows_what_is_cached(name: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.xlsx"
    with path.open("wb") as stream:
        write_rules_file(stream, load_scheme(name), language=language)
    assert misses(path, in_ironcalc(path)) == []
