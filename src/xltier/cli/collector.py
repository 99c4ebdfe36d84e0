"""Python's collector of cycles, at rest while a command makes millions of objects that it would search in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Do work without looking for cycles meanwhile.

    Walking millions of small tuples again and again took a tenth of a refresh of a million rows and a fifth of rating
    and writing 7,500 keys. It costs no memory: what is dropped has no cycles, but for a written workbook, which
    :func:`collected` clears away.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collected() -> None:
    """Clear away what a finished workbook left behind, before the next one is made."""
    gc.collect()
