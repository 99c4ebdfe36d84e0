"""The add-in as a file: what Excel needs of it, read by others than those who wrote it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyopenvba import ExcelFile, check_file
from pyopenvba.interpreter import Interpreter

import xltier
from tests.support.office import absence
from tests.support.shared import ROOT
from tests.support.sources import SOURCE
from tests.support.vba_office import opened
from xltier.app.functions.catalogue import CATALOGUE, HELP
from xltier.hosts.excel import borrowed as borrowing
from xltier.hosts.excel import xlam
from xltier.hosts.excel.borrowed import AddinError, borrowed
from xltier.hosts.excel.package import XLAM, packed
from xltier.hosts.excel.project import with_modules, written
from xltier.hosts.excel.ribbon import GROUPS, NAMESPACES, custom_ui, macros, tags
from xltier.hosts.excel.signature import RESERVED, signature
from xltier.hosts.excel.texts import help_rows, texts
from xltier.hosts.excel.wrappers import wrappers
from xltier.hosts.excel.xlam import addin, own_modules

GENERATOR = ROOT / "tests" / "support" / "xlwings_generator.py"
MODULES = ["Dictionary", "Sheet1", "Sheet2", "Sheet3", "ThisWorkbook"]
MODULES += ["XLTIER", "XLTIER_Help", "XLTIER_Host", "XLTIER_Ribbon", "XLTIER_Save", "xlwings"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the add-in as a file."""
    path = tmp_path_factory.mktemp("add-in") / "xltier.xlam"
    path.write_bytes(addin())
    return path


def sources(file: Path) -> dict[str, str]:
    """Return the text of each module, as a reader of malware sees it."""
    command = [sys.executable, "-W", "ignore", "-m", "oletools.olevba", "--json", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    (found,) = (part["macros"] for part in json.loads(said) if "macros" in part)
    return {macro["vba_filename"].rpartition(".")[0]: macro["code"] for macro in found}


def functions_of(text: str) -> dict[str, str]:
    """Return each function of a Visual Basic text by its name."""
    found = [part.rstrip() for part in text.split("Function ") if part.startswith(tuple(CATALOGUE))]
    return {part.partition("(")[0]: part for part in found}


def test_the_same_sources_give_the_same_bytes() -> None:
    assert addin() == addin()


def test_another_reader_finds_every_module_in_ascii(file: Path) -> None:
    found = sources(file)

    assert sorted(found) == MODULES
    assert [name for name, code in found.items() if not code.isascii()] == []


def test_lines_end_as_windows_ends_them(file: Path) -> None:
    with ExcelFile(file) as book:
        odd = [name for name, code in book.vba_modules().items() if "\n" in code.replace("\r\n", "")]

    assert odd == []


def test_the_file_has_no_finding_and_nothing_that_runs_but_visual_basic(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        parts = package.namelist()
        beginnings = {name: package.read(name)[:2] for name in parts}

    assert check_file(file).issues == ()
    assert [name for name in parts if name.endswith((".dll", ".exe", ".xll", ".ps1", ".vbs"))] == []
    assert [name for name, start in beginnings.items() if start == b"MZ"] == []


def test_it_is_an_add_in_with_a_ribbon_for_old_and_new_excel(file: Path) -> None:
    with zipfile.ZipFile(file) as package:
        types = etree.fromstring(package.read("[Content_Types].xml"))
        relations = etree.fromstring(package.read("_rels/.rels"))
        held = {name: package.read(name).decode() for name in NAMESPACES}
    kinds = {one.get("ContentType") for one in types if one.get("PartName") == "/xl/workbook.xml"}
    targets = {one.get("Target") for one in relations if "extensibility" in one.get("Type", "")}

    assert kinds == {XLAM}
    assert targets == set(NAMESPACES)
    assert held == {name: custom_ui(name) for name in NAMESPACES}


def test_the_wrappers_are_those_of_xlwings_with_true_errors() -> None:
    generated = subprocess.run(
        [sys.executable, str(GENERATOR)], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    ).stdout
    theirs = functions_of(generated)
    for name, text in theirs.items():
        answers = text.replace(f"{name} = XLPy.CallUDF(", f"{name} = WithErrors(Server.CallUDF(")
        lines = [f"{line})" if "WithErrors" in line else line for line in answers.splitlines()]
        theirs[name] = "\n".join(lines).replace("= Err.Description", f'= Unanswered("{name}")')

    assert functions_of(wrappers()) == theirs
    assert set(theirs) == set(CATALOGUE)


def test_no_argument_has_a_name_that_visual_basic_reserves() -> None:
    names = {one.name for function in CATALOGUE.values() for one in signature(function).parameters}

    assert names & RESERVED == set()
    assert {"end_", "new_", "scale_"} <= names


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (2.5, "2.5"),
        (-2146826246, "Error 2042"),
        (-2146826273, "Error 2015"),
        (-2146826252, "Error 2036"),
        (-2146826281, "Error 2007"),
        ("A", "A"),
    ],
)
def test_a_code_becomes_a_true_error_value_alone_in_a_row_and_in_a_block(answer: object, shown: str) -> None:
    machine: Any = Interpreter()
    machine.add_module(written("XLTIER_Host").source, name="XLTIER_Host")
    text = (
        f'"{answer}"' if isinstance(answer, str) else f"{answer}#" if isinstance(answer, float) else f"CLng({answer})"
    )
    machine.add_module(
        "Function Alone()\n"
        f"    Alone = CStr(WithErrors({text}))\n"
        "End Function\n"
        "Function InRow()\n"
        f"    InRow = CStr(WithErrors(Array(1#, {text}))(1))\n"
        "End Function\n"
        "Function InBlock()\n"
        "    Dim Cells(0 To 1, 0 To 1) As Variant\n"
        f"    Cells(1, 0) = {text}\n"
        "    InBlock = CStr(WithErrors(Cells)(1, 0))\n"
        "End Function\n",
        name="Probe",
    )

    assert [str(machine.run(name)) for name in ("Alone", "InRow", "InBlock")] == [shown] * 3


