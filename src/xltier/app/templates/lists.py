"""The templates that are one list: customers, orders, complaints, capacity."""

from __future__ import annotations

import datetime as dt
from typing import Final

from xltier.app.customer_columns import BEFORE, CODE, NAME
from xltier.app.month.intake.fields import Shape
from xltier.app.orders import order_list
from xltier.app.service import capacity, churn_sheet, complaint_log
from xltier.app.service.complaints import Channel, State
from xltier.app.templates.measures import measure_columns
from xltier.app.templates.template import Limits, TemplateColumn, TemplateSheet, of_wanted
from xltier.core.scheme import Scheme
from xltier.core.words import Words
from xltier.tables.match import Wanted

CODES: Final = ("EX001", "EX002")
NAMES: Final = (Words("示例·恒润商贸", "Example · Hengrun Trading"), Words("示例·德和机电", "Example · Dehe Electric"))
PEOPLE: Final = (Words("示例甲", "Example A"), Words("示例乙", "Example B"))
_YES_NO: Final = (Words("是", "yes"), Words("否", "no"))


def customers(scheme: Scheme) -> TemplateSheet:
    """Return the list of customers that a scheme rates: who they are, then a column a measure."""
    tiers = tuple(Words(tier.code, tier.code) for tier in scheme.tiers)
    return TemplateSheet(
        "customers",
        Words("客户清单", "Customers"),
        Words(
            f"一行一个客户；蓝色表头必填，其余有多少填多少。填好后：xltier tier 文件 --scheme {scheme.id}",
            f"One customer a row; blue headers are required, the rest as far as known. "
            f"Then: xltier tier FILE --scheme {scheme.id}",
        ),
        (
            _code(),
            _name(),
            of_wanted(churn_sheet.OWNER, ("姓名；预警的责任人", "name; who acts on warnings"), *PEOPLE),
            *measure_columns(scheme),
            of_wanted(BEFORE, ("上次的等级，可不填", "the last tier, if any"), None, tiers[-1], choices=tiers),
        ),
        distinct=(CODE.key,),
    )


def orders() -> TemplateSheet:
    """Return the list of orders that RFM, value and behaviour are computed from."""
    day = dt.date(2026, 10, 18)
    return TemplateSheet(
        "orders",
        Words("订单", "Orders"),
        Words(
            "一行一张订单，同一客户可有多行；由此算出最近一次、次数、金额。填好后：xltier tier 文件 --scheme rfm-cuts",
            "One order a row, as many a customer as there are; recency, frequency and amount follow from them. "
            "Then: xltier tier FILE --scheme rfm-cuts",
        ),
        (
            _code("与客户清单一致", "as in the customer list", CODES[0]),
            _name(NAMES[0]),
            of_wanted(
                order_list.DAY,
                ("年-月-日", "year-month-day"),
                *(day, dt.date(2026, 8, 2)),
                shape=Shape.DAY,
                is_required=True,
            ),
            of_wanted(
                order_list.AMOUNT,
                ("元；退货写负数", "CNY; returns are negative"),
                *(18650.0, 4200.0),
                shape=Shape.NUMBER,
                is_required=True,
                decimals=2,
            ),
        ),
    )


def complaints() -> TemplateSheet:
    """Return the log of complaints that ``xltier complaints`` follows."""
    states = tuple(state.value for state in State)
    return TemplateSheet(
        "complaints",
        Words("投诉登记", "Complaints"),
        Words(
            "一行一件投诉；按客户等级计时，逾期列出。填好后：xltier complaints 文件",
            "One complaint a row; the customer's tier sets the time for an answer. Then: xltier complaints FILE",
        ),
        (
            of_wanted(
                complaint_log.NUMBER, ("唯一", "unique"), "EX-0187", "EX-0188", shape=Shape.CODE, is_required=True
            ),
            of_wanted(
                complaint_log.REGISTERED,
                ("年-月-日", "year-month-day"),
                *(dt.date(2026, 10, 12), dt.date(2026, 10, 20)),
                shape=Shape.DAY,
                is_required=True,
            ),
            _code("与客户清单一致", "as in the customer list", *CODES),
            _name(),
            of_wanted(
                complaint_log.TIER, ("A、B、C、D；不填按最长时限", "A, B, C, D; the longest time if empty"), "A", "C"
            ),
            of_wanted(
                complaint_log.TEXT,
                ("一句话", "one sentence"),
                Words("示例：到货破损", "Example: damaged on arrival"),
                Words("示例：交期延误", "Example: late delivery"),
            ),
            of_wanted(
                complaint_log.CHANNEL,
                ("下拉", "from the list"),
                *(Channel.PHONE.value, Channel.EMAIL.value),
                choices=tuple(channel.value for channel in Channel),
            ),
            of_wanted(
                complaint_log.STATE,
                ("下拉", "from the list"),
                *(State.FED_BACK.value, State.ANALYSED.value),
                is_required=True,
                choices=states,
            ),
            of_wanted(
                complaint_log.ANSWERED,
                ("反馈客户的日期", "the day of the answer"),
                *(dt.date(2026, 10, 12), None),
                shape=Shape.DAY,
            ),
            of_wanted(complaint_log.VALID, ("查清后填是、否", "yes or no, once clear"), *_YES_NO, choices=_YES_NO),
        ),
        distinct=(complaint_log.NUMBER.key,),
    )


def service_capacity() -> TemplateSheet:
    """Return the table of levels, people and customers each, by which ``xltier allocate`` assigns customers."""
    return TemplateSheet(
        "capacity",
        Words("服务能力", "Capacity"),
        Words(
            "自上而下写各级别；级别越高，服务越靠前的客户。填好后：xltier allocate 客户文件 --capacity 本文件",
            "Levels from the top; the higher serve the better customers. "
            "Then: xltier allocate CUSTOMERS --capacity THIS FILE",
        ),
        (
            of_wanted(
                capacity.LEVEL,
                ("由高到低", "highest first"),
                *(Words("示例·总监", "Example · Director"), Words("示例·经理", "Example · Manager")),
                is_required=True,
            ),
            _count(capacity.PEOPLE, 1, 4),
            _count(capacity.EACH, 5, 20),
        ),
        distinct=(capacity.LEVEL.key,),
    )


def _count(wanted: Wanted, *examples: int) -> TemplateColumn:
    hint, limits = ("整数", "a whole number"), Limits(0, 100_000)
    return of_wanted(wanted, hint, *examples, shape=Shape.COUNT, is_required=True, limits=limits)


def _code(zh: str = "唯一；不要合并单元格", en: str = "unique; no merged cells", *examples: str) -> TemplateColumn:
    return of_wanted(CODE, (zh, en), *(examples or CODES), shape=Shape.CODE, is_required=True)


def _name(*examples: Words) -> TemplateColumn:
    return of_wanted(NAME, ("全称", "full name"), *(examples or NAMES))
