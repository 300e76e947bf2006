"""What looking after tells the journal, where only moderators listen: identifiers, and what kind of measure."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.journal.channels import declare_channel
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.members.models import Member
from potager.moderation import letters


@dataclass(frozen=True)
class CareFacts:
    """The names of the settings that changed."""

    fields: list[str]


@dataclass(frozen=True)
class MeasureFacts:
    """Which measure of the list it was."""

    measure: str


def _may_listen(member: UUID | None, community: UUID) -> bool:
    """Those who moderate it."""
    person = Member.objects.filter(pk=member, is_active=True).first() if member else None
    home = Community.objects.filter(pk=community).first() if person else None
    return home is not None and standing_of(person, home).moderates


def _bell(activity: Activity, language: str) -> str | None:
    """Told without markup: each moderator asks for the queue as they may see it."""
    return ""


def _kind(name: str, action: str, sentence: Any, streams: str, **more: Any) -> Kind:
    return Kind(name=name, action=action, sentence=sentence, activitystreams=streams, **more)


kind = partial(_kind, fragment=_bell, is_seen=False)

declare_channel("care", _may_listen, home=lambda community: community)

declare(
    kind(
        "report.made", "make_report", _("%(actor)s reported something"), "Flag",
        notices=letters.report_made,
    ),
    kind("report.claimed", "claim_report", _("%(actor)s looks at a report"), "Accept"),
    kind("report.released", "release_report", _("%(actor)s put a report back"), "Undo"),
    kind("report.noted", "note_report", _("%(actor)s noted something about a report"), "Update"),
    kind(
        "decision.taken", "take_decision", _("%(actor)s took a decision"), "Announce",
        facts=MeasureFacts, notices=letters.decision_taken,
    ),
    kind("decision.asked_again", "ask_again", _("%(actor)s sent a text again, in other words"), "Update"),
    kind(
        "decision.appealed", "appeal_decision", _("%(actor)s asks for a second look"), "Question",
        notices=letters.decision_appealed,
    ),
    kind(
        "decision.upheld", "uphold_decision", _("%(actor)s upheld a decision"), "Accept",
        notices=letters.decision_reviewed,
    ),
    kind(
        "decision.overturned", "overturn_decision", _("%(actor)s overturned a decision"), "Undo",
        notices=letters.decision_reviewed,
    ),
    kind(
        "decision.lifted", "lift_decision", _("%(actor)s lifted a decision"), "Undo",
        notices=letters.decision_reviewed,
    ),
    kind("lot.drawn", "draw_lot", _("%(actor)s drew lots"), "Invite", notices=letters.lot_drawn),
    kind("lot.voted", "vote_lot", _("%(actor)s said what they think of a report"), "Accept"),
    kind("lot.declined", "decline_lot", _("%(actor)s would rather not decide a report"), "Reject"),
    kind("lot.replaced", "replace_juror", _("Somebody else is asked"), "Invite", notices=letters.juror_asked),
    kind("lot.ended", "end_lot", _("A report is the moderators’ again"), "Undo"),
    kind(
        "care.changed", "change_care", _("%(actor)s changed how the community looks after itself"), "Update",
        facts=CareFacts,
    ),
)  # fmt: skip
