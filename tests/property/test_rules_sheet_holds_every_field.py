"""Every field that a scheme has survives the rules sheet and TOML; what a sheet cannot hold is refused in words."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import fields, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from xltier.core.document import read_document
from xltier.core.scheme import GrowthBasis, Kind, Scheme, Scoring
from xltier.core.scheme.alert import Alert
from xltier.core.scheme.case import Case
from xltier.core.scheme.classes import Axis, Cell, Rule
from xltier.core.scheme.item import Item, ItemLog
from xltier.core.scheme.lines import ChannelLine, LineMove
from xltier.core.scheme.measure import Band, Measure, Method, ValueType, Window
from xltier.core.scheme.red_line import RedLine
from xltier.core.scheme.spread import Cut, Spread
from xltier.core.scheme.tier import Strategy, Tier
from xltier.core.words import Words
from xltier.errors import SchemeError
from xltier.files.rules_book import read_rules_book
from xltier.messages import render
from xltier.report.rulebook.book import write_rules_file
from xltier.schemes.write_toml import scheme_toml
from xltier.tables.rules.grid import Grid
from xltier.tables.rules.layout import grid_cells, layout
from xltier.tables.rules.read import read_rules

D = Decimal
W = Words("字", "word")

MEASURE = Measure("sales", Words("销售额", "Sales"), 2, weight=D(60))
OTHER = Measure("rate", Words("回款率", "Collection"), 4, weight=D(40), unit="%", bands=(Band(D(0), D(50)),))
SIDE = Axis("value", Words("价值", "Value"), (Tier("高", W), Tier("低", W)), "sales")
PLAIN = Scheme(
    id="every-field",
    version="1",
    valid_from=dt.date(2026, 1, 1),
    name=Words("每个字段", "Every field"),
    kind=Kind.SCORECARD,
    tiers=(Tier("A", Words("甲", "First"), D(80)), Tier("B", Words("乙", "Second"))),
    measures=(MEASURE, OTHER),
)
"""A scheme that has nothing but what it must."""

SCHEME: dict[str, Any] = {
    "id": "other-id",
    "version": "2026.10",
    "valid_from": dt.date(2027, 2, 3),
    "name": Words("别的", ""),
    "kind": Kind.GRID,
    "tiers": (Tier("A", W),),
    "measures": (OTHER, MEASURE),
    "source": Words("制度第 3 条；附件 2", "Policy, rule 3; annex 2"),
    "summary": Words("", "Only English"),
    "by_name": True,
    "scoring": Scoring.PARTIAL,
    "score_decimals": 0,
    "points_decimals": 2,
    "score_full": D(4),
    "score_min": None,
    "score_max": D("110.5"),
    "combine": "only:sales",
    "majority_tie": "better",
    "half_open": True,
    "not_reported_is_na": True,
    "min_coverage": D(0),
    "cap_bonus": D("6.25"),
    "cap_penalty": D(0),
    "group_caps": {"共用": D(4), "b.c": D("0.5")},
    "buffer": D("2.5"),
    "buffer_share": D("0.05"),
    "min_months": 3,
    "falls_on_either": True,
    "quota": True,
    "quota_ties": "down",
    "measure": "sales",
    "low_is_good": True,
    "spread": Spread.QUANTILE_R,
    "crossing": "down",
    "items": (Item("J1", W, is_bonus=True, lowest=D(1), highest=D(1)),),
    "red_lines": (RedLine("R1", W, "B"),),
    "rules": (Rule("A", "sales > 3"), Rule("B", None)),
    "axes": (SIDE, replace(SIDE, key="need")),
    "grid": (Cell(("高", "*"), "A"), Cell(("低", "高|低"), "B")),
    "cuts": (Cut("q1", "sales", Spread.MEDIAN),),
    "cases": (Case("甲户", {"sales": 3}),),
    "month_start_day": 26,
    "growth_basis": GrowthBasis.LUNAR,
    "order_months": 12,
    "lines": (ChannelLine("商用"),),
    "line_map": (LineMove("商用"),),
    "alerts": (Alert("Y1", "high", W, "sales < 1", W, 3),),
}
MEASURES: dict[str, Any] = {
    "key": "turnover",
    "name": Words("销量", "Volume"),
    "decimals": 0,
    "aliases": ("销售收入", "Sales, net (k)"),
    "unit": "万元",
    "type": ValueType.TEXT,
    "expression": "rate * 2",
    "applies_if": "rate >= 50%",
    "since": True,
    "required": True,
    "minimum": D("-1.5"),
    "maximum": D("1E+12"),
    "weight": None,
    "full": None,
    "low_is_good": True,
    "method": Method.FLAG,
    "bands": (Band(None, D(0)), Band(D(3), D(5))),
    "parameters": (D(1), D("0.1234567890123456789"), D(3)),
    "step_up": True,
    "mapping": {"龙头 企业": D(4), "none": D(0), "1": D(2)},
    "by_keyword": True,
    "unknown_is_blank": True,
    "line_weights": {"商用": D(10), "a.b": D("2.5")},
    "of": "rate",
    "window": Window.THREE_MONTHS_DAYS,
    "source": Words("第 4 条", "Rule 4"),
}
BANDS: dict[str, Any] = {
    "start": D("0.1234567890123456789"),
    "points": D("7.5"),
    "slope": D("-0.25"),
    "included": False,
    "to": D("0.9"),
    "below": D(1),
    "label": "1",
    "line": "商用",
}
TIERS: dict[str, Any] = {
    "code": "5",
    "name": Words("战略", "战略"),
    "floor": None,
    "included": False,
    "to": D("99.9"),
    "below": D(100),
    "share": D("0.2"),
    "quota": D("0.15"),
    "fill": "#A1B2C3",
    "ink": "#FFFFFF",
    "line": "商用",
    "strategy": Strategy(W),
}
STRATEGY: dict[str, Any] = {
    "text": Words("每周", "Weekly"),
    "visit": Words("2", ""),
    "credit": Words("45 天", "45 days"),
    "rebate": Words("1.2", "1.2"),
    "resource_share": D("0.5"),
}
ITEMS: dict[str, Any] = {
    "code": "007",
    "name": Words("直配", "Direct"),
    "is_bonus": False,
    "lowest": D("0.5"),
    "highest": D(9),
    "cap": D("2.5"),
    "auto": "sales > 90",
    "count": "rate",
    "log": ItemLog.COMPLAINTS,
    "whole": False,
    "evidence": Words("发票", "invoice"),
    "decay": D("0.25"),
    "group": "共用",
}
RED_LINES: dict[str, Any] = {
    "code": "1",
    "name": Words("冻结", "Frozen"),
    "cap": "A",
    "drop": 2,
    "months": 12,
    "voids_bonus": True,
    "auto": "AND(sales < 1, NOT(rate > 1))",
    "release": "ISBLANK(sales)",
}
AXES: dict[str, Any] = {
    "key": "v2",
    "name": Words("需求", "Need"),
    "levels": (Tier("A", W, D(3), ink="#000000", fill="#FFFFFF"), Tier("B", W)),
    "measure": "rate",
    "low_is_good": True,
    "spread": Spread.CUMULATIVE,
    "nested": True,
    "rules": (Rule("高", "sales > 3"), Rule("低", None)),
}
CUTS: dict[str, Any] = {"key": "q9", "measure": "rate", "spread": Spread.MAX, "share": D("0.2")}
ALERTS: dict[str, Any] = {
    "code": "Y9",
    "level": "low",
    "name": Words("压线", "On the line"),
    "rule": "gap_to_floor <= 1",
    "action": Words("约谈", "talk"),
    "days": 0,
}
LINES: dict[str, Any] = {"name": "商用 净水", "aliases": ("商净", "Commercial")}
MOVES: dict[str, Any] = {
    "new_line": "家用",
    "old_line": "旧",
    "product": "P,1",
    "channel": "电商",
    "share": D("0.3"),
    "start": 2026 * 12 + 6,
    "end": 2026 * 12 + 11,
}
CASES: dict[str, Any] = {
    "name": "算例 2",
    "inputs": {"sales": D("1.50"), "kind": "龙头", "since": dt.date(2025, 1, 31), "is": True, "none": ""},
    "tier": "A",
    "score": D("88.5"),
    "error": "#N/A",
    "why": "第 1 条",
    "line": "商用",
    "population": ({"sales": 1}, {"sales": D("2.5")}),
    "events": ({"item": "J1", "points": D("1.5"), "times": 2},),
    "red_lines": ("R1", "R2"),
    "previous": "B",
}
RULES: dict[str, Any] = {"outcome": "B", "when": '销售额 >= 3 AND 等级 <> "无"'}
CELLS: dict[str, Any] = {"at": ("*", "低|高", "3"), "outcome": "B"}


def with_(**blocks: object) -> Scheme:
    return replace(PLAIN, **blocks)  # type: ignore[arg-type]  # because a test names the block


def banded(band: Band) -> Scheme:
    return with_(measures=(replace(MEASURE, bands=(Band(D(0), D(1)), band)), OTHER))


def tiered(tier: Tier) -> Scheme:
    return with_(tiers=(tier, *PLAIN.tiers[1:]))


SAMPLES: list[tuple[type, Any, dict[str, Any], Any]] = [
    (Scheme, PLAIN, SCHEME, lambda scheme: scheme),
    (Measure, MEASURE, MEASURES, lambda it: with_(measures=(it, OTHER))),
    (Measure, replace(MEASURE, weight=None), MEASURES | {"weight": D(0)}, lambda it: with_(measures=(OTHER, it))),
    (Band, Band(D(1), D(2)), BANDS, banded),
    (Tier, PLAIN.tiers[0], TIERS, tiered),
    (
        Tier,
        Tier("高", W),
        TIERS,
        lambda it: with_(axes=(replace(SIDE, levels=(it, Tier("低", W))), replace(SIDE, key="need"))),
    ),
    (Strategy, Strategy(), STRATEGY, lambda it: tiered(replace(PLAIN.tiers[0], strategy=it))),
    (Item, Item("J1", W, is_bonus=True, lowest=D(1), highest=D(1)), ITEMS, lambda it: with_(items=(it,))),
    (RedLine, RedLine("R1", W), RED_LINES, lambda it: with_(red_lines=(it,))),
    (Rule, Rule("A", None), RULES, lambda it: with_(rules=(it, Rule("A", None)))),
    (Rule, Rule("高", None), RULES, lambda it: with_(axes=(replace(SIDE, rules=(it,)), replace(SIDE, key="v2")))),
    (Axis, SIDE, AXES, lambda it: with_(axes=(it, replace(SIDE, key="need")))),
    (Cell, Cell(("高", "低"), "A"), CELLS, lambda it: with_(grid=(it,))),
    (Cut, SCHEME["cuts"][0], CUTS, lambda it: with_(cuts=(it,))),
    (Alert, SCHEME["alerts"][0], ALERTS, lambda it: with_(alerts=(it,))),
    (ChannelLine, ChannelLine("商用"), LINES, lambda it: with_(lines=(it,))),
    (LineMove, LineMove("商用"), MOVES, lambda it: with_(line_map=(it,))),
    (Case, Case("甲户", {}), CASES, lambda it: with_(cases=(it,))),
]
CHANGES = [
    pytest.param(build(replace(base, **{name: value})), id=f"{number} {kind.__name__}.{name}")
    for number, (kind, base, values, build) in enumerate(SAMPLES)
    for name, value in values.items()
]


def through_the_grid(scheme: Scheme, language: str) -> Scheme | None:
    made = layout(scheme)
    return read_rules(Grid("f.xlsx", "规则", grid_cells(made, language), made.last_row)).scheme


def test_the_samples_change_every_field_of_everything_that_a_scheme_is_made_of() -> None:
    for kind, base, values, _ in SAMPLES:
        assert set(values) == {field.name for field in fields(kind)}
        assert [name for name, value in values.items() if getattr(base, name) == value is not None] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", CHANGES)
def test_each_field_survives_grid_toml_and_grid(scheme: Scheme, language: str) -> None:
    first = through_the_grid(scheme, language)
    assert first == scheme
    again, _ = read_document(tomllib.loads(scheme_toml(scheme), parse_float=Decimal))
    assert through_the_grid(again, language) == scheme


UNHOLDABLE = [
    ("name.zh", with_(name=Words(" 前有空格", "Plain"))),
    ("source.zh", with_(source=Words("x" * 33000, ""))),
    ("summary", with_(summary=Words("\u200b", "\u200b"))),
    ("measures[0].aliases", with_(measures=(replace(MEASURE, aliases=("销售;收入",)), OTHER))),
    ("grid[0].at", with_(grid=(Cell(("高", "低", "高", "低"), "A"),))),
    (
        "items[0].evidence.en",
        with_(items=(Item("J1", W, is_bonus=True, lowest=D(1), highest=D(1), evidence=Words("凭证", "end ")),)),
    ),
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("path", "scheme"), UNHOLDABLE, ids=[path for path, _ in UNHOLDABLE])
def test_what_a_sheet_cannot_hold_is_refused_with_its_place(path: str, scheme: Scheme, language: str) -> None:
    with pytest.raises(SchemeError) as caught:
        write_rules_file(BytesIO(), scheme, language=language)
    problem = caught.value.problems[0]
    assert problem.reference == "rules-sheet-cannot-hold"
    assert str(problem.at.path).startswith(path)
    assert path in render(problem, language).what


TEXTS = [
    "a\nb",
    "_x0041_",
    "=1+1",
    "'x",
    "tab\tx",
    "😀",
    "5",
    "1e5",
    "TRUE",
    "是",
    "2024-01-01",
    "#N/A",
    "none",
    "{=1}",
    "100%",
]


@pytest.mark.parametrize("text", TEXTS)
def test_odd_texts_survive_a_file(text: str, tmp_path: Path) -> None:
    words = Words(text, text)
    scheme = with_(
        version=text,
        name=words,
        source=Words(text, text),
        measures=(
            replace(OTHER, name=words, aliases=(text, "x")),
            replace(MEASURE, type=ValueType.TEXT, method=Method.MAP, mapping={text: D(1)}),
        ),
        tiers=(Tier(text, words, D(80), strategy=Strategy(words)), PLAIN.tiers[1]),
        items=(Item(text, words, is_bonus=True, lowest=D(1), highest=D(1), evidence=words),),
        alerts=(Alert(text, "low", words, text, words, 3),),
        cases=(Case(text, {"sales": text, text: 1}, why=text),),
    )
    path = tmp_path / "rules.xlsx"
    with path.open("wb") as stream:
        write_rules_file(stream, scheme, language="zh")
    reading = read_rules_book(path)
    assert reading is not None
    assert reading.scheme == scheme
