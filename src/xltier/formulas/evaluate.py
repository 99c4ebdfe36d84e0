"""What a formula gives, computed as a spreadsheet does: for steps and hoisted parts that the engine has no word for.

Numbers are binary floats, rounding is half away from zero on fifteen digits, blanks count as 0 or as an empty text,
and the first error met is the result.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, TypeAlias

from xltier.core.values import ExcelError
from xltier.formulas.syntax import Call, Contains, Err, Name, Node, Num, Op, Ref, Row, Truth, Txt

Held: TypeAlias = "float | int | str | bool | ExcelError | None"
"""What a cell holds; None is a blank one."""
Cells: TypeAlias = Mapping[str, Held]
"""Values of names and of references, by their text."""
Evaluated: TypeAlias = Callable[[Cells], Held]

_ERRORS: Final = {error.value: error for error in ExcelError}
_DIGITS: Final = ".15g"


def evaluated(node: Node) -> Evaluated:  # noqa: PLR0911 - one return a kind of node
    """Return the function from values of names and references to the formula's result.

    Args:
        node: A formula.

    Raises:
        TypeError: The formula calls a function that is not computed here.

    Example:
        >>> from xltier.formulas.syntax import Name, Op, if_, num, rounded
        >>> evaluated(rounded(Op("*", Name("a"), num("1.005")), 2))({"a": 1})
        1.01
    """
    match node:
        case Num(value):
            number = float(value) if value % 1 else int(value)
            return lambda _: number
        case Txt(said) | Truth(said):
            return lambda _: said
        case Err(value):
            error = _ERRORS[value]
            return lambda _: error
        case Name(key) | Ref(key):
            return lambda cells: cells[key]
        case Op(sign, left, right):
            return _joined(sign, evaluated(left), evaluated(right))
        case Contains(text, part):
            return _contains(evaluated(text), evaluated(part))
        case Call(function, arguments):
            return _called(function, arguments)
    msg = f"no formula: {node}"
    raise TypeError(msg)


def _joined(sign: str, left: Evaluated, right: Evaluated) -> Evaluated:
    apply = _TEXTS if sign == "&" else _COMPARED.get(sign) or _COUNTED[sign]

    def found(cells: Cells) -> Held:
        a, b = left(cells), right(cells)
        if isinstance(a, ExcelError):
            return a
        return b if isinstance(b, ExcelError) else apply(a, b)

    return found


def _text(value: Held) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        digits = f"{Decimal(f'{value:{_DIGITS}}'):f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "" if value is None else str(value)


def _number(value: Held) -> float | ExcelError:
    if isinstance(value, str):
        return ExcelError.VALUE
    return 0 if value is None else value


def _ordered(a: Held, b: Held) -> tuple[tuple[int, float | str], tuple[int, float | str]]:
    """Return two values as spreadsheets compare them: numbers, texts, truths; a blank is of the other's kind."""
    return _ranked(a, b), _ranked(b, a)


def _ranked(value: Held, other: Held) -> tuple[int, float | str]:
    if value is None:
        value = "" if isinstance(other, str) else 0
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, float(value))


def _comparing(compare: Callable[[Any, Any], bool]) -> Callable[[Held, Held], Held]:
    return lambda a, b: compare(*_ordered(a, b))


def _counting(count: Callable[[float, float], float]) -> Callable[[Held, Held], Held]:
    def found(a: Held, b: Held) -> Held:
        x, y = _number(a), _number(b)
        if isinstance(x, ExcelError):
            return x
        return y if isinstance(y, ExcelError) else count(x, y)

    return found


def _divided(a: float, b: float) -> float:
    return ExcelError.DIV0 if b == 0 else a / b  # type: ignore[return-value]  # because an error is a result like others


def _TEXTS(a: Held, b: Held) -> Held:  # noqa: N802 - stands among the tables of operators
    return _text(a) + _text(b)


