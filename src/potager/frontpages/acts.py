"""What is told of front pages: numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class StateFacts:
    """Which state it is, from 1."""

    number: int


declare(
    Kind(
        name="front.arranged", action="arrange_front", sentence=_("%(actor)s arranged the front page"),
        activitystreams="Update", facts=StateFacts,
    ),
    Kind(
        name="theme.changed", action="change_theme", sentence=_("%(actor)s changed how the pages look"),
        activitystreams="Update", facts=StateFacts,
    ),
)  # fmt: skip
