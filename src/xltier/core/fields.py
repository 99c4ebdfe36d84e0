"""Reading one table of a scheme document: each field by its type, every Problem with its path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeVar

from xltier.core.words import Words
from xltier.errors import Location, Problem

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

NONE: Final = "none"
"""What a document writes where a number is deliberately absent (``score_max = "none"``)."""

TEXT: Final = Words("文字", "a text")
TEXTS: Final = Words('文字列表，如 ["a", "b"]', 'a list of texts, such as ["a", "b"]')
BOTH: Final = Words('文字，或 { zh = "…", en = "…" }', 'a text, or { zh = "…", en = "…" }')
NUMBER: Final = Words('数字，如 0.8 或 "80%"', 'a number, such as 0.8 or "80%"')
WHOLE: Final = Words("不小于 0 的整数", "a whole number from 0 up")
TRUTH: Final = Words("是非值（true 或 false）", "true or false")
DATE: Final = Words("日期，如 2026-01-01", "a date, such as 2026-01-01")
TABLE: Final = Words("一组“名称 = 值”，如 { a = 1 }", "a table, such as { a = 1 }")
TABLES: Final = Words("一列表格（[[...]]）", "a list of tables ([[...]])")


class Fields:
    """A table of a document. Every getter removes its field; :meth:`finish` reports what nobody asked for."""

    def __init__(self, table: Mapping[str, object], path: str, problems: list[Problem]) -> None:
        """Read ``table``, which stands at ``path`` of the document, gathering into ``problems``."""
        self._left = dict(table)
        self._known: list[str] = []
        self.path = path
        self._problems = problems

    def place(self, key: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{key}" if self.path else key

    def report(self, reference: str, key: str, **values: object) -> None:
        """Gather a Problem of a field."""
        self._problems.append(Problem(reference, Location(path=self.place(key)), values={"key": key, **values}))

    def _take(self, key: str) -> object:
        self._known.append(key)
        return self._left.pop(key, None)

    def text(self, key: str, default: str | None = "") -> str:
        """Return a text; a default of None means that it must be there."""
        value = self._take(key)
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None:
            self.report("field-type", key, wanted=TEXT, value=value)
        elif default is None:
            self.report("field-missing", key)
        return default or ""

    def optional(self, key: str) -> str | None:
        """Return a text, or None where there is none."""
        return self.text(key) or None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(part, str) for part in value):
            return tuple(str(part) for part in value)
        self.report("field-type", key, wanted=TEXTS, value=value)
        return ()

    def words(self, key: str) -> Words:
        """Return a text in both languages: a table of zh and en, or one text for both."""
        value = self._take(key)
        match value:
            case None:
                return Words("", "")
            case str():
                return Words(value, value)
            case Mapping() if all(isinstance(part, str) for part in value.values()) and set(value) <= {"zh", "en"}:
                return Words(str(value.get("zh", "")), str(value.get("en", "")))
        self.report("field-type", key, wanted=BOTH, value=value)
        return Words("", "")

    def number(self, key: str) -> Decimal | None:
        """Return an exact number, or None; ``"60%"`` is 0.6, ``"none"`` is None."""
        value = self._take(key)
        if value is None or value == NONE:
            return None
        found = as_number(value)
        if found is None:
            self.report("field-type", key, wanted=NUMBER, value=value)
        return found

    def number_or(self, key: str, default: Decimal | None) -> Decimal | None:
        """Return an exact number; the default only where the field is absent."""
        return self.number(key) if key in self._left else default

    def has(self, key: str) -> bool:
        """Return whether a field stands there and has not been taken yet."""
        return key in self._left

    def needed(self, key: str) -> Decimal:
        """Return an exact number that must be there: blank is not zero."""
        value = self._take(key)
        found = as_number(value)
        if found is None:
            self.report("field-missing" if value in {None, NONE} else "field-type", key, wanted=NUMBER, value=value)
        return Decimal(0) if found is None else found

    def whole(self, key: str, default: int) -> int:
        """Return a whole number that is not negative."""
        found = self.whole_or_none(key)
        return default if found is None else found

    def whole_or_none(self, key: str) -> int | None:
        """Return a whole number that is not negative, or None where the field is absent."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.report("field-type", key, wanted=WHOLE, value=value)
            return None
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.report("field-type", key, wanted=TRUTH, value=value)
            return default
        return value

    def one_of(self, key: str, choices: type[E], default: E | None) -> E | None:
        """Return one of the words of an enumeration."""
        value = self._take(key)
        if value is None:
            return default
        for choice in choices:
            if value == choice.value:
                return choice
        self.report("field-choice", key, value=value, choices=tuple(choice.value for choice in choices))
        return default

    def either(self, key: str, first: str, second: str) -> bool:
        """Return whether the second of two words stands there; the first is the default."""
        value = self._take(key)
        if value is None or value == first:
            return False
        if value != second:
            self.report("field-choice", key, value=value, choices=(first, second))
        return value == second

    def date(self, key: str) -> dt.date:
        """Return a date that must be there."""
        value = self._take(key)
        if isinstance(value, str):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                self.report("field-type", key, wanted=DATE, value=value)
                return dt.date.min
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        self.report("field-missing" if value is None else "field-type", key, wanted=DATE, value=value)
        return dt.date.min

    def mapping(self, key: str) -> Mapping[str, object]:
        """Return a table as it stands."""
        value = self._take(key)
        if isinstance(value, Mapping):
            return {str(name): part for name, part in value.items()}
        if value is not None:
            self.report("field-type", key, wanted=TABLE, value=value)
        return {}

    def numbers(self, key: str) -> dict[str, Decimal]:
        """Return a table of numbers by text."""
        found: dict[str, Decimal] = {}
        for name, part in self.mapping(key).items():
            number = as_number(part)
            if number is None:
                self.report("field-type", f"{key}.{name}", wanted=NUMBER, value=part)
            else:
                found[name] = number
        return found

    def tables(self, key: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """Return a list of tables, each read by ``read``."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, Sequence) or not all(isinstance(part, Mapping) for part in value):
            self.report("field-type", key, wanted=TABLES, value=value)
            return ()
        found = []
        for at, part in enumerate(value):
            fields = Fields(part, f"{self.place(key)}[{at}]", self._problems)
            found.append(read(fields))
            fields.finish()
        return tuple(found)

    def rest(self) -> Mapping[str, object]:
        """Return all fields that are left, as they stand."""
        left, self._left = self._left, {}
        return left

    def finish(self) -> None:
        """Report every field that has no meaning here."""
        for key in self._left:
            near = get_close_matches(key, self._known, n=1, cutoff=0.5)
            self.report("field-unknown", key, near=near or self._known)


def as_number(value: object) -> Decimal | None:
    """Return an exact number, or None; a text may be a percent.

    Example:
        >>> as_number("2.5%"), as_number(3), as_number("three")
        (Decimal('0.025'), Decimal('3'), None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    if isinstance(value, str):
        try:
            number = Decimal(value.strip().removesuffix("%"))
        except InvalidOperation:
            return None
        return number / 100 if value.strip().endswith("%") else number
    return None
