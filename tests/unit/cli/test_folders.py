"""A folder of inputs that also holds what xltier wrote, and rules: neither is read as customers, each is said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from tests.support.shared import ROOT
from tests.support.small_month import small_month
from xltier.cli import run
from xltier.files.every_table import every_file, every_table
from xltier.files.own_files import is_result, own_sheets

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Answer

Call = Callable[..., "Answer"]
COMPANY = ROOT / "examples" / "company_report.xlsx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a list of customers and a month of five dealers, and everything that was made from them."""
    folder = tmp_path_factory.mktemp("文件夹")
    customers, month = folder / "a.xlsx", folder / "m.xlsx"
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "客户"
    for row in (("客户编号", "客户名称", "得分"), ("K1", "甲", 86), ("K2", "乙", 71), ("K3", "丙", 40)):
        page.append(row)
    book.save(customers)
    small_month(month, every=60)
    zh = ("--lang", "zh", "-q")
    for words in (
        ("tier", customers, "--scheme", "standard", "-o", folder / "rated.xlsx"),
        ("refresh", customers, "--scheme", "standard"),
        ("refresh", customers, "--scheme", "standard", "--in-place"),
        ("schemes", "export", "standard", "-o", folder / "r.xlsx"),
        ("rate", month, "--period", "2026-10", "-o", folder / "out.xlsx", "--template", COMPANY),
    ):
        assert run([*map(str, words), *zh]) == 0
    return folder


@pytest.fixture
def own(made: Path) -> tuple[str, str, str, str]:
    """Return the names of what is no input: backup, copy, the company's filled workbook, result of ``tier``."""
    (backup,) = (path.name for path in made.iterdir() if ".bak-" in path.name)
    return backup, "a_xltier.xlsx", "out_company_report.xlsx", "rated.xlsx"


WORDS = {
    "zh": (
        "以下文件是 xltier 的结果、备份或供它填写的工作簿，已跳过：{}。",
        "规则页不是数据，已跳过：{}。",
        "、",
    ),
    "en": (
        "Passed over, because they are results or backups of xltier, or workbooks that it fills: {}.",
        "Rules are no figures, so these sheets were passed over: {}.",
        ", ",
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_month_is_rated_from_a_folder_without_a_word_about_what_xltier_wrote_but_one_note(
    xltier: Call, made: Path, own: tuple[str, ...], tmp_path: Path, language: str
) -> None:
    answer = xltier("rate", made, "--period", "2026-10", "-o", tmp_path / "o.xlsx", "--lang", language, "-v")
    ours, rules, comma = WORDS[language]
    assert answer.code == 0
    assert answer.err.count("[own-files-passed-over]") == answer.err.count("[rules-passed-over]") == 1
    assert ours.format(comma.join(own)) in answer.err
    assert rules.format("'[r.xlsx]规则'") in answer.err
    doubted = [line for line in answer.err.splitlines() if "[input-not-recognised]" in line]
    assert [line.split(" ", 1)[1] for line in doubted] == ["'[a.xlsx]客户'"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_folder_is_refreshed_without_what_xltier_wrote_and_without_rule_books(
    xltier: Call, made: Path, own: tuple[str, ...], language: str
) -> None:
    before = sorted(made.iterdir())
    answer = xltier("refresh", made, "--scheme", "standard", "--dry-run", "--lang", language)
    ours, rules, comma = WORDS[language]
    backup, copy, filled, rated = own
    assert ours.format(comma.join((backup, copy, "out.xlsx", filled, rated))) in answer.err
    assert rules.format("r.xlsx") in answer.err
    numbered = [line for line in answer.err.splitlines() if str(made) in line and "/2" in line]
    assert [line.endswith(name) for line, name in zip(numbered, ("a.xlsx", "m.xlsx"), strict=True)] == [True, True]
    assert sorted(made.iterdir()) == before


def test_a_folder_of_nothing_but_results_is_no_use_and_the_answer_says_what_was_passed_over(
    xltier: Call, made: Path, tmp_path: Path
) -> None:
    (tmp_path / "b.xlsx").write_bytes((made / "rated.xlsx").read_bytes())
    answer = xltier("refresh", tmp_path, "--lang", "en")
    assert answer.code == 2
    assert "[usage-no-workbooks]" in answer.err
    assert "workbooks that it fills: b.xlsx." in answer.err


def test_last_months_workbook_is_read_for_its_history(made: Path) -> None:
    readings, notes = every_table([made / "out.xlsx"])
    assert "历史" in {reading.sheet for reading in readings}
    assert notes == ()


def test_the_sheets_that_we_added_to_a_users_workbook_are_no_input(made: Path) -> None:
    assert own_sheets(made / "a.xlsx") == {"等级汇总", "数据问题"}
    readings, notes = every_table([made / "a.xlsx"])
    assert ([reading.sheet for reading in readings], notes) == (["客户"], ())


def test_a_copy_that_is_named_itself_is_read(made: Path) -> None:
    copy = made / "a_xltier.xlsx"
    given, own = every_file([made, copy])
    assert copy in given
    assert copy not in own


def test_results_are_known_by_their_keyword_and_inputs_have_none(xltier: Call, made: Path, tmp_path: Path) -> None:
    assert [is_result(made / name) for name in ("rated.xlsx", "out.xlsx", "a.xlsx", "m.xlsx", "r.xlsx")] == [
        True, True, False, False, False,
    ]  # fmt: skip
    for what in ("customers", "monthly-input"):
        path = tmp_path / f"{what}.xlsx"
        assert xltier("new", what, "-o", path).code == 0
        assert not is_result(path)


def test_a_company_workbook_is_known_by_the_names_that_are_filled_and_a_chosen_scheme_is_none(tmp_path: Path) -> None:
    assert is_result(COMPANY)
    book = openpyxl.Workbook()
    book.defined_names["xltier_scheme"] = DefinedName("xltier_scheme", attr_text='"standard"')
    book.save(tmp_path / "a.xlsx")
    assert not is_result(tmp_path / "a.xlsx")


def test_a_workbook_of_a_folder_that_cannot_be_read_is_said_and_the_others_are_refreshed(
    xltier: Call, made: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes((made / "a.xlsx").read_bytes())
    (tmp_path / "b.xlsx").mkdir()
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 no archive")
    answer = xltier("refresh", tmp_path, "--scheme", "standard", "--dry-run", "--lang", "en")
    assert answer.code == 3
    assert "This is a folder" in answer.err
    assert f"3/3 {tmp_path / 'c.xlsx'}\nerror[damaged-file]" in answer.err
    assert "Scheme standard@" in answer.out
