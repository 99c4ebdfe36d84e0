"""The LibreOffice that other suites trust: it recalculates, reads Chinese, prints, and says why it fails."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.support.office import Office

pytestmark = pytest.mark.office


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook whose formula came with a stale value, 7."""
    path = tmp_path / "客户.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("客户清单")
        chinese = workbook.add_format({"font_name": "Microsoft YaHei", "bg_color": "#1F6AA5", "font_color": "#FFFFFF"})
        sheet.write_row("A1", ["客户名称", "年销售额（元）"], chinese)
        sheet.write_row("A2", ["上海腾飞贸易", 1_234_567])
        sheet.write_formula("B3", "=B2*2", None, 7)
        sheet.write_formula("B4", "=NA()", None, 7)
    return path


def test_a_stale_value_is_recalculated(office: Office, book: Path) -> None:
    assert office.values(book) == {
        "客户清单": {
            "A1": "客户名称",
            "B1": "年销售额（元）",
            "A2": "上海腾飞贸易",
            "B2": 1_234_567,
            "B3": 2_469_134,
            "B4": "#N/A",
        }
    }


def test_a_page_is_rendered_with_its_colour(office: Office, book: Path, tmp_path: Path) -> None:
    pages = office.render(book, folder=tmp_path)

    assert [page.name for page in pages] == ["客户-1.png"]
    assert pages[0].read_bytes().startswith(b"\x89PNG")


def test_a_csv_is_utf8_with_recalculated_numbers(office: Office, book: Path) -> None:
    assert office.convert(book, "csv").read_text(encoding="utf-8").splitlines() == [
        "客户名称,年销售额（元）",
        "上海腾飞贸易,1234567",
        ",2469134",
        ",#N/A",
    ]


def test_a_missing_file_is_named_and_the_office_lives_on(office: Office, book: Path, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"nowhere\.xlsx"):
        office.convert(tmp_path / "nowhere.xlsx", "pdf")

    assert office.values(book)["客户清单"]["B3"] == 2_469_134


def test_a_source_is_never_overwritten(office: Office, book: Path) -> None:
    with pytest.raises(ValueError, match="overwrite"):
        office.convert(book, "xlsx", folder=book.parent)
