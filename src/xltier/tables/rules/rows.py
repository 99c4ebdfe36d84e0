"""A scheme document as the rows of the rules sheet's blocks, each row with its path in the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

Table = Mapping[str, Any]


class Row(NamedTuple):
    """A row of a block.

    Args:
        path: Of the table it stands for: ``measures[2]``.
        values: Cell values by field name, as the document has them.
        paths: Document path of a field where it is not ``path.field``.
    """

    path: str
    values: Mapping[str, object]
    paths: Mapping[str, str] = {}


def rows_of(document: Table) -> dict[str, list[Row]]:
    """Return the rows of every block that a document fills, by marker."""
    measures: list[Table] = list(document.get("measures", ()))
    tiers: list[Table] = list(document.get("tiers", ()))
    shown = _measures(measures)
    found = {
        "#meta": [Row("", _flat(document))],
        "#tiers": [_tier(at, tier, len(tiers)) for at, tier in reversed(list(enumerate(tiers)))],
        "#measures": [row for row in shown if not _is_input(row)],
        "#inputs": [row for row in shown if _is_input(row)],
        "#headers": [_header(row) for row in shown if not _is_input(row) and READING & row.values.keys()],
        "#derived": [
            Row(f"measures[{at}]", {"key": m["key"], "shown": m["key"], "expression": m["expression"]})
            for at, m in enumerate(measures)
            if "expression" in m
        ],
        "#bands": [row for at, measure in enumerate(measures) for row in _bands(at, measure)],
        "#weights": [row for at, measure in enumerate(measures) for row in _weights(at, measure)],
        "#rules": list(_rules(document)),
        "#axes": _plain(document, "axes"),
        "#levels": [
            Row(f"axes[{at}].levels[{level_at}]", {"axis": axis["key"], **_flat(level)})
            for at, axis in enumerate(document.get("axes", ()))
            for level_at, level in enumerate(axis.get("levels", ()))
        ],
        "#grid": [
            Row(f"grid[{at}]", {f"at{n}": code for n, code in enumerate(cell["at"], 1)} | {"class": cell["class"]})
            for at, cell in enumerate(document.get("grid", ()))
        ],
        "#cuts": _plain(document, "cuts"),
        "#items": [
            Row(f"items[{at}]", {"points_min": item.get("points"), "points_max": item.get("points"), **_flat(item)})
            for at, item in enumerate(document.get("items", ()))
        ],
        "#groups": [
            Row("group_caps", {"group": group, "cap": cap}, {"cap": f"group_caps.{group}"})
            for group, cap in document.get("group_caps", {}).items()
        ],
        "#redlines": _plain(document, "red_lines"),
        "#channels": _plain(document, "lines"),
        "#lines": _plain(document, "line_map"),
        "#alerts": _plain(document, "alerts"),
        "#cases": _plain(document, "cases"),
    }
    return {marker: rows for marker, rows in found.items() if rows}


def _flat(table: Table) -> dict[str, object]:
    """Return a table's fields with bilingual ones split in two."""
    found: dict[str, object] = {}
    for name, value in table.items():
        if name in _BILINGUAL:
            sides = {"zh": value, "en": value} if isinstance(value, str) else value
            found |= {f"{name}.{side}": text for side, text in sides.items()}
        else:
            found[name] = value
    return found


_BILINGUAL: Final = frozenset(
    {"name", "summary", "source", "strategy", "visit", "credit", "rebate", "evidence", "action"}
)


def _plain(document: Table, block: str) -> list[Row]:
    """Return a block whose rows are the document's tables; names of lines and examples have one language."""
    flat = _flat if block not in {"lines", "cases"} else dict
    return [Row(f"{block}[{at}]", flat(table)) for at, table in enumerate(document.get(block, ()))]


def _tier(at: int, tier: Table, count: int) -> Row:
    del count
    return Row(f"tiers[{at}]", {"rank": at + 1, **_flat(tier)})


def _measures(measures: list[Table]) -> list[Row]:
    """Return measures, the scored ones first; where that changes their order, it is kept in a column."""
    rows = list(enumerate(measures))
    shown = sorted(rows, key=lambda row: ("weight" not in row[1], "expression" not in row[1], row[0]))
    is_moved = shown != rows
    return [_measure(at, measure, order=at + 1 if is_moved else None) for at, measure in shown]


def _is_input(row: Row) -> bool:
    return "weight" not in row.values and "expression" not in row.values


READING: Final = frozenset({"since", "of", "window", "applies_if", "aliases"})
"""Fields of a measure that stand in a block of their own, so that the scoring block stays narrow."""


def _header(row: Row) -> Row:
    """Return what a measure's column is recognised by, as a row of its own."""
    own = {name: row.values[name] for name in READING if name in row.values}
    return Row(row.path, {"key": row.values["key"], "shown": row.values["key"], **own})


def _measure(at: int, measure: Table, *, order: int | None) -> Row:
    values = {"decimals": 0, **_flat(measure)}
    if order is not None:
        values["order"] = order
    if "weight" in measure:
        values = {"full": 100, "direction": "high", "method": "map" if "map" in measure else "pieces", **values}
    return Row(f"measures[{at}]", values)


def _bands(at: int, measure: Table) -> Iterable[Row]:
    key = measure["key"]
    for band_at, band in enumerate(measure.get("bands", ())):
        yield Row(f"measures[{at}].bands[{band_at}]", {"measure": key, "shown": key, **band})
    for word_at, (text, points) in enumerate(measure.get("map", {}).items()):
        path = f"measures[{at}].map[{word_at}]"
        yield Row(path, {"measure": key, "shown": key, "text": text, "points": points})


def _weights(at: int, measure: Table) -> Iterable[Row]:
    for line, weight in measure.get("line_weights", {}).items():
        values = {"measure": measure["key"], "shown": measure["key"], "line": line, "weight": weight}
        yield Row(f"measures[{at}].line_weights", values, {"weight": f"measures[{at}].line_weights.{line}"})


def _rules(document: Table) -> Iterable[Row]:
    for at, rule in enumerate(document.get("rules", ())):
        yield Row(f"rules[{at}]", {"order": at + 1, **rule})
    for axis_at, axis in enumerate(document.get("axes", ())):
        for at, rule in enumerate(axis.get("rules", ())):
            yield Row(f"axes[{axis_at}].rules[{at}]", {"order": at + 1, "axis": axis["key"], **rule})
