"""What can be talked about: stories, and each passage of them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from potager.conversations.subjects import Subject, Thing, counts, register
from potager.members.models import Member
from potager.stories.models import Contribution, Story
from potager.stories.queries import visible_to

SEEN = (Contribution.State.SHOWN, Contribution.State.SET_ASIDE)


def _stories() -> QuerySet[Story]:
    return Story.objects.filter(hidden_at=None).select_related("community")


def _passages() -> QuerySet[Contribution]:
    seen = Contribution.objects.filter(state__in=SEEN, story__hidden_at=None)
    return seen.select_related("story__community")


def _passages_seen(member: Member | None) -> QuerySet[Contribution]:
    return _passages().filter(story__in=visible_to(member).values("pk"))


def _story(story: Story) -> Thing:
    return Thing(
        about=f"story:{story.pk}",
        title=story.title,
        url=story.get_absolute_url(),
        community=story.community,
        language=story.language,
        places=(f"story:{story.pk}",),
    )


def _passage(part: Contribution) -> Thing:
    story = part.story
    words = _("Passage %(position)s of “%(title)s”")
    return Thing(
        about=f"contribution:{part.pk}",
        title=words % {"position": part.position, "title": story.title},
        url=f"{story.get_absolute_url()}#contribution-{part.pk}",
        community=story.community,
        language=story.language,
        places=(f"story:{story.pk}",),
    )


def said_about(story: Story) -> int:
    """How many posts are shown about a story as a whole."""
    return counts([f"story:{story.pk}"]).get(f"story:{story.pk}", 0)


register("story", Subject(visible_to=visible_to, all=_stories, describe=_story))
register("contribution", Subject(visible_to=_passages_seen, all=_passages, describe=_passage))
