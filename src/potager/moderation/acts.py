"""What looking after tells the journal, where only moderators listen: identifiers, and what kind of measure."""

from dataclasses import dataclass
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


declare_channel("care", _may_listen)

declare(
    Kind(
        name="report.made",
        action="make_report",
        sentence=_("%(actor)s reported something"),
        activitystreams="Flag",
        notices=letters.report_made,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="report.claimed",
        action="claim_report",
        sentence=_("%(actor)s looks at a report"),
        activitystreams="Accept",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="report.released",
        action="release_report",
        sentence=_("%(actor)s put a report back"),
        activitystreams="Undo",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="report.noted",
        action="note_report",
        sentence=_("%(actor)s noted something about a report"),
        activitystreams="Update",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="decision.taken",
        action="take_decision",
        sentence=_("%(actor)s took a decision"),
        activitystreams="Announce",
        facts=MeasureFacts,
        notices=letters.decision_taken,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="decision.asked_again",
        action="ask_again",
        sentence=_("%(actor)s sent a text again, in other words"),
        activitystreams="Update",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="decision.appealed",
        action="appeal_decision",
        sentence=_("%(actor)s asks for a second look"),
        activitystreams="Question",
        notices=letters.decision_appealed,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="decision.upheld",
        action="uphold_decision",
        sentence=_("%(actor)s upheld a decision"),
        activitystreams="Accept",
        notices=letters.decision_reviewed,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="decision.overturned",
        action="overturn_decision",
        sentence=_("%(actor)s overturned a decision"),
        activitystreams="Undo",
        notices=letters.decision_reviewed,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="decision.lifted",
        action="lift_decision",
        sentence=_("%(actor)s lifted a decision"),
        activitystreams="Undo",
        notices=letters.decision_reviewed,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="lot.drawn",
        action="draw_lot",
        sentence=_("%(actor)s drew lots"),
        activitystreams="Invite",
        notices=letters.lot_drawn,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="lot.voted",
        action="vote_lot",
        sentence=_("%(actor)s said what they think of a report"),
        activitystreams="Accept",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="lot.declined",
        action="decline_lot",
        sentence=_("%(actor)s would rather not decide a report"),
        activitystreams="Reject",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="lot.replaced",
        action="replace_juror",
        sentence=_("Somebody else is asked"),
        activitystreams="Invite",
        notices=letters.juror_asked,
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="lot.ended",
        action="end_lot",
        sentence=_("A report is the moderators’ again"),
        activitystreams="Undo",
        fragment=_bell,
        is_seen=False,
    ),
    Kind(
        name="care.changed",
        action="change_care",
        sentence=_("%(actor)s changed how the community looks after itself"),
        activitystreams="Update",
        facts=CareFacts,
        fragment=_bell,
        is_seen=False,
    ),
)
