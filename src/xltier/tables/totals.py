"""Rows that add others up: by their label, by what they add, and never a customer who is called Total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from xltier.tables.text import narrow

_WORDS: Final = (
    r"合计|总计|小计|共计|累计|汇总|总和|总数|总额|合計|総計|小計|總計|总共|"
    r"grand\s*totals?|sub\s*-?\s*totals?|totals?|sum|overall|[σς∑ʃ]|counts?|ergebnis|"
    r"gesamt(?:summe|ergebnis|betrag)?|zwischensumme|teilsumme|summe|insgesamt|endsumme|"
    r"total\s+g[ée]n[ée]ral|sous\s*-?\s*total|totaux|somme|totale|suma|"
    r"(?:sub)?totaal|eindtotaal|итого|всего|итог|промежуточный\s*итог|합\s*계|소\s*계|총\s*계|누\s*계|计|計|累計|razem|ogółem|"
    r"toplam|(?:genel|ara)\s*toplam|total\s+g(?:eral|enerale)|subtotale|yhteensä|celkem|summa|"
    r"all (?:customers|clients|dealers|accounts)|(?:所有|全部|全体)客户|alle kunden|tous les clients|"
    r"todos los clientes|占比|比重|构成比|%\s*of\s*total|share\s+of\s+total|同比(?:增长)?|环比(?:增长)?|"
    r"average|avg|mean|平均(?:值|数|分|得分|额|金额)?|均值|durchschnitt|mittelwert|moyenne|最[大小高低](?:值|分)?|"
    r"max(?:imum)?|min(?:imum)?|median|中位数|标准差|方差|极差|std\.?\s*dev(?:iation)?\.?|standard deviation|"
    r"(?:客户|经销商|门店)(?:总)?数|家数|户数"
)
_STRICT: Final = re.compile(
    rf"(?:[（(]?\s*(?:本[页月年季期]|全部|年度|月度|当[月年]|季度|全[国年公司]+)?\s*)?(?:{_WORDS})\s*[)）]?"
    r"\s*(?:[（(].{0,12}[)）]|[:：]|行|数|金额|:?\s*\d+\s*[家户个行笔条])?|"
    r"(?:其中|of which|thereof|davon)\s*[:：].{1,30}|(?:以上)?共\s*\d+\s*[家户个行笔条].{0,4}"
)
_COMPARISON: Final = re.compile(
    r"(?:上年|去年)?同期(?:数|值)?|上年数|增减[额率幅]?|增长[率额]|差异|[完达]成率|目标|预算|"
    r"(?:last|previous|prior) year|variance|growth|税额|增值税|"
    r"(?:vat|mwst|tva|iva|sales tax|tax)\.?\s*(?:\d+(?:[.,]\d+)?\s*%)?"
)
_CHINESE_END: Final = re.compile(
    r"(.{1,14}?)[\s\-_·—:：]*(?:合计|总计|小计|共计|累计|汇总|合計|総計|小計|總計|平均)[:：]?"
)
_LATIN_FRONT: Final = re.compile(
    r"(?:grand\s*total|sub\s*-?\s*total|total|sum|summe|zwischensumme|gesamt|sous\s*-?\s*total|totale|average)\b"
    r"\s*[:\-–—(]?\s*(?:for|of|für|de|du|des)?\s*(.{1,30})"
)
_LATIN_END: Final = re.compile(
    r"(.{1,30}?)[\s:\-–—]+(?:sub\s*-?\s*total|grand\s*total|total|sum|summe|zwischensumme|gesamt|gesamtergebnis|ergebnis)[:.]?"
)
_SURE: Final = re.compile(r"\b(?:sub\s*-?\s*totals?|grand\s*total|zwischensumme|gesamtergebnis)\b")
_SUB: Final = re.compile(r"小计|小計|소계|sub\s*-?\s*tota|ara\s*toplam|промежуточный|zwischensumme|teilsumme|sous")
_GRAND: Final = re.compile(
    r"总计|总共|總計|総計|총계|eindtotaal|geneltoplam|geral|grand|overall|général|general|gesamt|insgesamt|endsumme"
)
_OTHER: Final = re.compile(
    r"占比|比重|构成比|其中|ofwhich|thereof|davon|^counts?$|客户总?数|经销商总?数|门店总?数|家数|户数|同期|上年数|增减|增长|差异|"
    r"完成率|达成率|目标|预算|(?:last|previous|prior)year$|variance|growth|^(?:税额|增值税)|^(?:vat|mwst|tva|iva|(?:sales)?tax)[\d.,%]*$|"
    r"median|中位|标准差|方差|极差|^std|deviation|imum$|^共\d|oftotal|"
    r"同比|环比|平均|均值|average|avg|mean|durchschnitt|mittelwert|moyenne|最[大小高低]|^max$|^min$"
)
_HINTS: Final = [
    "计",
    "計",
    "汇",
    "总",
    "均值",
    "平均",
    "最大",
    "最小",
    "total",
    "sum",
    "gesamt",
    "ergebnis",
    "somme",
    "totaux",
    "overall",
    "average",
    "avg",
    "mean",
    "durchschnitt",
    "mittelwert",
    "moyenne",
    "max",
    "min",
    "sous",
    "tota",
    "итог",
    "всего",
    "합",
    "소",
    "총",
    "누",
    "razem",
    "ogółem",
    "toplam",
    "yhteens",
    "celkem",
    "all customers",
    "all clients",
    "all dealers",
    "all accounts",
    "所有客户",
    "全部客户",
    "全体客户",
    "alle kunden",
    "les clients",
    "los clientes",
    "占比",
    "比重",
    "构成比",
    "同比",
    "环比",
    "其中",
    "税",
    "vat",
    "mwst",
    "tva",
    "iva",
    "tax",
    "of which",
    "thereof",
    "davon",
    "σ",
    "∑",
    "ʃ",
    "最高",
    "最低",
    "中位",
    "标准差",
    "方差",
    "极差",
    "median",
    "dev",
    "客户数",
    "商数",
    "店数",
    "家数",
    "户数",
    "同期",
    "上年",
    "增减",
    "增长",
    "差异",
    "完成率",
    "达成率",
    "目标",
    "预算",
    "year",
    "variance",
    "growth",
    "共",
    "count",
    "*",
]
ANY: Final = re.compile(
    r"合\s*计|总\s*计|小\s*计|共\s*计|累\s*计|汇\s*总|总\s*[和数额共]|合\s*計|[総總]\s*計|小\s*計|平\s*均|均值|最[大小高低]|total|"
    r"\bsum|summe|gesamt|ergebnis|somme|totaux|\bsuma\b|overall|average|\bavg|\bmean\b|durchschnitt|mittelwert|"
    r"moyenne|\bmax(?:imum)?\b|\bmin(?:imum)?\b|median|中位|标准差|方差|极差|\bdev|[商店家户]数|客户总?数|同期|上年数|增减|增长[率额]|差异|"
    r"[完达]成率|目标|预算|\byear$|variance|growth|共\s*\d|sous|totaal|итог|всего|[합소총누]\s*계|^\W*[计計]\W*$|累計|razem|ogółem|toplam|"
    r"yhteensä|celkem|^all\s|(?:所有|全部|全体)客户|alle kunden|tous les clients|todos los clientes|"
    r"占比|比重|构成比|[同环]比|其中|\bof which\b|\bthereof\b|税额|增值税|"
    r"\b(?:vat|mwst|tva|iva|tax)\b|\bdavon\b|[Σ∑Ʃ]|\bcounts?\b|^\s*\*+\s*$",
    re.IGNORECASE,
)


def hints_in(texts: str) -> list[str]:
    """Return which parts of labels are among many joined texts, folded; a total has one of them."""
    folded = texts.casefold()
    letters = set(folded)  # most hints have one that a whole column lacks
    return [hint for hint in _HINTS if letters.issuperset(hint) and hint in folded]


def may_be(text: str, hints: Sequence[str]) -> bool:
    """Return whether a text with one of these hints may be the label of a total; quick, and sometimes wrongly yes."""
    folded = text.casefold()
    return any(hint in folded for hint in hints) and ANY.search(text) is not None


class Label(StrEnum):
    """How sure a text is that its row is a total."""

    STRICT = "strict"
    ENDING = "ending"
    WEAK = "weak"
    COMPARISON = "comparison"  # with the total above it: last year's, the target, the change


def label_of(text: str) -> Label | None:
    """Return how sure a text is the label of a total, or None.

    Example:
        >>> label_of("合  计"), label_of("华东小计"), label_of("Total Energies"), label_of("合计贸易有限公司")
        (<Label.STRICT: 'strict'>, <Label.ENDING: 'ending'>, <Label.WEAK: 'weak'>, None)
    """
    whole = narrow(text).casefold()
    said = whole.strip("*=-—· .")
    if whole and not whole.strip("*"):  # lists of SAP mark a subtotal by one star, the total by two
        return Label.WEAK
    packed = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", said)
    if _STRICT.fullmatch(packed):
        return Label.STRICT
    if _COMPARISON.fullmatch(packed):
        return Label.COMPARISON
    if _CHINESE_END.fullmatch(packed) or (_SURE.search(packed) and _LATIN_END.fullmatch(packed)):
        return Label.ENDING
    if _LATIN_FRONT.fullmatch(packed) or _LATIN_END.fullmatch(packed):
        return Label.WEAK
    return None


def kind_of(text: str) -> str | None:
    """Return ``subtotal_row``, ``grand_total_row`` or ``total_row`` (an average) when a label says which."""
    said = re.sub(r"\s+", "", narrow(text).casefold())
    if _OTHER.search(said):
        return "total_row"
    if _SUB.search(said):
        return "subtotal_row"
    return "grand_total_row" if _GRAND.search(said) else None
