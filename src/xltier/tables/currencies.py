"""A column that names the currency of each row: one currency, a rate to bring the others to it, or a failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from xltier.tables.columns import Clean
from xltier.tables.header import Heading
from xltier.tables.reading import Conversion, Kind, Value
from xltier.tables.roles import Role, role_of
from xltier.tables.text import fold
from xltier.tables.units import CURRENCY_OF


def one_currency(headings: Sequence[Heading], rows: Sequence[int], cleaned: Sequence[Clean]) -> None:
    """Bring amounts of several currencies to one by the table's rate column, or fail those that are not of most rows.

    The currency whose rate is 1 is the one that amounts are brought to. Changes ``cleaned`` in place.
    """
    roles = [role_of(heading.name) for heading in headings]
    if Role.CURRENCY not in roles:
        return
    said = [_code(value) for value in cleaned[roles.index(Role.CURRENCY)].values]
    amounts = [at for at, role in enumerate(roles) if role is Role.MONEY and cleaned[at].kind is Kind.NUMBER]
    counted = Counter(code for code in said if code is not None)
    if len(counted) < 2 or not amounts:  # noqa: PLR2004  # one currency is no mixture
        for at in amounts:
            cleaned[at].currency = next(iter(counted), cleaned[at].currency)
        return
    rates = cleaned[roles.index(Role.RATE)].values if Role.RATE in roles else None
    base = _base(said, rates)
    main = base or _majority(counted)
    for at in amounts:
        clean = cleaned[at]
        values = list(clean.values)
        clean.currency = main
        mixed: list[int] = []
        for i, (row, code) in enumerate(zip(rows, said, strict=True)):
            value = values[i]
            if code == main or not isinstance(value, int | float):
                continue
            rate = rates[i] if rates is not None and base is not None else None
            mixed.append(row)
            if isinstance(rate, int | float) and code is not None:
                values[i] = float(Decimal(repr(value)) * Decimal(repr(rate)))
                clean.conversions.append(Conversion(row, at, value, values[i], "exchange_rate"))
            else:
                clean.fail(row, "currency_mismatch", f"{value} {code or ''}".strip())
                values[i] = None
        clean.values = values
        clean.warnings.append(("mixed_currencies", ", ".join(sorted(counted)), mixed))


def _code(value: Value) -> str | None:
    """Return the ISO code of a currency cell; an unknown word stands for itself."""
    return CURRENCY_OF.get(fold(value), value.upper()) if isinstance(value, str) else None


def _base(said: Sequence[str | None], rates: Sequence[Value] | None) -> str | None:
    """Return the one currency whose rate is 1, or None."""
    if rates is None:
        return None
    ones = {code for code, rate in zip(said, rates, strict=True) if rate == 1 and code is not None}
    return next(iter(ones)) if len(ones) == 1 else None


def _majority(counted: Counter[str]) -> str | None:
    """Return the currency of most rows, or None when two share the lead."""
    (first, most), (_, second) = counted.most_common(2)
    return first if most > second else None
