"""What can be talked about: stories, and each passage of them."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from potager.communities.queries import Standing
from potager.conversations.spoken import Spoken, spoken_about
from potager.conversations.subjects import Subject, Thing, register
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


@dataclass(frozen=True)
class Talk:
    """What is said about a story as a whole, if anything is, and about its passages, by their positions."""

    whole: Spoken | None
    passages: list[tuple[int, Spoken]]


def talk_of(story: Story, standing: Standing) -> Talk:
    """Four queries at most, one where nobody says anything."""
    parts = Contribution.objects.filter(story=story, state__in=SEEN)
    said = spoken_about(parts, story.pk, standing=standing)
    of_parts = {one.thing: one for one in said if one.thing != story.pk}
    places = parts.filter(pk__in=of_parts).order_by("position") if of_parts else parts.none()
    passages = [(position, of_parts[pk]) for pk, position in places.values_list("pk", "position")]
    return Talk(next((one for one in said if one.thing == story.pk), None), passages)


register("story", Subject(visible_to=visible_to, all=_stories, describe=_story))
register("contribution", Subject(visible_to=_passages_seen, all=_passages, describe=_passage))
