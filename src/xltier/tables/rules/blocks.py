"""The blocks of the rules sheet, in the order in which they are written (design: UX 2.3)."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.shape import Block, Field, Holds

NUMBER, WHOLE, YES, LIST, CHOICE = Holds.NUMBER, Holds.WHOLE, Holds.YES, Holds.LIST, Holds.CHOICE
_W = Words


def _names(*, span: int = 1) -> tuple[Field, Field]:
    return Field("name.zh", _W("名称", "name"), span=span), Field("name.en", _W("英文名称", "English name"), span=span)


META: Final = Block(
    "#meta",
    _W("方案", "Scheme"),
    _W("方案的总设置；空白用默认值", "settings of the whole scheme; blank takes the default"),
    (
        Field(
            "id",
            _W("方案", "scheme"),
            hint=_W("方案代号，英文小写与连字符", "id of the scheme: lower case and hyphens"),
        ),
        Field("version", _W("版本", "version")),
        Field("valid_from", _W("生效日期", "valid from"), Holds.DATE),
        Field("name.zh", _W("名称", "name")),
        Field("name.en", _W("英文名称", "English name")),
        Field("summary.zh", _W("说明", "summary")),
        Field("summary.en", _W("英文说明", "English summary")),
        Field("source", _W("来源", "source")),
        Field("kind", _W("类型", "kind"), CHOICE, c.KIND),
        Field("scoring", _W("计分方式", "scoring"), CHOICE, c.SCORING),
        Field("score_decimals", _W("总分小数位", "score decimals"), WHOLE),
        Field("points_decimals", _W("得分小数位", "points decimals"), WHOLE),
        Field("score_full", _W("满分折算", "worth of full marks"), NUMBER, is_live=True),
        Field("score_min", _W("最低分", "lowest score"), NUMBER, is_live=True),
        Field("score_max", _W("最高分", "highest score"), NUMBER, is_live=True),
        Field("cap_bonus", _W("加分封顶", "most bonus"), NUMBER, is_live=True),
        Field("cap_penalty", _W("扣分封顶", "most penalty"), NUMBER, is_live=True),
        Field("min_coverage", _W("最低覆盖率", "least coverage"), NUMBER, is_live=True),
        Field("not_reported", _W("未报指标", "not reported"), CHOICE, c.NOT_REPORTED),
        Field("combine", _W("合成方式", "combine")),
        Field("majority_tie", _W("众数并列", "tied majority"), CHOICE, c.TIE),
        Field("buffer", _W("保级缓冲", "buffer"), NUMBER, is_live=True),
        Field(
            "buffer_share",
            _W("保级缓冲比例", "buffer share"),
            NUMBER,
            hint=_W(
                "缓冲为分数线的几成，如 5%；按分数计则填上一行", "a share of the cut-off, such as 5%; else points above"
            ),
        ),
        Field("min_months", _W("连续几月才升降", "months to move"), WHOLE),
        Field("falls_when", _W("降级条件", "falls when"), CHOICE, c.FALLS_WHEN),
        Field("quota", _W("强制分布", "quota"), YES),
        Field("quota_ties", _W("分布并列", "quota ties"), CHOICE, c.QUOTA_TIES),
        Field("measure", _W("分档指标", "measure")),
        Field("direction", _W("方向", "direction"), CHOICE, c.DIRECTION),
        Field("spread", _W("划分方式", "spread"), CHOICE, c.SPREAD),
        Field("edges", _W("分界写法", "edges"), CHOICE, c.EDGES),
        Field("month_start_day", _W("月起始日", "month start day"), WHOLE),
        Field("growth_basis", _W("同期口径", "growth basis"), CHOICE, c.GROWTH_BASIS),
        Field("order_months", _W("订单窗口月数", "order months"), WHOLE),
        Field("by_name", _W("仅指名使用", "only by name"), YES),
    ),
    is_head=True,
)

_TIER_FIELDS: Final = (
    Field("code", _W("等级", "tier"), is_live=True),
    *_names(),
    Field("rank", _W("级次", "rank"), WHOLE, hint=_W("1 为最高级", "1 is the best tier")),
    Field("floor", _W("分数线", "cut-off"), NUMBER, is_extra=True, is_live=True),
    Field("edge", _W("含分界", "edge"), CHOICE, c.EDGE, is_extra=True, is_live=True),
    Field("to", _W("上限(含)", "up to"), NUMBER, is_extra=True),
    Field("below", _W("上限(不含)", "below"), NUMBER, is_extra=True),
    Field("share", _W("累计占比", "share"), NUMBER, is_extra=True),
    Field("quota", _W("人数占比", "quota"), NUMBER, is_extra=True),
    Field("line", _W("线别", "line"), is_extra=True),
    Field(
        "fill",
        _W("色板", "colour"),
        Holds.COLOUR,
        hint=_W("直接填充本格即可换色", "fill this cell to change the colour"),
    ),
    Field("ink", _W("文字色", "text colour"), is_extra=True),
    Field("visit.zh", _W("服务频次", "visits"), span=2, is_extra=True),
    Field("visit.en", _W("服务频次(英)", "visits (en)"), span=2, is_extra=True),
    Field("credit.zh", _W("授信账期", "credit"), is_extra=True, span=2),
    Field("credit.en", _W("授信账期(英)", "credit (en)"), is_extra=True, span=2),
    Field("rebate.zh", _W("返利系数", "rebate"), is_extra=True, span=2),
    Field("rebate.en", _W("返利系数(英)", "rebate (en)"), is_extra=True, span=2),
    Field("resource_share", _W("资源占比", "resources"), NUMBER, is_extra=True),
    Field("strategy.zh", _W("服务策略", "strategy"), span=5),
    Field("strategy.en", _W("服务策略(英)", "strategy (en)"), span=5),
)
TIERS: Final = Block(
    "#tiers",
    _W("等级", "Tiers"),
    _W("由低到高；色板格直接填充即可换色", "from low to high; fill a colour cell to change the colour"),
    _TIER_FIELDS,
)
_READING: Final = (
    Field("since", _W("起始日期", "since"), YES, is_extra=True),
    Field("of", _W("汇总自", "sum of"), is_extra=True, span=2),
    Field("window", _W("期间", "window"), CHOICE, c.WINDOW, is_extra=True, span=2),
    Field("applies_if", _W("适用条件", "applies if"), is_extra=True, span=3),
    Field(
        "aliases",
        _W("表头别名", "aliases"),
        LIST,
        span=6,
        is_extra=True,
        hint=_W("表头的其他写法，用 ; 分开", "other headers with the same meaning, separated by ;"),
    ),
)
"""How a measure's column is recognised and when it counts."""

