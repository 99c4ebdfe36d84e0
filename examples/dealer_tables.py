"""The invented figures as plain tables, one a kind of input: what a department would send if it were tidy."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from examples.dealer_figures import (
    COUNTY,
    COUNTY_LINE,
    COUNTY_LINES,
    HISTORY_MONTHS,
    MILK,
    MOVED,
    PERIOD,
    REPORT_MONTHS,
    SEED,
    SNACKS,
    TOWN,
    Account,
    Figures,
    booked_line,
    booked_product,
)

Cell: TypeAlias = str | int | float | date | None

ALL_LINES: Final = "全部"
LATE_STOCK: Final = (7, 33, 58, 121, 162)  # dealers whose stock count of the month is not in yet
LATE_PAYMENT: Final = (18, 77, 134)
BLANK_TARGET: Final = (60, 145)
FLOODED: Final = 24  # rated by hand, with author, day and reason
NO_ORDER_IN_SEPTEMBER: Final = (26, 109)  # a gap month: last month is not their last row


@dataclass(frozen=True, slots=True)
class Table:
    """A kind's rows under its Chinese headers."""

    kind: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, header: str) -> int:
        """Return the position of a header."""
        return self.headers.index(header)


def every_table(accounts: Sequence[Account]) -> dict[str, Table]:
    """Return the tables by kind, in the order of the workbook."""
    tables = (
        _dealers(accounts),
        *(_measures(accounts, *spec) for spec in _MEASURES),
        _coverage(accounts),
        _adjustments(accounts),
        _red_lines(accounts),
        _complaints(accounts),
        _line_map(),
        _history(accounts),
        _overrides(accounts),
    )
    return {table.kind: table for table in tables}


def _dealers(accounts: Sequence[Account]) -> Table:
    headers = ("经销商编码", "经销商名称", "事业部", "线别", "渠道类型", "大区", "客户经理", "开户日期", "停止合作日期")
    rows = tuple(
        (a.code, a.name, a.division, a.line, a.channel, a.region, a.manager, a.opened, a.closed) for a in accounts
    )
    return Table("dealers", "经销商主档", headers, rows)


def _sold(figures: Figures, _: Account) -> tuple[int | None, ...]:
    return figures.sell_in, figures.focus_sell_in, figures.sell_out


def _planned(figures: Figures, account: Account) -> tuple[int | None, ...]:
    return None if account.number in BLANK_TARGET else figures.target, figures.focus_target


def _stocked(figures: Figures, _: Account) -> tuple[int | None, ...]:
    return (figures.stock,)


def _paid(figures: Figures, _: Account) -> tuple[int | None, ...]:
    return figures.due, figures.paid_on_time


def _delivered(figures: Figures, _: Account) -> tuple[int | None, ...]:
    return figures.direct_volume, figures.total_volume


_MEASURES: Final = (
    ("sales", "销售", ("本月进货额", "重点品进货额", "终端出货额"), _sold, ()),
    ("targets", "目标", ("进货目标", "重点品目标"), _planned, ()),
    ("stock", "库存", ("月末库存额",), _stocked, LATE_STOCK),
    ("payment", "回款", ("应回款额", "按时回款额"), _paid, LATE_PAYMENT),
    ("delivery", "直配", ("直配量", "总配送量"), _delivered, ()),
)


def _measures(
    accounts: Sequence[Account],
    kind: str,
    title: str,
    headers: tuple[str, ...],
    told: Callable[[Figures, Account], tuple[int | None, ...]],
    late: tuple[int, ...],
) -> Table:
    """Return the rows of one department: key, product and what it measures, month by month."""
    rows: dict[tuple[str, ...], list[tuple[int | None, ...]]] = {}
    for account in accounts:
        for (month, product), figures in account.figures.items():
            is_late = month == PERIOD and account.number in late
            is_gap = month == "2026-09" and account.number in NO_ORDER_IN_SEPTEMBER
            if is_late or is_gap or (kind != "sales" and month not in REPORT_MONTHS):
                continue
            booked = booked_line(account, month, product), booked_product(account, month, product)
            rows.setdefault((month, account.code, account.division, *booked), []).append(told(figures, account))
    booked_rows = tuple((*key, *map(_sum, zip(*rows[key], strict=True))) for key in sorted(rows, key=_month))
    return Table(kind, title, ("月份", "经销商编码", "事业部", "线别", "产品", *headers), booked_rows)


