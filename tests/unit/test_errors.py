"""Exceptions say in words what is wrong, and can be sent to another process."""

from __future__ import annotations

import pickle

import pytest

import xltier
from xltier.errors import Location, Problem, Refusal


def test_an_exception_says_its_problems_in_words_one_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLTIER_LANG", raising=False)
    missing = Problem("file-missing", Location(file="a.xlsx"), values={"near": ("b.xlsx",)})
    error = xltier.BookError((missing, Problem("file-is-folder", Location(file="."))))

    assert str(error) == (
        "[file-missing] a.xlsx: There is no such file. Check the name and the folder; near names there: b.xlsx.\n"
        "[file-is-folder] .: This is a folder, and one file is wanted. Name a file in it."
    )
    monkeypatch.setenv("XLTIER_LANG", "zh")
    assert (
        str(error).splitlines()[1] == "[file-is-folder] .: 这是一个文件夹，这里要一个文件。 请写出其中一个文件的名称。"
    )


@pytest.mark.parametrize(
    "error", [xltier.SchemeError(Problem("x")), Refusal("damaged_file", Problem("y", values={"part": "zip"}))]
)
def test_an_exception_survives_the_way_between_processes(error: xltier.XltierError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (type(again), again.problems, again.args) == (type(error), error.problems, error.args)
