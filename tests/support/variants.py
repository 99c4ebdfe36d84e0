"""Five variants of every kind of hard sheet: moved, renamed, in other languages, other numbers, two kinds at once.

A variant is made from a seed, so a failure can be made again; its right reading is stated by what was typed, never by
what the reader said.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.support import variant_cells, variant_files, variant_layouts, variant_rows, variant_said, variant_texts
from tests.support.sheets import write_xlsx
from tests.support.variant_maker import CaseKind, Maker, Variant


def variants() -> Iterator[Variant]:
    """Yield every variant."""
    for kind, build in {
        **variant_layouts.KINDS,
        **variant_cells.KINDS,
        **variant_said.KINDS,
        **variant_rows.KINDS,
    }.items():
        for number in range(5):
            yield _of_case(kind, number, build)
    for kind, make in {**variant_files.KINDS, **variant_texts.KINDS}.items():
        for number in range(5):
            maker = Maker(kind, number)
            path_maker, want, password = make(maker)
            yield Variant(kind, number, path_maker, want, password)


def _of_case(kind: str, number: int, build: CaseKind) -> Variant:
    case = build(Maker(kind, number))
    return Variant(kind, number, lambda folder: write_xlsx(case, folder / f"{kind}{number}.xlsx"), case.expected())
