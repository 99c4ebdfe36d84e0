"""From a rated sheet to customers with the figures whose change is of interest."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from xltier.app.compare.effect import EFFECTS, Customer
from xltier.app.sheet.tier_sheet import TieredSheet
from xltier.tables.match import Wanted, match


def customers_of(sheet: TieredSheet) -> dict[str, Customer]:
    """Return each customer's tier and known figures; blank rows are no customers."""
    wanted = [Wanted(one.key, one.name.zh, one.name.en, one.aliases) for one in EFFECTS]
    columns = {key: at for key, at in match(sheet.reading.columns, wanted).columns.items() if at is not None}
    found = {}
    for row in sheet.rows:
        if row.rating.tier is None and row.rating.error is None:
            continue
        cells = {key: sheet.reading.values[at][row.at] for key, at in columns.items()}
        figures = {
            key: Fraction(Decimal(repr(cell)))
            for key, cell in cells.items()
            if isinstance(cell, (int, float)) and not isinstance(cell, bool)
        }
        found[row.key] = Customer(row.rating.tier, figures)
    return found
