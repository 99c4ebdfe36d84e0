"""Reading the function cases: one call of a worksheet function, and what its cells show (README.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from xltier.app.functions.catalogue import CATALOGUE
from xltier.app.functions.cells import Argument, Block, Cell
from xltier.core.values import ExcelError

HERE: Final = Path(__file__).parent / "functions"
KINDS: Final = (
    *("number", "text", "blank", "error", "negative", "domain", "percent", "shape"),
    *("scheme", "header", "tie", "boundary", "block", "option"),
)
_FIELDS: Final = {"function", "kind", "name", "args", "expect", "contains", "derivation", "why"}
_ERRORS: Final = {str(error): error for error in ExcelError}


@dataclass(frozen=True, slots=True)
class CallCase:
    """One call, and the cells that it must give.

    Args:
        function: Name in the catalogue.
        kind: Which trap it is, of ``KINDS``.
        arguments: As the catalogue takes them: a cell, a block, or None where it is left out.
        expect: The cells; None where ``contains`` is stated.
        contains: Words that every cell of the answer holds, for sentences.
    """

    function: str
    kind: str
    name: str
    arguments: tuple[Argument, ...]
    expect: Block | None
    contains: tuple[str, ...]

    @property
    def id(self) -> str:
        """Return ``FUNCTION: name``, by which gaps name a case."""
        return f"{self.function}: {self.name}"

    @property
    def size(self) -> tuple[int, int]:
        """Return rows and columns of the answer."""
        if self.expect is not None:
            return len(self.expect), len(self.expect[0])
        given = self.arguments[0] if self.arguments else None
        return (len(given), 1) if isinstance(given, tuple) else (1, 1)


@cache
def call_cases() -> tuple[CallCase, ...]:
    """Return every case of ``functions/``, file by file.

    Raises:
        ValueError: A field, function or kind that means nothing: a typing mistake must not weaken a case.
    """
    return tuple(
        _case(path.name, {"function": document.get("function")} | row)
        for path in sorted(HERE.glob("*.toml"))
        for document in (tomllib.loads(path.read_text(encoding="utf-8")),)
        for row in document["case"]
    )


def _case(file: str, row: Mapping[str, Any]) -> CallCase:
    at = f"{file}: {row.get('name')}"
    if set(row) - _FIELDS or ("expect" in row) == ("contains" in row) or not (row["derivation"] and row["why"]):
        raise ValueError(at)
    if row["function"] not in CATALOGUE or row["kind"] not in KINDS:
        raise ValueError(at)
    return CallCase(
        function=row["function"],
        kind=row["kind"],
        name=row["name"],
        arguments=tuple(_argument(one) for one in row["args"]),
        expect=_block(row["expect"]) if "expect" in row else None,
        contains=tuple(row.get("contains", ())),
    )


def _argument(value: object) -> Argument:
    if value == {}:
        return None
    if isinstance(value, dict | list):
        return _block(value)
    return _cell(value)


def _block(value: object) -> Block:
    match value:
        case {"rows": rows, "times": int(times), **others} if not others:
            return _block(rows) * times
        case list():
            return tuple(tuple(_cell(cell) for cell in _row(row)) for row in value)
    return ((_cell(value),),)


def _row(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise TypeError(f"a block is a list of rows: {value}")
    return value


def _cell(value: object) -> Cell:
    match value:
        case str():
            return _ERRORS.get(value, value)
        case bool() | int() | float():
            return value
    raise TypeError(f"no cell: {value}")
