"""A long column of few values: a million cells are a million small numbers, and each value is written once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar, overload

MOST_DISTINCT: Final = 65_536
Key = TypeVar("Key", bound=Hashable)
Value_co = TypeVar("Value_co", covariant=True)
Other = TypeVar("Other")


class Repeated(Sequence[Value_co]):
    """A sequence of cell values by their places in a list of distinct ones."""

    __slots__ = ("distinct", "places")

    def __init__(self, distinct: Sequence[Value_co], places: array[int]) -> None:
        """Take the values, and for each cell which of them it holds."""
        self.distinct = distinct
        self.places = places

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Value_co: ...
    @overload
    def __getitem__(self, index: slice) -> Repeated[Value_co]: ...
    def __getitem__(self, index: int | slice) -> Value_co | Repeated[Value_co]:
        """Return a cell's value, or a run of cells."""
        if isinstance(index, slice):
            return Repeated(self.distinct, self.places[index])
        return self.distinct[self.places[index]]


def repeated(keys: Sequence[Key], value: Callable[[Key], Other]) -> Sequence[Other]:
    """Return ``value`` of each key, made once for keys that are equal; a plain list where most of them differ.

    Args:
        keys: One a cell.
        value: From a key to what its cell holds.
    """
    place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    if len(place) > MOST_DISTINCT:
        return [value(key) for key in keys]
    return Repeated([value(key) for key in place], array("L", map(place.__getitem__, keys)))


def mapped(values: Sequence[Key], change: Callable[[Key], Other]) -> Sequence[Other]:
    """Return each value changed; one that stands in many cells is changed once."""
    if isinstance(values, Repeated):
        return Repeated([change(value) for value in values.distinct], values.places)
    return [change(value) for value in values]
