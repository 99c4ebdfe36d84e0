"""Python's search for cycles, held back while a table is in work."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Keep the cycle collector from running.

    A million rows are millions of small tuples and no cycle; walking them again and again took a tenth of a run.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
