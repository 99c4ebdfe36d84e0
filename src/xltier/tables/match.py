"""Which column is which measure: by label, by alias, by the user's word, and never by a guess between two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from xltier.tables.address import column_number
from xltier.tables.reading import Column
from xltier.tables.text import bare, fold

_NO_CHOICE: Final[Mapping[str, str]] = MappingProxyType({})
_PERCENT: Final = re.compile(r"[%％‰]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure that looks for its column.

    Args:
        key: Measure key.
        zh: Chinese label.
        en: English label.
        aliases: Further names, in any language.
    """

    key: str
    zh: str = ""
    en: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name the measure goes by, the labels first."""
        return tuple(name for name in (self.zh, self.en, self.key, *self.aliases) if name)


@dataclass(frozen=True, slots=True)
class Match:
    """What was found.

    Args:
        columns: Position of the column of each wanted key, or None.
        ambiguous: Keys that several columns answer to, with their positions; none of them was taken.
        unknown: Columns that the user named and that do not exist, as (key, said).
    """

    columns: Mapping[str, int | None]
    ambiguous: Mapping[str, tuple[int, ...]]
    unknown: tuple[tuple[str, str], ...] = ()


def match(columns: Sequence[Column], wanted: Sequence[Wanted], chosen: Mapping[str, str] = _NO_CHOICE) -> Match:
    """Return the column of each measure.

    Spaces, width, case, brackets and what they hold, punctuation, units and line breaks do not count. A closer name
    wins: the header as it stands, then without its unit, then the leaf of a group. Two columns that are equally close
    are ambiguous. A column that the user chose, by header or letter, is taken whatever its name, and by nobody else.

    Args:
        columns: The columns of a reading.
        wanted: The measures.
        chosen: Measure key to header or letter.
    """
    found: dict[str, int | None] = {}
    unknown: list[tuple[str, str]] = []
    for item in wanted:
        said = next((text for key, text in chosen.items() if fold(key) in {fold(n) for n in item.names}), None)
        if said is not None:
            position = named(columns, said)
            found[item.key] = position
            if position is None:
                unknown.append((item.key, said))
    taken = {position for position in found.values() if position is not None}
    claims: dict[str, list[int]] = {}
    for closeness in (_as_it_stands, _without_unit, _leaf):
        open_items = [item for item in wanted if item.key not in found and item.key not in claims]
        for item in open_items:
            names = {closeness(name) for name in item.names} - {""}
            hits = [at for at, column in enumerate(columns) if at not in taken and closeness(column.name) in names]
            if hits:
                claims[item.key] = hits
        _settle(claims, found, taken)
    ambiguous = {key: tuple(hits) for key, hits in claims.items() if key not in found}
    return Match({item.key: found.get(item.key) for item in wanted}, ambiguous, tuple(unknown))


def named(columns: Sequence[Column], said: str) -> int | None:
    """Return the position of the column that a user names by header, else by letter, or None."""
    for closeness in (_exact, _as_it_stands, _without_unit):
        hits = [at for at, column in enumerate(columns) if closeness(column.name) == closeness(said)]
        if len(hits) == 1:
            return hits[0]
    number = column_number(said.strip())
    return next((at for at, column in enumerate(columns) if column.number == number), None)


def _settle(claims: dict[str, list[int]], found: dict[str, int | None], taken: set[int]) -> None:
    """Give a column to the one measure that claims it alone."""
    for key, hits in list(claims.items()):
        if key in found or len(hits) != 1:
            continue
        rivals = [other for other, others in claims.items() if other != key and other not in found and others == hits]
        if not rivals:
            found[key] = hits[0]
            taken.add(hits[0])


def _exact(text: str) -> str:
    return text.strip()


def _as_it_stands(text: str) -> str:
    return fold(text)


def _without_unit(text: str) -> str:
    """Return a header without unit, brackets and punctuation; a percent sign is a unit."""
    return bare(_PERCENT.sub("", text)) if _PERCENT.sub("", text).strip() else ""


def _leaf(text: str) -> str:
    """Return the lowest part of a grouped header, without its unit."""
    return _without_unit(text.rpartition("/")[2])
