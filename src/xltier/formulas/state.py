"""Whether a row can be rated at all: 1, 0 for a blank row, or the error that stops it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xltier.core.words import Words
from xltier.formulas.syntax import Err, Node, Num, Truth, Txt, all_, any_, call, if_, is_number, is_text, num
from xltier.formulas.work import SKIPPED, Work

CHAIN: Final = 20
"""Errors looked through in one formula; spreadsheets nest 64 calls deep."""


def state(work: Work, scored: Sequence[Node], end: Node) -> Node:
    """Write the step that says whether there is a rating: 1, 0 for a blank row, or the error that stops it.

    Values are looked through one after another, because programs differ in which of two errors a sum shows.

    Args:
        work: With every value filled.
        scored: Points, whose errors come after those of the values.
        end: What is left to judge where no value is wrong: 1 or an error.
    """
    plan = work.plan
    values = [work.values[slot] for slot in range(len(plan.measures))]
    needed = [is_text(work.values[slot], "") for slot in plan.required]
    after = if_(any_(*needed), Err("#N/A"), looked_through(_few(work, "earns", scored), end))
    is_missed = work.sources.is_somebody and bool(plan.required)
    judged = after if is_missed else if_(_is_blank(work), num(0), after)
    first = [work.entries[slot] for slot in range(plan.inputs)]
    errors = _few(work, "ok", [*first, *values])
    found = looked_through(errors, judged)
    sound = work.rules.sound
    # Not inside the errors: whatever a row holds, formulas of other rules than these rate nobody.
    guarded = found if sound is None else if_(sound, found, Err("#N/A"))
    return work.add("state", Words("可评", "ratable"), guarded, 0)


def _few(work: Work, name: str, nodes: Sequence[Node]) -> list[Node]:
    """Return nodes in their order, as many as one formula can look through; the first ones share a step."""
    found: list[Node] = [node for node in dict.fromkeys(nodes) if not isinstance(node, (Txt, Num))]
    number = 0
    while len(found) > CHAIN:
        number += 1
        part = looked_through(found[:CHAIN], num(1))
        found = [work.add(f"{name}_{number}", Words("数据检查", "values"), part, 0), *found[CHAIN:]]
    return found


def _is_blank(work: Work) -> Node:
    """Return whether nothing at all is reported: every input blank or not applicable, and at least one blank."""
    plan = work.plan
    read = [
        (work.entries[slot], plan.measures[slot].key in work.sources.skips)
        for slot in range(plan.inputs)
        if work.entries[slot] != Txt(SKIPPED)
    ]
    nothing = [
        any_(is_text(entry, ""), is_text(entry, SKIPPED)) if skips else is_text(entry, "") for entry, skips in read
    ]
    some = (
        Truth(value=True) if any(not skips for _, skips in read) else any_(*(is_text(entry, "") for entry, _ in read))
    )
    return all_(*nothing, some)


def looked_through(nodes: Sequence[Node], end: Node) -> Node:
    """Return the first of some values that is an error, else what ``end`` gives."""
    found = end
    for node in reversed(nodes):
        if not isinstance(node, (Txt, Num)):
            found = if_(is_number(call("N", node)), found, node)
    return found
