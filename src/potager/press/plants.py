"""Plants of a kitchen garden, drawn as SVG: leaves above the line of the soil (y = 0), roots below it."""

# ruff: noqa: E501 (one outline a line)

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Thing = TypeVar("Thing")

LEAF, LEAF_LIGHT, LEAF_DARK = "#2f7d3e", "#7fb069", "#1b622d"
RED, RED_DARK = "#cf4433", "#a32b1f"
ORANGE, ORANGE_DARK = "#e08a2b", "#b96a17"
PURPLE, PURPLE_DARK = "#8c2f55", "#641d3b"
GOLD, GOLD_DARK = "#d9a35a", "#b07a35"
CREAM, WOOD = "#f6efe0", "#9a7650"


class Dice:
    """Numbers drawn from a seed: the same book always gets the same drawing, on every machine."""

    def __init__(self, seed: bytes) -> None:
        self._seed, self._count = seed, 0

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, to one decimal."""
        self._count += 1
        digest = hashlib.sha256(self._seed + self._count.to_bytes(4, "big")).digest()
        return round(low + (high - low) * int.from_bytes(digest[:4], "big") / 0xFFFFFFFF, 1)

    def deal(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """`count` different things, in an order of the dice's own."""
        return sorted(things, key=lambda _: self.between(0, 10_000))[:count]


def path(d: str, *, fill: str = "none", line: str = "none", width: float = 0) -> str:
    """One SVG path."""
    stroke = f' stroke="{line}" stroke-width="{width:g}" stroke-linecap="round"' if width else ""
    return f'<path d="{d}" fill="{fill}"{stroke}/>'


def turned(drawing: str, *, angle: float = 0, x: float = 0, y: float = 0, scale: float = 1) -> str:
    """A drawing moved, turned (degrees) and scaled."""
    return f'<g transform="translate({x:g} {y:g}) rotate({angle:g}) scale({scale:g})">{drawing}</g>'


def blade(length: float, width: float, *, fill: str, rib: str) -> str:
    """A leaf that stands on (0, 0), with its rib."""
    outline = (
        f"M0 0C{-width:g} {-length * 0.3:g} {-width:g} {-length * 0.8:g} 0 {-length:g}"
        f"C{width:g} {-length * 0.8:g} {width:g} {-length * 0.3:g} 0 0Z"
    )
    veins = "".join(
        f"M0 {-length * at:g}L{side * width * 0.42:g} {-length * (at + 0.13):g}"
        for at in (0.3, 0.48, 0.66)
        for side in (-1, 1)
    )
    return (
        path(outline, fill=fill)
        + path(f"M0 0V{-length * 0.9:g}", line=rib, width=6)
        + path(veins, line=rib, width=4)
    )


def tuft(dice: Dice, *, count: int, length: float, width: float, rib: str = CREAM) -> str:
    """Leaves in a fan, the outer ones lower and drawn first."""
    places = sorted((i - (count - 1) / 2 for i in range(count)), key=abs, reverse=True)
    fan = 64 / max(count - 1, 1)
    leaves = []
    for rank, place in enumerate(places):
        angle = place * fan + dice.between(-4, 4)
        tall = length * (1 - abs(place) * 0.09) + dice.between(-20, 20)
        shade = (LEAF_DARK, LEAF)[rank % 2]
        stalk = path(f"M0 20V{-tall * 0.35:g}", line=rib, width=11)
        leaf = turned(blade(tall * 0.72, width, fill=shade, rib=rib), y=-tall * 0.28)
        leaves.append(turned(stalk + leaf, angle=angle))
    return "".join(leaves)


def radish(dice: Dice) -> str:
    """A round radish with its white tip."""
    root = "M0-34C92-40 128 34 112 108C98 168 44 192 12 246Q4 300 14 372Q-10 318-12 246C-44 192-98 168-112 108C-128 34-92-40 0-34Z"
    tip = "M-44 196C-20 214-14 228-12 246Q-10 318 14 372Q4 300 12 246C14 228 20 214 44 196Q0 218-44 196Z"
    shine = path("M-72 62C-70 20-44-2-14-6", line="#f0907f", width=11)
    return (
        tuft(dice, count=5, length=430, width=74, rib="#c7d9a5")
        + path(root, fill=RED)
        + path(tip, fill=CREAM)
        + shine
    )


