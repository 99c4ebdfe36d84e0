"""Checks of ordered rules: what they lead to, what is never reached, and where two can hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xltier.core.checks.places import doubtful, noted, wrong
from xltier.core.language.conditions import parse
from xltier.core.language.expressions import Sort
from xltier.core.language.regions import Region, meets, regions, takes
from xltier.core.names import names_of
from xltier.core.scheme import Scheme
from xltier.core.scheme.classes import Rule
from xltier.errors import Location, Problem


def check_rules(scheme: Scheme, rules: Sequence[Rule], block: str, codes: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with ordered rules: those of a scheme, or of a side of its grid.

    Args:
        scheme: Whose measures the conditions name.
        rules: In their order.
        block: Path of the list.
        codes: The classes that they may lead to.
    """
    if not rules:
        yield wrong("rules-missing", block)
        return
    for at, rule in enumerate(rules):
        if rule.outcome not in codes:
            yield wrong("class-unknown", f"{block}[{at}].class", name=rule.outcome, known=codes)
        if rule.when is None and at < len(rules) - 1:
            yield wrong("rule-hides-rest", f"{block}[{at}]", rule=at + 1)
    if rules[-1].when is not None:
        yield doubtful("rules-open", f"{block}[{len(rules) - 1}]")
    for at, code in enumerate(codes):
        if code not in {rule.outcome for rule in rules}:
            yield doubtful("class-unused", f"tiers[{at}]" if block == "rules" else block, name=code)
    yield from _order(scheme, rules, block)


def _order(scheme: Scheme, rules: Sequence[Rule], block: str) -> Iterator[Problem]:
    """Compare each rule with those before it, as far as their words tell.

    An earlier rule that is a special case of a later one is how ordered rules are written, and nothing to say.
    """
    names = names_of(scheme)
    before: dict[int, tuple[Region, ...]] = {}
    for at, rule in enumerate(rules):
        if rule.when is None:
            continue
        node = parse(rule.when, names, Location(), wants=Sort.TRUTH)
        own = None if isinstance(node, Problem) else regions(node)
        if own is None:
            continue
        if not own:
            yield doubtful("rule-never-holds", f"{block}[{at}].when", rule=at + 1, text=rule.when)
            continue
        taking = [number for number, earlier in before.items() if takes(earlier, own)]
        if taking:
            yield doubtful("rule-unreachable", f"{block}[{at}].when", rule=at + 1, by=taking[0] + 1, text=rule.when)
            continue
        crossing = [
            number + 1
            for number, earlier in before.items()
            if rules[number].outcome != rule.outcome and meets(earlier, own) and not takes(own, earlier)
        ]
        if crossing:
            yield noted("rules-can-overlap", f"{block}[{at}].when", rule=at + 1, name=rule.outcome, before=crossing)
        before[at] = own
