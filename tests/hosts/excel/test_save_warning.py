"""What the add-in does before a workbook is saved, and where it looks for its help, run in an Excel in memory."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from pyopenvba.apps.excel import ExcelApplication

from tests.support.office import absence
from tests.support.vba_office import opened
from xltier.app.functions.catalogue import CATALOGUE
from xltier.hosts.excel import xlam
from xltier.hosts.excel.manual import name, page, pages
from xltier.hosts.excel.package import XLAM, packed
from xltier.hosts.excel.project import with_modules, written
from xltier.hosts.excel.xlam import own_modules
from xltier.messages import LANGUAGES

PROBE = """
Public Function Language() As String
    Language = "zh"
End Function
Public Function IsWorth(ByVal Name As String) As Boolean
    IsWorth = IsWorthSaying(Workbooks(Name))
End Function
"""
"""The language of a user, which the Excel in memory does not know, and the workbook of a name."""


@pytest.fixture
def excel(tmp_path: Path) -> Any:  # noqa: ANN401 - published without types
    """Return an Excel in memory that has the add-in's sheets and modules."""
    path = tmp_path / "xltier.xlsx"
    path.write_bytes(xlam._book("", "-"))
    app = ExcelApplication.open(path, with_vba=False)
    for module in ("XLTIER_Help", "XLTIER_Save"):
        app.add_module(written(module).source, name=module)
    app.add_module(PROBE, name="Probe")
    return app


def saved(path: Path, *formulas: str, names: tuple[str, ...] = (), is_protected: bool = False) -> Path:
    """Return a workbook with formulas in column A of its second sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("空")
        sheet = book.add_worksheet("客户")
        sheet.write_number("C3", 7)
        for row, formula in enumerate(formulas):
            sheet.write_formula(row, 0, formula, None, "A")
        if is_protected:
            sheet.protect()
        for one in names:
            book.define_name(one, "=1")
    return path


def is_told(excel: Any, path: Path) -> bool:  # noqa: ANN401 - as above
    excel.open_workbook(path)
    return bool(excel.run("IsWorth", path.name))


@pytest.mark.parametrize(
    ("formula", "is_ours", "is_ours_where_embedded"),
    [
        ("=TIER(A1)", True, True),
        ("=tier_why(A1)", True, True),
        ("=IF(A1>0,@NPS(A1:A9),0)", True, True),
        ("='D:\\x\\xltier.xlam'!TIER(A1)", True, True),
        ("=XLTIER.TIER(A1)", True, False),
        ("=FRONTIER(A1)", False, False),
        ("=MY.TIER(A1)", False, False),
        ("=TIER_OF_MINE(A1)", False, False),
        ('="TIER("&A1', False, False),
        ('="say ""TIER(A1)"""', False, False),
        ("=TIER+1", False, False),
        ("=(A1+1)", False, False),
        ("", False, False),
    ],
)
def test_a_formula_with_a_function_of_ours_is_known(
    excel: Any,  # noqa: ANN401 - as above
    formula: str,
    is_ours: bool,  # noqa: FBT001 - a parameter
    is_ours_where_embedded: bool,  # noqa: FBT001 - a parameter
) -> None:
    given = [bool(excel.run("CallsOurs", formula, is_embedded)) for is_embedded in (False, True)]

    assert given == [is_ours, is_ours_where_embedded]


def test_a_workbook_with_functions_is_told_once(excel: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    path = saved(tmp_path / "客户.xlsx", "=SUM(C1:C3)", "=TIER(C3)")

    assert is_told(excel, path)
    assert not excel.run("IsWorth", path.name)


def test_each_workbook_is_told_by_itself(excel: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    first, second = (saved(tmp_path / f"{name_}.xlsx", "=TIER(C3)") for name_ in ("一", "二"))

    assert [is_told(excel, first), is_told(excel, second)] == [True, True]


def test_a_workbook_without_functions_is_not_told(excel: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    assert not is_told(excel, saved(tmp_path / "一.xlsx", "=SUM(C1:C3)"))
    assert not is_told(excel, saved(tmp_path / "二.xlsx"))


def test_a_workbook_that_has_the_functions_as_names_of_its_own_is_not_told(
    excel: Any,  # noqa: ANN401 - as above
    tmp_path: Path,
) -> None:
    names = ("XLTIER.TIER",)

    assert not is_told(excel, saved(tmp_path / "一.xlsx", "=XLTIER.TIER(C3)", names=names))
    assert is_told(excel, saved(tmp_path / "二.xlsx", "=TIER(C3)", names=names))


def test_a_protected_sheet_is_looked_at_too(excel: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    assert is_told(excel, saved(tmp_path / "一.xlsx", "=TIER(C3)", is_protected=True))


def test_the_page_of_help_is_beside_the_start_up_folder_or_beside_the_add_in(excel: Any) -> None:  # noqa: ANN401 - as above
    inside = excel.run("PageIn", "D:\\王\\Excel\\XLSTART", "d:\\王\\Excel\\xlstart\\", "\\")
    outside = excel.run("PageIn", "D:\\dist", "D:\\王\\Excel\\XLSTART", "\\")

    assert (inside, outside) == ("D:\\王\\Excel\\xltier\\functions.zh.html", "D:\\dist\\functions.zh.html")


class Page(HTMLParser):
    """The ids, links and open tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [one for one in (given.get("id"),) if one]
        self.links += [one for one in (given.get("href"),) if one]
        self.loaded += [one for one in (given.get("src"),) if one] + [tag] * (
            tag in {"script", "link", "img", "iframe"}
        )
        self.open += [] if tag == "meta" else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_help_has_each_function_with_all_its_arguments_and_loads_nothing(language: str) -> None:
    text = page(language)
    read = Page(text)

    assert read.ids == list(CATALOGUE)
    assert set(read.links) == {
        *(f"#{one}" for one in CATALOGUE),
        *({name(one) for one in LANGUAGES} - {name(language)}),
    }
    assert (read.loaded, read.open) == ([], [])
    assert "url(" not in text
    for function in CATALOGUE.values():
        section = text.partition(f'<section id="{function.name}">')[2].partition("</section>")[0]
        assert section.count("<tr>") == 1 + len(function.parameters)


def test_both_pages_are_made() -> None:
    assert list(pages()) == ["functions.en.html", "functions.zh.html"]
    assert [content.decode().count("<section") for content in pages().values()] == [len(CATALOGUE)] * 2


@pytest.mark.office
@pytest.mark.skipif(absence() is not None, reason=absence() or "")
def test_libreoffice_runs_what_looks_for_functions_and_help(tmp_path: Path) -> None:
    book = tmp_path / "plain.xlam"
    book.write_bytes(packed(with_modules(xlam._book("", "-"), own_modules()), XLAM, {}))

    found = opened(
        book,
        "XLTIER_Save.CallsOurs,=IF(A1>0;TIER(A1);0),",
        "XLTIER_Save.CallsOurs,=FRONTIER(A1),",
        "XLTIER_Help.PageIn,/a/XLSTART,/a/XLSTART,/",
    )

    assert found.given == [True, False, "/a/xltier/functions.en.html"]
