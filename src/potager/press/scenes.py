"""What is drawn on covers, one drawing for each template: 1600 × 2560, without letters."""

from collections.abc import Callable
from html import escape
from math import cos, radians, sin

from potager.press.plants import PLANTS, Dice, cabbage, turned

WIDTH, HEIGHT, GROUND = 1600, 2560, 1660
PLATE_GROUND, BAND = 1400, 2170
BED, SKY = 640, 330  # height of one bed of the pattern, and of the sky in it


def row(dice: Dice, *, sky: str, soil: str, stars: bool) -> str:
    """A strip of garden: five plants, leaves in the sky, roots in the soil."""
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>',
        _stars(dice) if stars else "",
        f'<path d="{_ground(dice)}" fill="{soil}"/>',
        _pebbles(dice),
        _row(dice),
    ]
    return "".join(parts)


def wreath(dice: Dice, *, sky: str, soil: str, stars: bool) -> str:
    """A round bed with plants all around it, their roots towards the middle."""
    across, along, middle = 540, 690, 1120
    plants = []
    for i in range(14):
        turn = i * 360 / 14 + dice.between(-3, 3)
        x, y = _on_ellipse(turn, across, along)
        plant = dice.deal([one for one in PLANTS if not one.is_tall or i % 7 == 3], 1)[0]
        plants.append(
            turned(plant.draw(dice), x=800 + x, y=middle + y, scale=dice.between(0.3, 0.36), angle=turn)
        )
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>{_few_stars(dice) if stars else ""}'
        f'<ellipse cx="800" cy="{middle}" rx="{across}" ry="{along}" fill="{soil}"/>{"".join(plants)}'
    )


def plate(dice: Dice, *, sky: str, soil: str, stars: bool) -> str:
    """One plant, large, as in a herbal."""
    plant = dice.deal([one for one in PLANTS if not one.is_tall and one.draw is not cabbage], 1)[0]
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>{_few_stars(dice) if stars else ""}'
        f'<rect y="{PLATE_GROUND}" width="{WIDTH}" height="{HEIGHT - PLATE_GROUND}" fill="{soil}"/>'
        f"{_pebbles(dice)}{turned(plant.draw(dice), x=800, y=PLATE_GROUND + 8, scale=1.5)}"
    )


def pattern(dice: Dice, *, sky: str, soil: str, stars: bool) -> str:
    """Beds one above the other, a label for the title on them, a band of soil for the people."""
    beds = "".join(_bed(dice, top=top, soil=soil) for top in range(-BED // 3, HEIGHT, BED))
    label = (
        f'<rect x="220" y="740" width="1160" height="760" fill="{sky}"/>'
        f'<rect x="250" y="770" width="1100" height="700" fill="none" stroke="{soil}" stroke-width="4"/>'
    )
    band = f'<rect y="{BAND}" width="{WIDTH}" height="{HEIGHT - BAND}" fill="{soil}"/>'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>{_few_stars(dice) if stars else ""}'
    return ground + beds + label + band


def picture(*, sky: str, soil: str, address: str) -> str:
    """A picture between a sky for the title and a band of soil for the people; `address` holds its bytes."""
    top = 830
    shown = (
        f'<image x="0" y="{top}" width="{WIDTH}" height="{BAND - top}" preserveAspectRatio="xMidYMid slice"'
        f' href="{escape(address)}"/>'
        if address
        else ""
    )
    return (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sky}"/>{shown}'
        f'<rect y="{BAND}" width="{WIDTH}" height="{HEIGHT - BAND}" fill="{soil}"/>'
    )


DRAWN: dict[str, Callable[..., str]] = {"row": row, "wreath": wreath, "plate": plate, "pattern": pattern}


def _on_ellipse(turn: float, across: float, along: float) -> tuple[float, float]:
    """The point at `turn` degrees clockwise from the top, to one decimal."""
    angle = radians(turn)
    return round(across * sin(angle), 1), round(-along * cos(angle), 1)


def _bed(dice: Dice, *, top: int, soil: str) -> str:
    """One bed of five small plants."""
    ground = top + SKY
    plants = []
    for i in range(5):
        plant = dice.deal([one for one in PLANTS if not one.is_tall], 1)[0]
        x = 160 + i * 320 + dice.between(-14, 14)
        plants.append(turned(plant.draw(dice), x=x, y=ground + 4, scale=dice.between(0.5, 0.56)))
    strip = f'<rect y="{ground}" width="{WIDTH}" height="{BED - SKY}" fill="{soil}"/>'
    return strip + "".join(plants)


def _few_stars(dice: Dice) -> str:
    stars = (
        _dot(dice.between(40, 1560), dice.between(40, 1300), dice.between(2, 6), "#f2ecd9") for _ in range(40)
    )
    return "".join(stars)


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
