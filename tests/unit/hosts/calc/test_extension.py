"""The .oxt: made from the catalogue, complete, repeatable, and at home in a Python that has nothing else."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import xltier
from xltier.app.functions.catalogue import CATALOGUE
from xltier.hosts.calc.extension import extension
from xltier.hosts.calc.interface import IDL, TYPES, idl, write_types, writer
from xltier.hosts.calc.registration import registration

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parsed(text: bytes | str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  our own text


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """Return the parts of the extension by name."""
    with zipfile.ZipFile(BytesIO(extension())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_sources_give_the_same_bytes() -> None:
    assert extension() == extension()


def test_the_manifest_names_parts_that_are_there(parts: dict[str, bytes]) -> None:
    entries = parsed(parts["META-INF/manifest.xml"])
    named = [value for entry in entries for key, value in entry.attrib.items() if key.endswith("full-path")]

    assert named == ["XLTIER.rdb", "xltier_component.py", "xltier_job.py", "CalcAddIns.xcu", "Addons.xcu"]
    assert set(named) <= set(parts)


def test_the_description_states_the_version_of_the_package(parts: dict[str, bytes]) -> None:
    version = parsed(parts["description.xml"]).find("{*}version")

    assert version is not None
    assert version.get("value") == xltier.__version__


def test_only_what_functions_and_macros_need_travels(parts: dict[str, bytes]) -> None:
    packages = {name.split("/")[2] for name in parts if name.startswith("pythonpath/xltier/") and name.count("/") > 2}

    needed = {"app", "core", "files", "formulas", "hosts", "messages", "report", "schemes", "tables"}
    assert packages == needed
    assert "pythonpath/xltier/app/frame.py" not in parts
    assert not [name for name in parts if "/files/patch/" in name or "/report/month/" in name or "/excel/" in name]


def test_what_travels_answers_without_anything_else(parts: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in parts.items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from xltier.app.functions.catalogue import call\n"
        "from xltier.app.functions.scheme_of import Nowhere\n"
        "from xltier.app.functions.rules_block import rules_reading\n"
        "from xltier.app.live.macros import MACROS\n"
        "from xltier.report.live.pages import LivePages\n"
        "from xltier.schemes.library import load_scheme\n"
        "import xltier.hosts.calc.coercion, xltier.hosts.calc.command\n"
        "rules = LivePages().of_rules(load_scheme('standard'), name='Rules', language='en')\n"
        "print(call('TIER_WHY', (86,), Nowhere('en'))[0][0], rules_reading((('x',),)).is_sound)\n"
        "print(len(MACROS), rules.cells[0].value)\n"
    )

    # -I and -S: no environment, no user folder, no installed packages.
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(tmp_path / "pythonpath")],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )

    assert (run.stdout, run.stderr) == ("Score 86; 4 short of A False\n9 Rating rules · Standard, 0 to 100\n", "")


def test_the_registration_tells_each_function_and_argument_in_both_languages() -> None:
    functions = parsed(registration()).findall(f".//node[@{OOR}name='AddInFunctions']/node")
    told = {
        str(node.get(f"{OOR}name")): [said(node), *(said(argument) for argument in node.findall("./node/node"))]
        for node in functions
    }

    assert told == {
        function.name: [
            (function.name, function.help.en, function.help.zh),
            *((parameter.name, parameter.help.en, parameter.help.zh) for parameter in function.parameters),
        ]
        for function in CATALOGUE.values()
    }


def said(node: ET.Element) -> tuple[str, str, str]:
    """Return the name, the English and the Chinese help of a function or argument."""
    names = texts(node, "DisplayName")
    assert names["en"] == names["zh-CN"]
    described = texts(node, "Description")
    return names["en"], described["en"], described["zh-CN"]


def texts(node: ET.Element, prop: str) -> dict[str, str]:
    """Return a property by language."""
    values = node.findall(f"./prop[@{OOR}name='{prop}']/value")
    return {str(value.get(LANG)): str(value.text) for value in values}


def test_the_committed_interface_is_the_catalogues() -> None:
    assert IDL.read_text(encoding="utf-8") == idl()


@pytest.mark.skipif(writer() is None, reason="not installed: unoidl-write (libreoffice-dev)")
def test_the_committed_type_library_is_made_of_the_interface(tmp_path: Path) -> None:
    rebuilt = tmp_path / "XLTIER.rdb"
    write_types(IDL, rebuilt)

    # Each version of the tool writes its own name into the file: what the files say is compared.
    assert read_types(rebuilt) == read_types(TYPES)
    assert "XFunctions {" in read_types(rebuilt)


def read_types(library: Path) -> str:
    """Return a type library as IDL."""
    program = Path(writer() or "").with_name("unoidl-read")
    office = Path("/usr/lib/libreoffice/program")
    command = [program, office / "types.rdb", office / "types" / "offapi.rdb", library]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
