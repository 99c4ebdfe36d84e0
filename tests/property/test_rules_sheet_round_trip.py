"""Grid to scheme to TOML to grid: nothing is lost, for every shipped scheme and for random ones, in both languages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from tests.support.random_schemes import SEEDS, random_scheme
from xltier.core.scheme import Scheme
from xltier.files.rules_book import read_rules_book
from xltier.report.rulebook.book import write_rules_file
from xltier.schemes.library import load_scheme, read_toml, shipped
from xltier.schemes.write_toml import scheme_toml
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.layout import grid_cells, layout
from xltier.tables.rules.read import read_rules

SCHEMES = [*shipped(), *range(SEEDS)]
IN_FILES = ["dealer-monthly", "b2b-abcd", "rfm-8", "abc", 0, 5, 8]


def scheme_of(which: str | int) -> Scheme:
    return load_scheme(which) if isinstance(which, str) else random_scheme(which)


def read_back(scheme: Scheme, language: str) -> Scheme | None:
    made = layout(scheme)
    return read_rules(Grid("f.xlsx", "规则", grid_cells(made, language), made.last_row)).scheme


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("which", SCHEMES)
def test_a_rules_sheet_reads_back_as_its_scheme_and_so_does_its_toml(which: str | int, language: str) -> None:
    scheme = scheme_of(which)
    first = read_back(scheme, language)
    assert first == scheme
    again = read_toml(scheme_toml(first), "scheme")
    assert read_back(again, language) == scheme


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("which", IN_FILES)
def test_a_written_file_reads_back_as_its_scheme(which: str | int, language: str, tmp_path: Path) -> None:
    scheme = scheme_of(which)
    path = tmp_path / "rules.xlsx"
    with path.open("wb") as stream:
        write_rules_file(stream, scheme, language=language)
    reading = read_rules_book(path)
    assert reading is not None
    assert reading.scheme == scheme
    assert [problem for problem in reading.problems if problem.is_error] == []


def test_the_same_rules_make_the_same_bytes() -> None:
    files = []
    for _ in range(2):
        stream = BytesIO()
        write_rules_file(stream, load_scheme("dealer-monthly"), language="zh")
        files.append(stream.getvalue())
    assert files[0] == files[1]
