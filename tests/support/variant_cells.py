"""Variants whose hardness is in the cells: texts that are numbers, units, dates, codes, marks."""

from __future__ import annotations

from typing import Final

from tests.support.sheets import Case, Formula, Row, Shown
from tests.support.variant_maker import CaseKind, Maker, day, keeper

KINDS: Final[dict[str, CaseKind]] = {}
_kind = keeper(KINDS)


@_kind("text_numbers")
def _text_numbers(m: Maker) -> Case:
    comma = m.number == 3  # German marks
    rows = []
    for i in range(m.count()):
        value = m.amount()
        text = f"{value:,.2f}"
        if comma:
            text = text.translate(str.maketrans(",.", ".,"))
        elif m.number == 4:  # French marks
            text = text.translate(str.maketrans(",.", "\u202f,"))
        rows.append(m.customer(i, text if i % 2 else f" {text} ", value))
    case = m.place(m.plain(rows))
    case.warnings = ["numbers_stored_as_text"]
    return case


@_kind("fullwidth")
def _fullwidth(m: Maker) -> Case:
    wide = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    rows = []
    for i in range(m.count()):
        value = m.amount() * (-1 if i == 1 else 1)
        rows.append(m.customer(i, f"{value:.2f}".translate(wide), value))
    return m.place(m.plain(rows))


@_kind("cn_units")
def _cn_units(m: Maker) -> Case:
    typed = [
        ("8万", 80_000),
        ("1.25亿", 125_000_000),
        ("3千", 3000),
        ("2万3千", 23_000),
        ("0.5万元", 5000),
        ("￥6.6万", 66_000),
        (4500, 4500),
        ("12w", 120_000),
    ]
    m.random.shuffle(typed)
    return m.place(m.plain([m.customer(i, *pair) for i, pair in enumerate(typed)]))


@_kind("header_unit")
def _header_unit(m: Maker) -> Case:
    unit, scale = [("（万元）", 10_000), ("(千元)", 1000), (" (k€)", 1000), (" [TEUR]", 1000), (" (M€)", 1_000_000)][
        m.number
    ]
    case = m.plain()
    name = m.words.amount + unit
    rows = []
    for i in range(m.count()):
        value = round(m.random.uniform(5, 900), 2)
        rows.append(m.customer(i, value, round(value * scale, 2)))
    case = m.place(Case([[m.words.code, m.words.name, name]], [m.words.code, m.words.name, name], rows))
    case.warnings = ["unit_from_header"]
    return case


@_kind("currency")
def _currency(m: Maker) -> Case:
    marks = [
        ("￥{}", "{}元", "RMB {}", "¥ {}"),
        ("CNY{}", "人民币{}", "{} 元", "¥{}"),
        ("${}", "USD {}", "US${}", "{} USD"),
        ("{} €", "€ {}", "EUR {}", "{} EUR"),
        ("{} €", "€{}", "{} euros", "EUR {}"),
    ][m.number]
    rows = []
    for i, mark in enumerate(marks):
        value = m.random.randrange(1000, 90_000) + 0.5
        rows.append(m.customer(i, mark.format(f"{value:,.2f}"), value))
    return m.place(m.plain(rows))


@_kind("mixed_currency")
def _mixed_currency(m: Maker) -> Case:
    rows = [m.customer(i, f"¥{v}.50", v + 0.5) for i, v in enumerate(m.random.sample(range(1000, 9000), 4))]
    other = "$" if m.number % 2 else "€"
    rows.insert(
        2,
        Row(
            [m.code(9), m.name(9), f"{other}500.25"],
            [m.code(9), m.name(9), None],
            (m.words.amount, "currency_mismatch"),
        ),
    )
    case = m.place(m.plain(rows))
    case.warnings = ["mixed_currencies"]
    return case


@_kind("negatives")
def _negatives(m: Maker) -> Case:
    typed: list[tuple[object, object]] = [
        ("(1,234.50)", -1234.5),
        ("880.25-", -880.25),
        ("-￥300.10", -300.1),
        ("−75.5", -75.5),
        (Shown(-90.5, "#,##0.0;[Red](#,##0.0)"), -90.5),
        ("（66.60）", -66.6),
        ("-", None),
    ]
    m.random.shuffle(typed)
    return m.place(m.plain([m.customer(i, *pair) for i, pair in enumerate(typed)]))


