"""The tokens' contrasts, computed from their oklch values by the formulas of CSS Color 4 and WCAG 2.2."""

import re
from math import cos, radians, sin
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static/ui/css/tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+):\s*light-dark\(oklch\(([\d. %]+)\),\s*oklch\(([\d. %]+)\)\)")
READING, TEXT, PART = 7.0, 4.5, 3.0

NEEDED = [
    *[("ink", ground, READING) for ground in ("paper", "sheet", "leaf-bg", "tomato-bg", "squash-bg")],
    *[("ink-2", ground, READING) for ground in ("paper", "sheet")],
    *[("ink-2", ground, TEXT) for ground in ("leaf-bg", "tomato-bg", "squash-bg")],
    *[("leaf", ground, READING) for ground in ("paper", "sheet")],
    ("leaf", "leaf-bg", TEXT),
    *[("leaf-deep", ground, READING) for ground in ("paper", "sheet", "leaf-bg")],
    *[("tomato", ground, TEXT) for ground in ("paper", "sheet", "tomato-bg")],
    *[("on-leaf", ground, READING) for ground in ("leaf", "leaf-deep")],
    ("on-tomato", "tomato", TEXT),
    *[("edge", ground, PART) for ground in ("paper", "sheet")],
    *[("squash", ground, PART) for ground in ("paper", "sheet")],
]


def linear_rgb(*, lightness: float, chroma: float, hue: float) -> list[float]:
    """Linear sRGB of an oklch colour, clipped to the gamut (https://bottosson.github.io/posts/oklab/)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    mixed = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return [min(1.0, max(0.0, channel)) for channel in mixed]


def luminance(oklch: str) -> float:
    """Relative luminance (WCAG 2.2) of "44% .110 148"."""
    lightness, chroma, hue = oklch.split()
    rgb = linear_rgb(lightness=float(lightness.rstrip("%")) / 100, chroma=float(chroma), hue=float(hue))
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two oklch colours."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


COLOURS = {
    mode: {name: values[place] for name, *values in PAIR.findall(TOKENS)}
    for place, mode in enumerate(("light", "dark"))
}


def test_the_conversion_agrees_with_known_colours() -> None:
    assert contrast("100% 0 0", "0% 0 0") == pytest.approx(21.0, abs=0.01)
    # the pure red of sRGB, whose ratio to white is known
    assert contrast("62.796% 0.25768 29.234", "100% 0 0") == pytest.approx(3.998, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), NEEDED)
def test_a_pair_can_be_read(mode: str, front: str, ground: str, least: float) -> None:
    ratio = contrast(COLOURS[mode][front], COLOURS[mode][ground])
    assert ratio >= least, f"{front} on {ground}, {mode}: {ratio:.2f} < {least}"


def test_every_colour_is_checked() -> None:
    checked = {name for pair in NEEDED for name in pair[:2]}
    assert set(COLOURS["light"]) - checked == {"hair"}, "hairlines are ornament; everything else is measured"
