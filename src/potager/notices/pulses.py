"""The bell, told live: how much of what concerns a person they have not read."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from potager.journal.pulses import Pulse, declare_pulse
from potager.notices import queries


def _changed(members: Collection[UUID]) -> Mapping[UUID, tuple[int, datetime]]:
    return queries.rung(members)


def _fragment(rung: tuple[int, datetime], language: str) -> str:
    unread, _at = rung
    with translation.override(language):
        return render_to_string("notices/bell_count.html", {"unread": unread})


declare_pulse(Pulse(name="bell.rung", sort="member", changed=_changed, fragment=_fragment))