@_kind("percent")
def _percent(m: Maker) -> Case:
    w = m.words
    typed = [
        ("95%", 0.95),
        ("102.5％", 1.025),
        (Shown(0.88, "0.0%"), 0.88),
        ("7 %", 0.07),
        (Shown(95, '0"%"'), 0.95),
        (Shown(0.5, "0%"), 0.5),
    ]
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value], [m.code(i), want]) for i, (value, want) in enumerate(typed)]
    return m.place(Case([[w.code, w.ratio]], [w.code, w.ratio], rows))


@_kind("percent_mixed")
def _percent_mixed(m: Maker) -> Case:
    w = m.words
    rows = [Row([m.code(i), f"{60 + i * 7}%"], [m.code(i), (60 + i * 7) / 100]) for i in range(3)]
    odd = 85 + m.number
    rows.insert(m.number % 3, Row([m.code(8), odd], [m.code(8), None], (w.ratio, "ambiguous_percent")))
    case = m.place(Case([[w.code, w.ratio]], [w.code, w.ratio], rows))
    case.warnings = ["mixed_percent_scale"]
    return case


@_kind("invisible_chars")
def _invisible(m: Maker) -> Case:
    marks = ["\u00a0{}", "{}\u3000", "\u200b{}\ufeff", " {} ", "{}\u00a0\u00a0"]
    rows = []
    for i in range(5):
        value = m.amount()
        rows.append(
            Row(
                [marks[i].format(m.code(i)), marks[-1 - i].format(m.name(i)), marks[i].format(value)],
                [m.code(i), m.name(i), value],
            )
        )
    case = m.place(m.plain(rows))
    case.header[0][2] = f"\u00a0{case.header[0][2]} "
    return case


@_kind("error_cells")
def _errors(m: Maker) -> Case:
    texts = ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"]
    rows = [m.customer(i) for i in range(3)]
    for i in range(2):
        text = texts[(m.number + i) % 5]
        rows.insert(
            1 + i,
            Row(
                [m.code(7 + i), m.name(7 + i), Formula("=NA()", text)],
                [m.code(7 + i), m.name(7 + i), None],
                (m.words.amount, "error_value"),
            ),
        )
    case = m.place(m.plain(rows))
    case.warnings = ["error_values"]
    return case


@_kind("na_like_text")
def _na(m: Maker) -> Case:
    rows = []
    for i, word in enumerate(["NA", "None", "null", "NaN", "n/a", "TRUE"]):
        value = m.amount()
        cells = [word, m.name(i), value] if i % 2 else [m.code(i), word, value]
        rows.append(Row(cells, cells))
    return m.place(m.plain(rows))


@_kind("formula_cache")
def _no_cache(m: Maker) -> Case:
    w = m.words
    rows = [
        Row([m.code(i), 10 + i, Formula("=1+1")], [m.code(i), 10 + i, None], (w.amount, "formula_not_calculated"))
        for i in range(m.count())
    ]
    price = {"客": "单价", "经": "单价"}.get(w.code[0], "Price")
    case = m.place(Case([[w.code, price, w.amount]], [w.code, price, w.amount], rows))
    case.warnings = ["formula_not_calculated"]
    case.options["finish"] = None
    return case


@_kind("text_months")
def _months(m: Maker) -> Case:
    w = m.words
    year = 2015 + m.number
    typed: list[tuple[object, str]] = [
        (f"{year}年7月", f"{year}-07"), (f"{year}.07", f"{year}-07"), (year * 100 + 7, f"{year}-07"),
        (Shown(year + 0.1, "0.00"), f"{year}-10"), (f"{year}-7", f"{year}-07"), (f"Jul {year}", f"{year}-07"),
        (Shown(day(year, 7, 1), "yyyy-mm"), f"{year}-07"),
    ]  # fmt: skip
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value, 10 + i], [m.code(i), want, 10 + i]) for i, (value, want) in enumerate(typed)]
    return m.place(Case([[w.code, w.month, w.amount]], [w.code, w.month, w.amount], rows))


@_kind("text_days")
def _days(m: Maker) -> Case:
    w = m.words
    year = 2015 + m.number
    typed: list[tuple[object, str]] = [
        (f"{year}年3月5日", f"{year}-03-05"), (f"{year}/3/5", f"{year}-03-05"), (f"{year}.3.5", f"{year}-03-05"),
        (year * 10000 + 305, f"{year}-03-05"), (f"5 March {year}", f"{year}-03-05"), (f"25.03.{year}", f"{year}-03-25"),
        (day(year, 3, 5), f"{year}-03-05"), (f"{year}-03-05 14:30:00", f"{year}-03-05"),
    ]  # fmt: skip
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value, 10 + i], [m.code(i), want, 10 + i]) for i, (value, want) in enumerate(typed)]
    return m.place(Case([[w.code, w.day, w.amount]], [w.code, w.day, w.amount], rows))


