"""The words of drop-downs: the document's word to what the cell shows in either language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xltier.core.words import Words

Choices = Mapping[str, Words]

YES: Final = Words("是", "yes")
NO: Final = Words("否", "no")
NONE: Final = Words("无", "none")
AUTO: Final = Words("自动", "auto")

KIND: Final[Choices] = {
    "scorecard": Words("评分卡", "scorecard"),
    "band": Words("单项分档", "band"),
    "rules": Words("规则", "rules"),
    "grid": Words("矩阵", "grid"),
    "distribution": Words("分布", "distribution"),
}
SCORING: Final[Choices] = {
    "weighted": Words("加权", "weighted"),
    "additive": Words("累加", "additive"),
    "partial": Words("部分权重", "partial"),
}
COMBINE: Final[Choices] = {
    "weighted": Words("加权", "weighted"),
    "best": Words("取最好", "best"),
    "worst": Words("取最差", "worst"),
    "majority": Words("取多数", "majority"),
}
ONLY: Final = Words("只取", "only")
"""Before the key of the one measure that decides: ``only:sales``."""
DIRECTION: Final[Choices] = {"high": Words("高", "high"), "low": Words("低", "low")}
EDGE: Final[Choices] = {"in": Words("含", "in"), "out": Words("不含", "out")}
EDGES: Final[Choices] = {
    "strict": Words("须相接", "strict"),
    "half-open": Words("按半开区间", "half-open"),
    "rfm-r": Words("同 R 语言 rfm", "rfm-r"),
}
METHOD: Final[Choices] = {
    "pieces": Words("分段", "pieces"),
    "band": Words("区间", "band"),
    "linear": Words("线性", "linear"),
    "proportional": Words("比例", "proportional"),
    "step": Words("阶梯", "step"),
    "relative": Words("相对最高", "relative"),
    "percentile": Words("名次", "percentile"),
    "map": Words("文字", "map"),
    "flag": Words("是否", "flag"),
}
PART_STEP: Final[Choices] = {"down": Words("舍", "down"), "up": Words("进", "up")}
VALUE_TYPE: Final[Choices] = {
    "number": Words("数字", "number"),
    "text": Words("文字", "text"),
    "flag": Words("是否", "flag"),
}
MATCH: Final[Choices] = {"exact": Words("完全一致", "exact"), "keyword": Words("含关键词", "keyword")}
UNKNOWN: Final[Choices] = {"error": Words("报错", "error"), "blank": Words("视为未报", "blank")}
ITEM_TYPE: Final[Choices] = {"bonus": Words("加分", "bonus"), "penalty": Words("扣分", "penalty")}
ITEM_LOG: Final[Choices] = {"complaints": Words("投诉登记", "complaint log")}
LEVEL: Final[Choices] = {"high": Words("高", "high"), "medium": Words("中", "medium"), "low": Words("低", "low")}
NOT_REPORTED: Final[Choices] = {"zero": Words("计零分", "zero"), "na": Words("不评", "na")}
FALLS_WHEN: Final[Choices] = {
    "both": Words("超出缓冲且连续", "beyond buffer and in a row"),
    "either": Words("超出缓冲或连续", "beyond buffer or in a row"),
}
TIE: Final[Choices] = {"better": Words("取优", "better"), "worse": Words("取劣", "worse")}
QUOTA_TIES: Final[Choices] = {"up": Words("上靠", "up"), "down": Words("下靠", "down")}
CROSSING: Final[Choices] = {"up": Words("归上档", "up"), "down": Words("归下档", "down")}
SPREAD: Final[Choices] = {
    "quantile": Words("人数占比", "quantile"),
    "cumulative": Words("累计金额占比", "cumulative"),
    "mean": Words("均值", "mean"),
    "median": Words("中位数", "median"),
    "max": Words("最大值", "max"),
    "percentile": Words("百分位", "percentile"),
    "quantile-r": Words("R 分位数", "quantile-r"),
}
WINDOW: Final[Choices] = {
    "month": Words("当月", "month"),
    "growth": Words("同期对比", "growth"),
    "growth_base": Words("去年同期", "growth_base"),
    "three_months": Words("近三月", "three_months"),
    "three_months_days": Words("近三月天数", "three_months_days"),
}
GROWTH_BASIS: Final[Choices] = {
    "month": Words("同月", "month"),
    "jan-feb": Words("一二月合并", "jan-feb"),
    "lunar": Words("按农历", "lunar"),
}
