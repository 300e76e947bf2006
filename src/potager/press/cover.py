"""The cover: its template, its colours, and the drawing behind its letters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from potager.press import scenes
from potager.press.book import Book
from potager.press.plants import PLANTS, Dice
from potager.press.scenes import HEIGHT, WIDTH
from potager.press.words import words_of


@dataclass(frozen=True)
class Look:
    """The colours of one cover; letters reach a contrast of 7 on what they stand on."""

    name: str
    sky: str
    soil: str
    title: str
    ground_text: str = "#faf7ee"
    stars: bool = False


LOOKS = (
    Look("paper", sky="#faf7ee", soil="#1d2b20", title="#152318"),
    Look("spring", sky="#ddf2dd", soil="#16321d", title="#14401f"),
    Look("straw", sky="#f6dfb0", soil="#33261a", title="#33220f"),
    Look("rose", sky="#f7ddd2", soil="#3a1b18", title="#5b1810"),
    Look("night", sky="#14231a", soil="#0a120c", title="#f2ecd9", stars=True),
)


@dataclass(frozen=True)
class Template:
    """Where the letters stand, in parts of the cover's width and height, and on what ("sky" or "soil").

    `ground` is where the soil of the back cover begins, in pixels of the drawing; None is no soil there.
    """

    title_top: float
    title_width: float
    title_height: float
    title_on: str
    people_on: str
    ground: int | None
    subtitle_height: float = 0.08


TEMPLATES = {
    "row": Template(0.085, 0.82, 0.23, "sky", "soil", scenes.GROUND),
    "wreath": Template(0.325, 0.42, 0.16, "soil", "sky", None, 0.07),
    "plate": Template(0.065, 0.82, 0.16, "sky", "soil", scenes.PLATE_GROUND, 0.06),
    "pattern": Template(0.335, 0.6, 0.15, "sky", "soil", scenes.BAND, 0.06),
    "picture": Template(0.065, 0.86, 0.17, "sky", "soil", scenes.BAND, 0.06),
}


def seed_of(book: Book) -> bytes:
    """What the dice of this book's drawings are thrown with."""
    return (book.cover.seed or book.identifier).bytes


def template_of(book: Book) -> Template:
    """The template of this book's cover; KeyError on an unknown one."""
    return TEMPLATES[book.cover.template]


def look_of(book: Book) -> Look:
    """The colours that were chosen for this book, or fall to it."""
    chosen = [look for look in LOOKS if look.name == book.cover.colours]
    return chosen[0] if chosen else Dice(seed_of(book) + b"look").deal(LOOKS, 1)[0]


def scene(book: Book, plates: Mapping[str, str] | None = None) -> str:
    """The drawing without letters, as SVG of 1600 × 2560; `plates` hold pictures as data addresses, by name."""
    look, dice, picture = look_of(book), Dice(seed_of(book)), book.cover.picture
    if book.cover.template == "picture":
        shown = (plates or {}).get(picture.name, "") if picture else ""
        drawn = scenes.picture(sky=look.sky, soil=look.soil, address=shown)
    else:
        drawn = scenes.DRAWN[book.cover.template](dice, sky=look.sky, soil=look.soil, stars=look.stars)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{drawn}</svg>'


def tailpiece(book: Book) -> str:
    """One plant of the garden alone, as a small SVG for the end of a book."""
    dice = Dice(seed_of(book) + b"tail")
    plant = dice.deal([plant for plant in PLANTS if not plant.is_tall], 1)[0]
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-260 -540 520 1020">'
    return f"{frame}{plant.draw(dice)}</svg>"


def described(book: Book) -> str:
    """The cover in words, for who does not see it."""
    words = words_of(book)
    return words.cover_in_words(book)


def framed(book: Book, letters: str, plates: Mapping[str, str] | None = None) -> str:
    """The finished SVG: the drawing with a layer of letters (an SVG from typst) on it."""
    title = escape(described(book))
    letters = re.sub(
        r'(^<svg[^>]*?) width="[^"]*" height="[^"]*"', rf'\1 width="{WIDTH}" height="{HEIGHT}"', letters
    )
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" role="img"><title>{title}</title>'
    )
    return f"{opening}{scene(book, plates)}{letters}</svg>"
