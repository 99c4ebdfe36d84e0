"""A question to the user in one window: a few lines of text, drop-downs, and two buttons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One drop-down.

    Args:
        label: What is asked.
        choices: What can be chosen; never empty.
        suggested: Place of the choice that is there at first.
    """

    label: str
    choices: tuple[str, ...]
    suggested: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A window.

    Args:
        title: Its title.
        lines: What stands above the fields.
        fields: The drop-downs, top to bottom; none where the user only agrees or not.
        yes: Text of the button that goes on.
        no: Text of the button that gives up.
        needs_person: Whether nobody may answer for the user: where nobody can, that is giving up.
    """

    title: str
    lines: tuple[str, ...]
    yes: str
    no: str
    fields: tuple[Field, ...] = ()
    needs_person: bool = False

    @property
    def suggested(self) -> tuple[int, ...]:
        """Return what is answered by going on at once."""
        return tuple(field.suggested for field in self.fields)
