"""What is installed is what is here: the built wheel holds every file of the package and works on its own."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.support.shared import ROOT
from tests.support.sources import SOURCE, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        held = {part for part in package.namelist() if part.startswith("xltier/")}
    ours = {path.relative_to(SOURCE.parent).as_posix() for path in tracked() if path.is_relative_to(SOURCE)}

    assert {path for path in ours if path.endswith(".toml")}
    assert ours - held == set()


def test_the_wheel_holds_the_bundled_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        held = {part: package.read(part) for part in package.namelist() if part.startswith("xltier/examples/")}

    examples = ROOT / "examples"
    bundled = [examples / "customers_en.xlsx", examples / "customers_zh.xlsx"]
    bundled += sorted((examples / "dealer_month" / "departments").iterdir())
    assert held == {f"xltier/examples/{file.relative_to(examples).as_posix()}": file.read_bytes() for file in bundled}


def test_the_messages_speak_from_the_wheel(wheel: Path) -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(wheel)!r}); from xltier.messages.render import __file__, references;"
        "print(__file__.startswith(sys.path[0]), sorted(references()))"
    )
    said = subprocess.run([sys.executable, "-S", "-c", program], check=True, capture_output=True, text=True).stdout
    words = tomllib.loads((SOURCE / "messages" / "en.toml").read_text(encoding="utf-8"))

    assert said == f"True {sorted(words.keys() - {'phrases'})}\n"
