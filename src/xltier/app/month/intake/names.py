"""What dealers are called: as the dealer list says, else another sheet of the month, else the history."""

from __future__ import annotations

from xltier.app.month.intake.cells import text_of
from xltier.app.month.intake.inputs import MonthInputs
from xltier.app.month.intake.recognise import Recognised
from xltier.tables.reading import Reading


def names_in(reading: Reading, found: Recognised) -> dict[str, str]:
    """Return the names that a table has beside its dealer codes."""
    code, name = found.columns.get("dealer"), found.columns.get("name")
    if code is None or name is None:
        return {}
    pairs = dict.fromkeys(zip(reading.values[code], reading.values[name], strict=True))
    said = ((text_of(one), text_of(other)) for one, other in pairs)
    return {dealer: called for dealer, called in said if dealer and called}


def names_of(inputs: MonthInputs) -> dict[str, str]:
    """Return the name of every dealer by code, those that left among them by their last."""
    past = {row.dealer: row.name for row in sorted(inputs.history, key=lambda row: row.month) if row.name}
    return past | dict(inputs.names) | {dealer.code: dealer.name for dealer in inputs.dealers if dealer.name}
