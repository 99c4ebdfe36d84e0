"""Compares a reading with the right one, as the contract of ``xltier read --json`` says."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from xltier.cli.reading_json import refusal_json, to_json
from xltier.errors import XltierError
from xltier.files.read import open_table
from xltier.tables.choice import TableChoice


def read_as_json(path: Path, choice: TableChoice | None = None) -> dict[str, Any]:
    """Return what ``xltier read FILE --json`` prints, without starting a process."""
    try:
        text = "".join(to_json(open_table(path, choice)))
    except XltierError as error:
        text = refusal_json(error)
    answer: dict[str, Any] = json.loads(text)
    return answer


def differences(want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Return what differs between the right reading and the one that was given; empty when it is right."""
    if want["outcome"] == "refuse":
        return [] if got == want else [f"expected {want}, got {str(got)[:200]}"]
    if got["outcome"] != "read":
        return [f"refused: {got['error']}"]
    found = [
        f"{key} {got[key]}, expected {want[key]}"
        for key in ("sheet", "header_rows")
        if got[key] != want.get(key, got[key])
    ]
    if [norm(name) for name in got["columns"]] != [norm(name) for name in want["columns"]]:
        found.append(f"columns {got['columns']}, expected {want['columns']}")
    return found + _rows(want, got) + _said(want, got)


def _rows(want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Return which rows are missing, are too many, or hold another value."""
    rows = {row["row"]: {norm(k): v for k, v in row.items()} for row in got["rows"]}
    wanted = {row["row"]: row for row in want["rows"]}
    doubted = {entry["row"] for entry in want["rejected"] if entry.get("column")}
    found: list[str] = []
    if set(rows) - set(wanted) - doubted or set(wanted) - set(rows):
        found.append(f"rows {sorted(rows)}, expected {sorted(wanted)}")
    for number in wanted.keys() & rows.keys():
        for column, value in wanted[number].items():
            have = rows[number].get(norm(column))
            if not same(value, have):
                found.append(f"row {number} {column}: {have!r}, expected {value!r}")
    return found


def _said(want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """Return which rejections and warnings were not given."""
    told = {(entry["row"], entry["reason"], entry["column"]) for entry in got["rejected"]}
    asked = {(entry["row"], entry["reason"], entry.get("column")) for entry in want["rejected"]}
    codes = {warning.split(":")[0] for warning in got["warnings"]}
    found = [f"{entry} not among the rejections {sorted(told, key=str)[:6]}" for entry in sorted(asked - told, key=str)]
    return found + [
        f"no warning {warning}, only {sorted(codes)}" for warning in want["warnings"] if warning not in codes
    ]


def same(want: object, got: object) -> bool:
    """Return whether two values are the same: numbers to a billionth, text by width and spaces."""
    if want is None or want == "":
        return got in (None, "")
    if isinstance(want, bool) or isinstance(got, bool):
        return want is got
    if isinstance(want, int | float):
        return isinstance(got, int | float) and abs(got - want) <= 1e-9 * max(1.0, abs(want))
    return got is not None and norm(want) == norm(got)


def norm(text: object) -> str:
    """Return text without spaces and width."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))
