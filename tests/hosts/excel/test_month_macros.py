"""``xltier rate --macro``, and what no file of ours may hold: a formula that points to another file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyopenvba import check_file
from pyopenvba.interpreter import Interpreter

from tests.support.office import absence
from tests.support.shared import ROOT
from tests.support.vba_office import opened
from xltier.cli import run
from xltier.hosts.excel.month_macros import BUTTONS, visual_basic_text, with_buttons
from xltier.hosts.excel.package import XLSM
from xltier.hosts.excel.ribbon import NAMESPACES
from xltier.hosts.excel.xlam import addin
from xltier.messages import phrase

DEPARTMENTS = ROOT / "examples" / "dealer_month" / "departments"
CUSTOMERS = ROOT / "examples" / "customers_zh.xlsx"
CODE_NAME = re.compile(rb' codeName="[^"]*"|<sheetPr/>')
FORMULAS = re.compile(r"<(?:\w+:)?(?:f|formula\d?|definedName)\b[^>]*>([^<]*)<")
OUTSIDE = re.compile(r"\[|\\|://|\.xl[ast]?[amx]?\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a monthly workbook without and with macros."""
    folder = tmp_path_factory.mktemp("month")
    plain, buttons = folder / "month.xlsx", folder / "month.xlsm"
    wanted = ["--lang", "zh", "rate", str(DEPARTMENTS), "--period", "2026-10", "-q", "-o", str(plain)]
    assert run(wanted) == 0
    assert run([*wanted, "--macro"]) == 0
    return plain, buttons


def parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_nothing_but_the_buttons_is_added(month: tuple[Path, Path]) -> None:
    plain, buttons = map(parts, month)
    # Excel ties a sheet to its module by a code name; a sheet without other properties gets an element for it.
    same = [name for name in plain if CODE_NAME.sub(b"", plain[name]) == CODE_NAME.sub(b"", buttons[name])]
    changed = sorted(set(plain) - set(same) - {name for name in plain if _but_for_properties(plain, buttons, name)})

    assert sorted(set(buttons) - set(plain)) == [
        "customUI/customUI.xml",
        "customUI/customUI14.xml",
        "xl/vbaProject.bin",
    ]
    assert changed == ["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"]
    assert XLSM in buttons["[Content_Types].xml"].decode()


def _but_for_properties(plain: dict[str, bytes], buttons: dict[str, bytes], name: str) -> bool:
    """Return whether a sheet differs only by the properties that hold its code name."""
    without = re.compile(rb"<sheetPr\b[^>]*/>")
    return without.sub(b"", plain[name]) == without.sub(b"", buttons[name])


def test_the_file_has_no_finding(month: tuple[Path, Path]) -> None:
    assert check_file(month[1]).issues == ()


def test_the_same_workbook_gives_the_same_bytes(month: tuple[Path, Path]) -> None:
    book = month[0].read_bytes()

    assert with_buttons(book, language="en") == with_buttons(book, language="en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_button_says_in_the_language_of_the_workbook_what_it_runs(
    month: tuple[Path, Path], language: str, tmp_path: Path
) -> None:
    file = tmp_path / "book.xlsm"
    file.write_bytes(with_buttons(month[0].read_bytes(), language=language))
    held = parts(file)

    for part in NAMESPACES:
        buttons = etree.fromstring(held[part]).iter("{*}button")
        assert [(one.get("tag"), one.get("label")) for one in buttons] == [
            (one.tag, phrase(f"ribbon-{one.tag}", language)) for one in BUTTONS
        ]


@pytest.mark.office
@pytest.mark.skipif(absence() is not None, reason=absence() or "")
def test_libreoffice_opens_it_and_its_words_are_chinese_though_its_source_is_ascii(month: tuple[Path, Path]) -> None:
    found = opened(month[1], "XLTIER_Month.MissingText")

    assert found.sheets[0] == "总览"
    assert found.given == [phrase("ribbon-no-add-in", "zh")]


@pytest.mark.parametrize("text", ["", "plain", 'say "B"', "级", "a 级 b\n", "★①é"])
def test_any_text_becomes_an_ascii_expression_that_gives_it(text: str) -> None:
    made = visual_basic_text(text)
    machine: Any = Interpreter()
    machine.add_module(f"Function Given()\n    Given = {made}\nEnd Function\n", name="Probe")

    assert made.isascii()
    assert str(machine.run("Given")) == text


def test_a_letter_beyond_16_bits_is_two_units() -> None:
    assert visual_basic_text("😀") == "ChrW(-10179) & ChrW(-8704)"  # U+1F600 is D83D DE00


@pytest.mark.parametrize("kind", ["add-in", "month", "month with macros", "functions", "refreshed with formulas"])
def test_no_formula_of_ours_points_to_another_file(month: tuple[Path, Path], kind: str, tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    match kind:
        case "add-in":
            file.write_bytes(addin())
        case "month":
            file = month[0]
        case "month with macros":
            file = month[1]
        case "functions":
            assert run(["embed", str(CUSTOMERS), "--scheme", "b2b-abcd", "-o", str(file), "-q"]) == 0
        case _:
            assert run(["refresh", str(CUSTOMERS), "--formulas", "-o", str(file), "-q", "--yes"]) in {0, 1}
    formulas = [
        (name, text)
        for name, part in parts(file).items()
        if name.endswith(".xml")
        for text in FORMULAS.findall(part.decode("utf-8", errors="replace"))
    ]

    assert [one for one in formulas if OUTSIDE.search(one[1])] == []
    assert not [name for name in parts(file) if "externalLink" in name]
