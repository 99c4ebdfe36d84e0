"""Invent a year of a food maker's dealers: who sells which line where, and what five departments know of them.

A company sells milk, drinks and snacks through dealers in towns (城区) and counties (县城). On 2026-01-01 the county
line was split in three; on 2026-07-01 one product, 特浓馒头, went from the town's milk line to the snack lines, and
the company's systems go on booking it under the old line. 春节 fell on 2025-01-29 and on 2026-02-17, so January and
February cannot be compared one by one. Every dealer is invented. The same seed gives the same figures each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

SEED: Final = 20261102
PERIOD: Final = "2026-10"
DEALERS: Final = 200
TOWN_DEALERS: Final = 120
DIVISIONS: Final = ("华东事业部", "华中事业部", "西南事业部")
TOWN, COUNTY = "城区", "县城"
MILK, SNACKS = "城区强网乳品", "强网休闲"
COUNTY_LINE: Final = "县城"
COUNTY_LINES: Final = ("县城·乳品", "县城·饮品", "县城·休闲")
PRODUCTS: Final = {MILK: "常温奶", SNACKS: "休闲食品", **{line: line.partition("·")[2] for line in COUNTY_LINES}}
MOVED: Final = "特浓馒头"
SPLIT_MONTH, MOVE_MONTH = "2026-01", "2026-07"

SALES_MONTHS: Final = (
    *("2024-12", "2025-01", "2025-02"),  # last year's base of January and February
    *("2025-10", "2025-11", "2025-12"),
    *(f"2026-{month:02}" for month in range(1, 11)),
)
LAST_YEAR: Final = SALES_MONTHS[:4]
REPORT_MONTHS: Final = ("2026-08", "2026-09", PERIOD)
HISTORY_MONTHS: Final = tuple(f"2026-{month:02}" for month in range(3, 10))
# What a month sells against an ordinary one. Dealers stock up in the weeks before 春节 and rest in those after it.
SEASON: Final = {
    "2024-12": 1.25,
    "2025-01": 1.55,
    "2025-02": 0.55,
    "2025-12": 1.1,
    "2026-01": 1.35,
    "2026-02": 1.15,
    "2026-03": 0.7,
    "2026-09": 1.1,
}
DAYS_OF_THREE_MONTHS: Final = 92  # August to October

_REGIONS: Final = {
    "华东事业部": ("江浙", "皖北"),
    "华中事业部": ("湘北", "鄂西"),
    "西南事业部": ("川南", "黔北"),
}
_PLACES: Final = {
    "江浙": ("苏州", "嘉兴", "湖州", "宁波"),
    "皖北": ("阜阳", "蚌埠", "淮北"),
    "湘北": ("岳阳", "常德", "益阳"),
    "鄂西": ("宜昌", "荆州", "恩施"),
    "川南": ("宜宾", "泸州", "内江"),
    "黔北": ("遵义", "毕节", "铜仁"),
}
_MANAGERS: Final = {
    "江浙": "沈亦然",
    "皖北": "鲁青山",
    "湘北": "易知秋",
    "鄂西": "向晚舟",
    "川南": "蒲云起",
    "黔北": "田未央",
}
_FIRST: Final = "禾穗谷麦稷黍榆槐杉桐栗枫岚峦溪澜沐霁晴朗"
_SECOND: Final = "丰源和泰顺裕兴隆盛茂达通佳美"
_TRADES: Final = ("商贸", "食品", "商行", "副食", "经营部")

LEAVERS: Final = {37: date(2026, 8, 31), 88: date(2026, 9, 30), 141: date(2026, 9, 30), 176: date(2026, 10, 20)}
NEWCOMERS: Final = {52: date(2026, 9, 8), 96: date(2026, 8, 3), 118: date(2026, 10, 9), 160: date(2026, 9, 21)}
TWO_DIVISIONS: Final = (15, 66)  # dealers at a border, who sell a line in the next division too
MOVED_ONLY: Final = (4, 6, 94)  # milk dealers who have no snacks but the product that moved
NO_CATEGORY: Final = (123, 131, 150, 187)  # county dealers whose old bookings do not say the product
# Values that lie exactly on an edge of the scheme, by dealer: attainment, stock days, direct share.
EDGES: Final = {
    3: (1.0, 45, 0.5),
    8: (0.6, 15, 0.5),
    12: (0.9999, 46, 0.4999),
    20: (0.5999, 60, 0.5),
    29: (1.2, 61, 0.6),
    44: (1.0, 7, 0.5),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one key did in one month, product by product; money in yuan, volumes in cases."""

    target: int
    focus_target: int
    sell_in: int
    focus_sell_in: int
    sell_out: int
    stock: int
    due: int
    paid_on_time: int
    direct_volume: int
    total_volume: int


