"""What is told live to moderators, and is no act that others may hear of: that first messages wait, or wait no more."""

from datetime import datetime

from potager.conversations.queries import numbers_held
from potager.journal.pulses import Pulse, declare_pulse


def _nothing(state: tuple[int, datetime | None], language: str) -> str:
    return ""  # each moderator's page asks for the queue as they may see it


declare_pulse(Pulse(name="held.counted", sort="care", changed=numbers_held, fragment=_nothing))
