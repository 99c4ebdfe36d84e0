"""The blocks of measures: how each is scored, read and recognised, with its bands and weights by line."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.blocks.names import names
from xltier.tables.rules.shape import Block, Field, Holds

_READING: Final = (
    Field("since", Words("起始日期", "since"), Holds.YES, is_extra=True),
    Field("of", Words("汇总自", "sum of"), is_extra=True, span=2),
    Field("window", Words("期间", "window"), Holds.CHOICE, c.WINDOW, is_extra=True, span=2),
    Field("applies_if", Words("适用条件", "applies if"), is_extra=True, span=3),
    Field(
        "aliases",
        Words("表头别名", "aliases"),
        Holds.LIST,
        span=6,
        is_extra=True,
        hint=Words("表头的其他写法，用 ; 分开", "other headers with the same meaning, separated by ;"),
    ),
)
"""How a measure's column is recognised and when it counts."""
_SOURCE: Final = (
    Field("source.zh", Words("口径与来源", "source"), span=4),
    Field("source.en", Words("英文口径与来源", "English source"), span=4, is_extra=True),
)
MEASURES: Final = Block(
    "#measures",
    Words("指标、权重与打分方法", "Measures and scoring"),
    Words(
        "计分指标权重合计应为 100；“分段/区间”的分界在下表",
        "weights make 100; edges of pieces and bands are in the next block",
    ),
    (
        Field("key", Words("键", "key")),
        *names(),
        Field("weight", Words("权重", "weight"), Holds.NUMBER, is_live=True),
        Field("full", Words("满分", "full"), Holds.NUMBER, is_live=True),
        Field("direction", Words("方向", "direction"), Holds.CHOICE, c.DIRECTION),
        Field("method", Words("方法", "method"), Holds.CHOICE, c.METHOD),
        Field(
            "t1",
            Words("t1", "t1"),
            Holds.NUMBER,
            is_live=True,
            hint=Words(
                "线性：零分处；比例：起算值；阶梯：满分基准",
                "linear: zero points here; proportional: from here; step: full marks here",
            ),
        ),
        Field(
            "t2",
            Words("t2", "t2"),
            Holds.NUMBER,
            is_live=True,
            hint=Words(
                "线性：满分处；比例：满分值；阶梯：每差多少",
                "linear: full marks here; proportional: full marks here; step: for each so much away",
            ),
        ),
        Field(
            "t3",
            Words("t3", "t3"),
            Holds.NUMBER,
            is_live=True,
            hint=Words("阶梯：每步扣几分", "step: points off for each step"),
        ),
        Field("t4", Words("t4", "t4"), Holds.SHOWN),
        Field("part_step", Words("不足一步", "part step"), Holds.CHOICE, c.PART_STEP, is_extra=True),
        Field("unit", Words("单位", "unit")),
        Field("decimals", Words("小数位", "decimals"), Holds.WHOLE),
        Field("required", Words("必填", "required"), Holds.YES),
        Field("min", Words("最小", "min"), Holds.NUMBER, is_live=True),
        Field("max", Words("最大", "max"), Holds.NUMBER, is_live=True),
        Field("type", Words("内容", "type"), Holds.CHOICE, c.VALUE_TYPE, is_extra=True),
        Field("match", Words("文字匹配", "match"), Holds.CHOICE, c.MATCH, is_extra=True),
        Field("unknown", Words("未列文字", "unknown"), Holds.CHOICE, c.UNKNOWN, is_extra=True),
        *_READING,
        *_SOURCE,
        Field("order", Words("序", "order"), Holds.WHOLE, is_extra=True),
    ),
)
INPUTS: Final = Block(
    "#inputs",
    Words("数据列", "Inputs"),
    Words("只提供数据、不单独计分的列", "columns that are read and not scored themselves"),
    (
        Field("key", Words("键", "key")),
        *names(),
        Field("unit", Words("单位", "unit")),
        Field("decimals", Words("小数位", "decimals"), Holds.WHOLE),
        Field("required", Words("必填", "required"), Holds.YES),
        Field("min", Words("最小", "min"), Holds.NUMBER, is_live=True),
        Field("max", Words("最大", "max"), Holds.NUMBER, is_live=True),
        Field("type", Words("内容", "type"), Holds.CHOICE, c.VALUE_TYPE, is_extra=True),
        *_READING,
        Field("order", Words("序", "order"), Holds.WHOLE, is_extra=True),
        *(
            Field(f.name, f.label, f.holds, f.choices, f.span, is_extra=True)
            for f in MEASURES.fields
            if f.name in {"full", "direction", "method", "t1", "t2", "t3", "part_step", "match", "unknown"}
        ),
        *(replace(f, is_extra=True) for f in _SOURCE),
    ),
)
HEADERS: Final = Block(
    "#headers",
    Words("表头与适用条件", "Headers and conditions"),
    Words("上面各指标的其他表头写法，以及何时适用", "other headers of the measures above, and when they apply"),
    (Field("key", Words("键", "key")), Field("shown", Words("名称", "name"), Holds.SHOWN, span=2), *_READING),
)
DERIVED: Final = Block(
    "#derived",
    Words("派生指标", "Derived measures"),
    Words(
        "由其他指标算出；改动后请用 xltier 重新生成公式",
        "computed from others; write the formulas again after a change",
    ),
    (
        Field("key", Words("键", "key")),
        Field("shown", Words("名称", "name"), Holds.SHOWN, span=2),
        Field("expression", Words("算式", "expression"), span=6),
    ),
)
BANDS: Final = Block(
    "#bands",
    Words("分段", "Bands"),
    Words(
        "一行一档：达到下限得该分；文字指标一行一词",
        "one row a band: from an edge upwards these points; one row a word of a text measure",
    ),
    (
        Field("measure", Words("指标键", "measure")),
        Field("shown", Words("名称", "name"), Holds.SHOWN),
        Field("label", Words("档名", "label")),
        Field("text", Words("文字", "text"), is_extra=True, is_live=True, span=2),
        Field("from", Words("下限", "from"), Holds.NUMBER, is_live=True),
        Field(
            "edge",
            Words("含下限", "edge"),
            Holds.CHOICE,
            c.EDGE,
            is_live=True,
            hint=Words("空白：归得分较高的一档", "blank: belongs to the neighbour with more points"),
        ),
        Field("points", Words("得分", "points"), Holds.NUMBER, is_live=True),
        Field("slope", Words("斜率", "slope"), Holds.NUMBER, is_extra=True, is_live=True),
        Field("to", Words("上限(含)", "up to"), Holds.NUMBER, is_extra=True),
        Field("below", Words("上限(不含)", "below"), Holds.NUMBER, is_extra=True),
        Field("line", Words("线别", "line"), is_extra=True, span=2),
    ),
)
WEIGHTS: Final = Block(
    "#weights",
    Words("线别权重", "Weights by line"),
    Words("只列与上表不同的", "only where they differ"),
    (
        Field("measure", Words("指标键", "measure")),
        Field("shown", Words("名称", "name"), Holds.SHOWN),
        Field("line", Words("线别", "line")),
        Field("weight", Words("权重", "weight"), Holds.NUMBER, is_live=True),
    ),
)
