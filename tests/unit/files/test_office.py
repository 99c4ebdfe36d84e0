"""LibreOffice as a converter: a stand-in program shows what happens when it fails, hangs or leaves children behind."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from xltier.files import office
from xltier.files.office import OfficeError, find_soffice, write_pdf

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "--月 报.xlsx"
    path.write_bytes(b"a workbook")
    return path


def stand_in(folder: Path, *lines: str) -> str:
    """Return a program that does ``lines``; ``$out`` is the folder that the PDF goes to."""
    program = folder / "soffice"
    find = ['while [ "$1" != "--outdir" ]; do shift; done', 'out="$2"', 'book="$3"']
    program.write_text("\n".join(["#!/bin/sh", *find, *lines, ""]), encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_the_pdf_is_put_in_place_and_nothing_is_left_beside_it(tmp_path: Path, book: Path) -> None:
    target = tmp_path / "out" / "月报.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older")

    write_pdf(book, target, soffice=stand_in(tmp_path, 'cat "$book" > "$out/book.pdf"'))

    assert target.read_bytes() == b"a workbook"
    assert [path.name for path in target.parent.iterdir()] == ["月报.pdf"]


def test_a_program_that_makes_no_pdf_is_told_with_its_last_words(tmp_path: Path, book: Path) -> None:
    with pytest.raises(OfficeError) as caught:
        write_pdf(book, tmp_path / "a.pdf", soffice=stand_in(tmp_path, "echo warming up", "echo no such filter"))

    (problem,) = caught.value.problems
    assert (problem.reference, problem.values) == ("office-no-pdf", {"cause": "no such filter"})
    assert not (tmp_path / "a.pdf").exists()


def test_a_program_that_fails_is_told_even_if_it_made_a_pdf(tmp_path: Path, book: Path) -> None:
    with pytest.raises(OfficeError):
        write_pdf(book, tmp_path / "a.pdf", soffice=stand_in(tmp_path, 'echo x > "$out/book.pdf"', "exit 3"))

    assert not (tmp_path / "a.pdf").exists()


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, book: Path) -> None:
    note = tmp_path / "child"
    program = stand_in(tmp_path, f'sleep 60 & echo $! > "{note}"', "wait")

    with pytest.raises(OfficeError) as caught:
        write_pdf(book, tmp_path / "a.pdf", soffice=program, seconds=1)

    assert [(one.reference, one.values) for one in caught.value.problems] == [("office-late", {"seconds": 1})]
    assert is_gone(int(note.read_text(encoding="ascii")))


def test_a_child_that_outlives_the_program_is_ended(tmp_path: Path, book: Path) -> None:
    note = tmp_path / "child"
    lines = (f'sleep 60 >/dev/null 2>&1 & echo $! > "{note}"', 'echo x > "$out/book.pdf"')

    write_pdf(book, tmp_path / "a.pdf", soffice=stand_in(tmp_path, *lines))

    assert is_gone(int(note.read_text(encoding="ascii")))


def test_the_program_is_found_and_a_machine_without_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office, "_SYSTEM_PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(OfficeError) as caught:
        find_soffice()
    program = stand_in(tmp_path)

    assert [problem.reference for problem in caught.value.problems] == ["office-missing"]
    assert find_soffice() == program


def is_gone(process: int) -> bool:
    """Return whether a process has ended; a zombie that nobody has reaped yet has."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if sys.platform == "linux" and "Z" in Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2]:
            return True
        time.sleep(0.02)
    return False
