"""The blocks of what classifies directly: ordered rules, the sides and parts of a grid, fitted cuts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.blocks.names import names
from xltier.tables.rules.blocks.tiers import TIER_FIELDS
from xltier.tables.rules.shape import Block, Field, Holds

RULES: Final = Block(
    "#rules",
    Words("归类规则", "Ordered rules"),
    Words(
        "自上而下，第一条成立的决定归类；最后一行条件空白为“其余”",
        "the first that holds decides; a blank condition in the last row is everybody else",
    ),
    (
        Field("order", Words("序", "order"), Holds.WHOLE),
        Field("axis", Words("维度", "side"), is_extra=True),
        Field("class", Words("归类", "class"), is_live=True),
        Field("when", Words("条件", "condition"), span=8),
    ),
)
AXES: Final = Block(
    "#axes",
    Words("矩阵维度", "Sides of the grid"),
    Words("两个或三个", "two or three"),
    (
        Field("key", Words("维度", "side")),
        *names(),
        Field("measure", Words("指标键", "measure"), span=2),
        Field("direction", Words("方向", "direction"), Holds.CHOICE, c.DIRECTION),
        Field("spread", Words("划分方式", "spread"), Holds.CHOICE, c.SPREAD, span=2),
        Field("nested", Words("组内再分", "nested"), Holds.YES, is_extra=True),
    ),
)
LEVELS: Final = Block(
    "#levels",
    Words("维度各档", "Levels of the sides"),
    Words("每个维度由高到低", "best first on each side"),
    (
        Field("axis", Words("维度", "side")),
        Field("code", Words("档", "level"), is_live=True),
        *names(span=2),
        Field("floor", Words("分界", "cut-off"), Holds.NUMBER, is_extra=True, is_live=True),
        Field("share", Words("累计占比", "share"), Holds.NUMBER, is_extra=True),
        *(
            replace(f, is_extra=True)
            for f in TIER_FIELDS
            if f.name not in {"code", "name.zh", "name.en", "floor", "share", "rank", "fill"}
        ),
        Field("fill", Words("色", "fill"), is_extra=True),
    ),
)
GRID: Final = Block(
    "#grid",
    Words("矩阵", "Grid"),
    Words("各维度的档 → 归类", "a level of each side, and the class there"),
    (
        Field("at1", Words("维度一", "side 1")),
        Field("at2", Words("维度二", "side 2")),
        Field("at3", Words("维度三", "side 3"), is_extra=True),
        Field("class", Words("归类", "class"), is_live=True),
    ),
)
CUTS: Final = Block(
    "#cuts",
    Words("总体分界", "Cuts of the population"),
    Words("由全体客户算出，条件中可引用", "computed from all customers; conditions may name them"),
    (
        Field("key", Words("键", "key")),
        Field("measure", Words("指标键", "measure")),
        Field("spread", Words("划分方式", "spread"), Holds.CHOICE, c.SPREAD),
        Field("share", Words("占比", "share"), Holds.NUMBER),
    ),
)
