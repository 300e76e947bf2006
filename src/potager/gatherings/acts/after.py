"""What is told of subjects, of dates that are sought, and of what happens at the door and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.gatherings import afterletters
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class HeadsFacts:
    """How many people."""

    heads: int


@dataclass(frozen=True)
class DatesFacts:
    """How many dates are offered, or answered."""

    dates: int


def _place(activity: Activity) -> Iterable[str]:
    return [activity.place]


declare(
    Kind(
        name="subject.proposed", action="propose_subject", sentence=_("%(actor)s proposed a subject"),
        activitystreams="Create", freshens=_place,
    ),
    Kind(
        name="subject.withdrawn", action="withdraw_subject", sentence=_("%(actor)s took a subject back"),
        activitystreams="Delete", freshens=_place,
    ),
    Kind(
        name="subject.wished", action="wish_subject", sentence=_("%(actor)s wishes a subject"),
        activitystreams="Like", freshens=_place,
    ),
    Kind(
        name="subject.unwished", action="unwish_subject", sentence=_("%(actor)s does not wish a subject any more"),
        activitystreams="Undo", freshens=_place,
    ),
    Kind(
        name="subject.chosen", action="choose_subject", sentence=_("%(actor)s chose a subject for a meeting"),
        activitystreams="Accept", freshens=_place,
    ),
    Kind(
        name="subject.unchosen", action="unchoose_subject", sentence=_("%(actor)s set a chosen subject aside again"),
        activitystreams="Undo", freshens=_place,
    ),
    Kind(
        name="sounding.opened", action="open_sounding", sentence=_("%(actor)s asked on which date to meet"),
        activitystreams="Question", facts=DatesFacts,
    ),
    Kind(
        name="sounding.answered", action="answer_sounding", sentence=_("%(actor)s said on which dates they could come"),
        activitystreams="Update", facts=DatesFacts, is_seen=False,
    ),
    Kind(
        name="sounding.closed", action="close_sounding", sentence=_("%(actor)s chose a date to meet"),
        activitystreams="Update",
    ),
    Kind(
        name="attendance.marked", action="mark_attendance", sentence=_("%(actor)s welcomed somebody at the door"),
        activitystreams="Arrive", facts=HeadsFacts, is_seen=False,
    ),
    Kind(
        name="attendance.counted", action="count_attendance", sentence=_("%(actor)s counted who came unannounced"),
        activitystreams="Arrive", facts=HeadsFacts, is_seen=False,
    ),
    Kind(
        name="attendance.named", action="name_attendance", sentence=_("%(actor)s may be named among those who came"),
        activitystreams="Accept", is_seen=False,
    ),
    Kind(
        name="session.thanked", action="thank_session", sentence=_("%(actor)s thanked those who came"),
        activitystreams="Announce", facts=HeadsFacts, is_seen=False, notices=afterletters.session_thanked,
    ),
    Kind(
        name="session.recalled", action="recall_session", sentence=_("%(actor)s began to tell of a meeting"),
        activitystreams="Create", is_seen=False,
    ),
)  # fmt: skip