def test_the_ribbon_has_ten_controls_and_the_language() -> None:
    assert [control.tag for group in GROUPS for control in group.controls] == [
        *("refresh", "explain", "scheme", "rules_sheet", "check", "monthly", "card", "doctor", "manual"),
        *("example", "language"),
    ]


@pytest.mark.parametrize("part", NAMESPACES)
def test_every_callback_of_the_ribbon_is_there(part: str) -> None:
    held = written("XLTIER_Ribbon").source
    named = {
        value
        for element in etree.fromstring(custom_ui(part).encode()).iter()
        for key, value in element.attrib.items()
        if key.startswith(("get", "on"))
    }

    assert [name for name in sorted(named) if f"Sub {name}(" not in held] == []


@pytest.mark.parametrize("part", NAMESPACES)
def test_no_two_controls_have_the_same_id(part: str) -> None:
    ids = [element.get("id") for element in etree.fromstring(custom_ui(part).encode()).iter() if element.get("id")]

    assert len(ids) == len(set(ids))


def test_every_label_is_there_in_english_and_chinese() -> None:
    rows = {str(row[0]): row[1:] for row in texts()}
    wanted = {f"{kind}:{tag}" for tag in tags() for kind in ("label", "tip")}
    blank = [key for key, words in rows.items() if len(words) != 2 or not all(words)]

    assert wanted <= rows.keys()
    assert blank == []
    assert [
        key for key, (_, zh) in rows.items() if not key.startswith(("version", "scheme:")) and str(zh).isascii()
    ] == []


def test_every_function_and_argument_has_help_that_the_wizard_can_show() -> None:
    rows = help_rows()

    assert [row[0] for row in rows] == list(CATALOGUE)
    assert [row[0] for row in rows if len(row) != 4 + 2 * int(row[1])] == []
    assert [text for row in rows for text in row[2:] if not 0 < len(str(text)) <= HELP] == []


def test_no_workbook_says_which_program_runs_as_python() -> None:
    calls = borrowed().calls

    assert "SheetExists(ActiveWorkbook, PROJECT_NAME" not in calls
    assert 'If source = "" Or source = "directory"' not in calls
    assert 'PROJECT_NAME As String = "xltier"' in calls
    assert "uses_embedded_code = True\n" not in calls


def test_a_workbook_can_call_nothing_of_the_add_in_that_runs_a_program_or_touches_a_file() -> None:
    # Public functions of an add-in may stand in the cells of any workbook, and its macros behind any button.
    procedures = re.compile(r"^ *(Private |Public )?(?:Declare (?:PtrSafe )?)?(?:Function|Sub) (\w+)", re.MULTILINE)
    shown = [name for access, name in procedures.findall(borrowed().calls) if access != "Private "]

    assert sorted(shown) == ["RunPython", "XLPy"]
    start = borrowed().calls.index("Public Function RunPython")
    assert borrowed().calls[start:].splitlines()[1].strip() == "If Not MayRun() Then Exit Function"


def test_the_paid_parts_of_xlwings_are_never_imported() -> None:
    paid = re.compile(r"xlwings\.(?:pro|server|reports)\b|from xlwings import (?:pro|server|reports)\b")
    sources = [path for path in SOURCE.rglob("*") if path.suffix in {".py", ".bas", ".cls"}]

    assert len(sources) > 300
    assert [path.name for path in sources if paid.search(path.read_text(encoding="utf-8"))] == []


def test_another_xlwings_than_the_known_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borrowing, "_OURS", {"no such text": ""})

    with pytest.raises(AddinError) as caught:
        borrowed()

    assert [problem.reference for problem in caught.value.problems] == ["addin-xlwings-unknown"]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(borrowing, "find_spec", lambda _: None)

    with pytest.raises(AddinError) as caught:
        addin()

    assert [(one.reference, dict(one.values)) for one in caught.value.problems] == [
        ("addin-package-missing", {"package": "xlwings"})
    ]


def test_every_macro_of_the_ribbon_can_run() -> None:
    from xltier.hosts.excel.macros import RUNS

    assert set(macros()) <= set(RUNS)
    assert [name for name in RUNS if re.search("[^a-z_]", name)] == []  # RunMacro takes no other letters


@pytest.mark.office
@pytest.mark.skipif(absence() is not None, reason=absence() or "")
def test_libreoffice_opens_the_add_in(file: Path) -> None:
    assert opened(file).sheets == ["xltier.conf", "xltier_text", "xltier_help"]


@pytest.mark.office
@pytest.mark.skipif(absence() is not None, reason=absence() or "")
def test_plain_functions_of_the_add_in_run_in_libreoffice(tmp_path: Path) -> None:
    # Without the module of xlwings: LibreOffice's Basic does not know its declarations of a Windows library.
    book = tmp_path / "plain.xlam"
    book.write_bytes(packed(with_modules(xlam._book("", "-"), own_modules()), XLAM, {}))

    asked = ("XLTIER_Host.Said,version", "XLTIER_Host.Said,label:refresh", "XLTIER_Host.Language", "XLTIER_Host.MayRun")
    found = opened(book, *asked)

    assert found.given == [xltier.__version__, "Refresh", "en", False]