def carrot(dice: Dice) -> str:
    """A carrot under its feathers."""
    root = "M-78-14C-96 10-76 80-62 150C-44 280-16 380 4 456C14 380 44 280 62 150C76 80 96 10 78-14C48-40-48-40-78-14Z"
    rings = "M-70 40H-22M66 84H26M-56 140H-18M50 196H14M-38 256H-8M28 310H4"
    feathers = [turned(feather(dice.between(430, 520)), angle=a) for a in (-30, 28, -16, 15, 0)]
    return "".join(feathers) + path(root, fill=ORANGE) + path(rings, line=ORANGE_DARK, width=8)


def feather(length: float) -> str:
    """A feathery leaf: a stalk and pairs of leaflets, shorter towards the tip."""
    leaflets = []
    for step in range(7):
        at, reach = 0.34 + step * 0.095, 78 - step * 8
        for side in (-1, 1):
            drop = blade(reach, 13, fill=(LEAF, LEAF_DARK)[step % 2], rib=LEAF_LIGHT)
            leaflets.append(turned(drop, angle=side * 52, y=-length * at))
    return path(f"M0 10V{-length:g}", line=LEAF, width=9) + "".join(leaflets)


def beet(dice: Dice) -> str:
    """A beetroot, its leaves ribbed with its own purple."""
    root = "M0-40C110-50 150 50 126 126C104 190 30 214 12 280Q8 330-8 384Q-8 320-16 280C-34 214-104 190-126 126C-150 50-110-50 0-40Z"
    rings = "M-70 96C-40 132 40 132 70 96M-50 150C-26 172 26 172 50 150"
    return (
        tuft(dice, count=4, length=470, width=92, rib="#c2557f")
        + path(root, fill=PURPLE)
        + path(rings, line=PURPLE_DARK, width=8)
    )


def onion(dice: Dice) -> str:
    """An onion half out of the ground, its roots like a beard."""
    bulb = "M0-120C16-56 140-24 140 84C140 168 60 206 0 208C-60 206-140 168-140 84C-140-24-16-56 0-120Z"
    skins = "M0-96C-10 0-10 120 0 200M-12-72C-90-10-96 130-40 196M12-72C90-10 96 130 40 196"
    beard = "M-30 206Q-44 250-66 280M-12 208Q-16 262-26 310M8 208Q12 256 6 300M30 206Q46 250 60 292"
    angles = (-15, 13, -6, 5, 0)
    shoots = [
        turned(blade(dice.between(440, 580), 24, fill=shade, rib=LEAF_LIGHT), angle=a, y=-70)
        for a, shade in zip(angles, (LEAF_DARK, LEAF_DARK, LEAF, LEAF, LEAF_DARK), strict=True)
    ]
    return (
        "".join(shoots)
        + path(beard, line=CREAM, width=6)
        + path(bulb, fill=GOLD)
        + path(skins, line=GOLD_DARK, width=7)
    )


def turnip(dice: Dice) -> str:
    """A turnip, violet where the sun saw it."""
    root = "M0-44C130-56 170 40 140 110C112 176 36 196 12 262Q8 320 22 388Q-12 330-14 262C-36 196-112 176-140 110C-170 40-130-56 0-44Z"
    cap = "M0-44C130-56 172 40 142 104C90 70 60 96 0 78C-60 96-90 70-142 104C-172 40-130-56 0-44Z"
    return (
        tuft(dice, count=5, length=400, width=66, rib="#d8e3b8")
        + path(root, fill=CREAM)
        + path(cap, fill="#a45a8c")
    )