def _month(key: tuple[str, ...]) -> str:
    return key[0]


def _sum(parts: Sequence[int | None]) -> int | None:
    """Return the sum of what was booked together: two county lines on one row, where no product is said."""
    return None if None in parts else sum(part for part in parts if part is not None)


def _coverage(accounts: Sequence[Account]) -> Table:
    rows = tuple(
        (month, a.code, a.division, a.line, *a.stores[month])
        for month in REPORT_MONTHS
        for a in accounts
        if month in a.stores
    )
    return Table("coverage", "铺市", ("月份", "经销商编码", "事业部", "线别", "已铺门店", "应铺门店"), rows)


def _adjustments(accounts: Sequence[Account]) -> Table:
    headers = ("日期", "经销商编码", "事业部", "线别", "项目", "分值", "次数", "凭证", "批准人", "状态")
    by_number = {account.number: account for account in accounts}
    story: tuple[tuple[int, int, str, str, int | None, int, str, str, str], ...] = (
        # day, dealer, line ("" is the dealer's last line), item, points, times, evidence, approver, status
        (9, 10, "", "好的市场操作建议", 3, 1, "建议书 0917", "顾清和", "已批准"),
        (13, 10, "", "乱价", None, 3, "巡店记录 1013-2、1013-5、1013-6", "顾清和", "已批准"),
        (6, 20, "", "举报假冒伪劣，打假成功", 3, 1, "市监案 26-101", "顾清和", "已批准"),
        (19, 20, "", "举报假冒伪劣，打假成功", 4, 1, "市监案 26-117", "顾清和", "已批准"),
        (15, 41, "", "好的市场操作建议", 8, 1, "建议书 0921", "顾清和", "已批准"),
        (16, 55, "", "好的市场操作建议", 2, 1, "建议书 0925", "", "待批准"),
        (20, 125, ALL_LINES, "未交档案/报表", None, 1, "催报单 33", "莫言欢", "已批准"),
        (21, 128, "missing", "窜货", None, 1, "物流码核查 88", "莫言欢", "已批准"),
        (22, 130, "", "陈列之星", 2, 1, "评比公告", "莫言欢", "已批准"),
        (23, 133, "", "窜货", None, 2, "物流码核查 91", "莫言欢", "已批准"),
    )
    rows: list[tuple[Cell, ...]] = []
    for day, number, line, *rest in story:
        account = by_number[number]
        said = {"": account.line, "missing": None}.get(line, line)
        rows.append((date(2026, 10, day), account.code, account.division, said, *rest))
    dice = random.Random(SEED + 1)
    told = {number for _, number, *_ in story}
    for account in sorted(dice.sample([a for a in accounts if a.number not in told], 42), key=lambda a: a.code):
        item, points = dice.choice(_EVERYDAY)
        logged = date(2026, 10, dice.randrange(1, 31))
        evidence, approver = f"{item[:2]}单 {dice.randrange(100, 999)}", dice.choice(("顾清和", "莫言欢"))
        times = 1 if points else dice.choice((1, 1, 1, 2))
        rows.append(
            (logged, account.code, account.division, account.line, item, points, times, evidence, approver, "已批准")
        )
    rows.sort(key=lambda row: str(row[0]))
    return Table("adjustments", "加减分登记", headers, tuple(rows))


_EVERYDAY: Final[tuple[tuple[str, int | None], ...]] = (
    ("好的市场操作建议", 1),
    ("好的市场操作建议", 2),
    ("举报假冒伪劣，打假成功", 2),
    ("乱价", None),
    ("窜货", None),
    ("有效投诉", None),
    ("回款不及时", None),
    ("未交档案/报表", None),
)