@_kind("ambiguous_days")
def _ambiguous_days(m: Maker) -> Case:
    w = m.words
    year = 2015 + m.number
    rows = [
        Row([m.code(i), f"{3 + i:02d}/0{5 + i}/{year}", 10 + i], [m.code(i), None, 10 + i], (w.day, "unparsed_date"))
        for i in range(3)
    ]
    rows.append(Row([m.code(9), f"{year}-11-23", 8], [m.code(9), f"{year}-11-23", 8]))
    case = m.place(Case([[w.code, w.day, w.amount]], [w.code, w.day, w.amount], rows))
    case.warnings = ["unparsed_dates"]
    return case


@_kind("amount_as_date")
def _amount_as_date(m: Maker) -> Case:
    rows = [m.customer(i) for i in range(4)]
    value = 40_000 + m.number * 311 + 0.25
    rows.insert(2, m.customer(8, Shown(value, "yyyy-mm-dd"), value))
    case = m.place(m.plain(rows))
    case.warnings = ["amount_formatted_as_date"]
    return case


@_kind("leading_zeros")
def _zeros(m: Maker) -> Case:
    codes = [f"00{m.offset}", str(m.offset), f"0{m.offset}9", "007"]
    rows = [Row([code, m.name(i), 10 + i], [code, m.name(i), 10 + i]) for i, code in enumerate(codes)]
    return m.place(m.plain(rows))


@_kind("padded_format")
def _padded(m: Maker) -> Case:
    rows = []
    for i in range(4):
        number = m.offset + i
        rows.append(Row([Shown(number, "000000"), m.name(i), 10 + i], [f"{number:06d}", m.name(i), 10 + i]))
    case = m.place(m.plain(rows))
    case.warnings = ["code_from_number_format"]
    return case


@_kind("long_ids")
def _long(m: Maker) -> Case:
    base = 910_000_000_000_000_000 + m.offset * 10
    rows = [Row([str(base + i), m.name(i), 10 + i], [str(base + i), m.name(i), 10 + i]) for i in range(3)]
    return m.place(m.plain(rows))


@_kind("long_ids_as_numbers")
def _long_numbers(m: Maker) -> Case:
    base = 91_000_000_000_000_000 + m.offset * 1000
    rows = [
        Row([base + 16 * i, m.name(i), 10 + i], [None, m.name(i), 10 + i], (m.words.code, "precision_lost"))
        for i in range(3)
    ]
    case = m.place(m.plain(rows))
    case.warnings = ["precision_lost"]
    return case


@_kind("formula_injection")
def _injection(m: Maker) -> Case:
    names = [
        "=1+2",
        "+cmd|' /C calc'!A0",
        "-客户",
        "@SUM(A1)",
        "'=x",
        "\t=3",
        '=HYPERLINK("http://example.invalid","x")',
    ]
    m.random.shuffle(names)
    return m.place(
        m.plain([Row([m.code(i), name, 50.5 + i], [m.code(i), name, 50.5 + i]) for i, name in enumerate(names)])
    )


@_kind("display_vs_value")
def _display(m: Maker) -> Case:
    codes = ['0.0,,"百万"', ";;;", '0!.0,"万"', "#,##0.00_);(#,##0.00)", "0.00E+00", '"约"0']
    rows = []
    for i, code in enumerate(codes):
        value = m.amount()
        rows.append(m.customer(i, Shown(value, code), value))
    return m.place(m.plain(rows))


@_kind("thresholds")
def _weights(m: Maker) -> Case:
    w = m.words
    names = (
        [f"{name}({weight}%)" for name, weight in (("销售", 40), ("回款", 30), ("服务", 30))]
        if m.number % 2
        else [f"{name} ({weight}%)" for name, weight in (("Sales", 50), ("Service", 25), ("Payment", 25))]
    )
    rows = []
    for i in range(4):
        values = [m.random.randrange(60, 100) + 0.01 for _ in names]
        rows.append(Row([m.name(i), *values], [m.name(i), *values]))
    return m.place(Case([[w.name, *names]], [w.name, *names], rows))


