"""A customer's values as steps: raw cells read and bounded, derived measures computed, what does not apply marked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xltier.core.fixed import to_decimal
from xltier.core.language.expressions import Arithmetic, Number, Sort, names_in
from xltier.core.language.expressions import Name as Key
from xltier.core.language.expressions import Node as Expression
from xltier.core.plan import Step as Order
from xltier.core.scheme.measure import Measure, ValueType
from xltier.formulas.conditions import arithmetic, decimals_of, fails, parsed, value_of
from xltier.formulas.state import looked_through
from xltier.formulas.syntax import (
    Err,
    Name,
    Node,
    Num,
    Op,
    Truth,
    Txt,
    all_,
    any_,
    if_,
    is_number,
    is_text,
    num,
    rounded,
)
from xltier.formulas.work import SKIPPED, Work

NOT_REPORTED: Final = ("-", "—", "/", "无")
"""Signs that people type for a number that was not reported."""

_YES: Final = ("true", "yes", "y", "是", "有", "√", "✓", "1")
_NO: Final = ("false", "no", "n", "否", "无", "×", "0")


def fill(work: Work) -> None:
    """Write the steps of every slot: inputs first, then in the order of their dependencies."""
    plan = work.plan
    orders = {order.slot: order for order in plan.steps}
    for slot in range(plan.inputs):
        _entry(work, slot, judged=slot in orders)
    for order in plan.steps:
        _judge(work, order)


def _entry(work: Work, slot: int, *, judged: bool) -> None:
    measure = work.plan.measures[slot]
    raw = work.sources.values.get(measure.key)
    if raw is None:
        work.entries[slot] = work.values[slot] = Txt(SKIPPED)
        work.skippable.add(slot)
        return
    read = {ValueType.TEXT: _text, ValueType.FLAG: _mark, ValueType.NUMBER: _number}[measure.type]
    name = f"e_{measure.key}" if judged else f"v_{measure.key}"
    value = read(work, slot, raw)
    if measure.key in work.sources.skips:
        work.skippable.add(slot)
        value = if_(is_text(raw, work.sources.skipped), Txt(SKIPPED), value)
    found = work.add(name, measure.name, value, _decimals(measure))
    work.entries[slot] = work.values[slot] = found


def _decimals(measure: Measure) -> int | None:
    return None if measure.type is ValueType.TEXT else measure.decimals


def _text(work: Work, slot: int, raw: Node) -> Node:
    del slot
    return if_(any_(*_blanks(work, raw)), Txt(""), Op("&", raw, Txt("")))


def _mark(work: Work, slot: int, raw: Node) -> Node:
    del slot
    number = if_(Op("=", raw, num(1)), num(1), if_(Op("=", raw, num(0)), num(0), Err("#VALUE!")))
    yes = any_(Op("=", raw, Truth(value=True)), *(is_text(raw, word) for word in _YES))
    no = any_(Op("=", raw, Truth(value=False)), *(is_text(raw, word) for word in _NO))
    text = if_(yes, num(1), if_(no, num(0), Err("#VALUE!")))
    return if_(is_number(raw), number, if_(any_(*_blanks(work, raw)), Txt(""), text))


def _number(work: Work, slot: int, raw: Node) -> Node:
    value = rounded(raw, work.plan.measures[slot].decimals)
    blank = any_(*_blanks(work, raw), *(is_text(raw, sign) for sign in NOT_REPORTED))
    return if_(is_number(raw), bounded(work, slot, value), if_(blank, Txt(""), Err("#VALUE!")))


def _blanks(work: Work, raw: Node) -> list[Node]:
    return [is_text(raw, word) for word in ("", *work.sources.blanks)]


def bounded(work: Work, slot: int, value: Node) -> Node:
    """Return a number, or #NUM! outside the domain that the measure declares."""
    measure, path = work.plan.measures[slot], work.path(slot)
    low, high = (to_decimal(edge, measure.decimals) for edge in work.plan.ranges[slot])
    if measure.type is ValueType.FLAG:
        return value
    outside = any_(
        Op("<", value, _bound(work, f"{path}.min", measure.minimum, low, measure.decimals)),
        Op(">", value, _bound(work, f"{path}.max", measure.maximum, high, measure.decimals)),
    )
    return if_(outside, Err("#NUM!"), value)


def _bound(work: Work, path: str, said: Decimal | None, widest: Decimal, decimals: int) -> Node:
    cell = work.rules.ref(path)
    if cell is None:
        return Num(widest)
    is_kept = said is None or path in work.rules.texts
    wide = widest if is_kept else Decimal(10) ** (14 - decimals) * (-1 if path.endswith("min") else 1)
    return if_(is_number(cell), rounded(cell, decimals), Num(wide))


