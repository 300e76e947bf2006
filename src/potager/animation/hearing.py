"""Who hears of signs of life as the reader reads them, besides the graph: the reader knows no gesture, nor any bed."""

from collections.abc import Callable, Sequence

from potager.journal.signs import Sign

Hear = Callable[[Sequence[Sign]], None]
_hearers: list[Hear] = []


def hear_signs(hear: Hear) -> None:
    """Call `hear` with the signs of each act, in the reader's transaction."""
    _hearers.append(hear)


def tell_signs(signs: Sequence[Sign]) -> None:
    """Tell everybody who hears of signs."""
    for hear in _hearers:
        hear(signs)
