"""A write either happens whole or not at all, whatever goes wrong and when."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest

from tests.support.patch_books import XLSXWRITER, Book
from tests.support.patch_changes import CLOCK, SUMMARY, changes
from tests.support.patch_parts import SHEET, WORKBOOK, packed, unpacked
from tests.support.shared import ROOT
from xltier.errors import BookError
from xltier.files.patch import commit, rawzip, verify
from xltier.files.patch.commit import backups_of, restore_workbook, write_workbook
from xltier.files.patch.names import read_names

STEPS = ["look", "write", "flush", "verify", "backup", "recheck", "replace", "settle"]
MOMENTS = 40
"""More than the steps and the members of the written package together."""


@pytest.fixture
def book() -> Book:
    return XLSXWRITER["chart"]()


@pytest.fixture
def path(tmp_path: Path, book: Book) -> Path:
    path = tmp_path / "客户 [a].xlsx"
    path.write_bytes(book.package)
    return path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_steps_are_taken_in_this_order(path: Path, book: Book) -> None:
    steps: list[str] = []
    write_workbook(path, path, changes(book), clock=CLOCK, step=steps.append)

    assert steps == STEPS


def test_the_old_file_is_kept_under_a_dated_name_and_can_be_restored(path: Path, book: Book) -> None:
    first = write_workbook(path, path, changes(book), clock=CLOCK)
    rated = path.read_bytes()
    second = write_workbook(path, path, changes(book), clock=CLOCK)

    assert [backup.name for backup in (first.backup, second.backup) if backup] == [
        "客户 [a].bak-20261102-0930.xlsx",
        "客户 [a].bak-20261102-0930-2.xlsx",
    ]
    assert first.backup is not None
    assert first.backup.read_bytes() == book.package
    assert restore_workbook(path) == second.backup
    assert path.read_bytes() == rated
    assert restore_workbook(path) == first.backup
    assert path.read_bytes() == book.package
    assert files(path.parent) == [path.name]
    with pytest.raises(BookError, match="no-backup"):
        restore_workbook(path)


def test_names_that_another_program_saved_visible_and_without_quotes_stay_ours(path: Path, book: Book) -> None:
    write_workbook(path, path, changes(book), clock=CLOCK)
    wanted = read_names(path)
    parts = unpacked(path.read_bytes())
    resaved = parts[WORKBOOK].replace(b' hidden="1">', b' function="false" hidden="false" vbProcedure="false">')
    resaved = resaved.replace(f"'{SUMMARY}'!$A$1<".encode(), f"{SUMMARY}!$A$1<".encode())
    assert len({parts[WORKBOOK], resaved, resaved.replace(f">{SUMMARY}!".encode(), b"")}) == 3
    path.write_bytes(packed({**parts, WORKBOOK: resaved}))
    write_workbook(path, path, changes(book), clock=CLOCK)

    names = unpacked(path.read_bytes())[WORKBOOK].decode()
    assert read_names(path) == wanted
    assert re.findall(r'hidden="(\w+)"[^>]*name="_xltier|name="_xltier[^>]*hidden="(\w+)"', names) == [("", "1")] * 5


def test_another_target_leaves_the_source_alone(path: Path, book: Book) -> None:
    target = path.with_name("out.xlsx")
    written = write_workbook(path, target, changes(book), clock=CLOCK)

    assert (written.backup, path.read_bytes()) == (None, book.package)
    assert files(path.parent) == sorted([path.name, "out.xlsx"])


def test_the_mode_of_the_file_stays(path: Path, book: Book) -> None:
    path.chmod(0o640)
    write_workbook(path, path, changes(book), clock=CLOCK)

    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_behind_a_link_is_replaced_and_the_link_stays(path: Path, book: Book) -> None:
    link = path.with_name("link.xlsx")
    link.symlink_to(path)
    write_workbook(link, link, changes(book), clock=CLOCK)

    assert link.is_symlink()
    assert path.read_bytes() != book.package


@pytest.mark.parametrize("lock", ["~$客户 [a].xlsx", ".~lock.客户 [a].xlsx#"])
def test_a_file_that_somebody_has_open_is_not_written(path: Path, book: Book, lock: str) -> None:
    owner = b"\x06Li Lei" if lock.startswith("~$") else b"Li Lei,pc,01.11.2026 10:00"
    path.with_name(lock).write_bytes(owner)

    with pytest.raises(BookError) as caught:
        write_workbook(path, path, changes(book), clock=CLOCK)
    [problem] = caught.value.problems
    assert (problem.reference, dict(problem.values)) == ("file-open-elsewhere", {"user": "Li Lei"})
    assert path.read_bytes() == book.package
    write_workbook(path, path.with_name("other.xlsx"), changes(book), clock=CLOCK)


@pytest.mark.parametrize("step", ["flush", "verify", "backup", "recheck"])
def test_a_file_that_another_program_changed_meanwhile_is_not_written(path: Path, book: Book, step: str) -> None:
    def change(name: str) -> None:
        if name == step:
            path.write_bytes(book.package + b" ")

    with pytest.raises(BookError, match="file-changed-meanwhile"):
        write_workbook(path, path, changes(book), clock=CLOCK, step=change)
    assert path.read_bytes() == book.package + b" "
    assert files(path.parent) == [path.name]


@pytest.mark.parametrize("step", ["write", "flush", "verify", "backup", "recheck", "replace"])
@pytest.mark.parametrize(
    ("failure", "reference"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk-full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk-full"),
        (PermissionError(errno.EACCES, "Permission denied"), "file-unwritable"),
        (OSError(errno.EIO, "Input/output error"), "file-unwritable"),
        (KeyboardInterrupt(), None),
    ],
)
def test_whatever_fails_at_whatever_step_the_file_is_as_it_was(
    path: Path, book: Book, step: str, failure: BaseException, reference: str | None
) -> None:
    def fail(name: str) -> None:
        if name == step:
            raise failure

    with pytest.raises((BookError, KeyboardInterrupt)) as caught:
        write_workbook(path, path, changes(book), clock=CLOCK, step=fail)
    if reference is not None:
        assert isinstance(caught.value, BookError)
        assert [problem.reference for problem in caught.value.problems] == [reference]
    assert path.read_bytes() == book.package
    assert files(path.parent) == [path.name]


def test_a_disk_that_fills_up_in_the_middle_of_a_member_leaves_the_file_as_it_was(path: Path, book: Book) -> None:
    with (
        mock.patch.object(rawzip, "_copy", side_effect=OSError(errno.ENOSPC, "No space left on device")),
        pytest.raises(BookError, match="disk-full"),
    ):
        write_workbook(path, path, changes(book), clock=CLOCK)
    assert path.read_bytes() == book.package
    assert files(path.parent) == [path.name]


def test_a_folder_that_may_not_be_written_is_said(path: Path, book: Book) -> None:
    with (
        mock.patch("tempfile.mkstemp", side_effect=PermissionError(errno.EACCES, "Permission denied")),
        pytest.raises(BookError, match="file-unwritable"),
    ):
        write_workbook(path, path, changes(book), clock=CLOCK)
    assert path.read_bytes() == book.package


def damaged_cell(sheet: bytes) -> bytes:
    return sheet.replace(b"<is><t>B</t></is>", b"<is><t>C</t></is>", 1)


def damaged_customer(sheet: bytes) -> bytes:
    return sheet.replace(b"<v>17</v>", b"<v>18</v>", 1)


def damaged_margin(sheet: bytes) -> bytes:
    return sheet.replace(b'left="0.7"', b'left="0.8"', 1)


def lost_row(sheet: bytes) -> bytes:
    start = sheet.index(b'<row r="13"')
    return sheet[:start] + sheet[sheet.index(b"</row>", start) + 6 :]


@pytest.mark.parametrize("damage", [damaged_cell, damaged_customer, damaged_margin, lost_row])
def test_a_result_that_does_not_prove_right_is_not_put_in_place(
    path: Path, book: Book, damage: Callable[[bytes], bytes]
) -> None:
    def worsen(before: Path, after: Path, *rest: object) -> None:
        parts = unpacked(after.read_bytes())
        changed = damage(parts[SHEET])
        assert changed != parts[SHEET]
        after.write_bytes(packed({**parts, SHEET: changed}))
        verify.verify(before, after, *rest)  # type: ignore[arg-type]  # handed on as they came

    with mock.patch.object(commit, "verify", worsen), pytest.raises(BookError, match="write-not-verified"):
        write_workbook(path, path, changes(book), clock=CLOCK)
    assert path.read_bytes() == book.package
    assert files(path.parent) == [path.name]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_a_process_killed_at_any_moment_leaves_a_whole_file(path: Path, book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_write", str(path), str(folder), str(MOMENTS)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True,
        text=True,
        check=True,
    )
    ends = [line.split(" ", 1)[1] for line in done.stdout.splitlines()]
    wanted = write_workbook(path, path.with_name("wanted.xlsx"), changes(book), clock=CLOCK).path.read_bytes()
    left = [(folder / f"{moment:03}" / "客户.xlsx").read_bytes() for moment in range(1, MOMENTS + 1)]
    backups = [backups_of(folder / f"{moment:03}" / "客户.xlsx") for moment in range(1, MOMENTS + 1)]

    assert ends.count("killed") >= 20 + 4
    assert set(ends) == {"killed", "ended 0"}
    assert set(left) == {book.package, wanted}
    assert [backup.read_bytes() for found in backups for backup in found] == [book.package] * sum(map(len, backups))
    # Whatever was killed before the last act has not touched the file.
    assert left.count(book.package) >= 24
