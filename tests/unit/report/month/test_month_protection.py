"""``--protect``: formulas are locked, what people fill in stays open, and there is no password to lose."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.support.month_cases import inputs_of, period_of, scheme_of
from xltier.app.month.rate_month import rate_month
from xltier.report.month.book import write_month_book

CASE: dict[str, Any] = {"keys": [{"dealer": "D1"}, {"dealer": "D2", "sell_in": 50}]}


@pytest.fixture(scope="module")
def book() -> Any:  # noqa: ANN401 - an openpyxl workbook
    scheme = scheme_of(CASE)
    inputs = inputs_of(CASE, scheme)
    stream = BytesIO()
    result = rate_month(inputs, scheme, period_of(CASE))
    write_month_book(stream, result, inputs, language="zh", is_protected=True)
    with pytest.warns(UserWarning, match="extension is not supported"):
        return openpyxl.load_workbook(stream)


def test_every_sheet_is_protected_without_a_password_and_filters_and_sorting_stay_free(book: Any) -> None:  # noqa: ANN401 - an openpyxl workbook
    for page in book.worksheets:
        rules = page.protection
        assert (rules.sheet, rules.password, rules.autoFilter, rules.sort) == (True, None, False, False)


def test_formulas_are_locked_and_what_people_fill_in_is_open(book: Any) -> None:  # noqa: ANN401 - an openpyxl workbook
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    open_cells = [cell for cell in cells if not cell.protection.locked]

    assert not [cell.coordinate for cell in open_cells if cell.data_type == "f"]
    assert {cell.parent.title for cell in open_cells} >= {"规则", "基础指标", "加减分", "红线", "单户档案"}
