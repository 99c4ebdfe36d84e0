"""The collector rests while work goes on, and works again afterwards, whatever happened."""

from __future__ import annotations

import gc

import pytest

from xltier.cli.collector import uncollected


def test_the_collector_rests_and_is_as_it_was_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_wakes_it_too() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        1 / 0  # noqa: B018 - it is to fail

    assert gc.isenabled()
