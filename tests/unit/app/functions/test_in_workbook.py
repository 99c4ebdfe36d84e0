"""Which scheme a function means that names none: the workbook's name, its rules sheet, the settings, ``standard``."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xltier.app.functions.cells import CellFault
from xltier.app.functions.in_workbook import InWorkbook, WorkbookRules
from xltier.app.functions.rules_block import may_be_rules, rules_reading, sheet_reading
from xltier.app.functions.scheme_of import scheme_of
from xltier.core.scheme import Scheme
from xltier.core.values import ExcelError
from xltier.errors import Problem, SchemeError
from xltier.schemes.library import load_scheme
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.read import read_rules

RFM = load_scheme("rfm-8")
SHEET = replace(read_rules(Grid("", "规则", {})), scheme=load_scheme("abc"), problems=())


def settled() -> Scheme:
    return RFM


@pytest.mark.parametrize(
    ("rules", "scheme"),
    [
        (WorkbookRules("b2b-abcd", (SHEET,), settled), "b2b-abcd"),
        (WorkbookRules("", (SHEET,), settled), "abc"),
        (WorkbookRules("", (), settled), "rfm-8"),
        (WorkbookRules(), "standard"),
    ],
)
def test_what_is_nearer_to_the_cell_goes_first(rules: WorkbookRules, scheme: str) -> None:
    assert scheme_of(None, InWorkbook(rules, "en")).id == scheme


def test_settings_that_cannot_be_used_are_not_available_and_say_why() -> None:
    wrong = Problem("settings-unreadable", values={"cause": "?"})

    def refused() -> Scheme:
        raise SchemeError(wrong)

    with pytest.raises(CellFault) as fault:
        scheme_of(None, InWorkbook(WorkbookRules(settled=refused), "en"))

    assert (fault.value.error, fault.value.problem) == (ExcelError.NA, wrong)


LOST = rules_reading(
    (("等级", "名称"), ("等级", "名称"), ("A", "优"), ("指标", ""), ("键", "权重"), ("方案", ""), ("键", "值"))
)


@pytest.mark.parametrize("argument", [None, "dealer-monthly"])
def test_a_rules_sheet_without_its_marks_rates_nobody_by_another_scheme(argument: str | None) -> None:
    with pytest.raises(CellFault) as fault:
        scheme_of(argument, InWorkbook(WorkbookRules("", (LOST,), settled), "en"))

    assert fault.value.error is ExcelError.NA
    assert fault.value.problem is not None
    assert fault.value.problem.reference == "rules-marks-gone"


def test_a_sheet_is_read_as_rules_by_its_marks_or_by_its_name() -> None:
    assert may_be_rules("分级标准", {"#tiers", ""})
    assert may_be_rules("规则", {"等级"})
    assert not may_be_rules("客户", {"等级"})
    assert sheet_reading((("客户", "销售额"), ("K1", 3)), sheet="规则") is None
