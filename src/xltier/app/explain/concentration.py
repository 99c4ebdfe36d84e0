"""How much the largest customers really carry, beside what is quoted: 80/20 is no law (systems.md C24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xltier.core.metrics import Figure, Number, customers_to_reach, top_share
from xltier.core.publications import B2B_RULES, part_of
from xltier.core.values import ExcelError
from xltier.core.words import Words


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that the sources quote: the top ``customers`` carry ``carries`` of ``what``.

    One of profit, where losses take back what the top earns, is no match for a share of positive amounts.
    """

    customers: Fraction
    carries: Fraction
    what: Words
    source: Words
    is_of_profit: bool = False


def _claim(customers: int, carries: int, zh: str, en: str, source: Words, *, is_of_profit: bool = False) -> Claim:
    return Claim(Fraction(customers, 100), Fraction(carries, 100), Words(zh, en), source, is_of_profit)


CLAIMS: Final = (
    _claim(20, 80, "帕累托：两成客户占八成", "Pareto: 20 % bring 80 %", part_of(B2B_RULES, "引 1897 年", "of 1897")),
    _claim(23, 81, "啤酒：23% 的男性喝掉 81%", "beer: 23 % of men drink 81 %", B2B_RULES),
    _claim(16, 62, "蛋糕：16% 的家庭买走 62%", "cake: 16 % of households buy 62 %", B2B_RULES),
    _claim(17, 79, "速溶咖啡：17% 占 79%", "instant coffee: 17 % drink 79 %", B2B_RULES),
    _claim(20, 84, "Woolf：前 20% 占约 84% 的销售", "Woolf: the top 20 % bring about 84 % of sales", B2B_RULES),
    _claim(
        *(
            20,
            150,
            "Meridien：前 20% 带来约 150% 的利润",
            "Meridien: the top 20 % bring about 150 % of profit",
            B2B_RULES,
        ),
        is_of_profit=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A claim beside the user's own figure: ``#DIV/0!`` where there is no total, ``#N/A`` beside a claim of profit."""

    claim: Claim
    own: Figure


@dataclass(frozen=True, slots=True)
class Concentration:
    """What a list of amounts is like.

    Args:
        customers: How many.
        negative: How many of them returned more than they bought; they stay out of the total.
        top_fifth: Share carried by the top 20 %.
        reach_80: Customers who carry 80 %.
        claims: Each quoted claim beside the own figure.
    """

    customers: int
    negative: int
    top_fifth: Figure
    reach_80: int
    claims: tuple[Measured, ...]


def concentration(amounts: Sequence[Number]) -> Concentration:
    """Return how concentrated amounts are, and what is claimed of others."""
    ordered = sorted(amounts, reverse=True)  # once: whoever asks for the largest finds them in front
    return Concentration(
        len(ordered),
        sum(1 for amount in ordered if amount < 0),
        top_share(ordered, Fraction(1, 5)),
        customers_to_reach(ordered, Fraction(4, 5)),
        tuple(
            Measured(claim, ExcelError.NA if claim.is_of_profit else top_share(ordered, claim.customers))
            for claim in CLAIMS
        ),
    )
