"""The two columns of a name in both languages."""

from __future__ import annotations

from xltier.core.words import Words
from xltier.tables.rules.shape import Field


def names(*, span: int = 1) -> tuple[Field, Field]:
    """Return the columns of the Chinese and the English name, each ``span`` columns of the grid wide."""
    return (
        Field("name.zh", Words("名称", "name"), span=span),
        Field("name.en", Words("英文名称", "English name"), span=span),
    )
