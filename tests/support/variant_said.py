"""Variants whose hardness is in what is said around or inside a number: units, numerals, marks of doubt."""

from __future__ import annotations

from typing import Final

from tests.support.sheets import Case, Row, Shown
from tests.support.variant_maker import CaseKind, Maker, keeper

KINDS: Final[dict[str, CaseKind]] = {}
_kind = keeper(KINDS)


@_kind("title_unit")
def _title_unit(m: Maker) -> Case:
    """The money of the table is in what a title, or a line of its own, says."""
    said, scale = [
        ("{}（万元）", 10_000),
        ("金额单位：人民币千元", 1000),
        ("{} (in thousands of USD)", 1000),
        ("in TEUR", 1000),
        ("EUR mn", 1_000_000),
    ][m.number]
    case = m.plain([m.customer(i, 5 + i, (5 + i) * scale) for i in range(m.count())])
    case.above = [[said.format(m.words.title)], *([[]] * (m.number % 2))]
    case.sheet = m.words.sheet
    case.warnings = ["unit_from_header"]
    return case


@_kind("unit_in_words")
def _unit_in_words(m: Maker) -> Case:
    """A header says its unit in a way without brackets."""
    name, scale = [
        ("销售额：万元", 10_000),
        ("亿元营收", 10**8),
        ("Sales in crore INR", 10**7),
        ("Umsatz (10k RMB)", 10_000),
        ("Revenue [lakh]", 10**5),
    ][m.number]
    w = m.words
    rows = [m.customer(i, 2 + i, (2 + i) * scale) for i in range(m.count())]
    case = Case([[w.code, w.name, name]], [w.code, w.name, name], rows, warnings=["unit_from_header"])
    return m.place(case)


@_kind("unit_in_format")
def _unit_in_format(m: Maker) -> Case:
    """A number format writes a magnitude: it counts where nothing scales, and is show where a comma does."""
    typed = [
        (Shown(12.5, '0.0"万"'), 125_000),
        (Shown(3, '0"万元"'), 30_000),
        (Shown(52_000, '0!.0,"万"'), 52_000),
        (Shown(48_000, '0.0,"千"'), 48_000),
        (61_000, 61_000),
    ]
    m.random.shuffle(typed)
    return m.place(m.plain([m.customer(i, *pair) for i, pair in enumerate(typed)]))


@_kind("spelled_numbers")
def _spelled(m: Maker) -> Case:
    """Chinese numerals as they are said, spelled and written on cheques."""
    typed: list[tuple[object, object]] = [
        ("两千五", 2500),
        ("两千零五", 2005),
        ("三万五", 35_000),
        ("3万5", 35_000),
        ("1万2345", 12_345),
        ("二〇二六", 2026),
        ("壹拾万元整", 100_000),
        ("一百零五", 105),
        ("十五", 15),
        ("'800.5", 800.5),
    ]
    m.random.shuffle(typed)
    return m.place(m.plain([m.customer(i, *pair) for i, pair in enumerate(typed)]))


@_kind("not_quite_numbers")
def _not_quite(m: Maker) -> Case:
    """A number with a mark that makes it none: a note's digit, "or more", a range, a time in an amount."""
    texts = ["500①", "700+", "500~600", "约500", "2 days", "500²", "1,2,3"]
    m.random.shuffle(texts)
    rows = [m.customer(i) for i in range(4)]
    for i, text in enumerate(texts[:4], 4):
        rows.append(Row([m.code(i), m.name(i), text], [m.code(i), m.name(i), None], (m.words.amount, "not_a_number")))
    rows.append(m.customer(9))
    return m.place(m.plain(rows))


@_kind("fine_ratios")
def _fine_ratios(m: Maker) -> Case:
    """Shares smaller than per cent, by the header or in the cells."""
    w = m.words
    kinds: list[tuple[str, list[tuple[object, float]]]] = [
        ("投诉率（‰）", [(9.5, 0.0095), (1.5, 0.0015), (0.8, 0.0008)]),
        ("手续费率", [("95bps", 0.0095), ("120 bps", 0.012), ("10bp", 0.001)]),
        ("Fee rate (bps)", [(95, 0.0095), (1, 0.0001), (120, 0.012)]),
        ("Reklamationsquote", [("9.5‰", 0.0095), ("12 ‰", 0.012), ("0.5‰", 0.0005)]),
        ("Fee ratio ‰", [(3, 0.003), (1, 0.001), (12, 0.012)]),
    ]
    name, typed = kinds[m.number]
    rows = [Row([m.code(i), cell], [m.code(i), want]) for i, (cell, want) in enumerate(typed)]
    return m.place(Case([[w.code, name]], [w.code, name], rows))


@_kind("yen")
def _yen(m: Maker) -> Case:
    """The one mark of two currencies means yen beside 円."""
    name = ["売上（円）", "売上", "Sales (JPY)", "売上", "売上"][m.number]
    marks = ["¥{}", "{}円", "￥{}", "{}円"] if name == "売上" else ["¥{}", "￥{}", "{}", "¥ {}"]
    rows = []
    for i, mark in enumerate(marks):
        value = m.random.randrange(1000, 9999)
        rows.append(m.customer(i, mark.format(value), value))
    return m.place(Case([[m.words.code, m.words.name, name]], [m.words.code, m.words.name, name], rows))


@_kind("short_years")
def _short_years(m: Maker) -> Case:
    """Days with a year of two digits: in front, behind, or nobody can tell."""
    w = m.words
    forms: list[list[tuple[object, object]]] = [
        [("26/3/5", "2026-03-05"), ("26/3/15", "2026-03-15"), ("25/12/31", "2025-12-31")],
        [("26.3.5", "2026-03-05"), ("26.12.28", "2026-12-28"), ("26.11.9", "2026-11-09")],
        [("15/03/26", "2026-03-15"), ("28/02/26", "2026-02-28"), ("31/01/26", "2026-01-31")],
        [("26年3月5日", "2026-03-05"), ("2026 03 06", "2026-03-06"), ("Mar-07-2026", "2026-03-07")],
        [("26/3/15", None), ("2026-03-01", "2026-03-01"), ("2026-03-02", "2026-03-02")],
    ]
    typed = forms[m.number]
    rows = [
        Row([m.code(i), cell, 5 + i], [m.code(i), want, 5 + i], None if want else (w.day, "unparsed_date"))
        for i, (cell, want) in enumerate(typed)
    ]
    return m.place(Case([[w.code, w.day, w.amount]], [w.code, w.day, w.amount], rows))
