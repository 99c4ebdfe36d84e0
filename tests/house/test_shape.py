"""One idea a module, named by a noun; nobody's machine in a file; every silenced rule with its reason."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests import suites
from tests.support.shared import ROOT
from tests.support.sources import PYPROJECT, modules, name, tracked

LONGEST = 500
NAMELESS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc", "stuff"}
# Written apart, so that this file does not find itself.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "debian" + ".org/debian", "crates" + ".io")
MACHINE_PATHS = re.compile(
    "|".join(
        ("/" + "work/", "/" + "root/", "/" + "home/[a-z]", r"[A-Z]:\\" + r"Users\\[A-Za-z]", r"\.\./\." + "library")
    )
)
FRAGMENT = re.compile(r"[a-z0-9-]+\.(rule|feature|host|fix|docs)\.md")


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the text of a file, or of each part of a package such as a workbook, with its name."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            for part in package.infolist():
                yield f"{name(path)}!{part.filename}", package.read(part).decode("utf-8", errors="replace")
    else:
        yield name(path), path.read_text(encoding="utf-8", errors="replace")


def test_no_module_is_too_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_no_module_is_named_by_what_it_is_not() -> None:
    parts = {name(path): {*path.relative_to(ROOT).with_suffix("").parts} for path in modules()}

    assert [path for path, words in parts.items() if words & NAMELESS] == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{place}: {hit}"
        for path in tracked()
        if not name(path).startswith("tests/hostile/")
        for place, text in texts(path)
        for hit in (*(host for host in HOSTS if host in text), *MACHINE_PATHS.findall(text))
    ]

    assert found == []


def test_every_ignored_rule_of_ruff_has_its_reason_beside_it() -> None:
    section = PYPROJECT.read_text(encoding="utf-8").partition("[tool.ruff.lint]")[2].partition("[tool.mypy]")[0]
    rules = [line.strip() for line in section.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]
    unexplained = [line for line in rules if not re.fullmatch(r'"[A-Z]+\d*",  # \S.{7,}', line)]

    assert len(rules) > 20
    assert unexplained == []


def test_every_silenced_line_says_which_rule_and_why() -> None:
    silent = re.compile(
        r"#\s*(?:noqa|type:\s*ignore)(?!\S*(?:: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|\[[a-z-, ]+\])\W+\w[^\n]*\w{2})",
        re.IGNORECASE,
    )
    unexplained = [
        f"{name(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if path != Path(__file__) and silent.search(line)
    ]

    assert unexplained == []


def test_every_waiting_change_says_its_kind() -> None:
    waiting = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]

    assert [entry for entry in waiting if not FRAGMENT.fullmatch(entry)] == []


def test_every_folder_of_tests_is_a_suite_with_a_budget() -> None:
    inside = [path.relative_to(ROOT / "tests").parts for path in tracked() if path.is_relative_to(ROOT / "tests")]
    folders = {parts[0] for parts in inside if len(parts) > 1}

    assert folders - suites.NOT_SUITES == set(suites.folders())
