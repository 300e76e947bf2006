"""What is told of a contribution."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import letters, rendering
from potager.stories.acts.common import freshens
from potager.stories.models import Contribution


@dataclass(frozen=True)
class ContributionFacts:
    """Which contribution of the story it is, from 1, and how many sentences were counted."""

    position: int
    sentences: int


def _contribution(activity: Activity, language: str) -> str | None:
    found = Contribution.objects.select_related("story").filter(pk=activity.target_id).first()
    if found is None:
        return None
    numbers = rendering.numbers_of(found.story)
    return rendering.part_html(found, found.story, language) + rendering.numbers_html(numbers, language)


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
)
