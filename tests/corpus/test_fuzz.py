"""Mutated files: each gives a reading or a refusal, never another error, whatever was flipped, cut or swapped."""

from __future__ import annotations

import os
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from tests.support.contract import read_as_json
from tests.support.shared import shared_folder
from tests.support.variants import variants

_ALWAYS: Final = 100
_FULL: Final = 2000
_BINARY: Final = (
    "synthetic/biff8.xls",
    "real/poi__BOOK_in_capitals.xls",
    "real/calamine__date.xlsb",
    "real/poi__SampleSS.ods",
)


def _flip(content: bytes, source: random.Random) -> bytes:
    """Flip bytes of the file as it lies on disk."""
    changed = bytearray(content)
    for _ in range(source.randrange(1, 30)):
        changed[source.randrange(len(changed))] ^= 1 << source.randrange(8)
    return bytes(changed)


def _cut(content: bytes, source: random.Random) -> bytes:
    return content[: source.randrange(1, len(content))]


def _in_package(change: Callable[[dict[str, bytes], random.Random], None]) -> Callable[[bytes, random.Random], bytes]:
    """Return a mutation of the parts of a package; a file that is none has its bytes flipped."""

    def mutate(content: bytes, source: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(BytesIO(content)) as package:
                parts = {name: package.read(name) for name in package.namelist()}
        except zipfile.BadZipFile:
            return _flip(content, source)
        change(parts, source)
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, part in parts.items():
                package.writestr(name, part)
        return target.getvalue()

    return mutate


def _drop(parts: dict[str, bytes], source: random.Random) -> None:
    del parts[source.choice(list(parts))]


def _truncate(parts: dict[str, bytes], source: random.Random) -> None:
    name = source.choice([name for name in parts if name.endswith(".xml")] or list(parts))
    parts[name] = parts[name][: source.randrange(len(parts[name]) or 1)]


def _flip_part(parts: dict[str, bytes], source: random.Random) -> None:
    name = source.choice([name for name in parts if parts[name]])
    parts[name] = _flip(parts[name], source)


def _swap_cells(parts: dict[str, bytes], source: random.Random) -> None:
    """Swap values, types and places of cells."""
    for name, part in list(parts.items()):
        values = re.findall(rb"<v>[^<]*</v>|r=\"[A-Z]+\d+\"|t=\"\w+\"|s=\"\d+\"", part)
        if len(values) < 2:
            continue
        for _ in range(source.randrange(1, 8)):
            one, two = source.sample(values, 2)
            parts[name] = parts[name].replace(one, b"\0", 1).replace(two, one, 1).replace(b"\0", two, 1)


_MUTATIONS: Final = (_flip, _cut, *map(_in_package, (_drop, _truncate, _flip_part, _swap_cells)))


def _sources(folder: Path) -> list[bytes]:
    """Return the files to mutate: one of each kind, and binary ones where the shared data lies."""
    found: list[bytes] = []
    for variant in variants():
        if variant.number == 0 and variant.kind not in {"bomb", "damaged"}:
            place = folder / variant.kind
            place.mkdir()
            found.append(variant.make(place).read_bytes())
    shared = shared_folder()
    if shared is not None:
        found += [(shared / "corpus" / name).read_bytes() for name in _BINARY]
    return found


def _mutants(folder: Path, count: int) -> Iterator[tuple[int, bytes]]:
    originals = _sources(folder)
    for seed in range(count):
        source = random.Random(seed)
        yield seed, source.choice(_MUTATIONS)(source.choice(originals), source)


def test_no_mutated_file_gives_anything_but_a_reading_or_a_refusal(tmp_path: Path) -> None:
    count = _FULL if os.environ.get("XLTIER_FULL") else _ALWAYS
    outcomes = {"read": 0, "refuse": 0}
    for seed, content in _mutants(tmp_path, count):
        path = tmp_path / f"mutant{seed}.xlsx"
        path.write_bytes(content)
        try:
            outcomes[read_as_json(path)["outcome"]] += 1
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what this test looks for
            pytest.fail(f"seed {seed}: {error!r}")
        path.unlink()
    assert sum(outcomes.values()) == count
    assert min(outcomes.values()) > 0
