"""The capacity table of a sheet: levels from the top, how many people, how many customers each (systems.md P5)."""

from __future__ import annotations

from typing import Final

from xltier.app.service.allocate import Level
from xltier.errors import DataError, Location, Problem
from xltier.tables.match import Wanted, match
from xltier.tables.reading import Reading

LEVEL: Final = Wanted("level", "级别", "level", ("层级", "岗位", "职务", "role", "position"))
PEOPLE: Final = Wanted("people", "人数", "people", ("编制", "人员数", "headcount", "staff"))
EACH: Final = Wanted(
    "each", "每人客户数", "customers each", ("管理幅度", "每人管理客户数", "span", "customers per person")
)


def levels_of(reading: Reading) -> tuple[Level, ...]:
    """Return the levels of a capacity table, in its order.

    Raises:
        DataError: A column is absent, or a row has no whole number of people or customers.
    """
    columns = match(reading.columns, [LEVEL, PEOPLE, EACH]).columns
    absent = [wanted for wanted in (LEVEL, PEOPLE, EACH) if columns.get(wanted.key) is None]
    place = Location(file=reading.file, sheet=reading.sheet)
    if absent:
        raise DataError(
            [Problem("capacity-column", place, values={"wanted": {"zh": w.zh, "en": w.en}}) for w in absent]
        )
    names, people, each = (reading.values[columns[wanted.key] or 0] for wanted in (LEVEL, PEOPLE, EACH))
    found: list[Level] = []
    wrong: list[Problem] = []
    for row, name, count, span in zip(reading.rows, names, people, each, strict=True):
        if not name or not _is_count(count) or not _is_count(span):
            at = Location(file=reading.file, sheet=reading.sheet, cell=f"{row}:{row}")
            wrong.append(Problem("capacity-row", at, values={"level": name, "people": count, "each": span}))
        else:
            found.append(Level(str(name), int(str(count).partition(".")[0]), int(str(span).partition(".")[0])))
    if wrong:
        raise DataError(wrong)
    return tuple(found)


def _is_count(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0 and value == int(value)
