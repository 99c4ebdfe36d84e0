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
        found = "#N/A"
        for code, answer in reversed(list(zip(codes, answers, strict=True))):
            found = f"IF({subject}={code},{answer},{found})"
        return found

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
    colour = f'IF(part="text",{chosen(ink)},{chosen(fill)})'
    return {
        f"{PREFIX}TIER_RANK": f"LAMBDA(which,{chosen(ranks)})",
        f"{PREFIX}TIER_LABEL": f"LAMBDA(which,{chosen([_quoted(tier.name.said(language)) for tier in tiers])})",
        f"{PREFIX}TIER_COLOR": f"LAMBDA(which,part,{colour})",
        f"{PREFIX}TIER_STRATEGY": f"LAMBDA(which,field,{strategy})",
        f"{PREFIX}TIER_MOVE": f'LAMBDA(now,before,IF(before="","",{chosen(ranks, "before")}-{chosen(ranks, "now")}))',
    }


def _cell(rules: RulesCells, path: str, text: str) -> str:
    cell = rules.ref(path)
    return _quoted(text) if cell is None else cell.address


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


PLAIN: Final[Mapping[str, str]] = {
    f"{PREFIX}TIER_BAND": (
        "LAMBDA(value,thresholds,labels,IF(value<INDEX(thresholds,1),#N/A,INDEX(labels,MATCH(value,thresholds,1))))"
    ),
    f"{PREFIX}NPS": 'LAMBDA(scores,(COUNTIF(scores,">=9")-COUNTIF(scores,"<=6"))/COUNT(scores)*100)',
    f"{PREFIX}CSAT": 'LAMBDA(scores,from_top,COUNTIF(scores,">="&from_top)/COUNT(scores))',
    f"{PREFIX}CRR": "LAMBDA(start,end_,new_,IF(OR(start<0,end_<0,new_<0,new_>end_),#NUM!,(end_-new_)/start))",
    f"{PREFIX}CAC": "LAMBDA(cost,customers,IF(OR(cost<0,customers<0),#NUM!,cost/customers))",
    f"{PREFIX}ROI": "LAMBDA(gain,cost,(gain-cost)/cost)",
    f"{PREFIX}CLV": (
        "LAMBDA(margin,kept,rate,IF(OR(kept<0,kept>1,rate<=-1,1+rate<=kept),#NUM!,margin*kept/(1+rate-kept)))"
    ),
    f"{PREFIX}TIER_STARS": (
        "LAMBDA(score,most,IF(OR(most<=0,score<0,score>most),#NUM!,"
        'REPT("★",ROUND(score*5/most,0))&REPT("☆",5-ROUND(score*5/most,0))))'
    ),
}
"""Functions that ask no scheme."""
