"""What is told of the pen."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import rendering
from potager.stories.models import Pen


@dataclass(frozen=True)
class PenFacts:
    """Until when it is kept, or was (ISO 8601)."""

    ends_at: str


def _pen(activity: Activity, language: str) -> str | None:
    found = Pen.objects.select_related("story").filter(pk=activity.target_id).first()
    return rendering.pen_html(found.story, language) if found else None


declare(
    Kind(
        name="pen.taken",
        action="take_pen",
        sentence=_("%(actor)s took the pen"),
        activitystreams="Accept",
        facts=PenFacts,
        fragment=_pen,
    ),
    Kind(
        name="pen.returned",
        action="return_pen",
        sentence=_("%(actor)s gave the pen back"),
        activitystreams="Leave",
        facts=PenFacts,
        fragment=_pen,
    ),
)
