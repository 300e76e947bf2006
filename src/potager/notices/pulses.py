"""The bell, told live: how much of what concerns a person they have not read."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from potager.journal.pulses import Pulse, declare_pulse
from potager.notices import queries


def _changed(members: Collection[UUID]) -> Mapping[UUID, tuple[int, datetime]]:
    return queries.rung(members)


def _fragment(member: UUID, rung: tuple[int, datetime], language: str) -> str:
    return _count(rung[0], language)


@lru_cache(500)
def _count(unread: int, language: str) -> str:
    """A message may ring a thousand bells."""
    with translation.override(language):
        return render_to_string("notices/bell_count.html", {"unread": unread})


declare_pulse(Pulse(name="bell.rung", sort="member", changed=_changed, fragment=_fragment, is_dated=True))
