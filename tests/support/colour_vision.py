"""Colours as people see them: contrast, lightness, and how far apart two are, with and without a deficiency.

WCAG 2.1 for contrast, CIE 1976 L*a*b* and CIEDE2000 (Sharma, Wu, Dalal 2005) for distance, Machado, Oliveira and
Fernandes 2009 (severity 1.0) for protanopia, deuteranopia and tritanopia.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Final, NamedTuple


class Lab(NamedTuple):
    """A colour in CIE L*a*b*, D65."""

    lightness: float
    a: float
    b: float


_Rows = tuple[tuple[float, float, float], ...]
DEFICIENCIES: Final[dict[str, _Rows]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: Final[_Rows] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: Final = (0.95047, 1.0, 1.08883)


def lab(colour: str, deficiency: str | None = None) -> Lab:
    """Return a ``#RRGGBB`` colour as somebody with a deficiency sees it."""
    light = _linear(colour)
    if deficiency is not None:
        light = _times(DEFICIENCIES[deficiency], light)
    clipped = tuple(min(max(part, 0.0), 1.0) for part in light)
    x, y, z = (_root(part / white) for part, white in zip(_times(_XYZ, clipped), _WHITE, strict=True))
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def distance(one: Lab, other: Lab) -> float:
    """Return the CIEDE2000 distance of two colours."""
    mean_chroma = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2
    grow = 0.5 * (1 - sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7)))
    first, second = (Lab(c.lightness, (1 + grow) * c.a, c.b) for c in (one, other))
    chroma = hypot(first.a, first.b), hypot(second.a, second.b)
    hue = _hue(first), _hue(second)
    turn = _turn(*hue) if chroma[0] * chroma[1] else 0.0
    lightness_gap, chroma_gap = second.lightness - first.lightness, chroma[1] - chroma[0]
    hue_gap = 2 * sqrt(chroma[0] * chroma[1]) * sin(radians(turn) / 2)
    middle = (first.lightness + second.lightness) / 2
    mean = sum(chroma) / 2
    angle = _middle(*hue) if chroma[0] * chroma[1] else sum(hue)
    weight = (
        1
        - 0.17 * cos(radians(angle - 30))
        + 0.24 * cos(radians(2 * angle))
        + 0.32 * cos(radians(3 * angle + 6))
        - 0.20 * cos(radians(4 * angle - 63))
    )
    of_lightness = lightness_gap / (1 + 0.015 * (middle - 50) ** 2 / sqrt(20 + (middle - 50) ** 2))
    of_chroma = chroma_gap / (1 + 0.045 * mean)
    of_hue = hue_gap / (1 + 0.015 * mean * weight)
    rotate = -2 * sqrt(mean**7 / (mean**7 + 25**7)) * sin(radians(60 * exp(-(((angle - 275) / 25) ** 2))))
    return sqrt(of_lightness**2 + of_chroma**2 + of_hue**2 + rotate * of_chroma * of_hue)


def _hue(colour: Lab) -> float:
    return degrees(atan2(colour.b, colour.a)) % 360


def _turn(one: float, other: float) -> float:
    gap = other - one
    return gap - 360 if gap > 180 else gap + 360 if gap < -180 else gap


def _middle(one: float, other: float) -> float:
    if abs(one - other) <= 180:
        return (one + other) / 2
    return (one + other + 360) / 2 if one + other < 360 else (one + other - 360) / 2


def _linear(colour: str) -> tuple[float, ...]:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _luminance(colour: str) -> float:
    return _times(_XYZ[1:2], _linear(colour))[0]


def _times(rows: _Rows, vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
