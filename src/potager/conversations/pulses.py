"""What is told live to a person alone, and is no act: the envelope's number, and how far they have read elsewhere."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from potager.conversations.letterbag import changed
from potager.conversations.marksmoving import Moved, moved
from potager.journal.pulses import Pulse, declare_pulse


def _envelope(state: tuple[int, datetime], language: str) -> str:
    with translation.override(language):
        return render_to_string("conversations/envelope_count.html", {"unread_letters": state[0]})


def _marks(marks: tuple[Moved, ...], language: str) -> str:
    with translation.override(language):
        return "".join(render_to_string("conversations/unread_mark.html", {"mark": one}) for one in marks)


declare_pulse(Pulse(name="letters.counted", sort="member", changed=changed, fragment=_envelope))
declare_pulse(Pulse(name="reading.moved", sort="member", changed=moved, fragment=_marks))
