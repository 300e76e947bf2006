"""The cover: a strip of garden drawn for each book, leaves in the sky above its title's soil."""

import re
from dataclasses import dataclass
from html import escape

from potager.press.book import Book
from potager.press.plants import PLANTS, Dice, turned
from potager.press.words import words_for

WIDTH, HEIGHT, GROUND = 1600, 2560, 1660


@dataclass(frozen=True)
class Look:
    """The colours of one cover; letters reach a contrast of 7 on what they stand on."""

    sky: str
    soil: str
    title: str
    ground_text: str = "#faf7ee"
    stars: bool = False


LOOKS = (
    Look(sky="#faf7ee", soil="#1d2b20", title="#152318"),
    Look(sky="#ddf2dd", soil="#16321d", title="#14401f"),
    Look(sky="#f6dfb0", soil="#33261a", title="#33220f"),
    Look(sky="#f7ddd2", soil="#3a1b18", title="#5b1810"),
    Look(sky="#14231a", soil="#0a120c", title="#f2ecd9", stars=True),
)


def look_of(book: Book) -> Look:
    """The colours that fall to this book."""
    return Dice(book.identifier.bytes + b"look").deal(LOOKS, 1)[0]


def scene(book: Book) -> str:
    """The drawing without letters, as SVG of 1600 × 2560."""
    dice, look = Dice(book.identifier.bytes), look_of(book)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{look.sky}"/>',
        _stars(dice) if look.stars else "",
        f'<path d="{_ground(dice)}" fill="{look.soil}"/>',
        _pebbles(dice),
        _row(dice),
        "</svg>",
    ]
    return "".join(parts)


def tailpiece(book: Book) -> str:
    """One plant of the garden alone, as a small SVG for the end of a book."""
    dice = Dice(book.identifier.bytes + b"tail")
    plant = dice.deal([plant for plant in PLANTS if not plant.is_tall], 1)[0]
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-260 -540 520 1020">'
    return f"{frame}{plant.draw(dice)}</svg>"


def described(book: Book) -> str:
    """The cover in words, for who does not see it."""
    words = words_for(book.language)
    return words.cover_of.format(title=book.title, byline=words.byline(book))


def framed(book: Book, letters: str) -> str:
    """The finished SVG: the drawing with a layer of letters (an SVG from typst) on it."""
    title = escape(described(book))
    letters = re.sub(
        r'(^<svg[^>]*?) width="[^"]*" height="[^"]*"', rf'\1 width="{WIDTH}" height="{HEIGHT}"', letters
    )
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{title}</title>'
    )
    return f"{opening}{scene(book)}{letters}</svg>"


def _ground(dice: Dice) -> str:
    """A soil that is not quite flat."""
    left, middle, right = (GROUND + dice.between(-14, 14) for _ in range(3))
    return f"M0 {left:g}Q400 {middle - 16:g} 800 {middle:g}T1600 {right:g}V{HEIGHT}H0Z"


def _row(dice: Dice) -> str:
    """Five plants side by side, a tall one never beside another tall one."""
    tall = dice.deal([plant for plant in PLANTS if plant.is_tall], 2)
    low = dice.deal([plant for plant in PLANTS if not plant.is_tall], 3)
    order = (low[0], tall[0], low[1], tall[1], low[2])
    places = []
    for i, plant in enumerate(order):
        x, scale = 190 + i * 305 + dice.between(-12, 12), dice.between(0.82, 0.98)
        places.append(turned(plant.draw(dice), x=x, y=GROUND + 6, scale=scale, angle=dice.between(-3, 3)))
    return "".join(places)


def _stars(dice: Dice) -> str:
    """A moon and a few stars, above and below the place of the title."""
    moon = _dot(1290, 1010, 86, "#f2e3b3") + _dot(1252, 984, 80, "#14231a")
    stars = (
        _dot(dice.between(60, 1540), dice.between(*band), dice.between(2, 6), "#f2ecd9")
        for band in ((30, 190), (800, 1200))
        for _ in range(15)
    )
    return "".join(stars) + moon


def _dot(x: float, y: float, radius: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"/>'


def _pebbles(dice: Dice) -> str:
    """Light grains in the soil, so that it is earth and not a flat colour."""
    grains = (
        f'<ellipse cx="{dice.between(0, WIDTH):g}" cy="{dice.between(GROUND + 60, HEIGHT):g}"'
        f' rx="{dice.between(3, 11):g}" ry="{dice.between(2, 6):g}" fill="#faf7ee" opacity="0.1"/>'
        for _ in range(90)
    )
    return "".join(grains)
