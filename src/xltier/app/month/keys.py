"""What is rated: a dealer in one 事业部 and one 线别, by the lines as they are divided in the month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xltier.app.month.intake.inputs import Dealer, MonthInputs
from xltier.core.line_map import LineMap
from xltier.core.months import Month, first_day, last_day
from xltier.errors import Problem


class Key(NamedTuple):
    """Dealer code, 事业部 and 线别; the month is the rating's."""

    dealer: str
    division: str
    line: str


def active(dealers: Iterable[Dealer], month: Month, start_day: int) -> list[Dealer]:
    """Return the rows of the dealer list that are in business in a month."""
    first, last = first_day(month, start_day), last_day(month, start_day)
    return [
        dealer
        for dealer in dealers
        if (dealer.opened is None or dealer.opened <= last) and (dealer.closed is None or dealer.closed >= first)
    ]


def channels(inputs: MonthInputs) -> dict[tuple[str, str], str]:
    """Return the kind of channel of each dealer and division; under an empty division the dealer's first."""
    found: dict[tuple[str, str], str] = {}
    for dealer in inputs.dealers:
        if dealer.channel:
            found.setdefault((dealer.code, dealer.division), dealer.channel)
            found.setdefault((dealer.code, ""), dealer.channel)
    return found


def routed_dealers(dealers: Iterable[Dealer], lines: LineMap) -> tuple[dict[Key, Dealer], list[tuple[Dealer, Problem]]]:
    """Return the listed dealers by the key they are rated under, and those whose line nobody can name."""
    found: dict[Key, Dealer] = {}
    undecided: list[tuple[Dealer, Problem]] = []
    for dealer in dealers:
        receivers = lines.route(dealer.line, "", dealer.channel or "")
        if isinstance(receivers, Problem):
            undecided.append((dealer, receivers))
            continue
        for receiver in receivers:
            found.setdefault(Key(dealer.code, dealer.division, receiver.line), dealer)
    return found, undecided
