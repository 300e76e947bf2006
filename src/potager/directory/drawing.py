"""A plain map: points on a sheet with a few lines of latitude and longitude. Nobody else is asked for anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sqrt

from potager.directory.mapping import Cell

WIDTH, HEIGHT, MARGIN = 480, 360, 40  # of the sheet
STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45, 90)  # degrees between two lines
MOST_LINES = 5  # in each direction
SMALLEST = 0.5  # degrees that the sheet shows at least: one point alone gives no address away
LEAST, MOST = (
    5.0,
    17.0,
)  # radius of one person, and of the fullest spot; smaller where cells stand side by side
FULL = 12  # people of a spot that is drawn as large as that, where none has more
LETTER, LINE = 8.5, 17  # what a letter and a line of a name take on the sheet, as large as on a phone
MOST_NAMES = 12
EDGE = 14  # of the sheet, where a name of the grid would be cut off
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Spot:
    """Where some people are: `x` and `y` on the sheet, `radius` by how many they are; a name where there is room."""

    number: int
    x: float
    y: float
    radius: float
    cells: tuple[Cell, ...]
    name: str = ""
    is_left: bool = False  # the name stands to the left of it

    @property
    def many(self) -> int:
        """How many people stand there."""
        return sum(cell.many for cell in self.cells)

    @property
    def label_x(self) -> float:
        """Where its name begins, or ends if it stands to the left."""
        beside = self.radius + 4
        return round(self.x - beside if self.is_left else self.x + beside, 1)

    @property
    def places(self) -> list[str]:
        """What the places are called there, each once."""
        return list(dict.fromkeys(cell.place for cell in self.cells if cell.place))


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


def drawn(cells: Sequence[Cell]) -> Map | None:
    """The map of these cells, the fullest first; None where there is none."""
    if not cells:
        return None
    window = _window(cells)
    heaps: list[list[Cell]] = []
    for cell in cells:
        _heap(cell, heaps, window)
    full = max(FULL, *(sum(cell.many for cell in heap) for heap in heaps), 0)
    radii = _radii(cells[0], window)
    spots = [_spot(number, window, heap, radii, full) for number, heap in enumerate(heaps, start=1)]
    return Map(_named(spots), _grid(window))


def _radii(cell: Cell, window: Window) -> tuple[float, float]:
    """Of one person and of the fullest spot, so that neighbours in coarse cells do not cover one another."""
    if not cell.is_wide:
        return LEAST, MOST
    apart = cell.side * window.squeeze * window.scale
    most = min(MOST, max(LEAST, apart * 0.55))
    return min(LEAST, most * 0.3), most


def _window(cells: Iterable[Cell]) -> Window:
    points = [(cell.latitude, cell.longitude) for cell in cells]
    latitudes, longitudes = zip(*points, strict=True)
    south, north = _spread(min(latitudes), max(latitudes))
    west, east = _spread(min(longitudes), max(longitudes))
    return Window(west, south, east, north)


def _spread(low: float, high: float) -> tuple[float, float]:
    missing = max(0.0, SMALLEST - (high - low)) / 2
    return low - missing, high + missing


def _heap(cell: Cell, heaps: list[list[Cell]], window: Window) -> None:
    """Put a cell to a fuller one that would cover it, else on a heap of its own."""
    x, y = window.place(cell.latitude, cell.longitude)
    for heap in heaps:
        at = window.place(heap[0].latitude, heap[0].longitude)
        if hypot(x - at[0], y - at[1]) < 2 * LEAST:
            heap.append(cell)
            return
    heaps.append([cell])


def _spot(number: int, window: Window, heap: list[Cell], radii: tuple[float, float], full: int) -> Spot:
    x, y = window.place(heap[0].latitude, heap[0].longitude)
    share = sqrt((sum(cell.many for cell in heap) - 1) / full)
    return Spot(number, x, y, round(radii[0] + (radii[1] - radii[0]) * share, 1), tuple(heap))


def _named(spots: list[Spot]) -> list[Spot]:
    """The fullest spots get a name, each name once, where it covers neither another name nor another spot."""
    taken: dict[str, Box] = {}
    told = []
    for spot in spots:
        is_new = spot.places and spot.places[0] not in taken and len(taken) < MOST_NAMES
        if is_new and (found := _room(spot, spots, taken.values())):
            taken[spot.places[0]], is_left = found
            spot = replace(spot, name=spot.places[0], is_left=is_left)
        told.append(spot)
    return told


def _room(spot: Spot, spots: list[Spot], taken: Iterable[Box]) -> tuple[Box, bool] | None:
    length, gap = LETTER * len(spot.places[0]), spot.radius + 4
    # Coarse cells stand side by side: there a name is written over smaller spots, within its halo.
    others = () if spot.cells[0].is_wide else _boxes(spots, spot)
    for is_left in (False, True):
        left = spot.x - gap - length if is_left else spot.x + gap
        box = (left, spot.y - LINE / 2, left + length, spot.y + LINE / 2)
        is_on_sheet = box[0] >= 0 and box[2] <= WIDTH
        if is_on_sheet and not any(_touch(box, one) for one in (*taken, *others)):
            return box, is_left
    return None


def _boxes(spots: list[Spot], besides: Spot) -> Iterable[Box]:
    for one in spots:
        if one.number != besides.number:
            yield one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _grid(window: Window) -> list[Line]:
    widest = max(window.north - window.south, window.east - window.west)
    step = next((one for one in STEPS if widest / one <= MOST_LINES), STEPS[-1])
    lines = []
    for latitude in _between(window.south, window.north, step):
        _x, y = window.place(latitude, 0)
        name = f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"
        lines.append(Line(0, y, WIDTH, y, name if EDGE < y < HEIGHT - EDGE else ""))
    for longitude in _between(window.west, window.east, step):
        x, _y = window.place(0, longitude)
        name = f"{abs(longitude):g}° {'E' if longitude >= 0 else 'W'}"
        lines.append(Line(x, 0, x, HEIGHT, name if 3 * EDGE < x < WIDTH - 3 * EDGE else ""))
    return lines


def _between(low: float, high: float, step: float) -> list[float]:
    first, last = int(low // step), int(high // step) + 1
    return [round(number * step, 2) for number in range(first, last + 1)]
