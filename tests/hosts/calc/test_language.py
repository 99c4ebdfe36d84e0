"""The add-in speaks the language of the office's windows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.calc_office import CalcOffice, absence
from tests.support.office import SYSTEM_PATH
from xltier.app.functions.catalogue import CATALOGUE


def has_chinese() -> bool:
    """Return whether LibreOffice has Chinese windows here."""
    soffice = shutil.which("soffice", path=SYSTEM_PATH)
    program = Path(soffice).resolve().parent if soffice else Path()
    return (program / "resource" / "zh_CN").is_dir()


@pytest.fixture(scope="module")
def chinese() -> Iterator[CalcOffice]:
    """Return an office with Chinese windows."""
    if absence():
        pytest.skip(absence() or "")
    if not has_chinese():
        pytest.skip("not installed: Chinese windows of LibreOffice (libreoffice-l10n-zh-cn)")
    with CalcOffice("zh-CN") as office:
        yield office


def test_chinese_windows_give_chinese_reasons(chinese: CalcOffice) -> None:
    assert chinese.values([("=XLTIER.TIER_WHY(86)", []), ("=XLTIER.TIER_WHY(A1)", [["待定"]])]) == [
        "得分 86；距 A 差 4",
        "得分不是数字：“待定”",
    ]


def test_the_function_wizard_speaks_chinese(chinese: CalcOffice) -> None:
    for function in CATALOGUE.values():
        name, help_, arguments = chinese.ask("described", function=function.name)
        assert (name, help_) == (function.name, function.help.zh)
        assert [argument[1] for argument in arguments] == [parameter.help.zh for parameter in function.parameters]
