"""The blocks of bonus and penalty items, of their groups, and of red lines."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.blocks.names import names
from xltier.tables.rules.shape import Block, Field, Holds

ITEMS: Final = Block(
    "#items",
    Words("加减分项目", "Bonus and penalty"),
    Words(
        "分值写正数，类型定加减；满足自动条件即计一次",
        "points are positive, the type gives the sign; a condition fires an item once",
    ),
    (
        Field("code", Words("编码", "code")),
        *names(),
        Field("type", Words("类型", "type"), Holds.CHOICE, c.ITEM_TYPE),
        Field("points_min", Words("最少分值", "points from"), Holds.NUMBER, is_live=True),
        Field("points_max", Words("最多分值", "points to"), Holds.NUMBER),
        Field("cap", Words("单项封顶", "cap"), Holds.NUMBER, is_live=True),
        Field("group", Words("分组", "group"), is_extra=True, span=2),
        Field("decay", Words("每月衰减", "decay"), Holds.NUMBER, is_extra=True),
        Field("auto", Words("自动条件", "condition"), span=4),
        Field("count", Words("次数指标", "count"), is_extra=True, span=2),
        Field(
            "log",
            Words("来源登记", "from log"),
            Holds.CHOICE,
            c.ITEM_LOG,
            is_extra=True,
            span=2,
            hint=Words(
                "每笔有效投诉计一次，加减分登记里已有的不重复计",
                "each valid complaint counts once, unless the adjustments log has it already",
            ),
        ),
        Field("whole", Words("整数分", "whole points"), Holds.YES, is_extra=True),
        Field("evidence.zh", Words("凭证", "evidence"), span=3),
        Field("evidence.en", Words("凭证(英)", "evidence (en)"), span=3),
    ),
)
GROUPS: Final = Block(
    "#groups",
    Words("加减分分组", "Groups of items"),
    Words("同组项目合计封顶", "the items of a group share a cap"),
    (Field("group", Words("分组", "group")), Field("cap", Words("封顶", "cap"), Holds.NUMBER, is_live=True)),
)
RED_LINES: Final = Block(
    "#redlines",
    Words("红线", "Red lines"),
    Words("触发即封顶或降级，与得分无关", "caps or drops the tier whatever the score"),
    (
        Field("code", Words("编码", "code"), is_live=True),
        *names(),
        Field("cap", Words("最高可评", "cap"), is_live=True),
        Field("drop", Words("降几级", "drop"), Holds.WHOLE, is_live=True),
        Field("months", Words("有效月数", "months"), Holds.WHOLE),
        Field("void_bonus", Words("加分作废", "void bonus"), Holds.YES, is_live=True),
        Field("auto", Words("自动条件", "condition"), span=4),
        Field("release", Words("解除条件", "release"), span=4),
    ),
)
