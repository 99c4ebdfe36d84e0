"""Doubts about a clean table: repeated keys, codes that differ by case only, columns that say nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from xltier.tables.address import a1
from xltier.tables.reading import Column, Kind, Notice, Value
from xltier.tables.roles import Role, is_period, role_of
from xltier.tables.text import fold

_LISTED: Final = 20
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?")
_DOCUMENT: Final = re.compile(r"订单|单据|单号|发票|流水|凭证|合同|^order|^invoice|^document|^voucher|^receipt")
_FEWEST: Final = 5  # the bins of a quintile
_QUIET: Final = frozenset({Role.SERIAL, Role.BONUS, Role.PENALTY, Role.RED_LINE, Role.RATE})
_RETURNS: Final = ("退货", "退款", "冲红", "红字", "return", "refund", "creditnote", "gutschrift", "retoure", "avoir")


def checks(columns: Sequence[Column], rows: Sequence[int], values: Sequence[Sequence[Value]]) -> Iterator[Notice]:
    """Yield the doubts about a table, most important first."""
    roles = [role_of(column.name) for column in columns]
    code = _first(columns, roles, values, Role.CODE)
    name = _first(columns, roles, values, Role.NAME)
    key = code if code is not None else name
    if key is not None:
        yield from _repeated(columns, roles, rows, values, key)
        yield from _variants(columns[key], rows, values[key])
        if Role.RECENCY in roles and len(set(values[key])) < _FEWEST:
            yield Notice("fewer_customers_than_bins", str(len(set(values[key]))))
    if code is not None and name is not None and code != name and {roles[code], roles[name]} == {Role.CODE, Role.NAME}:
        yield from _same_names(columns[code], rows, values[code], values[name])
    for at, column in enumerate(columns):
        if column.kind in {Kind.NUMBER, Kind.RATIO} and roles[at] not in _QUIET and _is_constant(values[at]):
            yield Notice("no_variation", column.name, (a1(rows[0], column.number),))
    yield from _positive_returns(columns, roles, rows, values)
    if _looks_transposed(columns, values):
        yield Notice("looks_transposed", columns[0].name)


def _first(
    columns: Sequence[Column], roles: Sequence[Role | None], values: Sequence[Sequence[Value]], role: Role
) -> int | None:
    """Return the first column of a role, else one without a role whose texts are nearly all different.

    The number of an order or invoice is the code of nobody where another code stands beside it.
    """
    by_role = [at for at, found in enumerate(roles) if found is role]
    if by_role:
        return next((at for at in by_role if not _DOCUMENT.search(fold(columns[at].name))), by_role[0])
    kind = Kind.CODE if role is Role.CODE else Kind.TEXT
    return next(
        (
            at
            for at, column in enumerate(columns)
            if column.kind is kind and roles[at] is None and len(set(values[at])) * 10 >= 9 * len(values[at])
        ),
        None,
    )


def _repeated(
    columns: Sequence[Column],
    roles: Sequence[Role | None],
    rows: Sequence[int],
    values: Sequence[Sequence[Value]],
    key: int,
) -> Iterator[Notice]:
    """Yield keys that occur twice though nothing else tells the rows apart; a list of dated records may repeat."""
    if any(column.kind is Kind.DAY and roles[at] is not Role.RECENCY for at, column in enumerate(columns)):
        return
    keys = values[key]
    if len(set(keys)) == len(keys):
        return
    telling = [
        values[at]
        for at, column in enumerate(columns)
        if column.kind in {Kind.TEXT, Kind.CODE, Kind.MONTH} and roles[at] is not Role.NOTE and at != key
    ]
    counted: Counter[tuple[Value, ...]] = Counter(zip(keys, *telling, strict=True))
    repeated = {whole for whole, count in counted.items() if count > 1 and whole[0] is not None}
    for listed, whole in enumerate(repeated_in_order(counted, repeated)):
        if listed == _LISTED:
            yield Notice("duplicate_key", f"+{len(repeated) - _LISTED}")
            return
        cells = (a1(row, columns[key].number) for row, value in zip(rows, keys, strict=True) if value == whole[0])
        yield Notice("duplicate_key", str(whole[0]), tuple(islice(cells, _LISTED)))


def repeated_in_order(
    counted: Counter[tuple[Value, ...]], repeated: set[tuple[Value, ...]]
) -> Iterator[tuple[Value, ...]]:
    """Yield repeated keys in the order of their first row."""
    return (whole for whole in counted if whole in repeated)


def _variants(column: Column, rows: Sequence[int], keys: Sequence[Value]) -> Iterator[Notice]:
    """Yield keys that differ by case, width or spaces only."""
    texts = [value for value in keys if isinstance(value, str)]
    distinct = set(texts)
    if len({text.casefold() for text in distinct}) == len(distinct) and len(distinct) > 200_000:  # noqa: PLR2004  # folding is slower
        return
    groups: dict[str, list[str]] = {}
    for text in dict.fromkeys(texts):
        groups.setdefault(fold(text), []).append(text)
    for group in list(groups.values()):
        if len(group) > 1:
            cells = tuple(a1(row, column.number) for row, value in zip(rows, keys, strict=True) if value in group)
            yield Notice("code_case_variant", " / ".join(group), cells[:_LISTED])


def _same_names(code: Column, rows: Sequence[int], codes: Sequence[Value], names: Sequence[Value]) -> Iterator[Notice]:
    """Yield names that stand beside two codes."""
    if len(set(names)) == len(names):
        return
    first: dict[Value, Value] = {}
    told: set[Value] = set()
    for row, number, name in zip(rows, codes, names, strict=True):
        if name is None or number is None:
            continue
        if first.setdefault(name, number) != number and name not in told and len(told) < _LISTED:
            told.add(name)
            yield Notice("same_name_different_code", f"{name}: {first[name]}, {number}", (a1(row, code.number),))


def _is_constant(values: Sequence[Value]) -> bool:
    """Return whether at least five numbers are all the same."""
    if len(values) < _FEWEST:
        return False
    sample = set(values[:100])
    if len(sample) > 1 or None in sample:
        return False
    return len(set(values)) == 1


def _positive_returns(
    columns: Sequence[Column], roles: Sequence[Role | None], rows: Sequence[int], values: Sequence[Sequence[Value]]
) -> Iterator[Notice]:
    """Yield the amounts of returns that are written without a minus."""
    amount = next((at for at, role in enumerate(roles) if role is Role.MONEY), None)
    if amount is None:
        return
    for at, column in enumerate(columns):
        if column.kind is not Kind.TEXT or roles[at] not in {Role.LABEL, None}:
            continue
        kinds = {
            value
            for value in set(values[at])
            if isinstance(value, str) and any(word in fold(value) for word in _RETURNS)
        }
        if not kinds:
            continue
        cells = [
            a1(row, columns[amount].number)
            for row, kind, value in zip(rows, values[at], values[amount], strict=True)
            if kind in kinds and isinstance(value, int | float) and value > 0
        ]
        if cells:
            yield Notice("return_amounts_positive", str(len(cells)), tuple(cells[:_LISTED]))


def _looks_transposed(columns: Sequence[Column], values: Sequence[Sequence[Value]]) -> bool:
    """Return whether the first column holds what headers hold, and the header what customers are called."""
    if len(columns) < 2 or not values[0] or len(values[0]) > 200:  # noqa: PLR2004  # no record has more fields
        return False
    down = [columns[0].name, *(str(value) for value in values[0] if value is not None)]
    across = [column.name for column in columns[1:]]
    known_down = _known(_YEAR.sub("", text).strip() for text in down) / len(down)
    known_across = (_known(across) + sum(map(is_period, across))) / len(across)
    mixed = sum(column.kind in {Kind.TEXT, Kind.CODE} for column in columns[1:]) == len(across)
    surely = 0.6 if mixed else 0.75
    return len(down) > 2 and known_down >= surely and known_across < 0.3  # noqa: PLR2004  # by trial on real sheets


def _known(texts: Iterable[str]) -> int:
    """Return how many texts are words of headers; several that end in 公司 or Company are names, not headers."""
    roles = [role for text in texts if (role := role_of(text)) is not None and not any(c.isdigit() for c in text)]
    names = roles.count(Role.NAME)
    return len(roles) - (names if names > 1 else 0)
