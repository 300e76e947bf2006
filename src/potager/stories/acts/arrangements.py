"""What is told of the order of a book. Only a new opening is seen on the pages that everybody reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import rendering
from potager.stories.models import Story


@dataclass(frozen=True)
class ArrangementFacts:
    """Which change of the story's order it is, from 1, and how many things it moved."""

    number: int
    moved: int


def _is_seen(activity: Activity) -> bool:
    return activity.place.startswith("story:")


def _opening(activity: Activity, language: str) -> str | None:
    story = Story.objects.filter(pk=activity.place_id).first() if _is_seen(activity) else None
    return rendering.opening_html(story, language) if story else None


def _freshens(activity: Activity) -> Iterable[str]:
    return [activity.place, f"community:{activity.community}"] if _is_seen(activity) else ()


declare(
    Kind(
        name="story.arranged",
        action="arrange_story",
        sentence=_("%(actor)s arranged the book"),
        activitystreams="Update",
        facts=ArrangementFacts,
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="story.reworded",
        action="reword_story",
        sentence=_("%(actor)s changed the opening or the afterword"),
        activitystreams="Update",
        facts=ArrangementFacts,
        fragment=_opening,
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="arrangement.undone",
        action="undo_arrangement",
        sentence=_("%(actor)s undid a change of the book"),
        activitystreams="Undo",
        facts=ArrangementFacts,
        fragment=_opening,
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="arrangement.redone",
        action="redo_arrangement",
        sentence=_("%(actor)s did a change of the book again"),
        activitystreams="Update",
        facts=ArrangementFacts,
        fragment=_opening,
        freshens=_freshens,
        is_seen=False,
    ),
)
