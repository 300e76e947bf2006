"""What is told of a contribution."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import authorletters, desk, letters, rendering
from potager.stories.acts.common import freshens
from potager.stories.models import Contribution


@dataclass(frozen=True)
class ContributionFacts:
    """Which contribution of the story it is, from 1, and how many sentences were counted."""

    position: int
    sentences: int


def _contribution(activity: Activity, language: str) -> str | None:
    found = Contribution.objects.select_related("story", "author").filter(pk=activity.target_id).first()
    if found is None:
        return None
    if activity.place.startswith("desk:"):
        return _at_the_desk(found, language)
    if found.is_unseen:
        return None
    numbers = rendering.numbers_html(rendering.numbers_of(found.story), language)
    gone = desk.gone_html(found, language) if found.story.accepts_first else ""
    return rendering.part_html(found, found.story, language) + numbers + gone


def _at_the_desk(found: Contribution, language: str) -> str:
    if found.state == Contribution.State.WAITING:
        return desk.queue_html(found, found.story, language)
    return desk.gone_html(found, language)


declare(
    Kind(
        name="contribution.added",
        action="add_contribution",
        sentence=_("%(actor)s wrote in the story"),
        activitystreams="Create",
        facts=ContributionFacts,
        fragment=_contribution,
        freshens=freshens,
    ),
    Kind(
        name="contribution.accepted",
        action="accept_contribution",
        sentence=_("%(actor)s took a contribution into the story"),
        activitystreams="Accept",
        facts=ContributionFacts,
        fragment=_contribution,
        freshens=freshens,
    ),
    Kind(
        name="contribution.declined",
        action="decline_contribution",
        sentence=_("%(actor)s declined a contribution"),
        activitystreams="Reject",
        facts=ContributionFacts,
        fragment=_contribution,
        notices=letters.contribution_declined,
        freshens=freshens,
    ),
    Kind(
        name="contribution.set_aside",
        action="set_aside_contribution",
        sentence=_("%(actor)s set a contribution aside"),
        activitystreams="Remove",
        facts=ContributionFacts,
        fragment=_contribution,
        notices=letters.contribution_set_aside,
        freshens=freshens,
    ),
    Kind(
        name="contribution.restored",
        action="restore_contribution",
        sentence=_("%(actor)s took a contribution back into the story"),
        activitystreams="Undo",
        facts=ContributionFacts,
        fragment=_contribution,
        notices=letters.contribution_restored,
        freshens=freshens,
    ),
    Kind(
        name="contribution.hidden",
        action="hide_contribution",
        sentence=_("%(actor)s hid a contribution"),
        activitystreams="Delete",
        facts=ContributionFacts,
        fragment=_contribution,
        freshens=freshens,
    ),
    Kind(
        name="contribution.unhidden",
        action="unhide_contribution",
        sentence=_("%(actor)s showed a contribution again"),
        activitystreams="Undo",
        facts=ContributionFacts,
        fragment=_contribution,
        freshens=freshens,
    ),
    Kind(
        name="contribution.reworded",
        action="reword_contribution",
        sentence=_("%(actor)s found other words for a contribution"),
        activitystreams="Update",
        facts=ContributionFacts,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="contribution.withdrawn",
        action="withdraw_contribution",
        sentence=_("%(actor)s took back what they had written"),
        activitystreams="Delete",
        facts=ContributionFacts,
        fragment=_contribution,
        notices=authorletters.contribution_withdrawn,
        freshens=freshens,
    ),
    Kind(
        name="contribution.returned",
        action="return_contribution",
        sentence=_("%(actor)s brought back what they had written"),
        activitystreams="Undo",
        facts=ContributionFacts,
        fragment=_contribution,
        freshens=freshens,
    ),
)
