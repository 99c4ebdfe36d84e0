"""What dealers are called: as the dealer list says, and who left it as the history does."""

from __future__ import annotations

from xltier.app.month.inputs import MonthInputs


def names_of(inputs: MonthInputs) -> dict[str, str]:
    """Return the name of every dealer by code; the latest of the history where the dealer list has none."""
    past = {row.dealer: row.name for row in sorted(inputs.history, key=lambda row: row.month) if row.name}
    return past | {dealer.code: dealer.name for dealer in inputs.dealers if dealer.name}