_COMPARED: Final[Mapping[str, Callable[[Held, Held], Held]]] = {
    sign: _comparing(compare)
    for sign, compare in (
        ("=", operator.eq),
        ("<>", operator.ne),
        ("<", operator.lt),
        ("<=", operator.le),
        (">", operator.gt),
        (">=", operator.ge),
    )
}
_COUNTED: Final[Mapping[str, Callable[[Held, Held], Held]]] = {
    "+": _counting(operator.add),
    "-": _counting(operator.sub),
    "*": _counting(operator.mul),
    "/": _counting(_divided),
}


def _contains(text: Evaluated, part: Evaluated) -> Evaluated:
    return lambda cells: _text(part(cells)).casefold() in _text(text(cells)).casefold()


def _called(function: str, arguments: Sequence[Node]) -> Evaluated:
    if function == "INDEX":
        return _looked_up(arguments)
    parts = [evaluated(argument) for argument in arguments]
    match function:
        case "IF":
            return _chosen(*parts)
        case "IFERROR":
            return _caught(*parts)
        case "ISNUMBER":
            return lambda cells: _is_number(parts[0](cells))
        case "AND" | "OR" | "NOT" | "N" | "ROUND" | "MIN" | "MAX" | "INT" | "ABS" | "SUM":
            apply = _PLAIN[function]
            return lambda cells: _without_error([part(cells) for part in parts], apply)
    msg = f"not computed: {function}"
    raise TypeError(msg)


def _is_number(value: Held) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _chosen(test: Evaluated, then: Evaluated, other: Evaluated) -> Evaluated:
    def found(cells: Cells) -> Held:
        told = test(cells)
        if isinstance(told, ExcelError):
            return told
        return then(cells) if told else other(cells)

    return found


def _caught(tried: Evaluated, other: Evaluated) -> Evaluated:
    def found(cells: Cells) -> Held:
        value = tried(cells)
        return other(cells) if isinstance(value, ExcelError) else value

    return found


def _looked_up(arguments: Sequence[Node]) -> Evaluated:
    """Return INDEX of written-out numbers by MATCH among rising ones: the only lookup that steps have."""
    match arguments:
        case [Row(shown), Call("MATCH", (wanted, Row(rising), Num()))]:
            edges = [float(item.value) for item in rising]
            found, value = [float(item.value) for item in shown], evaluated(wanted)
            return lambda cells: _at(edges, found, value(cells))
    msg = f"not computed: INDEX{tuple(arguments)}"
    raise TypeError(msg)


def _at(edges: Sequence[float], found: Sequence[float], value: Held) -> Held:
    if isinstance(value, ExcelError):
        return value
    at = bisect_right(edges, value) if isinstance(value, (int, float)) else 0
    return found[at - 1] if at else ExcelError.NA


def _without_error(values: list[Held], apply: Callable[[list[Held]], Held]) -> Held:
    error = next((value for value in values if isinstance(value, ExcelError)), None)
    return apply(values) if error is None else error


def _rounded(values: list[Held]) -> Held:
    value, places = (_number(one) for one in values)
    if isinstance(value, ExcelError) or isinstance(places, ExcelError):
        return ExcelError.VALUE
    exact = Decimal(f"{value:{_DIGITS}}").quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    return float(exact) if exact % 1 else int(exact)


def _floor(values: list[Held]) -> Held:
    value = _number(values[0])
    return value if isinstance(value, ExcelError) else int(value // 1)


def _numbers(values: list[Held]) -> list[float]:
    return [value for value in values if _is_number(value)]  # type: ignore[misc]  # because these are numbers


_PLAIN: Final[Mapping[str, Callable[[list[Held]], Held]]] = {
    "AND": all,
    "OR": any,
    "NOT": lambda values: not values[0],
    "N": lambda values: values[0] if isinstance(values[0], (int, float)) else 0,
    "ROUND": _rounded,
    "MIN": lambda values: min(_numbers(values), default=0),
    "MAX": lambda values: max(_numbers(values), default=0),
    "SUM": lambda values: sum(_numbers(values)),
    "INT": _floor,
    "ABS": lambda values: abs(_number(values[0])),  # type: ignore[arg-type]  # because texts are nowhere taken so
}
