"""The templates of the folder: what one command builds, and what the program makes of them, blank and filled in."""

from __future__ import annotations

import contextlib
from io import StringIO
from pathlib import Path
from typing import Final

import pytest

from templates import build
from tests.support.fill_template import fill
from tests.support.shared import ROOT
from xltier.cli import run
from xltier.core.fingerprint import fingerprint
from xltier.schemes import load_scheme

FOLDER: Final = ROOT / "templates"
LANGUAGES: Final = ("zh", "en")
INPUTS: Final = ("customers", "monthly-input", "adjustments", "red-lines", "orders", "complaints", "capacity")


def said(*arguments: object, language: str = "en") -> tuple[int, str, str]:
    """Run a command; return its exit code, answer and messages."""
    out, err = StringIO(), StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([*(str(argument) for argument in arguments), "--lang", language])
    return code, out.getvalue(), err.getvalue()


def test_building_the_templates_again_gives_the_same_bytes(tmp_path: Path) -> None:
    made = build.build(tmp_path)
    kept = sorted(FOLDER.glob("*.xlsx"))

    assert sorted(path.name for path in made) == [path.name for path in kept]
    changed = [path.name for path in made if path.read_bytes() != (FOLDER / path.name).read_bytes()]
    assert changed == [], "python -m templates.build makes them again"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INPUTS)
def test_a_template_as_it_is_says_that_nothing_is_filled_in(name: str, language: str) -> None:
    words = {"zh": "模板还没有填写：只有模板自带的示例行。", "en": "No row of the template is filled in yet"}
    code, _, err = said("read", FOLDER / f"{name}_{language}.xlsx", language=language)

    assert code == 3
    assert words[language] in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_of_blank_templates_says_that_nothing_is_filled_in(language: str, tmp_path: Path) -> None:
    words = {"zh": "模板还没有填写", "en": "No row of the template is filled in yet"}
    files = [FOLDER / f"{name}_{language}.xlsx" for name in ("monthly-input", "adjustments")]
    code, _, err = said("rate", *files, "--period", "2026-10", "-o", tmp_path / "m.xlsx", language=language)

    assert code == 1
    assert err.count(words[language]) == len(files)


@pytest.mark.parametrize("keeps_examples", [True, False], ids=["below the examples", "over the examples"])
@pytest.mark.parametrize("language", LANGUAGES)
class TestFilledIn:
    """Each template, its examples typed in as somebody's own rows, gives a result without a warning."""

    def file(self, name: str, language: str, folder: Path, *, keeps_examples: bool) -> Path:
        return fill(FOLDER / f"{name}_{language}.xlsx", folder / f"{name}.xlsx", keeps_examples=keeps_examples)

    def test_customers_are_rated(self, language: str, keeps_examples: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test
        file = self.file("customers", language, tmp_path, keeps_examples=keeps_examples)
        code, out, err = said("tier", file, "--as-of", "2026-10-31", "-o", tmp_path / "o.xlsx")

        assert code == 0
        assert "b2b-abcd@2026.1 (B2B customers, A to D)" in out
        assert "A 1 (50%)   B 1 (50%)   C 0 (0%)   D 0 (0%)" in out
        assert "Warning" not in err

    def test_a_month_is_rated(self, language: str, keeps_examples: bool, tmp_path: Path) -> None:  # noqa: FBT001 - as above
        files = [
            self.file(name, language, tmp_path, keeps_examples=keeps_examples)
            for name in ("monthly-input", "adjustments", "red-lines")
        ]
        code, out, err = said("-v", "rate", *files, "--period", "2026-10", "-o", tmp_path / "m.xlsx")

        assert code == 0
        assert "Dealers 2, rated 2, unrated 0" in out + err
        assert "Warning" not in err
        assert "Error" not in err

    def test_orders_give_customers(self, language: str, keeps_examples: bool, tmp_path: Path) -> None:  # noqa: FBT001 - as above
        file = self.file("orders", language, tmp_path, keeps_examples=keeps_examples)
        code, out, err = said("tier", file, "--scheme", "value-cut", "--as-of", "2026-10-31", "-o", tmp_path / "o.xlsx")

        assert code == 0
        assert "1 row " in out
        assert "Warning" not in err

    def test_complaints_are_followed(self, language: str, keeps_examples: bool, tmp_path: Path) -> None:  # noqa: FBT001 - as above
        file = self.file("complaints", language, tmp_path, keeps_examples=keeps_examples)
        code, out, err = said("complaints", file, "--as-of", "2026-10-31")

        assert code == 1
        assert [line.split()[:5] for line in out.splitlines()[:2]] == [
            ["Complaint", "Customer", "Tier", "Status", "Hours"],
            ["K-0188", "K002", "C", "analysed", "264"],
        ]
        assert "Warning" not in err

    def test_capacity_assigns_customers(self, language: str, keeps_examples: bool, tmp_path: Path) -> None:  # noqa: FBT001 - as above
        people = self.file("capacity", language, tmp_path, keeps_examples=keeps_examples)
        customers = self.file("customers", language, tmp_path, keeps_examples=keeps_examples)
        code, out, _ = said("allocate", customers, "--scheme", "b2b-abcd", "--capacity", people)
        level = {"zh": "总监", "en": "Director"}[language]

        assert code == 0
        assert [line.split() for line in out.splitlines()] == [
            ["Service", "level", "Person", "no.", "Customer"],
            [level, "1", "K001"],
            [level, "1", "K002"],
            ["Unassigned:", "0"],
        ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", build.FILLED_RULES)
def test_a_filled_rules_sheet_is_the_scheme_that_it_names(name: str, language: str) -> None:
    from xltier.cli.rated import named_scheme

    read = named_scheme(str(FOLDER / f"rules_{name}_{language}.xlsx"), {})

    assert fingerprint(read) == fingerprint(load_scheme(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_to_begin_with_are_right_as_they_stand(language: str) -> None:
    assert said("check", FOLDER / f"rules_{language}.xlsx")[0] == 0
