"""What the letter tells the journal: what its editors do. Who receives it, and who reads it, is told nowhere."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class IssueFacts:
    """Which letter of the community it is, from 1."""

    number: int


declare(
    Kind(
        name="issue.opened", action="open_issue", sentence=_("%(actor)s began a letter to readers"),
        activitystreams="Create", is_seen=False,
    ),
    Kind(
        name="issue.saved", action="save_issue", sentence=_("%(actor)s wrote in a letter to readers"),
        activitystreams="Update", is_seen=False,
    ),
    Kind(
        name="issue.discarded", action="discard_issue", sentence=_("%(actor)s threw a draft of a letter away"),
        activitystreams="Delete", is_seen=False,
    ),
    Kind(
        name="issue.scheduled", action="schedule_issue", sentence=_("%(actor)s chose when a letter leaves"),
        activitystreams="Update", is_seen=False,
    ),
    Kind(
        name="issue.unscheduled", action="unschedule_issue", sentence=_("%(actor)s took a letter back to the desk"),
        activitystreams="Undo", is_seen=False,
    ),
    Kind(
        name="issue.sent", action="send_issue", sentence=_("%(actor)s sent the letter to readers"),
        activitystreams="Announce", facts=IssueFacts,
    ),
    Kind(
        name="issue.paused", action="pause_issue", sentence=_("%(actor)s paused the sending of a letter"),
        activitystreams="Update", facts=IssueFacts, is_seen=False,
    ),
    Kind(
        name="issue.resumed", action="resume_issue", sentence=_("%(actor)s let the sending of a letter go on"),
        activitystreams="Update", facts=IssueFacts, is_seen=False,
    ),
    Kind(
        name="issue.stopped", action="stop_issue", sentence=_("%(actor)s stopped the sending of a letter"),
        activitystreams="Update", facts=IssueFacts, is_seen=False,
    ),
)  # fmt: skip
