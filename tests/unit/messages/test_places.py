"""Paths of a document in words, counted from 1 as people count."""

from __future__ import annotations

import pytest

from xltier.messages.places import place


@pytest.mark.parametrize(
    ("path", "english", "chinese"),
    [
        ("measures[0].weight", "measure 1, weight", "第1个指标 权重"),
        ("measures.weight", "measures, weight", "指标 权重"),
        ("axes[1].levels[0].floor", "side 2, level 1, cut-off", "第2个维度 第1档 分数线"),
        ("cases[3].population[2].sales", "case 4, population 3, sales", "第4个算例 population 3 sales"),
        ("measures[1].map.优", "measure 2, points of texts, 优", "第2个指标 文字得分 优"),
        ("id", "id", "id"),
    ],
)
def test_a_path_says_which_row_and_field_is_meant(path: str, english: str, chinese: str) -> None:
    assert (place(path, "en"), place(path, "zh")) == (english, chinese)
