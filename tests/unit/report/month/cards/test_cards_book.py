"""The workbook of cards that the PDF is made of: pages that no text of a dealer can widen."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.support.month_cases import inputs_of, period_of, scheme_of
from xltier.app.month.rate_month import rate_month
from xltier.report.month.cards.card_page import COLUMNS, layout
from xltier.report.month.cards.cards_book import write_cards

# openpyxl says of every data bar that it would lose it.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

LONG: dict[str, Any] = {
    "keys": [{"dealer": "D1", "name": "很长的名称" * 30}, {"dealer": "D" * 200, "sell_in": 60}, {"dealer": "D3"}]
}


def test_a_long_name_makes_no_page_of_the_cards_wider() -> None:
    scheme = scheme_of(LONG)
    inputs = inputs_of(LONG, scheme)
    target = BytesIO()
    write_cards(target, rate_month(inputs, scheme, period_of(LONG)), inputs, language="zh")
    page = openpyxl.load_workbook(target).worksheets[0]

    rows = layout(sum(measure.weight is not None for measure in scheme.measures)).rows
    assert page.print_area == f"'{page.title}'!$A$1:${'ABCDEFGHIJKLMNOP'[COLUMNS - 1]}${3 * rows}"
    assert [mark.id for mark in page.row_breaks.brk] == [rows, 2 * rows]
