"""The page of company workbooks says what can be filled, and its example is what its program makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.make_company_page import DOCS, nobody, pages
from examples.make_company_template import main as make_company
from tests.support.shared import ROOT
from xltier.files.patch.design import design_of
from xltier.report.month.company.changes import company_changes, datasets
from xltier.report.month.company.figures import PREFIX, figures


@pytest.mark.parametrize("file", pages())
def test_a_page_is_what_its_program_makes(file: str) -> None:
    assert (DOCS / file).read_text(encoding="utf-8") == pages()[file], "run python docs/make_company_page.py"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_name_and_every_header_is_documented(language: str) -> None:
    page = pages()["company-template.zh.md" if language == "zh" else "company-template.md"]
    result = nobody()

    assert [one.name for one in figures(result, language, problems=0) if f"| `{one.name}` |" not in page] == []
    headers = {field.name.said(language) for one in datasets(result) for field in one.fields}
    assert [one for one in headers if f"| {one} |" not in page] == []


def test_the_example_is_what_its_program_makes_and_everything_in_it_is_understood(tmp_path: Path) -> None:
    path = ROOT / "examples" / "company_report.xlsx"
    changes, found = company_changes(nobody(), design_of(path, PREFIX), file=path.name, language="zh", problems=0)

    assert make_company(tmp_path).read_bytes() == path.read_bytes()
    assert {fill.table for fill in changes.fills} == {"xltier_ratings", "xltier_alerts", "xltier_migration"}
    assert [(one.reference, one.values["headers"]) for one in found] == [
        ("template-own-columns", ("距 95 分", "名次", "跟进备注")),
        ("template-own-columns", ("完成情况",)),
    ]
