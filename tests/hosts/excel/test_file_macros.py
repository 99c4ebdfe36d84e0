"""The macros on a Mac, where the command does the work on the saved file."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from tests.support.shared import ROOT
from xltier.app.live.desk import Ran
from xltier.hosts.excel.command import InstalledCommand
from xltier.hosts.excel.file_macros import run_on_file
from xltier.messages import phrase

CUSTOMERS = ROOT / "examples" / "customers_en.xlsx"
NOVEMBER = dt.date(2026, 11, 2)


class MacBook:
    """The part of an xlwings book that Excel for Mac has, too."""

    def __init__(self, path: Path) -> None:
        self.fullname = str(path)
        self.app = self.books = self
        self.said: list[str] = []
        self.opened: list[str] = []

    def alert(self, text: str, *, title: str) -> None:
        assert title == "xltier"
        self.said.append(text)

    def open(self, path: str) -> None:
        self.opened.append(Path(path).name)


class Told:
    """A command that only notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def run(self, *arguments: str) -> Ran:
        self.asked.append(arguments)
        return Ran(0, "", "")


def test_a_refresh_opens_a_workbook_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "customers.xlsx"
    shutil.copyfile(CUSTOMERS, file)
    before = file.read_bytes()
    book: Any = MacBook(file)

    said = run_on_file(book, "refresh", InstalledCommand(), language="en", today=NOVEMBER)

    assert file.read_bytes() == before
    assert book.opened == ["customers_xltier.xlsx"]
    assert said[0]
    assert book.said == list(said)


def test_the_month_before_is_rated_and_an_older_result_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "inputs.xlsx"
    file.write_bytes(b"")
    (tmp_path / "inputs_xltier.xlsx").write_bytes(b"")
    command = Told()
    book: Any = MacBook(file)

    said = run_on_file(book, "monthly", command, language="en", today=NOVEMBER)

    target = str(tmp_path / "inputs_xltier-2.xlsx")
    assert command.asked == [("rate", str(file), "--period", "2026-10", "-o", target, "--lang", "en")]
    assert said == ("Done.",)


def test_a_workbook_without_a_file_is_asked_to_be_saved_and_other_macros_say_what_works(tmp_path: Path) -> None:
    book: Any = MacBook(tmp_path / "never saved")
    said = [run_on_file(book, name, Told(), language="en", today=NOVEMBER)[0] for name in ("check", "undo")]

    assert said == [phrase("ribbon-save-first", "en"), phrase("ribbon-not-on-mac", "en")]
