"""The columns of the templates are those that the readers look for."""

from __future__ import annotations

import pytest

from xltier.app.customer_columns import BEFORE, CODE, NAME
from xltier.app.month.intake.kinds import KINDS
from xltier.app.orders import order_list
from xltier.app.service import capacity, complaint_log
from xltier.app.sheet.columns import inputs, needed
from xltier.app.templates.catalogue import INPUTS
from xltier.app.templates.lists import complaints, customers, orders, service_capacity
from xltier.app.templates.template import TemplateSheet
from xltier.core.scheme import Scheme
from xltier.schemes import load_scheme, shipped

DEALERS = load_scheme("dealer-monthly")


def keys(sheet: TemplateSheet) -> list[str]:
    return [column.key for column in sheet.columns]


@pytest.mark.parametrize("name", shipped())
def test_a_customer_list_asks_for_every_input_of_the_scheme_and_requires_what_it_needs(name: str) -> None:
    scheme = load_scheme(name)
    sheet = customers(scheme)

    assert keys(sheet) == [
        *(CODE.key, NAME.key, "owner"),
        *(measure.key for measure in inputs(scheme)),
        BEFORE.key,
    ]
    assert {column.key for column in sheet.columns if column.is_required} == {
        CODE.key,
        *(measure.key for measure in needed(scheme)),
    }


def test_an_order_list_a_complaint_log_and_a_capacity_table_have_every_column_of_their_readers() -> None:
    log = complaint_log
    read = (log.NUMBER, log.REGISTERED, CODE, NAME, log.TIER, log.TEXT, log.CHANNEL, log.STATE, log.ANSWERED, log.VALID)

    assert keys(orders()) == [wanted.key for wanted in (CODE, NAME, order_list.DAY, order_list.AMOUNT)]
    assert keys(complaints()) == [wanted.key for wanted in read]
    assert keys(service_capacity()) == [wanted.key for wanted in (capacity.LEVEL, capacity.PEOPLE, capacity.EACH)]


def test_a_month_has_a_sheet_a_kind_with_its_fields_and_the_measures_of_its_department() -> None:
    names = ("monthly-input", "adjustments", "red-lines")
    sheets = {sheet.key: sheet for name in names for sheet in INPUTS[name](DEALERS)}

    assert {key: keys(sheet) for key, sheet in sheets.items()} == {
        kind.key: [*(field.key for field in kind.fields), *kind.measures] for kind in KINDS if not kind.is_ours
    }


def test_measures_that_no_department_of_the_dealer_month_sends_get_a_sheet_of_their_own() -> None:
    sheets = INPUTS["monthly-input"](load_scheme("standard"))

    assert [(sheet.key, keys(sheet)) for sheet in sheets[:2]] == [
        ("dealers", ["dealer", "name", "division", "line", "channel", "region", "manager", "opened", "closed"]),
        ("measures", ["month", "dealer", "name", "division", "line", "score"]),
    ]
    assert [sheet.key for sheet in sheets[2:]] == ["line_map", "complaints", "overrides"]


@pytest.mark.parametrize("template", INPUTS)
@pytest.mark.parametrize("scheme", [DEALERS, load_scheme("b2b-abcd")], ids=["dealer-monthly", "b2b-abcd"])
def test_every_text_is_there_in_both_languages_and_every_required_cell_has_an_example(
    template: str, scheme: Scheme
) -> None:
    for sheet in INPUTS[template](scheme):
        named = [words for column in sheet.columns for words in (column.name, column.hint)]
        texts = [sheet.name, sheet.purpose, *named]
        bare = [
            column.key for column in sheet.columns if column.is_required and None in column.examples and scheme.items
        ]

        assert [words for words in texts if not (words.zh and words.en)] == []
        assert bare == []
