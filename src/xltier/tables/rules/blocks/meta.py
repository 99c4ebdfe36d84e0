"""The block of the settings of the whole scheme."""

from __future__ import annotations

from typing import Final

from xltier.core.words import Words
from xltier.tables.rules import choices as c
from xltier.tables.rules.shape import Block, Field, Holds

META: Final = Block(
    "#meta",
    Words("方案", "Scheme"),
    Words("方案的总设置；空白用默认值", "settings of the whole scheme; blank takes the default"),
    (
        Field(
            "id",
            Words("方案", "scheme"),
            hint=Words("方案代号，英文小写与连字符", "id of the scheme: lower case and hyphens"),
        ),
        Field("version", Words("版本", "version")),
        Field("valid_from", Words("生效日期", "valid from"), Holds.DATE),
        Field("name.zh", Words("名称", "name")),
        Field("name.en", Words("英文名称", "English name")),
        Field("summary.zh", Words("说明", "summary")),
        Field("summary.en", Words("英文说明", "English summary")),
        Field("source.zh", Words("来源", "source")),
        Field("source.en", Words("英文来源", "English source")),
        Field("kind", Words("类型", "kind"), Holds.CHOICE, c.KIND),
        Field("scoring", Words("计分方式", "scoring"), Holds.CHOICE, c.SCORING),
        Field("score_decimals", Words("总分小数位", "score decimals"), Holds.WHOLE),
        Field("points_decimals", Words("得分小数位", "points decimals"), Holds.WHOLE),
        Field("score_full", Words("满分折算", "worth of full marks"), Holds.NUMBER, is_live=True),
        Field("score_min", Words("最低分", "lowest score"), Holds.NUMBER, is_live=True),
        Field("score_max", Words("最高分", "highest score"), Holds.NUMBER, is_live=True),
        Field("cap_bonus", Words("加分封顶", "most bonus"), Holds.NUMBER, is_live=True),
        Field("cap_penalty", Words("扣分封顶", "most penalty"), Holds.NUMBER, is_live=True),
        Field("min_coverage", Words("最低覆盖率", "least coverage"), Holds.NUMBER, is_live=True),
        Field("not_reported", Words("未报指标", "not reported"), Holds.CHOICE, c.NOT_REPORTED),
        Field(
            "combine",
            Words("合成方式", "combine"),
            Holds.COMBINE,
            c.COMBINE,
            hint=Words("只由一个指标决定的，写“只取:键”", "where one measure alone decides, write only:KEY"),
        ),
        Field("majority_tie", Words("众数并列", "tied majority"), Holds.CHOICE, c.TIE),
        Field("buffer", Words("保级缓冲", "buffer"), Holds.NUMBER, is_live=True),
        Field(
            "buffer_share",
            Words("保级缓冲比例", "buffer share"),
            Holds.NUMBER,
            hint=Words(
                "缓冲为分数线的几成，如 5%；按分数计则填上一行", "a share of the cut-off, such as 5%; else points above"
            ),
        ),
        Field("min_months", Words("连续几月才升降", "months to move"), Holds.WHOLE),
        Field("falls_when", Words("降级条件", "falls when"), Holds.CHOICE, c.FALLS_WHEN),
        Field("quota", Words("强制分布", "quota"), Holds.YES),
        Field("quota_ties", Words("分布并列", "quota ties"), Holds.CHOICE, c.QUOTA_TIES),
        Field("measure", Words("分档指标", "measure")),
        Field("direction", Words("方向", "direction"), Holds.CHOICE, c.DIRECTION),
        Field("spread", Words("划分方式", "spread"), Holds.CHOICE, c.SPREAD),
        Field(
            "crossing",
            Words("跨线归属", "crossing"),
            Holds.CHOICE,
            c.CROSSING,
            hint=Words(
                "跨过占比分界的客户归上档（默认）还是归下档，后者即“累计占比不超过 80% 为 A”",
                "whether who crosses a share goes up, as by default, or down: A is what makes 80% at most",
            ),
        ),
        Field("edges", Words("分界写法", "edges"), Holds.CHOICE, c.EDGES),
        Field("month_start_day", Words("月起始日", "month start day"), Holds.WHOLE),
        Field("growth_basis", Words("同期口径", "growth basis"), Holds.CHOICE, c.GROWTH_BASIS),
        Field("order_months", Words("订单窗口月数", "order months"), Holds.WHOLE),
        Field("by_name", Words("仅指名使用", "only by name"), Holds.YES),
    ),
    is_head=True,
)
