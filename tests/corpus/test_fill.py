"""Every Excel Table of the public workbooks is filled: only what was meant changes, and twice is once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from tests.support.shared import shared
from xltier.errors import BookError
from xltier.files.patch.commit import write_workbook
from xltier.files.patch.design import DesignedTable, design_of
from xltier.files.patch.edits import Changes
from xltier.files.patch.fills import ColumnFill, TableFill

pytestmark = pytest.mark.shared

CLOCK = dt.datetime(2026, 11, 2)


def test_the_tables_of_public_workbooks_are_filled_or_refused_by_name(tmp_path: Path) -> None:
    found: Counter[str] = Counter()
    for path in sorted(shared("corpus", "real").glob("*.xls[xm]")):
        try:
            tables = design_of(path, "xltier_").tables
        except BookError:
            continue
        found.update(outcome(path, table, tmp_path) for table in tables)

    # One has a note below it that the longer table would run over.
    assert found.keys() == {"filled", "fill-below"}
    assert found["fill-below"] == 1


def outcome(path: Path, table: DesignedTable, folder: Path) -> str:
    """Fill a table with three rows more than it has, twice; return how it went. Each write proves itself."""
    rows = max(1, table.area.bottom - table.area.top) + 3
    key = table.headers[0]
    fill = TableFill(table.name, (ColumnFill(key, [f"v{at}" for at in range(rows)]),), rows, (key,))
    changes = Changes(fills=(fill,), may_break_signature=True)
    once, twice = folder / f"once{path.suffix}", folder / f"twice{path.suffix}"
    try:
        write_workbook(path, once, changes, clock=CLOCK)
    except BookError as refused:
        return refused.problems[0].reference
    write_workbook(once, twice, changes, clock=CLOCK)
    assert twice.read_bytes() == once.read_bytes()
    for made in (once, twice, *folder.glob("*.bak-*")):
        made.unlink()
    return "filled"
