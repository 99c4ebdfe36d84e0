"""The kinds of input that are lists: dealers, both point logs, the line map, complaints, overrides, our own past."""

from __future__ import annotations

from typing import Final

from xltier.app.month.intake.fields import (
    AUDIT,
    CHANNEL,
    DAY,
    DEALER,
    DIVISION,
    LINE,
    LOG_LINE,
    MARKETING,
    MONTH,
    NAME,
    OFFICE,
    PRODUCT,
    SALES,
    Field,
    InputKind,
    Shape,
    field_of,
)
from xltier.core.words import Words

DEALERS: Final = InputKind(
    "dealers",
    Words("经销商主档", "Dealers"),
    SALES,
    (
        *(DEALER, NAME, DIVISION, LINE, CHANNEL),
        field_of("region", ("大区", "Region"), ("可不填", "may be left out"), "区域", "省区", "area"),
        field_of(
            "manager",
            ("客户经理", "Manager"),
            ("预警的责任人", "who acts on alerts"),
            "业务经理",
            "业务员",
            "account manager",
        ),
        field_of(
            "opened",
            ("开户日期", "Opened"),
            ("去年同月之后开户的没有成长率", "no growth if after last year's month"),
            *("合作起始日", "开户时间", "合作开始日期", "start date", "since"),
            shape=Shape.DAY,
        ),
        field_of(
            "closed",
            ("停止合作日期", "Closed"),
            ("仍在合作的不填", "empty while it lasts"),
            *("停止日期", "终止日期", "闭户日期", "end date"),
            shape=Shape.DAY,
        ),
    ),
    ("经销商名单", "客户主档", "主档", "dealer list"),
    telling=("channel", "region", "manager", "opened", "closed"),
)

ADJUSTMENTS: Final = InputKind(
    "adjustments",
    Words("加减分登记", "Adjustments"),
    AUDIT,
    (
        *(DAY, DEALER, NAME, DIVISION, LOG_LINE),
        field_of(
            "item",
            ("项目", "Item"),
            ("方案中的编码或名称", "code or name in the scheme"),
            *("项目编码", "项目名称", "加减分项目", "加减分项", "item code"),
            is_required=True,
        ),
        field_of(
            "points",
            ("分值", "Points"),
            ("正数；固定分值的不填", "positive; empty where the item's points are fixed"),
            *("分数", "得分", "单次分值"),
            shape=Shape.NUMBER,
        ),
        field_of("times", ("次数", "Times"), ("不填为 1", "1 if empty"), "发生次数", "count", shape=Shape.NUMBER),
        field_of("evidence", ("凭证", "Evidence"), ("单号或链接", "number or link"), "凭证号", "依据", "凭证及备注"),
        field_of(
            "approver",
            ("批准人", "Approver"),
            ("不填则不计分", "without one it does not count"),
            *("审批人", "核准人", "approved by"),
            is_required=True,
        ),
        field_of("status", ("状态", "Status"), ("已批准、待批准", "approved, pending"), "审批状态", "审核状态"),
    ),
    ("加减分", "加扣分登记", "加扣分", "bonus and penalty", "events"),
)

RED_LINES: Final = InputKind(
    "red_lines",
    Words("红线登记", "Red lines"),
    AUDIT,
    (
        *(DAY, DEALER, NAME, DIVISION, LOG_LINE),
        field_of(
            "code",
            ("红线", "Red line"),
            ("方案中的编码或名称", "code or name in the scheme"),
            *("红线编码", "红线名称", "红线项目", "红线指标", "red line code"),
            is_required=True,
        ),
        field_of(
            "released",
            ("解除日期", "Released"),
            ("解除的日期；未解除不填", "the day it was lifted; else empty"),
            *("解除日", "release date"),
            shape=Shape.DAY,
        ),
        field_of("note", ("备注", "Note"), ("认定依据", "what it rests on"), "认定依据", "说明", "remark"),
    ),
    ("红线", "red line log"),
)

LINE_MAP: Final = InputKind(
    "line_map",
    Words("线别对照", "Line map"),
    SALES,
    (
        field_of(
            "old_line", ("原线别", "Old line"), ("移出的线别", "the line it leaves"), "旧线别", "原线", is_required=True
        ),
        PRODUCT,
        CHANNEL,
        field_of(
            "new_line",
            ("新线别", "New line"),
            ("移入的线别", "the line that receives it"),
            "现线别",
            "新线",
            is_required=True,
        ),
        field_of(
            "share",
            ("比例", "Share"),
            ("多条线别分享时填，合计 100%", "where several lines share; they make 100%"),
            *("分配比例", "占比"),
            shape=Shape.SHARE,
        ),
        field_of(
            "start",
            ("生效日期", "From"),
            ("第一天", "its first day"),
            "生效日",
            "开始日期",
            shape=Shape.DAY,
            is_required=True,
        ),
        field_of("end", ("失效日期", "To"), ("最后一天", "its last day"), "失效日", "结束日期", shape=Shape.DAY),
    ),
    ("线别映射", "线别调整", "mapping"),
)

