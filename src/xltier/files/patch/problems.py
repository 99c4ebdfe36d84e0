"""The refusals of a patch: each names the cell, range or part that is in the way."""

from __future__ import annotations

from xltier.errors import BookError, Location, Problem


def in_the_way(reference: str, file: str, sheet: str, cell: str, **values: object) -> BookError:
    """Return the refusal to write over something at a place of a sheet."""
    return BookError(Problem(reference, Location(file, sheet, cell), values=values))


def cannot_patch(reference: str, file: str, **values: object) -> BookError:
    """Return the refusal to patch a file as a whole."""
    return BookError(Problem(reference, Location(file), values=values))