MEASURES: Final = Block(
    "#measures",
    _W("指标、权重与打分方法", "Measures and scoring"),
    _W(
        "计分指标权重合计应为 100；“分段/区间”的分界在下表",
        "weights make 100; edges of pieces and bands are in the next block",
    ),
    (
        Field("key", _W("键", "key")),
        *_names(),
        Field("weight", _W("权重", "weight"), NUMBER, is_live=True),
        Field("full", _W("满分", "full"), NUMBER, is_live=True),
        Field("direction", _W("方向", "direction"), CHOICE, c.DIRECTION),
        Field("method", _W("方法", "method"), CHOICE, c.METHOD),
        Field(
            "t1",
            _W("t1", "t1"),
            NUMBER,
            is_live=True,
            hint=_W(
                "线性：零分处；比例：起算值；阶梯：满分基准",
                "linear: zero points here; proportional: from here; step: full marks here",
            ),
        ),
        Field(
            "t2",
            _W("t2", "t2"),
            NUMBER,
            is_live=True,
            hint=_W(
                "线性：满分处；比例：满分值；阶梯：每差多少",
                "linear: full marks here; proportional: full marks here; step: for each so much away",
            ),
        ),
        Field(
            "t3", _W("t3", "t3"), NUMBER, is_live=True, hint=_W("阶梯：每步扣几分", "step: points off for each step")
        ),
        Field("t4", _W("t4", "t4"), Holds.SHOWN),
        Field("part_step", _W("不足一步", "part step"), CHOICE, c.PART_STEP, is_extra=True),
        Field("unit", _W("单位", "unit")),
        Field("decimals", _W("小数位", "decimals"), WHOLE),
        Field("required", _W("必填", "required"), YES),
        Field("min", _W("最小", "min"), NUMBER, is_live=True),
        Field("max", _W("最大", "max"), NUMBER, is_live=True),
        Field("type", _W("内容", "type"), CHOICE, c.VALUE_TYPE, is_extra=True),
        Field("match", _W("文字匹配", "match"), CHOICE, c.MATCH, is_extra=True),
        Field("unknown", _W("未列文字", "unknown"), CHOICE, c.UNKNOWN, is_extra=True),
        *_READING,
        Field("source", _W("口径与来源", "source"), span=4),
        Field("order", _W("序", "order"), WHOLE, is_extra=True),
    ),
)
INPUTS: Final = Block(
    "#inputs",
    _W("数据列", "Inputs"),
    _W("只提供数据、不单独计分的列", "columns that are read and not scored themselves"),
    (
        Field("key", _W("键", "key")),
        *_names(),
        Field("unit", _W("单位", "unit")),
        Field("decimals", _W("小数位", "decimals"), WHOLE),
        Field("required", _W("必填", "required"), YES),
        Field("min", _W("最小", "min"), NUMBER, is_live=True),
        Field("max", _W("最大", "max"), NUMBER, is_live=True),
        Field("type", _W("内容", "type"), CHOICE, c.VALUE_TYPE, is_extra=True),
        *_READING,
        Field("order", _W("序", "order"), WHOLE, is_extra=True),
        *(
            Field(f.name, f.label, f.holds, f.choices, f.span, is_extra=True)
            for f in MEASURES.fields
            if f.name in {"full", "direction", "method", "t1", "t2", "t3", "part_step", "match", "unknown", "source"}
        ),
    ),
)
HEADERS: Final = Block(
    "#headers",
    _W("表头与适用条件", "Headers and conditions"),
    _W("上面各指标的其他表头写法，以及何时适用", "other headers of the measures above, and when they apply"),
    (Field("key", _W("键", "key")), Field("shown", _W("名称", "name"), Holds.SHOWN, span=2), *_READING),
)
DERIVED: Final = Block(
    "#derived",
    _W("派生指标", "Derived measures"),
    _W(
        "由其他指标算出；改动后请用 xltier 重新生成公式",
        "computed from others; write the formulas again after a change",
    ),
    (
        Field("key", _W("键", "key")),
        Field("shown", _W("名称", "name"), Holds.SHOWN, span=2),
        Field("expression", _W("算式", "expression"), span=6),
    ),
)
BANDS: Final = Block(
    "#bands",
    _W("分段", "Bands"),
    _W(
        "一行一档：达到下限得该分；文字指标一行一词",
        "one row a band: from an edge upwards these points; one row a word of a text measure",
    ),
    (
        Field("measure", _W("指标键", "measure")),
        Field("shown", _W("名称", "name"), Holds.SHOWN),
        Field("label", _W("档名", "label")),
        Field("text", _W("文字", "text"), is_extra=True, is_live=True, span=2),
        Field("from", _W("下限", "from"), NUMBER, is_live=True),
        Field(
            "edge",
            _W("含下限", "edge"),
            CHOICE,
            c.EDGE,
            is_live=True,
            hint=_W("空白：归得分较高的一档", "blank: belongs to the neighbour with more points"),
        ),
        Field("points", _W("得分", "points"), NUMBER, is_live=True),
        Field("slope", _W("斜率", "slope"), NUMBER, is_extra=True, is_live=True),
        Field("to", _W("上限(含)", "up to"), NUMBER, is_extra=True),
        Field("below", _W("上限(不含)", "below"), NUMBER, is_extra=True),
        Field("line", _W("线别", "line"), is_extra=True, span=2),
    ),
)
WEIGHTS: Final = Block(
    "#weights",
    _W("线别权重", "Weights by line"),
    _W("只列与上表不同的", "only where they differ"),
    (
        Field("measure", _W("指标键", "measure")),
        Field("shown", _W("名称", "name"), Holds.SHOWN),
        Field("line", _W("线别", "line")),
        Field("weight", _W("权重", "weight"), NUMBER, is_live=True),
    ),
)
ITEMS: Final = Block(
    "#items",
    _W("加减分项目", "Bonus and penalty"),
    _W(
        "分值写正数，类型定加减；满足自动条件即计一次",
        "points are positive, the type gives the sign; a condition fires an item once",
    ),
    (
        Field("code", _W("编码", "code")),
        *_names(),
        Field("type", _W("类型", "type"), CHOICE, c.ITEM_TYPE),
        Field("points_min", _W("最少分值", "points from"), NUMBER, is_live=True),
        Field("points_max", _W("最多分值", "points to"), NUMBER),
        Field("cap", _W("单项封顶", "cap"), NUMBER, is_live=True),
        Field("group", _W("分组", "group"), is_extra=True, span=2),
        Field("decay", _W("每月衰减", "decay"), NUMBER, is_extra=True),
        Field("auto", _W("自动条件", "condition"), span=4),
        Field("count", _W("次数指标", "count"), is_extra=True, span=2),
        Field("whole", _W("整数分", "whole points"), YES, is_extra=True),
        Field("evidence.zh", _W("凭证", "evidence"), span=3),
        Field("evidence.en", _W("凭证(英)", "evidence (en)"), span=3),
    ),
)
GROUPS: Final = Block(
    "#groups",
    _W("加减分分组", "Groups of items"),
    _W("同组项目合计封顶", "the items of a group share a cap"),
    (Field("group", _W("分组", "group")), Field("cap", _W("封顶", "cap"), NUMBER, is_live=True)),
)
RED_LINES: Final = Block(
    "#redlines",
    _W("红线", "Red lines"),
    _W("触发即封顶或降级，与得分无关", "caps or drops the tier whatever the score"),
    (
        Field("code", _W("编码", "code"), is_live=True),
        *_names(),
        Field("cap", _W("最高可评", "cap"), is_live=True),
        Field("drop", _W("降几级", "drop"), WHOLE, is_live=True),
        Field("months", _W("有效月数", "months"), WHOLE),
        Field("void_bonus", _W("加分作废", "void bonus"), YES, is_live=True),
        Field("auto", _W("自动条件", "condition"), span=4),
        Field("release", _W("解除条件", "release"), span=4),
    ),
)
RULES: Final = Block(
    "#rules",
    _W("归类规则", "Ordered rules"),
    _W(
        "自上而下，第一条成立的决定归类；最后一行条件空白为“其余”",
        "the first that holds decides; a blank condition in the last row is everybody else",
    ),
    (
        Field("order", _W("序", "order"), WHOLE),
        Field("axis", _W("维度", "side"), is_extra=True),
        Field("class", _W("归类", "class"), is_live=True),
        Field("when", _W("条件", "condition"), span=8),
    ),
)
AXES: Final = Block(
    "#axes",
    _W("矩阵维度", "Sides of the grid"),
    _W("两个或三个", "two or three"),
    (
        Field("key", _W("维度", "side")),
        *_names(),
        Field("measure", _W("指标键", "measure"), span=2),
        Field("direction", _W("方向", "direction"), CHOICE, c.DIRECTION),
        Field("spread", _W("划分方式", "spread"), CHOICE, c.SPREAD, span=2),
        Field("nested", _W("组内再分", "nested"), YES, is_extra=True),
    ),
)
LEVELS: Final = Block(
    "#levels",
    _W("维度各档", "Levels of the sides"),
    _W("每个维度由高到低", "best first on each side"),
    (
        Field("axis", _W("维度", "side")),
        Field("code", _W("档", "level"), is_live=True),
        *_names(span=2),
        Field("floor", _W("分界", "cut-off"), NUMBER, is_extra=True, is_live=True),
        Field("share", _W("累计占比", "share"), NUMBER, is_extra=True),
        *(
            Field(f.name, f.label, f.holds, f.choices, f.span, is_extra=True, is_live=f.is_live)
            for f in _TIER_FIELDS
            if f.name not in {"code", "name.zh", "name.en", "floor", "share", "rank", "fill"}
        ),
        Field("fill", _W("色", "fill"), is_extra=True),
    ),
)
GRID: Final = Block(
    "#grid",
    _W("矩阵", "Grid"),
    _W("各维度的档 → 归类", "a level of each side, and the class there"),
    (
        Field("at1", _W("维度一", "side 1")),
        Field("at2", _W("维度二", "side 2")),
        Field("at3", _W("维度三", "side 3"), is_extra=True),
        Field("class", _W("归类", "class"), is_live=True),
    ),
)
CUTS: Final = Block(
    "#cuts",
    _W("总体分界", "Cuts of the population"),
    _W("由全体客户算出，条件中可引用", "computed from all customers; conditions may name them"),
    (
        Field("key", _W("键", "key")),
        Field("measure", _W("指标键", "measure")),
        Field("spread", _W("划分方式", "spread"), CHOICE, c.SPREAD),
        Field("share", _W("占比", "share"), NUMBER),
    ),
)
CHANNELS: Final = Block(
    "#channels",
    _W("渠道线别", "Channel lines"),
    _W("名称与别名", "names and other names"),
    (Field("name", _W("线别", "line"), span=2), Field("aliases", _W("别名", "other names"), LIST, span=6)),
)
LINES: Final = Block(
    "#lines",
    _W("线别对照", "Moved lines"),
    _W("某月起，产品或旧线别归入新线别", "from a month on, a product or an old line belongs to another line"),
    (
        Field("old_line", _W("旧线别", "old line")),
        Field("product", _W("产品", "product")),
        Field("channel", _W("渠道", "channel")),
        Field("new_line", _W("新线别", "new line"), span=2),
        Field("share", _W("占比", "share"), NUMBER),
        Field("from", _W("起始月", "from month"), Holds.MONTH),
        Field("to", _W("截止月", "to month"), Holds.MONTH),
    ),
)
ALERTS: Final = Block(
    "#alerts",
    _W("预警", "Alerts"),
    _W("条件成立即列入预警清单", "a rule that holds puts the customer on the list"),
    (
        Field("code", _W("编码", "code")),
        *_names(),
        Field("level", _W("级别", "level"), CHOICE, c.LEVEL),
        Field("days", _W("期限(天)", "days"), WHOLE),
        Field("rule", _W("条件", "rule"), span=5),
        Field("action.zh", _W("行动", "action"), span=5),
        Field("action.en", _W("行动(英)", "action (en)"), span=5),
    ),
)
CASES: Final = Block(
    "#cases",
    _W("算例", "Examples"),
    _W(
        "已折叠，点左侧 + 展开；xltier check 会重算并核对",
        "folded: open it by the + at the left; xltier check computes them again",
    ),
    (
        Field("name", _W("算例", "example"), span=3),
        Field("line", _W("线别", "line"), is_extra=True, span=2),
        Field("input", _W("输入", "input"), Holds.DATA, span=6),
        Field("tier", _W("等级", "tier")),
        Field("score", _W("得分", "score"), NUMBER),
        Field("error", _W("错误值", "error")),
        Field("why", _W("依据", "why"), span=5),
        Field("events", _W("加减分", "events"), Holds.DATA, is_extra=True, span=3),
        Field("red_lines", _W("红线", "red lines"), LIST, is_extra=True, span=2),
        Field("previous", _W("上期等级", "previous"), is_extra=True),
        Field("population", _W("总体", "population"), Holds.DATA, is_extra=True, span=4),
    ),
)
BLOCKS: Final = (
    TIERS,
    MEASURES,
    BANDS,
    WEIGHTS,
    AXES,
    LEVELS,
    GRID,
    RULES,
    CUTS,
    ITEMS,
    GROUPS,
    RED_LINES,
    ALERTS,
    META,
    DERIVED,
    INPUTS,
    HEADERS,
    CHANNELS,
    LINES,
    CASES,
)
END: Final = "#end"
"""Stands in hidden column A below the last row of a block."""
