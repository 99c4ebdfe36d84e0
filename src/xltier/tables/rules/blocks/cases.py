"""The block of the examples that a scheme carries."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules.shape import Block, Field, Holds

CASES: Final = Block(
    "#cases",
    Words("算例", "Examples"),
    Words(
        "已折叠，点左侧 + 展开；xltier check 会重算并核对",
        "folded: open it by the + at the left; xltier check computes them again",
    ),
    (
        Field("name", Words("算例", "example"), span=3),
        Field("line", Words("线别", "line"), is_extra=True, span=2),
        Field("input", Words("输入", "input"), Holds.DATA, span=6),
        Field("tier", Words("等级", "tier")),
        Field("score", Words("得分", "score"), Holds.NUMBER),
        Field("error", Words("错误值", "error")),
        Field("why", Words("依据", "why"), span=5),
        Field("events", Words("加减分", "events"), Holds.DATA, is_extra=True, span=3),
        Field("red_lines", Words("红线", "red lines"), Holds.LIST, is_extra=True, span=2),
        Field("previous", Words("上期等级", "previous"), is_extra=True),
        Field("population", Words("总体", "population"), Holds.DATA, is_extra=True, span=4),
    ),
)