@dataclass(frozen=True, slots=True)
class Account:
    """One dealer in one division and line, with its figures by month and product, its stores and its past."""

    number: int
    code: str
    name: str
    division: str
    line: str
    channel: str
    region: str
    manager: str
    opened: date
    closed: date | None
    figures: dict[tuple[str, str], Figures] = field(default_factory=dict)
    stores: dict[str, tuple[int, int]] = field(default_factory=dict)
    past: dict[str, float] = field(default_factory=dict)

    def trades_in(self, month: str) -> bool:
        """Return whether the dealer was open for business in a month."""
        return f"{self.opened:%Y-%m}" <= month and (self.closed is None or month <= f"{self.closed:%Y-%m}")


def invent() -> list[Account]:
    """Return every account, by dealer and line."""
    dice = random.Random(SEED)
    accounts = [account for number in range(DEALERS) for account in _dealer(number, dice)]
    for account in accounts:
        _fill(account, dice)
    return accounts


def booked_line(account: Account, month: str, product: str) -> str:
    """Return the line that the company's systems book a product under: the map of the day, not today's."""
    if product == MOVED:
        return MILK
    return COUNTY_LINE if account.channel == COUNTY and month < SPLIT_MONTH else account.line


def booked_product(account: Account, month: str, product: str) -> str:
    """Return the product that a booking says; some old bookings of counties say none."""
    is_silent = account.number in NO_CATEGORY and month < SPLIT_MONTH and product != MOVED
    return "" if is_silent else product


def _dealer(number: int, dice: random.Random) -> Iterator[Account]:
    division = DIVISIONS[number % len(DIVISIONS)]
    region = dice.choice(_REGIONS[division])
    channel = TOWN if number < TOWN_DEALERS else COUNTY
    name = dice.choice(_PLACES[region]) + dice.choice(_FIRST) + dice.choice(_SECOND) + dice.choice(_TRADES)
    opened = NEWCOMERS.get(number, date(dice.randrange(2012, 2024), dice.randrange(1, 13), dice.randrange(1, 28)))
    code = f"{'CQ' if channel == TOWN else 'XC'}{1001 + number}"
    if channel == TOWN:
        lines = [MILK, SNACKS] if number % 5 in {0, 2} or number in MOVED_ONLY else [(MILK, SNACKS)[number % 2]]
    else:
        lines = sorted(dice.sample(COUNTY_LINES, dice.choices((1, 2, 3), (50, 35, 15))[0]))
    divisions = [division]
    if number in TWO_DIVISIONS:
        divisions.append(DIVISIONS[(number + 1) % len(DIVISIONS)])
    for at in divisions:
        for line in lines:
            who = _MANAGERS[region if at == division else _REGIONS[at][0]]
            yield Account(number, code, name, at, line, channel, region, who, opened, LEAVERS.get(number))


def _sells_the_moved_product(account: Account) -> bool:
    if account.line == SNACKS:
        return account.number % 10 in {0, 2, 5}  # a town dealer with both lines, most of them
    return account.line == COUNTY_LINES[2] and account.number % 3 == 0


def _fill(account: Account, dice: random.Random) -> None:
    """Draw the account's size and quality once, then each month around them."""
    quality = dice.gauss(-0.15, 1.0)
    size = int(120_000 * 2.2 ** dice.gauss(0, 1)) // 1000 * 1000 + 20_000
    growth = 0.06 + 0.12 * quality + dice.gauss(0, 0.05)
    stores = dice.randrange(60, 420)
    shares = {PRODUCTS[account.line]: 1.0}
    if account.line == SNACKS and account.number in MOVED_ONLY:
        shares, size = {MOVED: 1.0}, size // 4
    elif _sells_the_moved_product(account):
        share = dice.uniform(0.15, 0.35)
        shares = {PRODUCTS[account.line]: 1 - share, MOVED: share}
    for month in SALES_MONTHS:
        years_back = 1 if month in LAST_YEAR else 0
        drawn = _Month.draw(quality, dice)
        score = drawn.score(growth + dice.gauss(0, 0.04))
        if not account.trades_in(month):
            continue
        if month == PERIOD and account.number in EDGES:
            drawn = drawn.on_the_edge(*EDGES[account.number])
        plan = size * SEASON.get(month, 1.0) / (1 + growth) ** years_back
        for product, share in shares.items():
            account.figures[month, product] = drawn.figures(plan * share, dice)
        account.stores[month] = (round(stores * drawn.coverage), stores)
        if month in HISTORY_MONTHS:
            account.past[month] = score
    if account.number in EDGES:
        _stock_exactly(account, EDGES[account.number][1])


