"""Tier colours: dark to light says high to low, told apart by colour-blind readers and in greyscale.

``tide`` is what everybody gets; ``--set palette=NAME`` paints the tiers of a run with another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from xltier.core.scheme.tier import Tier


class Chip(NamedTuple):
    """A fill and the text colour that can be read on it, both ``#RRGGBB``."""

    fill: str
    ink: str


WHITE: Final = "#FFFFFF"
DARK: Final = "#0F1B26"
_BLACK: Final = "#000000"
_ENOUGH: Final = 4.5
"""What WCAG 2 asks of a text of usual size."""
TIDE: Final = (
    Chip("#14304F", WHITE),
    Chip("#1F6AA5", WHITE),
    Chip("#57AFA3", DARK),
    Chip("#EBC660", DARK),
    Chip("#ECE9E3", DARK),
)
PALETTES: Final[Mapping[str, tuple[Chip, ...]]] = {
    "tide": TIDE,
    # For firms that want green at the top and red at the bottom.
    "traffic": (
        Chip("#20402A", WHITE),
        Chip("#1B7E7C", WHITE),
        Chip("#87C9D1", DARK),
        Chip("#FAE297", DARK),
        Chip("#D37047", DARK),
    ),
    "mono": (
        Chip("#1B2733", WHITE),
        Chip("#4E5D6B", WHITE),
        Chip("#8796A3", DARK),
        Chip("#BCC6CE", DARK),
        Chip("#EDF0F2", DARK),
    ),
    "gold": (
        Chip("#3B2A5C", WHITE),
        Chip("#8A5A00", WHITE),
        Chip("#C9A227", DARK),
        Chip("#C8CCD2", DARK),
        Chip("#F1F1EF", DARK),
    ),
}
"""Five colours each, best first."""
ALARM: Final = Chip("#B3261E", WHITE)

# Which of the five a ladder of fewer tiers takes.
_CHOSEN: Final = {1: (1,), 2: (1, 4), 3: (1, 3, 4), 4: (1, 2, 3, 4), 5: (0, 1, 2, 3, 4)}


def chips(tiers: Sequence[Tier]) -> tuple[Chip, ...]:
    """Return the colours of tiers, best first: a tier's own where the scheme gives one.

    Example:
        >>> from xltier.schemes import load_scheme
        >>> [chip.fill for chip in chips(load_scheme("standard").tiers)]
        ['#1F6AA5', '#57AFA3', '#EBC660', '#ECE9E3']
    """
    palette = palette_of(len(tiers))
    return tuple(
        chip if tier.fill is None else Chip(tier.fill, tier.ink or readable_ink(tier.fill))
        for tier, chip in zip(tiers, palette, strict=True)
    )


def palette_of(count: int, name: str = "tide") -> tuple[Chip, ...]:
    """Return the colours of so many tiers, best first.

    Example:
        >>> [chip.fill for chip in palette_of(2, "mono")]
        ['#4E5D6B', '#EDF0F2']
    """
    palette = PALETTES[name]
    if count in _CHOSEN:
        return tuple(palette[at] for at in _CHOSEN[count])
    return tuple(_between(palette, at * (len(palette) - 1) / (count - 1)) for at in range(count))


def _between(palette: Sequence[Chip], place: float) -> Chip:
    """Return a colour between two neighbours of a palette; 1.5 lies halfway between the second and the third."""
    low = min(int(place), len(palette) - 2)
    part = place - low
    ends = (_channels(palette[low].fill), _channels(palette[low + 1].fill))
    mixed = [round(a + (b - a) * part) for a, b in zip(*ends, strict=True)]
    fill = "#" + "".join(f"{channel:02X}" for channel in mixed)
    return Chip(fill, readable_ink(fill))


def readable_ink(fill: str) -> str:
    """Return white or near-black, whichever contrasts more with a fill (WCAG 2); black where neither is enough.

    Example:
        >>> readable_ink("#14304F"), readable_ink("#EBC660")
        ('#FFFFFF', '#0F1B26')
    """
    better = WHITE if contrast(fill, WHITE) >= contrast(fill, DARK) else DARK
    return better if contrast(fill, better) >= _ENOUGH else _BLACK


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]  # noqa: PLR2004 - a constant of WCAG 2's formula
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
