"""The blocks of channel lines, and of what moved between them."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules.shape import Block, Field, Holds

CHANNELS: Final = Block(
    "#channels",
    Words("渠道线别", "Channel lines"),
    Words("名称与别名", "names and other names"),
    (Field("name", Words("线别", "line"), span=2), Field("aliases", Words("别名", "other names"), Holds.LIST, span=6)),
)
LINES: Final = Block(
    "#lines",
    Words("线别对照", "Moved lines"),
    Words("某月起，产品或旧线别归入新线别", "from a month on, a product or an old line belongs to another line"),
    (
        Field("old_line", Words("旧线别", "old line")),
        Field("product", Words("产品", "product")),
        Field("channel", Words("渠道", "channel")),
        Field("new_line", Words("新线别", "new line"), span=2),
        Field("share", Words("占比", "share"), Holds.NUMBER),
        Field("from", Words("起始月", "from month"), Holds.MONTH),
        Field("to", Words("截止月", "to month"), Holds.MONTH),
    ),
)