@_kind("rfm_degenerate")
def _degenerate(m: Maker) -> Case:
    header: list[object] = (
        ["客户编号", "最近购买", "次数", "金额"]
        if m.number % 2
        else ["Customer ID", "Last purchase", "Orders", "Amount"]
    )
    rows = []
    for i in range(8):
        date = day(2020 + m.number, 3, 1 + i)
        rows.append(Row([m.code(i), date, 1, 100 + m.number], [m.code(i), f"{date:%Y-%m-%d}", 1, 100 + m.number]))
    case = m.place(Case([header], [str(name) for name in header], rows))
    case.warnings = ["no_variation"]
    return case


@_kind("dealer_rating")
def _dealer(m: Maker) -> Case:
    header: list[object] = ["经销商", "月份", "基础分", "加分", "扣分", "红线"]
    rows = [
        Row(
            [m.name(0), "2023年4月", 80 + m.number, "+3", None, "否"],
            [m.name(0), "2023-04", 80 + m.number, 3, 0, False],
        ),
        Row([m.name(1), "2023.04", 70, "无", "－2", "√"], [m.name(1), "2023-04", 70, 0, -2, True]),
        Row([m.name(2), 202304, 65.5, "加5分", 0, None], [m.name(2), "2023-04", 65.5, 5, 0, False]),
        Row([m.name(3), "2023-04", 91, None, "扣4分", "×"], [m.name(3), "2023-04", 91, 0, -4, False]),
    ]
    return m.place(Case([header], [str(name) for name in header], rows))


@_kind("returns")
def _returns(m: Maker) -> Case:
    w = m.words
    rows = []
    for i, (what, amount) in enumerate([("销售", 500.5), ("退货", -80.25), ("销售", 300.75), ("退款", 20.5)]):
        date = day(2021, 2, 1 + i + m.number)
        rows.append(Row([m.code(i % 2), date, what, amount], [m.code(i % 2), f"{date:%Y-%m-%d}", what, amount]))
    case = m.place(Case([[w.code, w.day, w.kind, w.amount]], [w.code, w.day, w.kind, w.amount], rows))
    case.warnings = ["return_amounts_positive"]
    return case


@_kind("mixed_units")
def _mixed_units(m: Maker) -> Case:
    w = m.words
    name = "重量(吨)" if m.number % 2 else "Weight (kg)"
    typed: list[tuple[object, object]] = (
        [("1500kg", 1.5), (2.5, 2.5), ("3吨", 3), ("800公斤", 0.8)]
        if m.number % 2
        else [("1.5 t", 1500), (20, 20), ("3 kg", 3), ("0.2 t", 200)]
    )
    m.random.shuffle(typed)
    rows = [Row([m.code(i), value], [m.code(i), want]) for i, (value, want) in enumerate(typed)]
    case = m.place(Case([[w.code, name]], [w.code, name], rows))
    case.warnings = ["mixed_units"]
    return case


@_kind("red_line_unknown")
def _red_line(m: Maker) -> Case:
    odd = ["停业整顿", "see note", "R2?", "待核实", "maybe"][m.number]
    header: list[object] = ["经销商", "得分", "红线"]
    rows = [Row([m.name(i), 70 + i, mark], [m.name(i), 70 + i, mark == "是"]) for i, mark in enumerate("是否否")]
    rows.insert(1, Row([m.name(8), 66, odd], [m.name(8), 66, None]))
    case = m.place(Case([header], [str(name) for name in header], rows))
    case.warnings = ["redline_value_unknown"]
    return case


@_kind("penalty_sign")
def _penalty(m: Maker) -> Case:
    header: list[object] = ["经销商", "得分", "扣分"]
    marks = [3, -2, "-1", None, 5 + m.number]
    wants = [3, -2, -1, 0, 5 + m.number]
    rows = [Row([m.name(i), 70 + i, mark], [m.name(i), 70 + i, wants[i]]) for i, mark in enumerate(marks)]
    case = m.place(Case([header], [str(name) for name in header], rows))
    case.warnings = ["penalty_sign"]
    return case


@_kind("currency_column")
def _currency_column(m: Maker) -> Case:
    w = m.words
    name = "币种" if w.code[0] in "客经" else "Currency"
    main, other = [("CNY", "USD"), ("人民币", "美元"), ("USD", "EUR"), ("EUR", "CHF"), ("EUR", "GBP")][m.number]
    rows = []
    for i in range(4):
        value = m.amount()
        is_other = i == m.number % 4
        rows.append(
            Row(
                [m.code(i), other if is_other else main, value],
                [m.code(i), other if is_other else main, None if is_other else value],
                (w.amount, "currency_mismatch") if is_other else None,
            )
        )
    case = m.place(Case([[w.code, name, w.amount]], [w.code, name, w.amount], rows))
    case.warnings = ["mixed_currencies"]
    return case
