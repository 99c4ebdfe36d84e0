"""The block of tiers, and the columns that the levels of a side share with it."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.blocks.names import names
from xltier.tables.rules.shape import Block, Field, Holds

TIER_FIELDS: Final = (
    Field("code", Words("等级", "tier"), is_live=True),
    *names(),
    Field("rank", Words("级次", "rank"), Holds.WHOLE, hint=Words("1 为最高级", "1 is the best tier")),
    Field("floor", Words("分数线", "cut-off"), Holds.NUMBER, is_extra=True, is_live=True),
    Field("edge", Words("含分界", "edge"), Holds.CHOICE, c.EDGE, is_extra=True, is_live=True),
    Field("to", Words("上限(含)", "up to"), Holds.NUMBER, is_extra=True),
    Field("below", Words("上限(不含)", "below"), Holds.NUMBER, is_extra=True),
    Field("share", Words("累计占比", "share"), Holds.NUMBER, is_extra=True),
    Field("quota", Words("人数占比", "quota"), Holds.NUMBER, is_extra=True),
    Field("line", Words("线别", "line"), is_extra=True),
    Field(
        "fill",
        Words("色板", "colour"),
        Holds.COLOUR,
        hint=Words("直接填充本格即可换色", "fill this cell to change the colour"),
    ),
    Field("ink", Words("文字色", "text colour"), is_extra=True),
    Field("visit.zh", Words("服务频次", "visits"), span=2, is_extra=True),
    Field("visit.en", Words("服务频次(英)", "visits (en)"), span=2, is_extra=True),
    Field("credit.zh", Words("授信账期", "credit"), is_extra=True, span=2),
    Field("credit.en", Words("授信账期(英)", "credit (en)"), is_extra=True, span=2),
    Field("rebate.zh", Words("返利系数", "rebate"), is_extra=True, span=2),
    Field("rebate.en", Words("返利系数(英)", "rebate (en)"), is_extra=True, span=2),
    Field("resource_share", Words("资源占比", "resources"), Holds.NUMBER, is_extra=True, is_live=True),
    Field("strategy.zh", Words("服务策略", "strategy"), span=5),
    Field("strategy.en", Words("服务策略(英)", "strategy (en)"), span=5),
)

TIERS: Final = Block(
    "#tiers",
    Words("等级", "Tiers"),
    Words("由低到高；色板格直接填充即可换色", "from low to high; fill a colour cell to change the colour"),
    TIER_FIELDS,
)
