"""``docs/architecture.md`` names files, definitions and layers that are there, and every layer that is."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any, Final

from tests.support.shared import ROOT
from tests.support.sources import SOURCE, project

PAGE: Final = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PATHS: Final = re.findall(r"`([\w.-]+/[\w./-]+)`", PAGE)
DEFINED: Final = re.findall(r"`([\w/]+\.py)` `(\w+)`", PAGE)


def place(named: str) -> Path:
    """Return what a path of the page means: the repository's from its root, the package's from within."""
    return (ROOT if named.partition("/")[0] in {"docs", "tests"} else SOURCE) / named


def contract(title: str) -> dict[str, Any]:
    """Return the contract of pyproject.toml whose name begins so."""
    (found,) = (one for one in project()["tool"]["importlinter"]["contracts"] if one["name"].startswith(title))
    return dict(found)


def names(text: str) -> list[str]:
    """Return the words of a text in backticks."""
    return re.findall(r"`([^`]+)`", text)


def test_every_file_and_folder_that_the_page_names_is_there() -> None:
    assert len(PATHS) > 40
    assert [named for named in PATHS if not place(named).exists()] == []


def test_every_definition_that_the_page_names_is_in_its_file() -> None:
    missing = [
        f"{path} {wanted}"
        for path, wanted in DEFINED
        if wanted not in {getattr(node, "name", None) for node in ast.parse(place(path).read_text("utf-8")).body}
    ]

    assert len(DEFINED) > 20
    assert missing == []


def test_the_layers_of_the_page_are_those_of_the_contract_from_the_top_down() -> None:
    table = PAGE.partition("| layer |")[2].partition("\n\n")[0]
    rows = [names(row.split("|")[1]) for row in table.splitlines()[2:]]
    layers = [re.findall(r"\w+", layer) for layer in contract("Imports point down only")["layers"]]

    assert rows == [layer for layer in layers if layer != ["__main__"]]


def test_what_travels_into_a_cell_is_what_the_contract_says() -> None:
    sentence = re.search(r"What runs in a cell or a macro \(([^)]*)\)", PAGE)

    assert sentence is not None
    assert sorted(f"xltier.{name.replace('/', '.')}" for name in names(sentence[1])) == sorted(
        contract("What cell functions and live macros need travels alone")["source_modules"]
    )
