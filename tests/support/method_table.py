"""The table method x scheme of ``docs/methods.md``, made from the schemes themselves.

``python -m tests.support.method_table`` writes it; a test compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.support.shared import ROOT
from xltier.core.scheme import Kind, Scheme
from xltier.core.scheme.measure import Measure, Method
from xltier.schemes.library import load_scheme, read_toml, shipped

PAGE: Final = ROOT / "docs" / "methods.md"
BEGIN: Final = "<!-- made by python -m tests.support.method_table -->"
END: Final = "<!-- end -->"
_PUBLISHED: Final = ROOT / "tests" / "published" / "schemes"


def schemes() -> Iterator[tuple[str, Scheme]]:
    """Yield the shipped schemes, then the published ones of the tests, each with the column's word for it."""
    for name in shipped():
        yield f"`{name}`", load_scheme(name)
    for path in sorted(_PUBLISHED.glob("*.toml")):
        yield f"{path.stem} (published)", read_toml(path.read_text(encoding="utf-8"), path.name)


def method(measure: Measure) -> Method:
    """Return a measure's method; pieces without a slope are bands, whichever way they are written."""
    if measure.method is Method.PIECES and not any(band.slope for band in measure.bands):
        return Method.BAND
    return measure.method


def table(books: Mapping[str, Scheme]) -> str:
    """Return the table, how many schemes use each method, and what only one scheme uses and why."""
    used = {
        name: Counter(method(measure) for measure in scheme.measures if measure.is_scored)
        for name, scheme in books.items()
    }
    lines = [
        f"| scheme | kind | {' | '.join(Method)} |",
        f"|---|---|{'---|' * len(Method)}",
        *(
            f"| {name} | {_kind(books[name])} | {' | '.join(str(counts[one] or '') for one in Method)} |"
            for name, counts in used.items()
        ),
        f"| **schemes** | | {' | '.join(str(sum(1 for c in used.values() if c[one])) for one in Method)} |",
    ]
    return "\n".join([*lines, "", *_alone(books, used)]).rstrip() + "\n"


def _kind(scheme: Scheme) -> str:
    return f"{scheme.kind}, {scheme.scoring}" if scheme.kind is Kind.SCORECARD else str(scheme.kind)


def _alone(books: Mapping[str, Scheme], used: Mapping[str, Counter[Method]]) -> Iterator[str]:
    """Yield a line for each method that one scheme only uses, with the clause that needs it."""
    for one in Method:
        names = [name for name, counts in used.items() if counts[one]]
        if len(names) == 1:
            measures = [m for m in books[names[0]].measures if m.is_scored and method(m) is one]
            clauses = "; ".join(f"{m.name.zh}, {m.source or books[names[0]].source}" for m in measures)
            yield f"Only {names[0]} needs {one}: {clauses}."


def page(text: str) -> str:
    """Return the page with its table made anew."""
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{table(dict(schemes()))}{END}{tail}"


def write(path: Path = PAGE) -> None:
    """Write the table into the page."""
    path.write_text(page(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
