"""Colours that stay legible: hue and strength are chosen, lightness is found.

oklch to linear sRGB: https://bottosson.github.io/posts/oklab/; contrast: WCAG 2.2, relative luminance.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cbrt, cos, degrees, hypot, radians, sin

STRONGEST = 0.13  # chroma: stronger colours leave the screen's range at our lightness
STEP = 0.005


@dataclass(frozen=True)
class Colour:
    """A colour in oklch: lightness 0 to 1, chroma from 0, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    @property
    def css(self) -> str:
        """As a style sheet writes it."""
        return f"oklch({100 * self.lightness:.1f}% {self.chroma:.3f} {self.hue:.0f})"

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1."""
        return sum(
            weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), _linear(self), strict=True)
        )


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of two colours, 1 to 21."""
    dark, bright = sorted((one.luminance, other.luminance))
    return (bright + 0.05) / (dark + 0.05)


def of_hex(typed: str) -> Colour:
    """The colour written "#rrggbb"; raises ValueError."""
    if len(typed) != 7 or not typed.startswith("#"):
        raise ValueError(typed)
    return _oklch([_bare(int(typed[place : place + 2], 16) / 255) for place in (1, 3, 5)])


def legible(wanted: Colour, *, on: Iterable[Colour], ratio: float) -> Colour:
    """The colour, darker (or lighter, on dark grounds) as far as it must be to be read on all these grounds."""
    grounds = list(on)
    is_night = max(ground.lightness for ground in grounds) < 0.5
    found = wanted
    while min(contrast(found, ground) for ground in grounds) < ratio:
        lightness = found.lightness + (STEP if is_night else -STEP)
        if not 0 <= lightness <= 1:
            return Colour(1.0 if is_night else 0.0, 0, 0)
        found = Colour(lightness, found.chroma, found.hue)
    return found


def _linear(colour: Colour) -> list[float]:
    a, b = colour.chroma * cos(radians(colour.hue)), colour.chroma * sin(radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    mixed = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return [min(1.0, max(0.0, channel)) for channel in mixed]


def _oklch(rgb: list[float]) -> Colour:
    red, green, blue = rgb
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return Colour(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)


def _bare(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
