"""Paths of a scheme document in words: ``measures[2].weight`` is measure 3, weight."""

from __future__ import annotations

import re
from typing import Final

from xltier.core.words import Words

_STEP: Final = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_BLOCKS: Final = {
    "measures": Words("第{n}个指标", "measure {n}"),
    "bands": Words("第{n}档", "band {n}"),
    "tiers": Words("第{n}个等级", "tier {n}"),
    "levels": Words("第{n}档", "level {n}"),
    "items": Words("第{n}个加减分项", "item {n}"),
    "red_lines": Words("第{n}条红线", "red line {n}"),
    "rules": Words("第{n}条规则", "rule {n}"),
    "axes": Words("第{n}个维度", "side {n}"),
    "grid": Words("第{n}个矩阵格", "grid cell {n}"),
    "cuts": Words("第{n}个分界", "cut {n}"),
    "cases": Words("第{n}个算例", "case {n}"),
    "alerts": Words("第{n}条预警", "alert {n}"),
    "lines": Words("第{n}条线别", "line {n}"),
    "line_map": Words("第{n}条线别对照", "line move {n}"),
}
_WHOLE_BLOCKS: Final = {
    "measures": Words("指标", "measures"),
    "bands": Words("分档", "bands"),
    "tiers": Words("等级", "tiers"),
    "rules": Words("规则", "rules"),
    "axes": Words("维度", "sides"),
    "grid": Words("矩阵", "grid"),
    "line_weights": Words("线别权重", "weights by line"),
}
_FIELDS: Final = {
    "aliases": Words("别名", "aliases"),
    "applies_if": Words("适用条件", "applies if"),
    "at": Words("位置", "levels"),
    "auto": Words("自动条件", "automatic condition"),
    "below": Words("上限（不含）", "up to, excluded"),
    "cap": Words("封顶", "cap"),
    "class": Words("归入", "class"),
    "code": Words("代号", "code"),
    "combine": Words("合成方式", "how sub-grades combine"),
    "direction": Words("方向", "direction"),
    "en": Words("英文", "English"),
    "decimals": Words("小数位数", "decimals"),
    "events": Words("加减分", "events"),
    "expression": Words("公式", "formula"),
    "floor": Words("分数线", "cut-off"),
    "from": Words("下限", "from"),
    "full": Words("满分", "full marks"),
    "group": Words("分组", "group"),
    "key": Words("代号", "key"),
    "map": Words("文字得分", "points of texts"),
    "max": Words("最大值", "largest value"),
    "measure": Words("指标", "measure"),
    "method": Words("计分方法", "scoring method"),
    "min": Words("最小值", "least value"),
    "min_coverage": Words("最低覆盖率", "least coverage"),
    "months": Words("有效月数", "months"),
    "name": Words("名称", "name"),
    "points": Words("分值", "points"),
    "points_decimals": Words("得分小数位数", "decimals of points"),
    "required": Words("必需", "required"),
    "unit": Words("单位", "unit"),
    "version": Words("版本", "version"),
    "zh": Words("中文", "Chinese"),
    "nested": Words("嵌套", "nested"),
    "quota": Words("比例", "quota"),
    "red_lines": Words("红线", "red lines"),
    "release": Words("解除条件", "release"),
    "resource_share": Words("资源占比", "resource share"),
    "rule": Words("条件", "rule"),
    "score_decimals": Words("总分小数位数", "decimals of the score"),
    "score_max": Words("最高分", "highest score"),
    "share": Words("占比", "share"),
    "slope": Words("斜率", "slope"),
    "spread": Words("划分方式", "how customers are divided"),
    "to": Words("上限（含）", "up to, included"),
    "type": Words("类型", "type"),
    "valid_from": Words("生效日期", "valid from"),
    "weight": Words("权重", "weight"),
    "when": Words("条件", "condition"),
}


def place(path: str, language: str) -> str:
    """Return what a path of a scheme document means; a field that has no word of its own stands as written.

    Example:
        >>> place("measures[2].bands[0].from", "en"), place("measures[2].weight", "zh")
        ('measure 3, band 1, from', '第3个指标 权重')
    """
    steps = [_step(name, number, language) for name, number in _STEP.findall(path)]
    return (" " if language == "zh" else ", ").join(steps)


def _step(name: str, number: str, language: str) -> str:
    if number and name in _BLOCKS:
        return _BLOCKS[name].said(language).format(n=int(number) + 1)
    words = _WHOLE_BLOCKS.get(name) or _FIELDS.get(name)
    said = name if words is None else words.said(language)
    return f"{said} {int(number) + 1}" if number else said
