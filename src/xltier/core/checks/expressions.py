"""Checks of every condition and derived measure: readable, known names, no circle."""

from __future__ import annotations

from collections.abc import Iterator

from xltier.core.checks.places import wrong
from xltier.core.facts import alert_problems
from xltier.core.language.conditions import parse
from xltier.core.language.expressions import Node, Sort, names_in
from xltier.core.names import names_of
from xltier.core.scheme import Scheme
from xltier.errors import Location, Problem


def check_expressions(scheme: Scheme) -> Iterator[Problem]:
    """Yield what is wrong with the texts of conditions and derived measures."""
    names = names_of(scheme)
    reads: dict[str, set[str]] = {measure.key: set() for measure in scheme.measures}
    for path, text, wants, key in _texts(scheme):
        node = parse(text, names, Location(path=path), wants=wants, divides=wants is Sort.NUMBER)
        if isinstance(node, Problem):
            yield node
        elif key is not None:
            reads[key] |= _measures_read(node, reads)
            yield from _cuts_in_derived(scheme, node, path, wants)
    yield from _circles(scheme, reads)
    yield from alert_problems(scheme)


def _texts(scheme: Scheme) -> Iterator[tuple[str, str, Sort, str | None]]:
    """Yield each text with its path, what it must give, and the measure that depends on it."""
    for at, measure in enumerate(scheme.measures):
        if measure.expression is not None:
            yield f"measures[{at}].expression", measure.expression, Sort.NUMBER, measure.key
    for path, text, key in _conditions(scheme):
        if text is not None:
            yield path, text, Sort.TRUTH, key


def _conditions(scheme: Scheme) -> Iterator[tuple[str, str | None, str | None]]:
    for at, measure in enumerate(scheme.measures):
        yield f"measures[{at}].applies_if", measure.applies_if, measure.key
    for at, item in enumerate(scheme.items):
        yield f"items[{at}].auto", item.auto, None
    for at, line in enumerate(scheme.red_lines):
        yield f"red_lines[{at}].auto", line.auto, None
        yield f"red_lines[{at}].release", line.release, None
    blocks = [("rules", scheme.rules), *((f"axes[{at}].rules", axis.rules) for at, axis in enumerate(scheme.axes))]
    for block, rules in blocks:
        for at, rule in enumerate(rules):
            yield f"{block}[{at}].when", rule.when, None


def _measures_read(node: Node, reads: dict[str, set[str]]) -> set[str]:
    return {name for name in names_in(node) if name in reads}


def _cuts_in_derived(scheme: Scheme, node: Node, path: str, wants: Sort) -> Iterator[Problem]:
    """A fitted cut is known only after the measures are: a derived measure can't read one."""
    cuts = {cut.key for cut in scheme.cuts}
    for name in names_in(node):
        if name in cuts and wants is Sort.NUMBER:
            yield wrong("cut-in-derived", path, name=name)


def _circles(scheme: Scheme, reads: dict[str, set[str]]) -> Iterator[Problem]:
    """A condition may ask about its own measure; a value may not need itself."""
    expressions = {measure.key: measure.expression for measure in scheme.measures}
    for at, measure in enumerate(scheme.measures):
        own = reads[measure.key] - {measure.key} if expressions[measure.key] is None else reads[measure.key]
        trail = _way_back(measure.key, own, reads, ())
        if trail:
            field = "expression" if measure.expression is not None else "applies_if"
            yield wrong(
                "circular", f"measures[{at}].{field}", measure=measure.name, trail=" → ".join((measure.key, *trail))
            )


def _way_back(goal: str, nexts: set[str], reads: dict[str, set[str]], seen: tuple[str, ...]) -> tuple[str, ...]:
    for name in sorted(nexts):
        if name == goal:
            return (*seen, name)
        if name not in seen:
            found = _way_back(goal, reads[name] - {name}, reads, (*seen, name))
            if found:
                return found
    return ()
