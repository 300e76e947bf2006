"""Reading books."""

from django.db.models import QuerySet

from potager.members.models import Member
from potager.press.models import Edition
from potager.stories import queries as stories
from potager.stories.models import Story

HIDDEN = (Edition.State.WITHDRAWN,)


def visible_to(member: Member | None) -> QuerySet[Edition]:
    """The editions of the stories that the member may read; withdrawn ones and their translations are nobody's."""
    readable = stories.visible_to(member).values("pk")
    return (
        Edition.objects.filter(story__in=readable)
        .exclude(state__in=HIDDEN)
        .exclude(original__state__in=HIDDEN)
        .select_related("story__community", "by")
    )


def edition_of(story: Story) -> Edition | None:
    """The newest edition of a story, in its own language, that was not withdrawn."""
    return (
        Edition.objects.filter(story=story, original=None)
        .exclude(state__in=HIDDEN)
        .order_by("-number")
        .first()
    )
