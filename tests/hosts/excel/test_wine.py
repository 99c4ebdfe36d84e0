"""Every function through xlwings' own library and COM server, as Excel calls it, but without Excel."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import wine
from tests.support.excel_calls import asked
from tests.support.function_calls import ERRORS, RANGES, SINGLE, Call
from xltier.app.functions.catalogue import CATALOGUE
from xltier.hosts.excel.coercion import Sent
from xltier.hosts.excel.signature import signature

CALLS: tuple[Call, ...] = (*SINGLE, *RANGES, *ERRORS)


def count(name: str) -> int:
    """Return how many arguments a function is called with, the workbook that nobody types included."""
    declared = signature(CATALOGUE[name])
    return len(declared.parameters) + declared.needs_home


def as_com_returns(answer: Sent) -> object:
    """Return an answer as CallUDF hands it back: a single cell and a single row without the rows around."""
    if len(answer) == 1:
        return answer[0][0] if len(answer[0]) == 1 else answer[0]
    return answer


def test_every_function_is_asked() -> None:
    assert {name for name, _ in CALLS} == set(CATALOGUE)


def test_every_call_gives_through_com_what_it_gives_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = wine.absence()
    if reason:
        pytest.skip(reason)
    monkeypatch.setenv("XLTIER_LANG", "en")
    given = [(name, arguments, count(name)) for name, arguments in CALLS]

    found = wine.asked(given, tmp_path)

    expected = [as_com_returns(asked(name, *arguments)) for name, arguments in CALLS]
    pairs = zip(CALLS, found.answers, expected, strict=True)
    assert [(call, answer) for call, answer, wanted in pairs if answer != wanted] == []
    assert found.seconds < 1