@dataclass(frozen=True, slots=True)
class _Month:
    """The ratios that one account reaches in one month."""

    attainment: float
    focus: float
    stock_days: float
    punctuality: float
    coverage: float
    direct_share: float
    is_exact: bool = False

    @classmethod
    def draw(cls, quality: float, dice: random.Random) -> _Month:
        """Draw a month of an account of some quality (0 is ordinary, 1 is good)."""
        return cls(
            attainment=min(1.3, max(0.35, 0.93 + 0.1 * quality + dice.gauss(0, 0.05))),
            focus=min(1.4, max(0.2, 0.9 + 0.13 * quality + dice.gauss(0, 0.08))),
            stock_days=max(3.0, 33 - 8 * quality + dice.gauss(0, 7)),
            punctuality=min(1.0, max(0.6, 0.975 + 0.03 * quality + dice.gauss(0, 0.02))),
            coverage=min(1.0, max(0.3, 0.88 + 0.06 * quality + dice.gauss(0, 0.03))),
            direct_share=min(0.95, max(0.0, 0.4 + 0.08 * quality + dice.gauss(0, 0.06))),
        )

    def on_the_edge(self, attainment: float, stock_days: float, direct_share: float) -> _Month:
        """Return the month with values that lie on an edge of the scheme."""
        return _Month(attainment, self.focus, stock_days, self.punctuality, self.coverage, direct_share, is_exact=True)

    def figures(self, plan: float, dice: random.Random) -> Figures:
        """Return what the ratios mean for an account of some size."""
        step = 10_000 if self.is_exact else 100  # so that a ratio on an edge stays on it
        target = max(step, round(plan / step) * step)
        focus_target = max(100, round(target * 0.3 / 100) * 100)
        sell_in = round(target * self.attainment) if self.is_exact else round(target * self.attainment / 100) * 100
        sell_out = round(sell_in * dice.uniform(0.93, 1.05) / 100) * 100
        due = round(sell_in * dice.uniform(0.85, 1.1) / 100) * 100
        volume = max(10_000, round(sell_in / 620)) if self.is_exact else max(20, round(sell_in / 62))
        if self.is_exact:
            volume = volume // 10_000 * 10_000
        return Figures(
            target=target,
            focus_target=focus_target,
            sell_in=sell_in,
            focus_sell_in=round(focus_target * self.focus / 100) * 100,
            sell_out=sell_out,
            stock=round(sell_out * 3 / DAYS_OF_THREE_MONTHS * self.stock_days / 100) * 100,
            due=due,
            paid_on_time=round(due * self.punctuality / 100) * 100,
            direct_volume=round(volume * self.direct_share),
            total_volume=volume,
        )

    def score(self, growth: float) -> float:
        """Return about what the office's old tally made of such a month, 0 to 100, in tenths."""
        grown = _points(growth, ((0.2, 15), (0.1, 12), (0.0, 9), (-0.1, 5)))
        paid = _points(self.punctuality, ((1.0, 10), (0.95, 7), (0.9, 4)))
        stocked = _points(-self.stock_days, ((-7, 0), (-15, 9), (-45, 15), (-60, 9)))
        return round(
            40 * min(1.0, self.attainment) + grown + 10 * min(1.0, self.focus) + stocked + paid + 10 * self.coverage, 1
        )


def _points(value: float, edges: tuple[tuple[float, int], ...]) -> int:
    return next((points for edge, points in edges if value >= edge), 0)


def _stock_exactly(account: Account, days: int) -> None:
    """Set sell-out and stock of the last three months so that the stock lasts exactly ``days``."""
    days_of_month = dict(zip(REPORT_MONTHS, (31, 30, 31), strict=True))
    for (month, product), figures in account.figures.items():
        if month in days_of_month:
            daily = max(1, account.figures[PERIOD, product].target // 3000) * 100
            account.figures[month, product] = replace(
                figures, sell_out=daily * days_of_month[month], stock=daily * days
            )
