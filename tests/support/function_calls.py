"""Calls of every function of the catalogue: one that gives a cell, one over ranges, and calls that end in an error."""

from __future__ import annotations

from typing import Final

from xltier.app.functions.cells import Argument

Call = tuple[str, tuple[Argument, ...]]

MONTH: Final = "dealer-monthly"
ROW: Final = (0.86, 0.1, 1.0, 30, 1.0, 0.8)
ROWS: Final = (ROW, (0.5, -0.2, 0.4, 120, 0.8, 0.3), (None,) * 6, (1.2, 0.3, "待定", 30, 1.0, 1.0), (95, *ROW[1:]))
HEADERS: Final = (("目标达成率", "同期成长率(%)", "重点品\n达成率", "库存天数（天）", "回款准时率", "coverage"),)
SCORES: Final = ((91.0,), (60,), (75.5,), (88,), (60,), (12,), (97,), ("95%",))
ANSWERS: Final = ((10,), (9,), (None,), (7,), (0,))
DATES: Final = ((46000,), (45990,), (45900,), (45800,), (45000,))
COUNTS: Final = ((5,), (4,), (3,), (2,), (1,))
AMOUNTS: Final = ((50.5,), (40,), (30,), (20,), (10,))
EDGES: Final = ((10, 20, 30, 40), (2, 3, 4, 5), (10, 20, 30, 40))

SINGLE: Final[tuple[Call, ...]] = (
    ("TIER", (86,)),
    ("TIER", ("８６", "standard")),
    ("TIER", ((ROW,), MONTH, HEADERS, 0.6)),
    ("TIER_SCORE", ((ROW,), MONTH, None, -2.5, "C")),
    ("TIER_POINTS", (((0.86,),), MONTH, (("目标达成率",),), "lost")),
    ("TIER_WHY", ((ROW,), MONTH, None, None, None, 2, "zh")),
    ("TIER_WHY", ("待定",)),
    ("TIER_GAP", (86,)),
    ("TIER_MOVE", ("A", "C")),
    ("TIER_RANK", ("b",)),
    ("TIER_LABEL", ("A", None, "zh")),
    ("TIER_COLOR", ("A", None, "text")),
    ("TIER_STRATEGY", ("A", "visit", MONTH, "en")),
    ("TIER_TABLE", ("no-such-scheme", "tiers")),
    ("TIER_CHECK", (MONTH,)),
    ("TIER_BAND", (79.99, ((0, 60, 80),), (("C", "B", "A"),))),
    ("TIER_QUOTA", (86, ((1,),))),
    ("TIER_PARETO", (100,)),
    ("TIER_QUADRANT", (3, 4, 3, 5)),
    ("TIER_RFM", (46000, 5, 15, 46022, EDGES, "score")),
    ("TIER_STARS", (50, 100, 5, 1)),
    ("NPS", (9, 10)),
    ("CSAT", (5, 4, 5)),
    ("CRR", (200, 210, 30)),
    ("CAC", (10000, 50)),
    ("CLV", (100, 0.8, 0.1, 12)),
    ("ROI", (150, 100)),
)
"""Each gives one cell, from single values and rows."""

RANGES: Final[tuple[Call, ...]] = (
    ("TIER", (ROWS, MONTH, HEADERS, ((0.6,), (-1,), (0,), (0,), (0,)), (("",), ("D",), ("",), ("",), ("B",)), "-")),
    ("TIER", (SCORES,)),
    ("TIER_SCORE", (ROWS, MONTH)),
    ("TIER_POINTS", (ROWS, MONTH, None, "weighted")),
    ("TIER_WHY", (ROWS, MONTH, None, None, None, 0)),
    ("TIER_WHY", (ROWS, MONTH, HEADERS, None, None, 1, "zh")),
    ("TIER_GAP", (ROWS, MONTH)),
    ("TIER_MOVE", ((("A",), ("D",), ("B",)), (("B",), ("A",), ("",)))),
    ("TIER_RANK", ((("A", "D"), ("x", "B")),)),
    ("TIER_LABEL", ((("A", "D"), ("C", "B")), None, "en")),
    ("TIER_COLOR", ((("A",), ("D",)),)),
    ("TIER_STRATEGY", ("A", "all", MONTH)),
    ("TIER_TABLE", (MONTH, "bands")),
    ("TIER_TABLE", (MONTH, "redlines")),
    ("TIER_CHECK", (MONTH,)),
    ("TIER_BAND", (((55,), (10,), (90,)), ((60, 55, 30),), (("C", "B", "A"),), "low")),
    ("TIER_QUOTA", (SCORES[:-1], ((0.1, 0.3, 0.4, 0.2),), None, "down")),
    ("TIER_PARETO", (((60,), (30,), (8,), (2,), (-5,)), ((0.8, 0.95),), (("甲", "乙", "丙"),))),
    ("TIER_QUADRANT", (((1,), (2,), (3,), (4,)), ((4,), (1,), (3,), (2,)))),
    ("TIER_RFM", (DATES, COUNTS, AMOUNTS, 46022, None, "segment")),
    ("TIER_STARS", (((83,), (101,), (0,)),)),
    ("NPS", (ANSWERS,)),
    ("CSAT", (((5, 4), (3, None)), 4)),
    ("CRR", (((200,),), ((210,),), ((30,),))),
    ("CAC", (((10000,),), ((50,),))),
    ("CLV", (((100,),), ((0.8,),), ((0.1,),))),
    ("ROI", (((150,),), ((100,),))),
)
"""Over ranges; those that give one cell take their ranges together."""

ERRORS: Final[tuple[Call, ...]] = (
    ("TIER", ("待定",)),
    ("TIER", (120,)),
    ("TIER", (86, "no-such-scheme")),
    ("TIER", ((ROW[:5],), MONTH)),
    ("TIER_MOVE", ("Z", "A")),
    ("TIER_COLOR", ("A", None, "border")),
    ("TIER_BAND", (-1, ((0, 60, 80),), (("C", "B", "A"),))),
    ("TIER_QUOTA", (SCORES[:-1], ((0.2, 0.4),))),
    ("TIER_PARETO", (((0,), (-1,)),)),
    ("TIER_RFM", (DATES, COUNTS, AMOUNTS, 45999)),
    ("NPS", (((11,),),)),
    ("CRR", (0, 10, 5)),
    ("CLV", (100, 1.5)),
    ("ROI", (150, 0)),
)
"""Each of the four error values, by several ways."""
