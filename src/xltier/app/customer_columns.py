"""The columns of any list that say which customer a row is of, and what was known of the customer before."""

from __future__ import annotations

from typing import Final

from xltier.tables.match import Wanted

CODE: Final = Wanted(
    "code",
    "客户编码",
    "customer code",
    (
        *(
            "客户编号",
            "客户代码",
            "客户ID",
            "客户号",
            "经销商编码",
            "经销商编号",
            "经销商代码",
            "门店编码",
            "编码",
            "编号",
        ),
        *(
            "代码",
            "customer id",
            "customer no",
            "customer number",
            "customer_id",
            "customerid",
            "account",
            "account no",
        ),
        *("account number", "account id", "dealer code", "dealer id", "client id", "client code", "code", "id", "no."),
        *("供应商编码", "供应商编号", "供应商代码", "代理商编码", "代理商编号", "会员编号", "会员编码", "会员号"),
        *("会员卡号", "会员ID", "门店编号", "零售户编码", "零售户编号", "用户编号", "用户ID"),
        *("supplier code", "supplier id", "supplier no", "vendor code", "vendor id", "vendor no", "member id"),
        *("member no", "member number", "store code", "store id", "user id"),
    ),
)
NAME: Final = Wanted(
    "name",
    "客户名称",
    "customer name",
    (
        *(
            "客户",
            "客户简称",
            "客户全称",
            "名称",
            "公司名称",
            "单位名称",
            "企业名称",
            "经销商",
            "经销商名称",
            "门店名称",
        ),
        *("customer", "name", "company", "company name", "account name", "client", "client name", "dealer"),
        "dealer name",
        *("供应商", "供应商名称", "代理商", "代理商名称", "会员", "会员名称", "会员姓名", "零售户", "零售户名称"),
        *("supplier", "supplier name", "vendor", "vendor name", "member", "member name", "store name"),
    ),
)
BEFORE: Final = Wanted(
    "before",
    "上期等级",
    "previous tier",
    (
        "上月等级",
        "上次等级",
        "原等级",
        "上年等级",
        "上期评级",
        "last tier",
        "prior tier",
        "previous grade",
        "tier before",
    ),
)
PENDING: Final = Wanted(
    "pending",
    "连续待调期数",
    "periods pending",
    ("待调期数", "连续月数", "连续期数", "months pending", "pending"),
)
