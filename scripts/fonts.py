"""Make the serif that Potager serves, from the Vollkorn 4.105 TrueType files (SIL OFL 1.1, no reserved name).

Run in an environment that has `fonttools[woff]`:

    apt-get download fonts-vollkorn && dpkg-deb -x fonts-vollkorn_*.deb vollkorn
    python scripts/fonts.py vollkorn/usr/share/fonts/truetype/vollkorn
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

FACES = {"Regular": "regular", "Italic": "italic", "SemiBold": "semibold"}
OUT = Path(__file__).parent.parent / "src/potager/ui/static/ui/fonts"
# Latin, Latin-1, Extended A and B, the letters of Vietnamese and of the languages of West Africa,
# combining accents, then the punctuation, among which U+202F, and a few signs.
RANGES = [
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x18F, 0x192),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x1CD, 0x1DC),
    (0x218, 0x21B),
    (0x253, 0x25B),
    (0x2B9, 0x2BC),
    (0x2C6, 0x2DD),
    (0x300, 0x30C),
    (0x323, 0x328),
    (0x1E02, 0x1E03),
    (0x1E80, 0x1E9E),
    (0x1EA0, 0x1EF9),
    (0x2000, 0x203F),
    (0x2044, 0x2044),
    (0x2060, 0x2060),
    (0x2070, 0x2089),
    (0x20AC, 0x20AC),
    (0x2116, 0x2122),
    (0x2150, 0x215E),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
    (0xFB00, 0xFB04),
]
FEATURES = [
    "kern",
    "mark",
    "mkmk",
    "ccmp",
    "locl",
    "liga",
    "calt",
    "rlig",
    "onum",
    "lnum",
    "pnum",
    "tnum",
    "sups",
    "ordn",
    "case",
]


def options() -> Options:
    """What is kept of a face: the features of running text, no hints (screens have enough dots)."""
    chosen = Options()
    chosen.flavor = "woff2"
    chosen.layout_features = FEATURES
    chosen.hinting = False
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    chosen.notdef_outline = True
    return chosen


def plain_ones(font: TTFont) -> None:
    """Draw the old-style 1 as a one: Vollkorn's own looks like a small capital I ("7 h I2")."""
    for name in ("one", "one.tosf"):
        font["glyf"][name] = font["glyf"][f"{name}.ss11"]
        font["hmtx"][name] = font["hmtx"][f"{name}.ss11"]


def subset(*, source: Path, target: Path) -> int:
    """Write one subset face and return its size in bytes."""
    chosen = options()
    font = load_font(str(source), chosen)
    plain_ones(font)
    subsetter = Subsetter(chosen)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    save_font(font, str(target), chosen)
    return target.stat().st_size


if __name__ == "__main__":
    for style, name in FACES.items():
        size = subset(
            source=Path(sys.argv[1]) / f"Vollkorn-{style}.ttf", target=OUT / f"vollkorn-{name}.woff2"
        )
        sys.stdout.write(f"{name}: {size / 1024:.1f} KB\n")
