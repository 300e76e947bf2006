"""What authors' choices tell the journal. It holds that somebody chose, never what."""

from django.utils.translation import gettext_lazy as _

from potager.authorship import works
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


def _named_anew(activity: Activity, language: str) -> str | None:
    """Everything of theirs, under the name that it has now."""
    return works.fragment(activity.place, activity.actor, language) if activity.actor else None


declare(
    Kind(
        name="byline.chosen",
        action="choose_byline",
        sentence=_("%(actor)s chose how to be named"),
        activitystreams="Update",
        fragment=_named_anew,
        retells=True,
    ),
)
