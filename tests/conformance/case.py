"""Reading the conformance cases: TOML that an analyst writes, checked for typing mistakes before anything runs."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.support.shared import ROOT
from xltier.core.scheme import Scheme
from xltier.schemes.library import load_scheme, read_toml, shipped

HERE: Final = Path(__file__).parent
TASKS: Final = frozenset({"rate"})
NOT_APPLICABLE: Final = "not applicable"

_FIELDS: Final = {
    *("name", "task", "scheme", "settings", "line", "input", "population"),
    *("events", "red_lines", "previous", "override", "expect", "derivation", "why"),
}
_EXPECTED: Final = {"tier", "score", "error", "before", "bonus", "penalty", "base", "points", "red_lines", "problems"}


@dataclass(frozen=True, slots=True)
class Override:
    """A decision by hand; a field that the case leaves out is empty."""

    tier: str
    author: str
    date: dt.date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The tier of the period before, and how many months in a row asked for a better (+) or worse (-) one."""

    tier: str
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One question to a host, and the answer that follows from the scheme by hand.

    Args:
        topic: Name of the file.
        name: A sentence.
        task: What the host is asked to do; ``rate`` is one customer by a scheme.
        scheme: The rule book, already read with the case's settings.
        inputs: Raw cell contents by measure key; an absent key has no column, ``""`` is a blank cell,
            ``"#N/A"`` and the like are error cells.
        population: Everybody, where the scheme divides all customers; the rated one is among them.
        expect: What is expected; ``tier`` and ``error`` are compared always, the others where stated.
    """

    topic: str
    name: str
    task: str
    scheme: Scheme
    inputs: Mapping[str, object]
    line: str | None = None
    population: tuple[Mapping[str, object], ...] = ()
    events: tuple[Mapping[str, object], ...] = ()
    red_lines: tuple[str, ...] = ()
    previous: Previous | None = None
    override: Override | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return ``topic: name``, by which gaps name a case."""
        return f"{self.topic}: {self.name}"


def rule_book(name: str, settings: Mapping[str, str]) -> Scheme:
    """Return the scheme that a case names: a shipped id, else a document of ours or of the published ones."""
    if name in shipped():
        return load_scheme(name, settings=settings)
    for folder in (HERE / "schemes", ROOT / "tests" / "published" / "schemes"):
        path = folder / f"{name}.toml"
        if path.exists():
            return read_toml(path.read_text(encoding="utf-8"), path.name, settings=settings)
    raise ValueError(f"no scheme is called {name}")


@cache
def cases() -> tuple[Case, ...]:
    """Return every case of ``cases/``, file by file, then those that the shipped schemes carry.

    Raises:
        ValueError: A field, key or task that means nothing: a typing mistake must not weaken a case.
    """
    written = (case for path in sorted((HERE / "cases").glob("*.toml")) for case in _read(path))
    return (*written, *(case for name in shipped() for case in _carried(load_scheme(name))))


def _carried(scheme: Scheme) -> Iterator[Case]:
    """Yield the cases that a shipped scheme carries, which its author derived from its source."""
    for case in scheme.cases:
        expected = {"tier": case.tier, "error": case.error, "score": case.score}
        yield Case(
            topic=f"scheme {scheme.id}",
            name=case.name,
            task="rate",
            scheme=scheme,
            inputs=case.inputs,
            line=case.line,
            population=case.population,
            events=case.events,
            red_lines=case.red_lines,
            previous=None if case.previous is None else Previous(case.previous),
            expect={name: value for name, value in expected.items() if value is not None},
        )


def _read(path: Path) -> tuple[Case, ...]:
    document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    if set(document) - {"topic", "scheme", "case"}:
        raise ValueError(f"{path.name}: {sorted(document)}")
    return tuple(_case(path.stem, {"scheme": document.get("scheme")} | row) for row in document["case"])


def _case(topic: str, row: dict[str, Any]) -> Case:
    at = f"{topic}: {row.get('name')}"
    _known(at, row, _FIELDS)
    _known(at, row["expect"], _EXPECTED)
    if row.get("task", "rate") not in TASKS or not row["derivation"] or not row["why"]:
        raise ValueError(at)
    scheme = rule_book(str(row["scheme"]), row.get("settings", {}))
    people = tuple(row.get("population", ()))
    for person in (row["input"], *people, row["expect"].get("points", {})):
        _known(at, person, {measure.key for measure in scheme.measures})
    previous, override = row.get("previous"), row.get("override")
    return Case(
        topic=topic,
        name=row["name"],
        task=row.get("task", "rate"),
        scheme=scheme,
        inputs=row["input"],
        line=row.get("line"),
        population=people,
        events=tuple(row.get("events", ())),
        red_lines=tuple(row.get("red_lines", ())),
        previous=None if previous is None else Previous(**previous),
        override=None if override is None else Override(**{"author": "", "date": None, "reason": ""} | override),
        expect=row["expect"],
    )


def _known(at: str, table: Mapping[str, object], names: set[str]) -> None:
    odd = set(table) - names
    if odd:
        raise ValueError(f"{at}: {sorted(odd)}")
