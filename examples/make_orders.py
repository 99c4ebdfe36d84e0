"""Write the example order list and the sheets around it: figures by customer, a survey, a capacity table.

Usage: python examples/make_orders.py. The same numbers come out each time.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = dt.date(2026, 10, 31)
NAMES = (
    *("海棠", "远山", "青禾", "明川", "瑞丰", "嘉禾", "恒升", "东篱", "云岭", "广源"),
    *("新泰", "和顺", "永安", "金桥", "长青", "百川", "天成", "华茂", "立信", "中和"),
)
RETURNED = 0.04
KINDS = ("商贸", "电器", "食品", "物流")
PROVINCES = ("江苏", "浙江", "广东", "四川")
MANAGERS = ("李敏", "王强", "赵磊")
RATES = {"每周": 7, "每月": 30, "每季": 90, "偶尔": 200}


def customers() -> list[tuple[str, str, str, str]]:
    """Return code, name, province and account manager of forty customers."""
    chance = random.Random(7)
    return [
        (
            f"K{1001 + at}",
            f"{NAMES[at % 20]}{KINDS[at // 20 + at % 2]}",
            chance.choice(PROVINCES),
            chance.choice(MANAGERS),
        )
        for at in range(40)
    ]


def orders() -> list[tuple[str, str, str, str, float]]:
    """Return orders of two years: even and uneven buyers, some who have stopped, some returns."""
    chance = random.Random(11)
    rows = []
    for at, (code, name, _, manager) in enumerate(customers()):
        gap = chance.choice(list(RATES.values()))
        size = chance.choice((800, 3000, 12000, 60000))
        day = dt.date(2024, 11, 1) + dt.timedelta(days=chance.randrange(60) + (540 if at % 9 == 0 else 0))
        stops = AS_OF - dt.timedelta(days=chance.choice((0, 0, 0, 120, 300)))
        while day <= stops:
            amount = round(size * chance.uniform(0.6, 1.4), 2)
            rows.append((code, name, manager, day.isoformat(), amount))
            if chance.random() < RETURNED:
                back = day + dt.timedelta(days=5)
                rows.append((code, name, manager, min(back, AS_OF).isoformat(), -round(amount / 4, 2)))
            day += dt.timedelta(days=max(1, int(chance.gauss(gap, gap / 5))))
    return sorted(rows, key=lambda row: (row[3], row[0], row[4]))


FIGURES = (
    *("客户编码", "客户名称", "省份", "客户经理", "客户状态", "消费金额(元)", "利润(元)", "订单数", "客单价(元)"),
    *("最近购买日期", "首单日期", "交易历史月数", "活跃月数", "月金额变异系数", "自身购买间隔(天)", "13周互动次数"),
    *("复购率", "近3个月金额(元)", "前3个月金额(元)", "去年同期3个月金额(元)", "合作起始日", "需求偏好", "需求动机"),
    *("决策类型", "客户潜力", "推荐次数", "参与共创", "游离原因", "供货成本(元)", "时间成本(元)", "营销成本(元)"),
    *("当前收益(元)", "未来收益(元)", "战略意义", "行业地位", "发展潜力", "贡献评分", "示范作用", "欠款金额(元)"),
    *("忠诚度", "价值评分", "规模评分", "活跃度评分", "潜力评分", "契合度", "影响力评分", "互动度"),
    *("打折订单占比", "定制订单占比"),
)


def figures() -> list[tuple[object, ...]]:
    """Return one row a customer with what any shipped scheme asks for; labels as sales staff fill them in."""
    chance = random.Random(23)
    return [_figures(chance, at, *who) for at, who in enumerate(customers())]


def _figures(chance: random.Random, at: int, code: str, name: str, province: str, manager: str) -> tuple[object, ...]:
    count = chance.choice((1, 3, 6, 12, 25, 40))
    amount = round(count * chance.choice((800, 3000, 12000, 60000)) * chance.uniform(0.7, 1.3), 2)
    first = AS_OF - dt.timedelta(days=chance.choice((40, 200, 500, 1300, 2600)))
    last = min(AS_OF, first + dt.timedelta(days=int((AS_OF - first).days * chance.uniform(0.5, 1))))
    quarter = round(amount / 4 * chance.uniform(0.3, 1.5), 2)

    def flag() -> str:
        return chance.choice(("是", "否"))

    def score() -> int:
        return chance.randint(1, 5)

    cost = [round(amount * chance.uniform(0.01, 0.1), 2) for _ in range(3)]
    return (
        *(code, name, province, manager, "现有", amount, round(amount * chance.uniform(-0.05, 0.3), 2)),
        *(count, round(amount / count, 2), last.isoformat(), first.isoformat(), (AS_OF - first).days // 30),
        *(min(count, chance.randint(1, 12)), round(chance.uniform(0.1, 1.5), 4), round(365 / count, 1)),
        *(chance.choice((0, 1, 3, 8, 13, 20)), f"{(count - 1) / count:.2%}", quarter),
        *(round(quarter * chance.uniform(0.5, 1.5), 2), round(quarter * chance.uniform(0.5, 2.5), 2)),
        *(first.isoformat(), chance.choice(("价格敏感型", "质量优先型", "个性化需求", ""))),
        *(chance.choice(("功能性", "情感性", "社会性")), chance.choice(("A型", "B型", "C型"))),
        *(chance.choice(("高", "中", "低")), chance.choice((0, 0, 1, 3)), flag()),
        *(chance.choice(("", "喜新", "价格", "不满")), *cost, *cost[:2], flag() if at % 4 == 0 else "否"),
        *(chance.choice(("行业领先", "有一定地位", "规模较小")), score(), score(), flag()),
        *(chance.choice((0, 0, 0, 1200.5)), score(), score(), score(), score(), score(), score(), score(), score()),
        *(f"{chance.random():.1%}", f"{chance.random() / 2:.1%}"),
    )


GONE, NEW = ("K0998", "K0999"), ("K1035", "K1040")
"""Who was a customer a quarter earlier and no more, and who has come since."""


def figures_before() -> list[tuple[object, ...]]:
    """Return the figures of a quarter earlier: other amounts, two customers who have gone, two who were not there."""
    chance = random.Random(53)
    rows = []
    for row in figures():
        cells = list(row)
        cells[5] = round(float(str(row[5])) * chance.choice((0.4, 0.7, 0.9, 1, 1.1, 1.5)), 2)
        cells[7] = max(1, round(int(str(row[7])) * chance.choice((0.5, 0.8, 1, 1.3))))
        if row[0] not in NEW:
            rows.append(tuple(cells))
    return [*rows, *((code, "旧友商贸", *rows[at][2:]) for at, code in enumerate(GONE))]


SILENT, SLEEP = dt.date(2026, 7, 31), 90
"""The day on which sleepers were listed, and for how many days they had bought nothing."""


def sleepers() -> list[tuple[str, str]]:
    """Return code and name of those who had bought before and were silent on that day."""
    last: dict[tuple[str, str], str] = {}
    for code, name, _, day, amount in orders():
        if amount > 0 and day <= SILENT.isoformat():
            last[code, name] = day
    line = (SILENT - dt.timedelta(days=SLEEP)).isoformat()
    return sorted(who for who, day in last.items() if day < line)


def survey() -> list[tuple[str, int | str, int | str]]:
    """Return answers to two questions: would you recommend us (0-10), how satisfied are you (1-5)."""
    chance = random.Random(31)
    return [
        (code, chance.choice((10, 9, 9, 8, 7, 6, 3, "")), chance.choice((5, 4, 4, 3, 2, "")))
        for code, *_ in customers()
    ]


def complaints() -> list[tuple[str, str, str, str, str, str, str, str, str]]:
    """Return a log of complaints of two months, most of them answered in time."""
    chance = random.Random(41)
    states = ("登记", "问题分析", "解决方案", "执行", "结果反馈", "结果反馈", "结果反馈")
    rows = []
    for number in range(1, 19):
        day = AS_OF - dt.timedelta(days=chance.randrange(55))
        state = chance.choice(states)
        answered = (day + dt.timedelta(days=chance.randrange(3))).isoformat() if state == "结果反馈" else ""
        code = chance.choice(customers())[0]
        rows.append(
            (
                *(f"T{number:03d}", code, chance.choice("ABCD"), day.isoformat(), state, answered),
                *(
                    chance.choice(("是", "否")),
                    chance.choice(("电话", "邮件", "热线")),
                    chance.choice(("破损", "迟到")),
                ),
            )
        )
    return sorted(rows, key=lambda row: row[3])


def write(name: str, rows: Sequence[Sequence[object]]) -> None:
    """Write a table as CSV that a Chinese Excel opens as it is."""
    with (HERE / name).open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)


def main() -> None:
    """Write all of them."""
    write("orders.csv", [("客户编码", "客户名称", "客户经理", "订单日期", "订单金额(元)"), *orders()])
    write("figures.csv", [FIGURES, *figures()])
    write("figures_before.csv", [FIGURES, *figures_before()])
    write("sleepers.csv", [("客户编码", "客户名称"), *sleepers()])
    write("survey.csv", [("客户编码", "推荐意愿", "满意度"), *survey()])
    head = ("投诉编号", "客户编码", "客户等级", "登记日期", "处理状态", "反馈日期", "是否有效", "反馈渠道", "投诉内容")
    write("complaints.csv", [head, *complaints()])
    export = [(f"0015g{row[0]}", row[1], row[0], row[5]) for row in figures()]
    write("crm_export.csv", [("Account ID", "Account Name", "Account Number", "Annual Revenue"), *export])
    write("capacity.csv", [("级别", "人数", "每人客户数"), ("总监", 1, 3), ("经理", 2, 6), ("专员", 2, 8)])


if __name__ == "__main__":
    main()
