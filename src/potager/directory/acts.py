"""What the directory tells the journal: that somebody said something of themselves, never what."""

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare

declare(
    Kind(
        name="profile.changed",
        action="change_profile",
        sentence=_("%(actor)s said something of themselves"),
        activitystreams="Update",
        is_seen=False,
    ),
    Kind(
        name="profile.hidden",
        action="hide_profile",
        sentence=_("%(actor)s hid what somebody says of themselves"),
        activitystreams="Delete",
        is_seen=False,
    ),
    Kind(
        name="profile.unhidden",
        action="unhide_profile",
        sentence=_("%(actor)s showed again what somebody says of themselves"),
        activitystreams="Undo",
        is_seen=False,
    ),
    Kind(
        name="affiliation.stated",
        action="state_affiliation",
        sentence=_("%(actor)s said which organisation they belong to"),
        activitystreams="Join",
        is_seen=False,
    ),
    Kind(
        name="affiliation.ended",
        action="end_affiliation",
        sentence=_("%(actor)s no longer belongs to an organisation"),
        activitystreams="Leave",
        is_seen=False,
    ),
    Kind(
        name="organisation.described",
        action="describe_organisation",
        sentence=_("%(actor)s described an organisation"),
        activitystreams="Update",
        is_seen=False,
    ),
)
