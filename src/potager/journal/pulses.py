"""What live channels tell that is no act: the present state of something, as the number of a person's notices.

Nothing of it is remembered or numbered. A process that serves streams asks, a few times a second and only while
someone listens, what has changed in the last moments; whoever hears it twice sees no difference.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Pulse:
    """A state of things of one sort ("member"), told under a name of its own.

    `changed(things)` gives the state of at least those that changed in the last seconds; `fragment(state, language)` is
    the markup that replaces what stands in the page, made once for all whose state is equal. States are hashable and
    differ when something changed: a stream that has heard one hears only another one.
    """

    name: str
    sort: str
    changed: Callable[[Collection[UUID]], Mapping[UUID, Any]]
    fragment: Callable[[Any, str], str]


_pulses: dict[str, Pulse] = {}


def declare_pulse(pulse: Pulse) -> None:
    """Let a state be told live."""
    _pulses[pulse.name] = pulse


def all_pulses() -> list[Pulse]:
    """Every declared pulse, by name."""
    return sorted(_pulses.values(), key=lambda pulse: pulse.name)
