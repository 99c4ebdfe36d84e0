"""Fixed point: half away from zero on the 15-digit decimal value, once; division the same, exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from xltier.core.fixed import divide, shown, to_decimal, to_fixed

WHOLE = st.integers(-(2**70), 2**70)
DECIMALS = st.integers(0, 9)
FLOATS = st.floats(-1e12, 1e12, allow_nan=False)


def rounded(value: Decimal, decimals: int) -> int:
    """Round by the decimal module, which the engine does not use for this."""
    with localcontext() as context:
        context.prec = 60
        return int((value * 10**decimals).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@given(FLOATS, DECIMALS)
def test_a_float_is_rounded_half_away_from_zero_on_its_15_digits(value: float, decimals: int) -> None:
    assert to_fixed(value, decimals) == rounded(Decimal(f"{value:.15g}"), decimals)


@given(st.decimals(-(10**12), 10**12, places=12), DECIMALS)
def test_a_decimal_is_rounded_half_away_from_zero(value: Decimal, decimals: int) -> None:
    assert to_fixed(value, decimals) == rounded(value, decimals) == to_fixed(str(value), decimals)


@given(st.integers(-(10**11), 10**11), st.integers(0, 4))
def test_what_a_cell_shows_is_what_comes_in(units: int, decimals: int) -> None:
    """A number of at most 15 digits goes through a float and back without loss."""
    assert to_fixed(float(to_decimal(units, decimals)), decimals) == units


@given(FLOATS, DECIMALS)
def test_rounding_is_odd_so_losses_round_as_gains_do(value: float, decimals: int) -> None:
    assert to_fixed(-value, decimals) == -to_fixed(value, decimals)


@given(FLOATS, FLOATS, DECIMALS)
def test_rounding_keeps_the_order(one: float, other: float, decimals: int) -> None:
    low, high = sorted((one, other))

    assert to_fixed(low, decimals) <= to_fixed(high, decimals)


@given(WHOLE, st.integers(1, 2**70))
def test_division_is_the_nearest_whole_number_and_halves_go_away_from_zero(numerator: int, denominator: int) -> None:
    exact, found = Fraction(numerator, denominator), divide(numerator, denominator)
    distance = abs(exact - found)

    assert distance <= Fraction(1, 2)
    assert distance < Fraction(1, 2) or abs(found) > abs(exact)


@given(WHOLE, st.integers(1, 2**40), st.integers(1, 1000))
def test_division_does_not_depend_on_how_a_fraction_is_written(numerator: int, denominator: int, times: int) -> None:
    assert divide(numerator * times, denominator * times) == divide(numerator, denominator)


@given(WHOLE, DECIMALS)
def test_a_number_as_people_write_it_is_the_same_number_without_idle_zeros(value: int, decimals: int) -> None:
    text = shown(value, decimals)

    assert Decimal(text) == to_decimal(value, decimals)
    assert "E" not in text
    assert "." not in text or text[-1] not in ".0"
