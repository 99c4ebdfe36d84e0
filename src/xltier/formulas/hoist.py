"""Parts of formulas that are the same for every row, moved into cells of their own.

``ROUND('规则'!$E$27,10)`` needs no place in each of 7,500 rows: one cell holds it, and the rows' formulas are short
enough to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from xltier.core.words import Words
from xltier.formulas.syntax import Call, Contains, Name, Node, Num, Op, Ref, Row, Truth, if_, num
from xltier.formulas.work import Step

_TESTS: Final = frozenset({"=", "<>", "<", "<=", ">", ">="})
_TRUTHS: Final = frozenset({"AND", "OR", "NOT", "ISNUMBER", "ISBLANK"})


@dataclass(slots=True)
class Hoist:
    """The parts found so far.

    Args:
        address: Gives the reference of the n-th part's cell, from 0.
        parts: Each part once, with the label of the step that it was first found in; a truth stands as 1 or 0.
    """

    address: Callable[[int], str]
    parts: dict[Node, tuple[str, Words]] = field(default_factory=dict)

    def steps(self, steps: Iterable[Step]) -> tuple[Step, ...]:
        """Return steps whose constant parts are references to cells."""
        return tuple(replace(step, formula=self._walked(step.formula, step.label)) for step in steps)

    def _walked(self, node: Node, label: Words) -> Node:
        if isinstance(node, (Call, Op)) and _is_constant(node):
            return self._moved(node, label)
        match node:
            case Call(function, arguments):
                return Call(function, tuple(self._walked(argument, label) for argument in arguments))
            case Op(sign, left, right):
                return Op(sign, self._walked(left, label), self._walked(right, label))
            case Contains(text, part):
                return Contains(text, self._walked(part, label))
        return node

    def _moved(self, node: Node, label: Words) -> Node:
        is_truth = _is_truth(node)
        part = if_(node, num(1), num(0)) if is_truth else node
        if part not in self.parts:
            self.parts[part] = (self.address(len(self.parts)), label)
        cell = Ref(self.parts[part][0])
        return Op("=", cell, num(1)) if is_truth else cell


def _is_constant(node: Node) -> bool:
    """Return whether a formula reads the rules only, and reads them at all."""
    leaves = list(_leaves(node))
    return any(isinstance(leaf, Ref) for leaf in leaves) and not any(
        isinstance(leaf, (Name, Contains)) for leaf in leaves
    )


def _leaves(node: Node) -> Iterable[Node]:
    match node:
        case Call(_, arguments):
            for argument in arguments:
                yield from _leaves(argument)
        case Op(_, left, right):
            yield from _leaves(left)
            yield from _leaves(right)
        case _:
            yield node


def _is_truth(node: Node) -> bool:
    match node:
        case Call("IF", (_, then, other)):
            return _is_truth(then) or _is_truth(other)
        case Call(function, _):
            return function in _TRUTHS
        case Op(sign, _, _):
            return sign in _TESTS
        case Num() | Row():
            return False
    return isinstance(node, Truth)
