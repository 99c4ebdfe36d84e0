"""What a block of the rules sheet is made of: its marker, its columns, and the words that its cells may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from xltier.core.words import NO_WORDS, Words, folded


class Holds(Enum):
    """What a cell of a column holds."""

    TEXT = auto()
    NUMBER = auto()
    WHOLE = auto()
    CHOICE = auto()
    COMBINE = auto()
    """A choice, or the one measure that decides."""
    YES = auto()
    DATE = auto()
    MONTH = auto()
    LIST = auto()
    COLOUR = auto()
    DATA = auto()
    """Nested values, as JSON: the inputs of an example."""
    SHOWN = auto()
    """For the reader's eyes; never read back."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a block.

    Args:
        name: Field of the document; ``name.zh`` is a side of a bilingual one.
        label: Header text.
        holds: What its cells hold.
        choices: For a choice: the document's word to the cell's words.
        span: How many columns of the sheet's grid it takes.
        is_extra: Written only where some row uses it.
        is_live: Whether formulas read its cells, so that an edit rates at once.
        hint: Shown when a cell is selected; at most 255 characters.
    """

    name: str
    label: Words
    holds: Holds = Holds.TEXT
    choices: Mapping[str, Words] | None = None
    span: int = 1
    is_extra: bool = False
    is_live: bool = False
    hint: Words = NO_WORDS

    def word(self, text: str) -> str | None:
        """Return the document's word for a cell's text, in either language, or None.

        Example:
            >>> side = Field("direction", Words("方向", "direction"), choices={"low": Words("低", "low")})
            >>> side.word("低"), side.word(" LOW "), side.word("down")
            ('low', 'low', None)
        """
        wanted = folded(text)
        for value, words in (self.choices or {}).items():
            if wanted in {folded(value), folded(words.zh), folded(words.en), folded(f"{words.zh} {value}")}:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Block:
    """A table of the rules sheet.

    Args:
        marker: Stands in hidden column A of the header row.
        title: Heading.
        note: Grey words beside the heading.
        fields: Columns from left to right.
        is_head: Whether it lists single settings, one a row, instead of a table.
    """

    marker: str
    title: Words
    note: Words
    fields: tuple[Field, ...]
    is_head: bool = False

    def field(self, header: str) -> Field | None:
        """Return the column that a header names, in either language or by its field name."""
        wanted = folded(header)
        for field in self.fields:
            if wanted in {folded(field.name), folded(field.label.zh), folded(field.label.en)}:
                return field
        return None