def pea(dice: Dice) -> str:
    """A pea that climbs a stick, with two open pods."""
    stick = path("M0 120V-600", line=WOOD, width=13)
    vine = path("M4 30C-70-60 70-130 0-220C-70-310 70-380 0-470C-30-520 20-560 40-590", line=LEAF, width=9)
    roots = path("M4 30Q-30 90-44 150M4 30Q10 110 2 190M4 30Q46 84 58 140", line=CREAM, width=6)
    spots = (
        (-30, -90, -62),
        (34, -160, 58),
        (-34, -300, -66),
        (34, -390, 64),
        (-10, -500, -50),
        (34, -580, 40),
    )
    leaves = [
        turned(
            blade(dice.between(104, 132), 46, fill=(LEAF, LEAF_DARK)[i % 2], rib=LEAF_LIGHT),
            x=x,
            y=y,
            angle=a,
        )
        for i, (x, y, a) in enumerate(spots)
    ]
    pods = turned(pod(), x=-8, y=-222, angle=dice.between(14, 34)) + turned(pod(), x=14, y=-452, angle=-32)
    return stick + vine + roots + "".join(leaves) + pods


def pod() -> str:
    """An open pod that hangs from (0, 0)."""
    shell = "M0 0C60 20 70 130 10 214C-10 150-30 60 0 0Z"
    peas = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="#d5e8a0"/>'
        for x, y, r in ((14, 58, 15), (22, 96, 18), (20, 136, 15))
    )
    return path(shell, fill=LEAF_LIGHT) + peas


def sunflower(dice: Dice) -> str:
    """A sunflower, for the joy of it."""
    petals = "".join(
        turned(
            path("M0 0C-34-60-26-130 0-160C26-130 34-60 0 0Z", fill=(GOLD_DARK, ORANGE)[i % 2]),
            angle=i * 22.5,
        )
        for i in range(16)
    )
    seeds = '<circle r="70" fill="#5a3a1e"/><circle r="46" fill="#6f4a28"/><circle r="20" fill="#8a6236"/>'
    head = turned(petals + seeds, y=-500, angle=dice.between(0, 20), scale=0.86)
    stalk = path("M0 40C-16-120 16-300 0-470", line=LEAF, width=16)
    roots = path(
        "M0 30Q-40 80-70 150M0 30Q0 110-8 200M0 30Q40 84 64 158M0 30Q70 60 116 90", line=CREAM, width=6
    )
    leaves = turned(blade(190, 76, fill=LEAF_DARK, rib=LEAF_LIGHT), y=-110, angle=-58) + turned(
        blade(180, 72, fill=LEAF, rib=LEAF_LIGHT), y=-220, angle=56
    )
    return roots + stalk + leaves + head


def cabbage(dice: Dice) -> str:
    """A cabbage, wide open."""
    outer = [
        turned(blade(dice.between(220, 260), 100, fill=shade, rib="#a9cf8e"), angle=a, y=6)
        for a, shade in ((-62, LEAF_DARK), (62, LEAF_DARK), (-36, LEAF), (36, LEAF), (0, LEAF_DARK))
    ]
    heart = '<circle cy="-110" r="104" fill="#86b96f"/>' + path(
        "M-96-120C-40-190 60-170 90-84M-60-50C-20-130 60-110 84-50M-20-20C-10-70 30-80 60-50",
        line="#cfe5b4",
        width=8,
    )
    roots = path("M0 0V120M0 40Q-40 80-56 140M0 40Q40 80 52 130", line=CREAM, width=7)
    return roots + "".join(outer) + heart


@dataclass(frozen=True)
class Plant:
    """A drawing, and whether it stands taller than its neighbours."""

    draw: Callable[[Dice], str]
    is_tall: bool = False


PLANTS = (
    Plant(radish), Plant(carrot), Plant(beet), Plant(onion, is_tall=True), Plant(turnip),
    Plant(pea, is_tall=True), Plant(sunflower, is_tall=True), Plant(cabbage),
)  # fmt: skip
