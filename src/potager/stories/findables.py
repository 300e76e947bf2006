"""What of stories can be found: calls that are published, and the contributions that readers see."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories.models import Contribution, Correction, Story
from potager.stories.queries import visible_to

SHOWN = Q(state=Contribution.State.SHOWN, is_unseen=False)


def _stories(ids: Collection[UUID]) -> Iterable[Entry]:
    for story in Story.objects.filter(pk__in=ids, is_scheduled=False, hidden_at=None):
        yield Entry(
            thing=f"story:{story.pk}",
            community=story.community_id,
            title=story.title,
            text=f"{story.opening} {story.afterword}".strip(),
            language=story.language,
            happened_at=story.opened_at or story.opens_at,
            url=story.get_absolute_url(),
        )


def _contributions(ids: Collection[UUID]) -> Iterable[Entry]:
    for one in Contribution.objects.filter(SHOWN, pk__in=ids).select_related("story"):
        yield Entry(
            thing=f"contribution:{one.pk}",
            community=one.story.community_id,
            title="",
            under=one.story.title,
            text=one.text,
            language=one.story.language,
            happened_at=one.written_at,
            url=f"{one.story.get_absolute_url()}#contribution-{one.pk}",
            signature=one.signature,
        )


def _visible_stories(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    return set(visible_to(member).filter(pk__in=ids).values_list("pk", flat=True))


def _visible_contributions(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    readable = visible_to(member).values("pk")
    return set(
        Contribution.objects.filter(SHOWN, pk__in=ids, story__in=readable).values_list("pk", flat=True)
    )


def _contributions_touched(activity: Activity) -> Iterable[UUID]:
    """Its own acts, corrections of it, and whatever its author decides about their name."""
    noun = activity.kind.partition(".")[0]
    if noun == "contribution" and activity.target.startswith("contribution:"):
        yield UUID(activity.target_id)
    elif noun == "correction":
        found = Correction.objects.filter(pk=activity.target_id)
        yield from found.values_list("contribution", flat=True)
    elif activity.kind == "byline.chosen" and activity.place.startswith("story:"):
        theirs = Contribution.objects.filter(story=UUID(activity.place_id), author=activity.actor)
        yield from theirs.values_list("pk", flat=True).iterator()
    elif activity.kind == "member.erased":
        theirs = Contribution.objects.filter(author=activity.actor)
        yield from theirs.values_list("pk", flat=True).iterator()


declare_findable(
    Findable(
        kind="story",
        name=_("Story"),
        label=_("Stories"),
        entries=_stories,
        visible=_visible_stories,
        following=one_after_another(Story),
        touched=lambda activity: (
            [UUID(activity.place_id)]
            if activity.place.startswith("story:") and activity.kind.startswith(("story.", "arrangement."))
            else []
        ),
    )
)
declare_findable(
    Findable(
        kind="contribution",
        name=_("Contribution"),
        label=_("Contributions"),
        entries=_contributions,
        visible=_visible_contributions,
        following=one_after_another(Contribution),
        touched=_contributions_touched,
    )
)