COMPLAINTS: Final = InputKind(
    "complaints",
    Words("投诉登记", "Complaints"),
    MARKETING,
    (
        field_of(
            "id",
            ("投诉编号", "Complaint no"),
            ("唯一", "unique"),
            "编号",
            "投诉单号",
            shape=Shape.CODE,
            is_required=True,
        ),
        *(DAY, DEALER, NAME, DIVISION, LOG_LINE),
        field_of("content", ("投诉内容", "Content"), ("一句话", "one sentence"), "内容", "问题描述"),
        field_of(
            "state",
            ("处理状态", "State"),
            ("登记、问题分析、解决方案、执行、结果反馈", "Registered, Analysed, Solution, Executed, Answered"),
            *("状态", "进度"),
            is_required=True,
        ),
        field_of(
            "due", ("应完成日期", "Due"), ("年-月-日", "year-month-day"), "应完成", "时限", "due date", shape=Shape.DAY
        ),
        field_of("done", ("完成日期", "Done"), ("年-月-日", "year-month-day"), "实际完成日期", "完成", shape=Shape.DAY),
        field_of("is_valid", ("是否有效", "Valid"), ("是、否", "yes, no"), "有效投诉", "有效", shape=Shape.FLAG),
    ),
    ("投诉", "客诉登记", "complaint log"),
)

OVERRIDES: Final = InputKind(
    "overrides",
    Words("人工调整", "Overrides"),
    OFFICE,
    (
        *(MONTH, DEALER, NAME, DIVISION, LINE),
        field_of(
            "tier", ("调整后等级", "Tier"), ("等级代码", "code of a tier"), "人工等级", "调整等级", is_required=True
        ),
        field_of("author", ("调整人", "Author"), ("姓名", "name"), "决定人", "decided by", is_required=True),
        field_of(
            "date", ("调整日期", "Date"), ("年-月-日", "year-month-day"), "决定日期", shape=Shape.DAY, is_required=True
        ),
        field_of("reason", ("调整原因", "Reason"), ("写明依据", "what it rests on"), "原因", is_required=True),
    ),
    ("override",),
)

_OURS: Final = Words("由 xltier 写入", "written by xltier")
_SETTLED: Final = (
    Field("state", Words("状态", "State"), _OURS),
    Field("revision", Words("修订号", "Revision"), _OURS, Shape.NUMBER),
)

HISTORY: Final = InputKind(
    "history",
    Words("历史", "History"),
    OFFICE,
    (
        *(MONTH, DEALER, NAME, DIVISION, LINE),
        Field("score", Words("得分", "Score"), _OURS, Shape.NUMBER, ("总分", "综合得分")),
        Field("tier", Words("等级", "Tier"), _OURS, aliases=("评级",)),
        Field("kept", Words("保级后等级", "Tier kept"), _OURS, is_required=False),
        Field("pending", Words("连续月数", "Months pending"), _OURS, Shape.NUMBER, is_required=False),
        *_SETTLED,
        Field("scheme", Words("方案", "Scheme"), _OURS, is_required=False),
        Field("fingerprint", Words("指纹", "Fingerprint"), _OURS, Shape.CODE, is_required=False),
        Field("base", Words("基础分", "Base"), _OURS, Shape.NUMBER, is_required=False),
        Field("bonus", Words("加分", "Bonus"), _OURS, Shape.NUMBER, is_required=False),
        Field("penalty", Words("扣分", "Penalty"), _OURS, Shape.NUMBER, is_required=False),
        Field("red_lines", Words("红线", "Red lines"), _OURS, is_required=False),
        Field("by_hand", Words("人工", "By hand"), _OURS, Shape.FLAG, is_required=False),
    ),
    ("历史评级", "评级历史"),
    is_ours=True,
)

LEDGER: Final = InputKind(
    "ledger",
    Words("台账", "Ledger"),
    OFFICE,
    (
        *(MONTH, *_SETTLED),
        Field("date", Words("修订日期", "Revised on"), _OURS, Shape.DAY, is_required=False),
        *(DEALER, NAME, DIVISION, LINE),
        Field("before_tier", Words("原等级", "Tier before"), _OURS),
        Field("after_tier", Words("新等级", "Tier after"), _OURS),
        Field("before_score", Words("原得分", "Score before"), _OURS, Shape.NUMBER, is_required=False),
        Field("after_score", Words("新得分", "Score after"), _OURS, Shape.NUMBER, is_required=False),
        Field("cause", Words("变动来源", "Cause"), _OURS, is_required=False),
        Field("reason", Words("修订原因", "Reason"), _OURS, is_required=False),
    ),
    ("修订台账",),
    is_ours=True,
)