def _red_lines(accounts: Sequence[Account]) -> Table:
    headers = ("日期", "经销商编码", "事业部", "线别", "红线", "解除日期", "备注")
    by_number = {account.number: account for account in accounts}
    story: tuple[tuple[date, int, str, str, date | None, str], ...] = (
        (date(2026, 8, 5), 101, "", "不配合市场稽核专员库存盘点", None, "当月有效，已过期"),
        (date(2026, 8, 20), 75, "", "经销假冒伪劣", date(2026, 9, 30), "复核后解除"),
        (date(2026, 9, 11), 30, "", "经销假冒伪劣", None, "三个月有效"),
        (date(2026, 10, 14), 10, "", "不配合市场稽核专员库存盘点", None, "稽核通报 10-07"),
        (date(2026, 10, 21), 140, ALL_LINES, "严重窜货", None, "物流码核查 95"),
    )
    rows = tuple(
        (day, by_number[number].code, by_number[number].division, line or by_number[number].line, red, released, note)
        for day, number, line, red, released, note in story
    )
    return Table("red_lines", "红线登记", headers, rows)


def _complaints(accounts: Sequence[Account]) -> Table:
    headers = (
        "投诉编号",
        "日期",
        "经销商编码",
        "事业部",
        "线别",
        "投诉内容",
        "处理状态",
        "应完成日期",
        "完成日期",
        "是否有效",
    )
    by_number = {account.number: account for account in accounts}
    story: tuple[tuple[int, int, str, str, int, int | None, str | None], ...] = (
        (3, 21, "到货日期偏旧", "结果反馈", 5, 5, "是"),
        (8, 46, "业务员连续两周未到店", "执行", 10, None, "是"),
        (12, 59, "促销品未按约发放", "解决方案", 14, None, None),
        (17, 122, "破损未及时换货", "结果反馈", 19, 22, "是"),
        (24, 139, "临期品推销", "登记", 26, None, None),
        (29, 163, "报价与公告不符", "问题分析", 31, None, None),
    )
    rows = tuple(
        (
            *(f"T2610-{at:02}", date(2026, 10, day), by_number[number].code, by_number[number].division),
            *(by_number[number].line, content, state, date(2026, 10, due)),
            *(None if done is None else date(2026, 10, done), is_valid),
        )
        for at, (day, number, content, state, due, done, is_valid) in enumerate(story, 1)
    )
    return Table("complaints", "投诉登记", headers, rows)


def _line_map() -> Table:
    headers = ("原线别", "产品", "渠道类型", "新线别", "比例", "生效日期", "失效日期")
    split = tuple(
        (COUNTY_LINE, line.partition("·")[2], None, line, 1.0, date(2026, 1, 1), None) for line in COUNTY_LINES
    )
    move: tuple[tuple[Cell, ...], ...] = (
        (MILK, MOVED, TOWN, SNACKS, 1.0, date(2026, 7, 1), None),
        (MILK, MOVED, COUNTY, COUNTY_LINES[2], 1.0, date(2026, 7, 1), None),
    )
    return Table("line_map", "线别对照", headers, (*split, *move))


def _history(accounts: Sequence[Account]) -> Table:
    headers = (
        "月份",
        "经销商编码",
        "事业部",
        "线别",
        "得分",
        "等级",
        "保级后等级",
        "连续月数",
        "状态",
        "修订号",
        "方案",
    )
    return Table("history", "历史", headers, tuple(row for month in HISTORY_MONTHS for row in _past(accounts, month)))


def _past(accounts: Sequence[Account], month: str) -> Iterator[tuple[Cell, ...]]:
    for account in accounts:
        if month in account.past and not (month == "2026-09" and account.number in NO_ORDER_IN_SEPTEMBER):
            score = account.past[month]
            kept = next(tier for floor, tier in ((90, "A"), (75, "B"), (60, "C"), (-1, "D")) if score >= floor)
            tier = "D" if (account.number, month) in {(30, "2026-09"), (75, "2026-08"), (101, "2026-08")} else kept
            key = (month, account.code, account.division, account.line)
            yield (*key, score, tier, kept, 0, "定版", 1, "dealer-monthly@2026.1")


def _overrides(accounts: Sequence[Account]) -> Table:
    headers = ("月份", "经销商编码", "事业部", "线别", "调整后等级", "调整人", "调整日期", "调整原因")
    account = next(account for account in accounts if account.number == FLOODED)
    key = (PERIOD, account.code, account.division, account.line)
    row = (*key, "B", "祝南星", date(2026, 11, 3), "仓库水灾，十月停业十二天，按九月水平保留")
    return Table("overrides", "人工调整", headers, (row,))
