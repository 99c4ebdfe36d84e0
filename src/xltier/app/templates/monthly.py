"""The templates of a rated month: a sheet for each kind of input, with the columns by which the kind is recognised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from xltier.app.month.intake.fields import (
    ALL_LINES,
    APPROVED,
    DEALER,
    DIVISION,
    LINE,
    MONTH,
    NAME,
    PENDING,
    STATES,
    InputKind,
)
from xltier.app.month.intake.kinds import KINDS, MEASURED, sender_of
from xltier.app.sheet.columns import inputs
from xltier.app.templates.lists import CODES, NAMES, PEOPLE
from xltier.app.templates.measures import example_number, measure_column
from xltier.app.templates.template import Example, TemplateColumn, TemplateSheet, of_field
from xltier.core.scheme import Scheme
from xltier.core.scheme.item import Item
from xltier.core.scheme.measure import Measure, Window
from xltier.core.words import Words

_Pair = tuple[Example, Example]
_YES_NO: Final = (Words("是", "yes"), Words("否", "no"))
_OCTOBER: Final = (dt.date(2026, 10, 12), dt.date(2026, 10, 20))

_EXAMPLES: Final[Mapping[str, _Pair]] = {
    "month": ("2026-10", "2026-10"),
    "date": _OCTOBER,
    "dealer": CODES,
    "name": NAMES,
    "division": (Words("华东事业部", "East"), Words("华中事业部", "Central")),
    "line": (Words("强网休闲", "Snacks"), Words("县城", "County")),
    "channel": (Words("城区", "town"), Words("县城", "county")),
    "region": (Words("苏南", "South Jiangsu"), Words("豫北", "North Henan")),
    "manager": PEOPLE,
    "opened": (dt.date(2026, 10, 1), dt.date(2026, 10, 1)),
    "times": (1, 1),
    "evidence": (Words("示例-单据 0187", "Example 0187"), Words("示例-单据 1042", "Example 1042")),
    "approver": PEOPLE,
    "status": (APPROVED, APPROVED),
    "released": (None, dt.date(2026, 10, 28)),
    "note": (Words("示例-通报 2026-10", "Example, notice 2026-10"), Words("示例-已整改", "Example, put right")),
    "old_line": (Words("城区强网乳品", "Dairy"), Words("县城", "County")),
    "new_line": (Words("强网休闲", "Snacks"), Words("县城·乳品", "County dairy")),
    "share": (1, 1),
    "start": (dt.date(2026, 7, 1), dt.date(2026, 7, 1)),
    "id": ("EX-0187", "EX-0188"),
    "content": (
        Words("示例：到货破损", "Example: damaged on arrival"),
        Words("示例：交期延误", "Example: late delivery"),
    ),
    "state": (STATES["answered"], STATES["analysed"]),
    "due": (dt.date(2026, 10, 13), dt.date(2026, 11, 30)),
    "done": (dt.date(2026, 10, 13), None),
    "is_valid": _YES_NO,
    "author": PEOPLE,
    "reason": (
        Words("示例：战略合作协议", "Example: strategic contract"),
        Words("示例：停产整改", "Example: production stopped"),
    ),
}
"""By key of a field; the two rows of every sheet are of the same two dealers."""

_FIGURES: Final[Mapping[str, tuple[float, float]]] = {
    "sell_in": (572_000, 181_000),
    "focus_sell_in": (224_000, 42_000),
    "sell_out": (560_000, 190_000),
    "target": (600_000, 250_000),
    "focus_target": (200_000, 60_000),
    "stock": (480_000, 210_000),
    "due": (572_000, 181_000),
    "paid_on_time": (550_000, 150_000),
    "direct_volume": (900, 120),
    "total_volume": (1_500, 600),
    "stores_covered": (76, 31),
    "stores_total": (80, 50),
}
"""By key of a measure of ``dealer-monthly``."""

_WITHOUT: Final = frozenset({"history", "ledger"})
_OWN_TEMPLATES: Final = frozenset({"adjustments", "red_lines"})
_MEASURES: Final = InputKind(
    "measures",
    Words("指标", "Measures"),
    Words("各部门", "every department"),
    (MONTH, DEALER, NAME, DIVISION, LINE),
)
"""Where a scheme other than ``dealer-monthly`` has measures that no department is known to send."""


def month_sheets(scheme: Scheme) -> tuple[TemplateSheet, ...]:
    """Return the sheets of a month: the dealer list, a sheet for each table of figures, the smaller lists."""
    measures = {measure.key: measure for measure in inputs(scheme)}
    reported = [measure for measure in measures.values() if measure.of is None and measure.window is Window.MONTH]
    of_nobody = [measure for measure in reported if sender_of(measure.key) is None]
    kinds = [kind for kind in KINDS if kind.key not in _WITHOUT | _OWN_TEMPLATES]
    sheets = [
        _sheet(kind, scheme, [measures[key] for key in kind.measures if key in measures])
        for kind in kinds
        if kind not in MEASURED or any(key in measures for key in kind.measures)
    ]
    return (*sheets[:1], *([_sheet(_MEASURES, scheme, of_nobody)] if of_nobody else []), *sheets[1:])


def log_sheet(key: str, scheme: Scheme) -> TemplateSheet:
    """Return the sheet of one log: ``adjustments`` or ``red_lines``."""
    return _sheet(next(kind for kind in KINDS if kind.key == key), scheme, [])


def _sheet(kind: InputKind, scheme: Scheme, measures: list[Measure]) -> TemplateSheet:
    columns = tuple(_column(kind, field.key, scheme) for field in kind.fields)
    figures = tuple(measure_column(one, _FIGURES.get(one.key) or example_number(one)) for one in measures)
    keys = ("month", "dealer", "division", "line", "product")
    has = {field.key for field in kind.fields}
    is_table = bool(measures) or kind.key in {"dealers", "overrides"}
    distinct = ("id",) if "id" in has else tuple(key for key in keys if key in has) if is_table else ()
    return TemplateSheet(
        kind.key,
        kind.name,
        Words(
            f"由{kind.department.zh}填写；蓝色表头必填，表头不要改名。填好后：xltier rate 文件 --period 2026-10",
            f"Filled in by: {kind.department.en}. Blue headers are required; rename none. "
            "Then: xltier rate FILE --period 2026-10",
        ),
        (*columns, *figures),
        distinct,
        repeats_add_up=bool(measures),
    )


def _column(kind: InputKind, key: str, scheme: Scheme) -> TemplateColumn:
    field = kind.field(key)
    choices = _choices(kind.key, key, scheme)
    pair: _Pair = _EXAMPLES.get(key, (None, None))
    if choices and key in {"item", "code", "tier"}:
        pair = (choices[0], choices[min(1, len(choices) - 1)])
    if key == "points":
        pair = _points(scheme)
    if (kind.key, key) == ("adjustments", "line"):
        pair = (_EXAMPLES["line"][0], ALL_LINES)
    return of_field(field, pair, choices=choices)


def _points(scheme: Scheme) -> _Pair:
    """Return the points of the two items that are the examples: empty where the scheme fixes them."""
    shown = [None if item.lowest == item.highest else float(item.lowest) for item in _logged(scheme)[:2]]
    first, second = (*shown, None, None)[:2]
    return first, second


def _logged(scheme: Scheme) -> list[Item]:
    """Return the items that somebody logs."""
    return [item for item in scheme.items if item.auto is None]


def _choices(kind: str, key: str, scheme: Scheme) -> tuple[Words, ...]:
    """Return what a cell may be chosen from: items, red lines and tiers of the scheme, states, yes or no."""
    choices: Mapping[tuple[str, str], tuple[Words, ...]] = {
        ("adjustments", "item"): tuple(item.name for item in _logged(scheme)),
        ("adjustments", "status"): (APPROVED, PENDING),
        ("red_lines", "code"): tuple(line.name for line in scheme.red_lines),
        ("complaints", "state"): tuple(STATES.values()),
        ("complaints", "is_valid"): _YES_NO,
        ("overrides", "tier"): tuple(Words(tier.code, tier.code) for tier in scheme.tiers),
    }
    return choices.get((kind, key), ())
