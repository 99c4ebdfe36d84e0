"""Channel lines, and which product or old line moved to which of them, as a scheme states them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """A channel line, and the other names that it goes by."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineMove:
    """From a date on, a product or an old line belongs to another line.

    Args:
        new_line: Who receives it.
        old_line: From which line; None is any.
        product: Which product; None is the whole line.
        channel: The kind of dealer that this receiver is for; None is any.
        share: Part that this receiver gets where the channel does not decide, 0-1.
        start: First month, as year x 12 + month - 1; ``end`` the last one.
    """

    new_line: str
    old_line: str | None = None
    product: str | None = None
    channel: str | None = None
    share: Decimal = Decimal(1)
    start: int | None = None
    end: int | None = None
