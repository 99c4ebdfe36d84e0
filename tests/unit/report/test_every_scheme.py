"""Every shipped scheme rates its own cases as a sheet, explains each row, and fills a workbook in both languages."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from tests.support.readings import reading
from xltier.app.explain.explanation import explanation
from xltier.app.explain.tier_answer import tier_answer
from xltier.app.sheet.columns import inputs
from xltier.app.sheet.row_reason import row_reason
from xltier.app.sheet.tier_sheet import TieredSheet, tier_sheet
from xltier.core.scheme import Scheme
from xltier.core.scheme.case import Case
from xltier.report.tier_book import write_tier_book
from xltier.schemes import load_scheme, shipped
from xltier.tables.reading import Value

AS_OF = dt.date(2026, 10, 31)


def sheet_of(scheme: Scheme) -> TieredSheet:
    """Return the scheme's cases as rows of a sheet, one column for each measure."""
    keys = [measure.key for measure in inputs(scheme)]
    rows = [(f"K{at}", *(cell(case, key) for key in keys)) for at, case in enumerate(scheme.cases)]
    return tier_sheet(reading(("客户编号", *keys), rows), scheme, as_of=AS_OF)


def cell(case: Case, key: str) -> Value:
    value = case.inputs.get(key)
    if value is None or isinstance(value, (str, bool, dt.date)):
        return value if value != "" else None
    return float(str(value))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", shipped())
def test_every_row_says_why_and_every_sheet_is_written(name: str, language: str) -> None:
    sheet = sheet_of(load_scheme(name))
    target = io.BytesIO()
    write_tier_book(target, sheet, language=language)

    assert target.getvalue().startswith(b"PK")
    assert [row.row for row in sheet.rows if not row_reason(sheet, row, language)] == []
    assert len(tier_answer(sheet, language)) == 7
    assert all(explanation(sheet, row, language, detail=True) for row in sheet.rows)