def _judge(work: Work, order: Order) -> None:
    """Write a derived measure, and the mark of what does not apply.

    An operand that is an error is the result, the first of several: programs differ in whether OR looks at the rest.
    """
    slot = order.slot
    measure = work.plan.measures[slot]
    own = {measure.key: work.entries.get(slot, Txt(""))}
    value = _derived(work, slot, measure) if measure.expression is not None else work.entries[slot]
    read = _operands(work, measure, own)
    if measure.applies_if is not None:
        never = fails(work, measure.applies_if, own)
        if never != Truth(value=False):
            work.skippable.add(slot)
        value = if_(never, Txt(SKIPPED), value)
    guarded = looked_through(read, value) if len(read) > 1 else value
    work.values[slot] = work.add(f"v_{measure.key}", measure.name, guarded, _decimals(measure))


def _operands(work: Work, measure: Measure, own: Mapping[str, Node]) -> list[Node]:
    """Return the values that a judged measure reads, each once."""
    parts = [
        parsed(work, text, sort)
        for text, sort in ((measure.applies_if, Sort.TRUTH), (measure.expression, Sort.NUMBER))
        if text is not None
    ]
    keys = dict.fromkeys(key for part in parts for key in names_in(part))
    nodes = dict.fromkeys(value_of(work, key, own) for key in keys)
    return [node for node in nodes if isinstance(node, Name)]


def _derived(work: Work, slot: int, measure: Measure) -> Node:
    """Return a derived measure: one quotient of whole numbers, rounded once.

    A blank operand makes it not reported, even beside one that does not apply; a zero denominator
    makes it not applicable. Quotients of whole numbers round alike everywhere, where those of
    decimals do not: 19276.62 / 0.04 is 481915.49999999994 in binary.
    """
    node = parsed(work, measure.expression or "", Sort.NUMBER)
    top, bottom = _fraction(node)
    read = list(dict.fromkeys((*names_in(top), *(names_in(bottom) if bottom is not None else ()))))
    values = [value_of(work, key, {}) for key in read]
    result = _quotient(work, top, bottom, measure.decimals)
    kept = bounded(work, slot, result)
    if bottom is not None:
        work.skippable.add(slot)
        zero = Op("=", rounded(arithmetic(work, bottom, {}), decimals_of(work, bottom)), num(0))
        kept = if_(zero, Txt(SKIPPED), kept) if names_in(bottom) else kept
    if any(work.plan.slot(key) in work.skippable for key in read):
        work.skippable.add(slot)
    blank = any_(*(is_text(value, "") for value in values))
    return if_(blank, Txt(""), if_(all_(*(is_number(value) for value in values)), kept, Txt(SKIPPED)))


def _quotient(work: Work, top: Expression, bottom: Expression | None, decimals: int) -> Node:
    over = arithmetic(work, top, {})
    if bottom is None:
        exact = decimals_of(work, top)
        return rounded(over, decimals) if exact <= decimals else rounded(rounded(over, exact), decimals)
    places = max(decimals_of(work, top), decimals_of(work, bottom))
    return rounded(Op("/", _whole(over, places), _whole(arithmetic(work, bottom, {}), places)), decimals)


def _whole(part: Node, places: int) -> Node:
    return rounded(part if places == 0 else Op("*", part, num(10**places)), 0)


def _fraction(node: Expression) -> tuple[Expression, Expression | None]:
    """Return an expression as one numerator over one denominator without division, or None for 1."""
    match node:
        case Arithmetic("/", left, right):
            (a, b), (c, d) = _fraction(left), _fraction(right)
            # The divisor's own denominator stays in ours: where it is zero, ours must be.
            return _times(_times(a, d), d) or a, _times(_times(c, d), b)
        case Arithmetic("*", left, right):
            (a, b), (c, d) = _fraction(left), _fraction(right)
            return Arithmetic("*", a, c), _times(b, d) if b is not None else d
        case Arithmetic(operator, left, right):
            (a, b), (c, d) = _fraction(left), _fraction(right)
            return Arithmetic(operator, _times(a, d) or a, _times(c, b) or c), _times(b, d) if b is not None else d
        case Number() | Key():
            return node, None
    msg = f"not arithmetic: {node}"
    raise TypeError(msg)


def _times(left: Expression | None, right: Expression | None) -> Expression | None:
    if left is None or right is None:
        return left if right is None else right
    return Arithmetic("*", left, right)
