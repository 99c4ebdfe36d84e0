"""What a header's words say about its column, in Chinese, English, German and French."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final

from xltier.tables.text import bare, narrow


class Role(StrEnum):
    """What a header says its column holds."""

    CODE = "code"
    NAME = "name"
    LABEL = "label"
    DAY = "day"
    MONTH = "month"
    RATIO = "ratio"
    MONEY = "money"
    NUMBER = "number"
    PENALTY = "penalty"
    BONUS = "bonus"
    RED_LINE = "red_line"
    CURRENCY = "currency"
    RATE = "rate"
    RECENCY = "recency"
    SERIAL = "serial"
    NOTE = "note"


# Searched in this order in the bare header (folded, no brackets, no punctuation); the first hit decides.
_WORDS: Final[tuple[tuple[Role, str], ...]] = (
    (Role.SERIAL, r"^(序号|行号|项次|编次|seq|sequence|lfdnr|rownum|rowno)$"),
    (Role.NOTE, r"备注|说明|remark|comment|^notes?$|bemerkung|remarque|commentaire|地址|address|adresse|anschrift"),
    (Role.CURRENCY, r"^(币种|货币|货币单位|币别|currency|currencycode|curr|ccy|währung|devise|monnaie)$"),
    (Role.RATE, r"汇率|exchangerate|fxrate|wechselkurs|tauxdechange"),
    (Role.RED_LINE, r"红线|一票否决|redline|knockout|veto"),
    (Role.PENALTY, r"扣分|减分|罚分|罚款|penalt|deduction|malus|abzug|pénalité"),
    (Role.BONUS, r"加分|奖励分|附加分|bonus"),
    (
        Role.CODE,
        (
            r"编号|编码|代码|代号|客户号|会员号|账号|帐号|卡号|税号|证号|单号|工号|货号|信用代码|统一代码|身份证|电话|手机|"
            r"联系方式|邮编|发票号|合同号|^(id|code|codes|no|nr|key|sku|ean|kdnr|plz|vkn|ref|uid)$|"
            r"(customer|client|cust|account|acct|order|invoice|dealer|store|shop|item|product|vat|tax|member|user|pk)"
            r"(no|nr|num|number|id|code|key|ref)$|kundennummer|kundennr|kundenid|kundencode|debitor|artikelnummer|"
            r"numéroclient|numeroclient|codeclient|noclient|référence|telefon|phone|mobile|telephone|zipcode|postcode|"
            r"postleitzahl|codepostal|iban|siret|siren|ustid"
        ),
    ),
    (
        Role.RATIO,
        (
            r"率$|率[%％]?$|占比|比例|百分比|达成比|完成比|份额|ratio|share|margin|percent|pct|rate$|attainment|quote$|"
            r"anteil|taux|marge"
        ),
    ),
    (
        Role.MONTH,
        (
            r"^(月份|月度|年月|期间|账期月|会计期间|统计月份|所属月份|month|yearmonth|period|monat|mois|période|periode)$|"
            r"月份$"
        ),
    ),
    (
        Role.RECENCY,
        (
            r"最近(一次)?(购买|下单|消费|交易|采购|订货|成交)(日期|时间)?$|最后(一次)?(购买|下单|消费|交易)|"
            r"^last(purchase|order|buy|visit|transaction)|^recency|letzterkauf|derni[eè]r(achat|ecommande)|[uú]ltim[ao](compra|pedido)|ultimo(acquisto|ordine)"
        ),
    ),
    (
        Role.DAY,
        r"日期|时间|日$|date$|^date|datum|^day$|^tag$|^jour$|生日|到期|^fecha|^data$|일자$|날짜|일$|^дата|since$",
    ),
    (
        Role.MONEY,
        (
            r"额|款|金|收入|营收|销售$|成本|利润|毛利|费用|价|应收|欠|预算|贡献|投入|产值|流水|sales|revenue|amount|turnover|"
            r"cost|profit|price|balance|payment|paid|spend|budget|receivable|monetary|umsatz|betrag|kosten|gewinn|erlös|"
            r"preis|saldo|montant|chiffre|^ca$|prix|coût|bénéfice|ventes"
        ),
    ),
    (
        Role.NUMBER,
        (
            r"数$|数量|次数|销量|产量|重量|得分|分数|评分|积分|总分|分值|基础分|^分$|天数|年限|频次|频率|人数|库存|周转|排名|"
            r"量$|qty|quantity|count|score|points?$|days?$|years?$|orders?$|volume|weight|frequency|units?$|stock|visits?$|"
            r"menge|anzahl|gewicht|punkte|tage$|quantité|nombre|poids|jours$|age$|合计|总计|total"
        ),
    ),
    (
        Role.NAME,
        (
            r"名称|姓名|客户名|公司名|企业名|名$|客户$|经销商$|门店$|单位$|公司$|企业$|供应商$|会员$|name|customer$|client$|"
            r"dealer$|company|distributor|kunde$|firma|händler|nom$|société|raison"
        ),
    ),
    (
        Role.LABEL,
        (
            r"区域|地区|大区|省|城市|市$|渠道|线别|类型|类别|分类|行业|部门|事业部|等级|级别|状态|产品|品类|品牌|经理|业务员|"
            r"负责人|region|area|country|city|state|province|channel|type|category|segment|industry|division|department|"
            r"status|product|brand|manager|owner|sales(rep|person)|tier|grade|line$|land$|stadt|branche|pays|ville|"
            r"kanal|produkt|produit|secteur"
        ),
    ),
)  # fmt: skip
_COMPILED: Final = tuple((role, re.compile(pattern)) for role, pattern in _WORDS)
_PERIOD: Final = re.compile(
    r"(?:(?:19|20)\d\d年?)?(?:[-/.年]?(?:0?[1-9]|1[0-2])月(?:份)?)|(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])|"
    r"(?:(?:19|20)\d\d年?)|(?:(?:19|20)\d\d)?年?(?:q[1-4]|[1-4]q|第?[一二三四1-4]季度?)(?:(?:19|20)\d\d)?|[一二三四五六七八九十]{1,2}月(?:份)?|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc)[a-zäéû]*\.?"
    r"[-/ ']?(?:(?:19|20)?\d\d)?|week\d+|第?\d{1,2}周|上半年|下半年|h[12]"
)

NUMERIC: Final = frozenset({Role.MONEY, Role.NUMBER, Role.PENALTY, Role.BONUS, Role.RATE, Role.SERIAL})
KEYS: Final = frozenset({Role.CODE, Role.NAME})


@lru_cache(maxsize=4096)
def role_of(header: str) -> Role | None:
    """Return what a header says its column holds, or None when its words are unknown.

    Example:
        >>> [role_of(h).value for h in ("客户编号", "销售额（万元）", "Collection rate", "Umsatz", "月份")]
        ['code', 'money', 'ratio', 'money', 'month']
    """
    leaf = header.rpartition("/")[2] or header
    for text in dict.fromkeys((leaf, header)):
        word = bare(text)
        if narrow(text)[-1:] in {"%", "‰"}:
            return Role.RATIO
        for role, pattern in _COMPILED:
            if pattern.search(word):
                return role
    return None


def is_period(text: str) -> bool:
    """Return whether a header is a period: ``1月``, ``2012-03``, ``Q1``, ``2012年``, ``Jan``."""
    return bool(_PERIOD.fullmatch(narrow(text).casefold()))
