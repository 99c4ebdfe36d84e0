"""The bundled month on paper: the sheets that people read are one page each, and nothing is cut to ###."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.support.office import Office, page_texts
from tests.support.shared import ROOT
from xltier.cli import run

SOURCE: Final = ROOT / "examples" / "dealer_month" / "2026-10.xlsx"
# What each sheet begins with on paper, and what the next page begins with.
ONE_PAGE: Final = {
    "zh": {
        "经销商月度评级报告": "经销商单户档案",
        "经销商单户档案": "评级明细",
        "等级迁移：": "预警：",
        "事业部与线别": "服务策略：",
        "服务策略：": "基础指标",
        "核对与签发：": "数据问题",
    },
    "en": {
        "Dealer monthly rating": "Dealer card",
        "Dealer card": "Ratings",
        "Migration:": "Alerts:",
        "Divisions and lines": "Service:",
        "Service:": "Measures",
        "Reconciliation:": "Problems",
    },
}


@pytest.mark.office
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_sheet_to_read_is_one_page_and_nothing_is_cut(language: str, office: Office, tmp_path: Path) -> None:
    book = tmp_path / "月报.xlsx"
    assert run(["rate", str(SOURCE), "--period", "2026-10", "--lang", language, "-q", "-o", str(book)]) == 0
    pages = [page.strip() for page in page_texts(office.convert(book, "pdf"), keeps_layout=False)]
    followed = {
        title: [pages[at + 1].startswith(after) for at, page in enumerate(pages) if page.startswith(title)]
        for title, after in ONE_PAGE[language].items()
    }

    assert followed == {title: [True] for title in ONE_PAGE[language]}
    assert [page.splitlines()[0] for page in pages if "###" in page] == []
