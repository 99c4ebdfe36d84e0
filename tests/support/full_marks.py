"""A row of a dealer month that has full marks, as the sheets of tests write it."""

from __future__ import annotations

from typing import Final

KEY: Final = ("月份", "经销商编码", "事业部", "线别")
# 40 + 15 + 10 + 15 + 10 + 10 = 100.
GOOD: Final = {
    "本月进货额": 100,
    "进货目标": 100,
    "去年同期进货额": 80,
    "重点品进货额": 10,
    "重点品目标": 10,
    "月末库存额": 30,
    "近三月出货额": 92,
    "应回款额": 10,
    "按时回款额": 10,
    "已铺门店": 50,
    "应铺门店": 50,
    "直配量": 0,
    "总配送量": 100,
}
"""Full marks in every measure; a dealer of a test says where it differs."""
