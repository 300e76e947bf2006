"""What members tell the journal."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from potager.journal.channels import declare_channel
from potager.journal.kinds import Kind, Notice, declare
from potager.journal.models import Activity
from potager.members.models import Export, Member


@dataclass(frozen=True)
class SessionsFacts:
    """The identifiers of the sessions that ended."""

    sessions: list[str]


def _tell_of_password(activity: Activity) -> Iterable[Notice]:
    """A changed password is told to the person, in case it was someone else."""
    member = Member.objects.filter(pk=activity.target_id, is_active=True).first()
    if member is None:
        return
    with translation.override(member.language):
        yield Notice(
            member=member.pk,
            address=member.email,
            language=member.language,
            subject=_now("Your password was changed"),
            body=_now(
                "The password of your account on Potager (%(where)s) was just set or changed.\n\n"
                "If it was you, all is well. If not, sign in with a code sent to this address, "
                "then change the password: every other device is signed out."
            )
            % {"where": settings.ENV.url or "Potager"},
        )


def _tell_of_passkey(activity: Activity) -> Iterable[Notice]:
    """A new passkey is told to the person, in case it was someone else."""
    member = Member.objects.filter(pk=activity.place_id, is_active=True).first()
    if member is None:
        return
    with translation.override(member.language):
        yield Notice(
            member=member.pk,
            address=member.email,
            language=member.language,
            subject=_now("A passkey was added to your account"),
            body=_now(
                "A device can now come in to your account on Potager (%(where)s) with a passkey.\n\n"
                "If it was you, all is well. If not, sign in with a code sent to this address, remove that "
                "passkey on the page of your account, and sign out all other devices."
            )
            % {"where": settings.ENV.url or "Potager"},
        )


def _tell_of_export(activity: Activity) -> Iterable[Notice]:
    """An export that is ready is told to the person, who may have left the page."""
    member = Member.objects.filter(pk=activity.place_id, is_active=True).first()
    if member is None:
        return
    with translation.override(member.language):
        yield Notice(
            member=member.pk,
            address=member.email,
            language=member.language,
            subject=_now("Your data is ready"),
            body=_now(
                "All that is kept of you is packed in one file, for you alone. Sign in and take it within "
                "seven days:\n\n%(link)s\n\nIf you did not ask for it, look at where you are signed in, on the page "
                "of your account."
            )
            % {"link": f"{settings.ENV.url or ''}/me/export/"},
        )


def _export_card(activity: Activity, language: str) -> str | None:
    export = Export.objects.filter(pk=activity.target_id).first()
    if export is None:
        return None
    with translation.override(language):
        return render_to_string("members/export_card.html", {"export": export})


declare_channel("member", lambda member, identifier: member == identifier)

declare(
    Kind(name="member.joined", action="join_member", sentence=_("%(actor)s joined"), activitystreams="Join"),
    Kind(
        name="member.changed",
        action="change_member",
        sentence=_("%(actor)s changed their profile"),
        activitystreams="Update",
    ),
    Kind(
        name="password.changed",
        action="change_password",
        sentence=_("%(actor)s changed their password"),
        activitystreams="Update",
        notices=_tell_of_password,
    ),
    Kind(
        name="portrait.changed",
        action="change_portrait",
        sentence=_("%(actor)s changed their portrait"),
        activitystreams="Update",
    ),
    Kind(
        name="portrait.removed",
        action="remove_portrait",
        sentence=_("%(actor)s removed their portrait"),
        activitystreams="Update",
    ),
    Kind(
        name="session.ended",
        action="end_session",
        sentence=_("%(actor)s signed out"),
        activitystreams="Leave",
        facts=SessionsFacts,
        is_seen=False,
    ),
    Kind(
        name="passkey.added",
        action="add_passkey",
        sentence=_("%(actor)s added a passkey"),
        activitystreams="Add",
        notices=_tell_of_passkey,
        is_seen=False,
    ),
    Kind(
        name="passkey.removed",
        action="remove_passkey",
        sentence=_("%(actor)s removed a passkey"),
        activitystreams="Remove",
        is_seen=False,
    ),
    Kind(
        name="export.asked",
        action="ask_for_export",
        sentence=_("%(actor)s asked for all their data"),
        activitystreams="Create",
        is_seen=False,
    ),
    Kind(
        name="export.prepared",
        action="prepare_export",
        sentence=_("An export is ready"),
        activitystreams="Announce",
        notices=_tell_of_export,
        fragment=_export_card,
        is_seen=False,
    ),
    Kind(
        name="member.muted",
        action="mute_member",
        sentence=_("%(actor)s would rather not read somebody"),
        activitystreams="Ignore",
        is_seen=False,
    ),
    Kind(
        name="member.unmuted",
        action="unmute_member",
        sentence=_("%(actor)s reads somebody again"),
        activitystreams="Undo",
        is_seen=False,
    ),
    Kind(
        name="member.blocked",
        action="block_member",
        sentence=_("%(actor)s would rather not hear from somebody"),
        activitystreams="Block",
        is_seen=False,
    ),
    Kind(
        name="member.unblocked",
        action="unblock_member",
        sentence=_("%(actor)s hears from somebody again"),
        activitystreams="Undo",
        is_seen=False,
    ),
    Kind(name="member.erased", action="erase_member", sentence=_("Someone left"), activitystreams="Leave"),
    Kind(
        name="owner.named",
        action="name_owner",
        sentence=_("%(actor)s became the owner"),
        activitystreams="Add",
    ),
)
