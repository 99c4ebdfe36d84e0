"""Functions of the LAMBDA pack that ask about a tier's code, or about no scheme at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from xltier.core.palette import chips
from xltier.core.plan import Plan
from xltier.formulas.ladders import tier_paths
from xltier.formulas.rules_cells import RulesCells

PREFIX: Final = "XLTIER."


def of_tiers(plan: Plan, rules: RulesCells, language: str) -> dict[str, str]:
    """Return the functions that are asked about a tier's code."""
    tiers = plan.ladder.tiers
    codes = [_cell(rules, f"{path}.code", tier.code) for path, tier in zip(tier_paths(plan), tiers, strict=True)]

    def chosen(answers: Sequence[str], subject: str = "which") -> str:
        """Return the answer for a code, spaces around it aside; nothing for a blank, #N/A for what is none."""
        found = "#N/A"
        for code, answer in reversed(list(zip(codes, answers, strict=True))):
            found = f"IF(TRIM({subject})={code},{answer},{found})"
        return f'IF(TRIM({subject})="","",{found})'

    ranks = [str(at) for at in range(1, len(tiers) + 1)]
    colours = chips(tiers)
    fields = {
        "text": [tier.strategy.text for tier in tiers],
        "visit": [tier.strategy.visit for tier in tiers],
        "credit": [tier.strategy.credit for tier in tiers],
        "rebate": [tier.strategy.rebate for tier in tiers],
    }
    strategy = "#VALUE!"
    for name, words in reversed(fields.items()):
        strategy = f'IF(field="{name}",{chosen([_quoted(word.said(language)) for word in words])},{strategy})'
    ink, fill = ([_quoted(getattr(chip, side)) for chip in colours] for side in ("ink", "fill"))
    colour = f'IF(part="text",{chosen(ink)},IF(part="fill",{chosen(fill)},#VALUE!))'
    ranked, earlier = chosen(ranks, "now"), chosen(ranks, "before")
    moved = f'IF(TRIM(before)="","",IF(TRIM(now)="","",{earlier}-{ranked}))'
    return {
        f"{PREFIX}TIER_RANK": f"LAMBDA(which,{chosen(ranks)})",
        f"{PREFIX}TIER_LABEL": f"LAMBDA(which,{chosen([_quoted(tier.name.said(language)) for tier in tiers])})",
        f"{PREFIX}TIER_COLOR": f"LAMBDA(which,part,{colour})",
        f"{PREFIX}TIER_STRATEGY": f"LAMBDA(which,field,{strategy})",
        f"{PREFIX}TIER_MOVE": f"LAMBDA(now,before,{moved})",
    }


def _cell(rules: RulesCells, path: str, text: str) -> str:
    cell = rules.ref(path)
    return _quoted(text) if cell is None else cell.address


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _checked(names: str, wrong: str, answer: str) -> str:
    """Return a figure of single numbers: an error passes on, a blank or a text is #VALUE!, what cannot be is #NUM!."""
    parts = names.split(",")
    total, count = "+".join(parts), len(parts)
    judged = f"IF(COUNT({names})<{count},#VALUE!,IF({wrong},#NUM!,{answer}))"
    return f"LAMBDA({names},IF(ISERROR({total}),{total},{judged}))"


def _answered(arguments: str, most: str, answer: str) -> str:
    """Return a figure of a range of answers from 0 to ``most``; words among them are #VALUE!, none at all #N/A."""
    outside = f'COUNTIF(scores,"<0")+COUNTIF(scores,">"&{most})>0'
    words = 'COUNTIF(scores,"?*")>COUNTIF(scores,"-")'
    judged = f"IF({outside},#NUM!,IF({words},#VALUE!,IF(COUNT(scores)=0,#N/A,{answer})))"
    return f"LAMBDA({arguments},IF(ISERROR(SUM(scores)),SUM(scores),{judged}))"


def _each(values: str, more: str, answer: str) -> str:
    """Return a function over one number or several: a blank gives nothing, a text #VALUE!, an error passes on."""
    judged = f'IF(ISERROR(one),one,IF(one="","",IF(ISNUMBER(one),{answer},#VALUE!)))'
    return f"LAMBDA({values},{more},MAP({values},LAMBDA(one,{judged})))"


_STARS: Final = 'REPT("★",ROUND(one*5/most,0))&REPT("☆",5-ROUND(one*5/most,0))'
PLAIN: Final[Mapping[str, str]] = {
    f"{PREFIX}TIER_BAND": _each(
        "value",
        "thresholds,labels",
        "IF(ROWS(thresholds)*COLUMNS(thresholds)<>ROWS(labels)*COLUMNS(labels),#VALUE!,"
        "IF(one<INDEX(thresholds,1),#N/A,INDEX(labels,MATCH(one,thresholds,1))))",
    ),
    f"{PREFIX}NPS": _answered("scores", "10", '(COUNTIF(scores,">=9")-COUNTIF(scores,"<=6"))/COUNT(scores)*100'),
    f"{PREFIX}CSAT": _answered("scores,from_top,most", "most", 'COUNTIF(scores,">="&from_top)/COUNT(scores)'),
    f"{PREFIX}CRR": _checked("start,end_,new_", "OR(start<0,end_<0,new_<0,new_>end_)", "(end_-new_)/start"),
    f"{PREFIX}CAC": _checked("cost,customers", "OR(cost<0,customers<0)", "cost/customers"),
    f"{PREFIX}ROI": _checked("gain,cost", "FALSE", "(gain-cost)/cost"),
    f"{PREFIX}CLV": _checked(
        "margin,kept,rate", "OR(kept<0,kept>1,rate<=-1,1+rate<=kept)", "margin*kept/(1+rate-kept)"
    ),
    f"{PREFIX}TIER_STARS": _each("score", "most", f"IF(OR(most<=0,one<0,one>most),#NUM!,{_STARS})"),
}
"""Functions that ask no scheme."""
