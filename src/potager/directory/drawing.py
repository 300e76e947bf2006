"""A plain map: points on a sheet with a few lines of latitude and longitude. Nobody else is asked for anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sqrt

from potager.directory.models import Profile

WIDTH, HEIGHT, MARGIN = 640, 400, 36  # of the sheet
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45, 90)  # degrees between two lines
MOST_LINES = 8
SMALLEST = 0.5  # degrees that the sheet shows at least: one point alone gives no address away


@dataclass(frozen=True)
class Spot:
    """Where some people are: `x` and `y` on the sheet, `radius` by how many they are."""

    number: int
    x: float
    y: float
    radius: float
    places: tuple[str, ...]
    people: tuple[Profile, ...]


@dataclass(frozen=True)
class Line:
    """A line of the grid, and what it is called."""

    x1: float
    y1: float
    x2: float
    y2: float
    name: str


@dataclass(frozen=True)
class Map:
    """A sheet to be drawn as SVG."""

    spots: list[Spot]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Window:
    """The part of the world that is on the sheet, in degrees. An equirectangular projection, true at its middle."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Points of the sheet per degree of latitude."""
        across, up = (self.east - self.west) * self.squeeze, self.north - self.south
        return min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / up)

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is there than one of latitude."""
        return max(0.1, cos(radians((self.south + self.north) / 2)))

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the world stands on the sheet."""
        x = WIDTH / 2 + (longitude - (self.west + self.east) / 2) * self.squeeze * self.scale
        y = HEIGHT / 2 - (latitude - (self.south + self.north) / 2) * self.scale
        return round(x, 1), round(y, 1)


def drawn(people: Iterable[Profile]) -> Map | None:
    """The map of those who have a point; None where nobody has."""
    points: dict[tuple[float, float], list[Profile]] = {}
    for one in people:
        if one.latitude is not None and one.longitude is not None:
            points.setdefault((one.latitude, one.longitude), []).append(one)
    if not points:
        return None
    window = _window(points)
    spots = [
        _spot(number, window, point, here) for number, (point, here) in enumerate(points.items(), start=1)
    ]
    return Map(spots, _grid(window))


def _window(points: Iterable[tuple[float, float]]) -> Window:
    latitudes, longitudes = zip(*points, strict=True)
    south, north = _spread(min(latitudes), max(latitudes))
    west, east = _spread(min(longitudes), max(longitudes))
    return Window(west, south, east, north)


def _spread(low: float, high: float) -> tuple[float, float]:
    missing = max(0.0, SMALLEST - (high - low)) / 2
    return low - missing, high + missing


def _spot(number: int, window: Window, point: tuple[float, float], here: list[Profile]) -> Spot:
    x, y = window.place(*point)
    places = tuple(dict.fromkeys(one.place for one in here if one.place))
    return Spot(number, x, y, round(5 + 2 * sqrt(min(len(here), 100)), 1), places, tuple(here))


def _grid(window: Window) -> list[Line]:
    step = next((one for one in STEPS if (window.north - window.south) / one < MOST_LINES), STEPS[-1])
    lines = []
    for latitude in _between(window.south, window.north, step):
        _x, y = window.place(latitude, 0)
        lines.append(Line(0, y, WIDTH, y, f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"))
    for longitude in _between(window.west, window.east, step):
        x, _y = window.place(0, longitude)
        lines.append(Line(x, 0, x, HEIGHT, f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"))
    return lines


def _between(low: float, high: float, step: float) -> list[float]:
    first, last = int(low // step), int(high // step) + 1
    return [round(number * step, 2) for number in range(first, last + 1)]
