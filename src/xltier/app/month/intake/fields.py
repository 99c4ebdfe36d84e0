"""The columns that kinds of input share, and what a column is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xltier.core.words import Words


class Shape(StrEnum):
    """What the cells of a field hold."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    DAY = "day"
    MONTH = "month"
    SHARE = "share"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a kind.

    Args:
        key: ASCII name.
        name: Header in both languages; ``aliases`` are further headers that mean the same.
        hint: What to write there, for the template and the page.
        is_required: Whether the kind is not recognised without it.
    """

    key: str
    name: Words
    hint: Words
    shape: Shape = Shape.TEXT
    aliases: tuple[str, ...] = ()
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class InputKind:
    """A kind of table.

    Args:
        key: ASCII name.
        name: Sheet name in both languages; ``aliases`` further words that a sheet or file may be named by.
        department: Who sends it.
        fields: Its columns, in the template's order.
        telling: Fields of which at least one must be there, besides the required ones.
        measures: For a table of measures, the measures of ``dealer-monthly`` that the department sends.
        is_ours: Written by xltier, never by hand.
    """

    key: str
    name: Words
    department: Words
    fields: tuple[Field, ...]
    aliases: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    is_ours: bool = False

    def field(self, key: str) -> Field:
        """Return a field by its key."""
        return next(field for field in self.fields if field.key == key)

    @property
    def required(self) -> tuple[Field, ...]:
        """Return the fields that must be there."""
        return tuple(field for field in self.fields if field.is_required)


ALL_LINES: Final = Words("全部", "all")
"""What a log row says where it holds for all of the dealer's lines."""

STATES: Final = {
    "registered": Words("登记", "Registered"),
    "analysed": Words("问题分析", "Analysed"),
    "planned": Words("解决方案", "Solution"),
    "executed": Words("执行", "Executed"),
    "answered": Words("结果反馈", "Answered"),
}
"""The five states of a complaint (systems.md P6)."""

APPROVED: Final = Words("已批准", "approved")
PENDING: Final = Words("待批准", "pending")

SALES, LOGISTICS, FINANCE = Words("销售部", "Sales"), Words("物流部", "Logistics"), Words("财务部", "Finance")
MARKETING, AUDIT = Words("市场部", "Marketing"), Words("稽核部", "Audit")
OFFICE: Final = Words("评级办公室", "Rating office")

MONTH: Final = Field(
    "month",
    Words("月份", "Month"),
    Words("2026-10；也可用“日期”列", "2026-10; a column Date will do too"),
    Shape.MONTH,
    ("月", "年月", "评级月份", "统计月份", "业务月份", "期间", "period", "year month"),
)
DAY: Final = Field(
    "date",
    Words("日期", "Date"),
    Words("年-月-日，归入其业务月份", "year-month-day; belongs to its business month"),
    Shape.DAY,
    ("业务日期", "登记日期", "发生日期", "认定日期", "投诉日期", "单据日期", "day"),
)
DEALER: Final = Field(
    "dealer",
    Words("经销商编码", "Dealer code"),
    Words("与经销商主档一致", "as in the dealer list"),
    Shape.CODE,
    (
        "经销商编号",
        "经销商代码",
        "客户编码",
        "客户编号",
        "客户代码",
        "dealer",
        "dealer id",
        "dealer no",
        "customer code",
    ),
)
NAME: Final = Field(
    "name",
    Words("经销商名称", "Dealer name"),
    Words("可不填", "may be left out"),
    aliases=("经销商", "客户名称", "客户", "name", "customer name"),
    is_required=False,
)
DIVISION: Final = Field(
    "division",
    Words("事业部", "Division"),
    Words("与经销商主档一致", "as in the dealer list"),
    aliases=("事业部名称", "所属事业部", "business unit", "bu"),
)
LINE: Final = Field(
    "line",
    Words("线别", "Line"),
    Words("与经销商主档一致", "as in the dealer list"),
    aliases=("渠道线别", "渠道线", "产品线", "channel line", "product line"),
)
LOG_LINE: Final = Field(
    "line",
    LINE.name,
    Words("线别；“全部”为该经销商全部线别", "line; “all” is every line of the dealer"),
    aliases=LINE.aliases,
)
PRODUCT: Final = Field(
    "product",
    Words("产品", "Product"),
    Words("有产品移交线别时必填", "needed where a product moves to another line"),
    aliases=("产品名称", "品项", "品类", "product name", "item name"),
    is_required=False,
)
CHANNEL: Final = Field(
    "channel",
    Words("渠道类型", "Channel"),
    Words("城区或县城", "城区 (town) or 县城 (county)"),
    aliases=("渠道", "渠道分类", "channel type"),
    is_required=False,
)


def field_of(
    key: str,
    name: tuple[str, str],
    hint: tuple[str, str],
    *aliases: str,
    shape: Shape = Shape.TEXT,
    is_required: bool = False,
) -> Field:
    """Return a column of a log, optional unless said otherwise."""
    return Field(key, Words(*name), Words(*hint), shape, aliases, is_required)
