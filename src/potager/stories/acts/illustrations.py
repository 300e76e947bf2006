"""What is told of pictures."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import letters, rendering
from potager.stories.acts.common import freshens
from potager.stories.models import Illustration


@dataclass(frozen=True)
class IllustrationFacts:
    """After which contribution of the story it stands, 0 for its opening."""

    after: int


def _illustration(activity: Activity, language: str) -> str | None:
    found = Illustration.objects.select_related("story").filter(pk=activity.target_id).first()
    return rendering.illustration_html(found, found.story, language) if found else None


declare(
    Kind(
        name="illustration.added",
        action="add_illustration",
        sentence=_("%(actor)s added a picture"),
        activitystreams="Create",
        facts=IllustrationFacts,
        fragment=_illustration,
        freshens=freshens,
    ),
    Kind(
        name="illustration.accepted",
        action="accept_illustration",
        sentence=_("%(actor)s accepted a picture"),
        activitystreams="Accept",
        facts=IllustrationFacts,
        fragment=_illustration,
        freshens=freshens,
    ),
    Kind(
        name="illustration.declined",
        action="decline_illustration",
        sentence=_("%(actor)s declined a picture"),
        activitystreams="Reject",
        facts=IllustrationFacts,
        fragment=_illustration,
        notices=letters.illustration_declined,
        freshens=freshens,
    ),
    Kind(
        name="illustration.restored",
        action="restore_illustration",
        sentence=_("%(actor)s took a picture back into the story"),
        activitystreams="Undo",
        facts=IllustrationFacts,
        fragment=_illustration,
        freshens=freshens,
    ),
    Kind(
        name="illustration.hidden",
        action="hide_illustration",
        sentence=_("%(actor)s hid a picture"),
        activitystreams="Delete",
        facts=IllustrationFacts,
        fragment=_illustration,
        freshens=freshens,
    ),
    Kind(
        name="illustration.unhidden",
        action="unhide_illustration",
        sentence=_("%(actor)s showed a picture again"),
        activitystreams="Undo",
        facts=IllustrationFacts,
        fragment=_illustration,
        freshens=freshens,
    ),
    Kind(
        name="illustration.withdrawn",
        action="withdraw_illustration",
        sentence=_("%(actor)s withdrew a picture"),
        activitystreams="Delete",
        facts=IllustrationFacts,
        fragment=_illustration,
        freshens=freshens,
    ),
)
