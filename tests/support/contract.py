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
    found: list[str] = []
    for key in ("sheet", "header_rows"):
        if key in want and got[key] != want[key]:
            found.append(f"{key} {got[key]}, expected {want[key]}")
    if [norm(name) for name in got["columns"]] != [norm(name) for name in want["columns"]]:
        found.append(f"columns {got['columns']}, expected {want['columns']}")
    rows = {row["row"]: {norm(k): v for k, v in row.items()} for row in got["rows"]}
    wanted = {row["row"]: row for row in want["rows"]}
    doubted = {entry["row"] for entry in want["rejected"] if entry.get("column")}
    if set(rows) - set(wanted) - doubted or set(wanted) - set(rows):
        found.append(f"rows {sorted(rows)}, expected {sorted(wanted)}")
    for number, row in wanted.items():
        for column, value in row.items():
            have = rows.get(number, {}).get(norm(column))
            if number in rows and not same(value, have):
                found.append(f"row {number} {column}: {have!r}, expected {value!r}")
    told = {(entry["row"], entry["reason"], entry["column"]) for entry in got["rejected"]}
    for entry in want["rejected"]:
        if (entry["row"], entry["reason"], entry.get("column")) not in told:
            found.append(
                f"row {entry['row']} not rejected as {entry['reason']} ({entry.get('column')}): {sorted(told, key=str)[:6]}"
            )
    codes = {warning.split(":")[0] for warning in got["warnings"]}
    found.extend(f"no warning {warning}, only {sorted(codes)}" for warning in want["warnings"] if warning not in codes)
    return found


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
