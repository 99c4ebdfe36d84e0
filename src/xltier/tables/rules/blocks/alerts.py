"""The block of alerts."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.blocks.names import names
from xltier.tables.rules.shape import Block, Field, Holds

ALERTS: Final = Block(
    "#alerts",
    Words("预警", "Alerts"),
    Words("条件成立即列入预警清单", "a rule that holds puts the customer on the list"),
    (
        Field("code", Words("编码", "code")),
        *names(),
        Field("level", Words("级别", "level"), Holds.CHOICE, c.LEVEL),
        Field("days", Words("期限(天)", "days"), Holds.WHOLE),
        Field("rule", Words("条件", "rule"), span=5),
        Field("action.zh", Words("行动", "action"), span=5),
        Field("action.en", Words("行动(英)", "action (en)"), span=5),
    ),
)
