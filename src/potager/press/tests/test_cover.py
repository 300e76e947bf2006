"""The cover: drawn for each book, the same each time, fit for any title."""

import io
import re
from dataclasses import replace
from uuid import UUID
from xml.etree import ElementTree

import pytest
from PIL import Image

from potager.press import cover, pdf
from potager.press.book import Book

SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", cover.LOOKS)
def test_letters_stand_out_from_sky_and_soil(look: cover.Look) -> None:
    assert contrast(look.title, look.sky) >= 7
    assert contrast(look.ground_text, look.soil) >= 7


def test_each_book_has_its_own_garden_and_keeps_it(french_book: Book) -> None:
    gardens = {cover.scene(replace(french_book, identifier=UUID(int=number))) for number in range(40)}
    assert len(gardens) == 40
    assert cover.scene(french_book) == cover.scene(replace(french_book, title="Another"))
    assert len(
        {cover.look_of(replace(french_book, identifier=UUID(int=number))) for number in range(40)}
    ) == len(cover.LOOKS)


@pytest.mark.parametrize("name", ["french_book", "hostile_book"])
def test_the_drawing_holds_nothing_but_shapes_and_a_title(name: str, request: pytest.FixtureRequest) -> None:
    book = request.getfixturevalue(name)
    svg = ElementTree.fromstring(pdf.print_book(book, cover_width=160).cover_svg)
    tags = {element.tag.removeprefix(SVG) for element in svg.iter()}
    assert tags <= {
        "svg",
        "title",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "defs",
        "use",
        "symbol",
        "clipPath",
    }
    assert svg.findtext(f"{SVG}title") == cover.described(book)
    attributes = {name for element in svg.iter() for name in element.attrib}
    assert not [name for name in attributes if re.match("on|style", name)]
    assert [layer.get("width") for layer in svg.iter(f"{SVG}svg")] == ["1600", None, "1600"]


@pytest.mark.parametrize(
    "title", ["Sam", "Anticonstitutionnellement " * 3, "x" * 400, "漢字 😀", " ".join(["radis"] * 80)]
)
def test_any_title_fits(french_book: Book, title: str) -> None:
    """The left and right edges of the sky show nothing of the title."""
    look = cover.LOOKS[0]
    day = next(
        UUID(int=n) for n in range(99) if cover.look_of(replace(french_book, identifier=UUID(int=n))) == look
    )
    printed = pdf.print_book(replace(french_book, title=title, identifier=day), cover_width=400)
    picture = Image.open(io.BytesIO(printed.cover_png)).convert("RGB")
    assert picture.size == (400, 640)
    edges = [picture.crop(box).getcolors() for box in ((0, 0, 20, 240), (380, 0, 400, 240), (0, 0, 400, 40))]
    sky = tuple(int(look.sky[i : i + 2], 16) for i in (1, 3, 5))
    assert edges == [[(20 * 240, sky)], [(20 * 240, sky)], [(400 * 40, sky)]]


def test_the_picture_has_the_size_that_shops_ask_for(english_book: Book) -> None:
    printed = pdf.print_book(english_book)
    assert Image.open(io.BytesIO(printed.cover_png)).size == (1600, 2560)
