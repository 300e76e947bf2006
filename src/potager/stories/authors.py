"""Stories as their authors' works: what authorship asks to know of this bed."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from potager.authorship.works import Work
from potager.members.models import Member
from potager.stories import queries, rendering
from potager.stories.models import Contribution, Story


def works_in(story: Story, authors: Iterable[Member]) -> list[Work]:
    """The story as the work of each of these authors, who may all read it: one query."""
    signed = queries.signed_names(Contribution.objects.filter(story=story))
    return [_work(story, author, signed.get(author.pk, ""), is_read=True) for author in authors]


def find(identifier: UUID, author: Member) -> Work | None:
    """The story as the work of somebody who wrote in it, also where they may not read it any more."""
    story = Story.objects.select_related("community").filter(pk=identifier).first()
    if story is None or not queries.has_written(story, author):
        return None
    signed = queries.signed_names(Contribution.objects.filter(story=story, author=author))
    is_read = queries.visible_to(author).filter(pk=story.pk).exists()
    return _work(story, author, signed.get(author.pk, ""), is_read=is_read)


def of(author: Member) -> Sequence[Work]:
    """Every story that still holds something of theirs, the newest first: three queries."""
    theirs = Contribution.objects.filter(author=author).exclude(state=Contribution.State.WITHDRAWN)
    stories = Story.objects.filter(pk__in=theirs.values("story"))
    visible = queries.visible_to(author).filter(pk__in=theirs.values("story"))
    readable, signed = set(visible.values_list("pk", flat=True)), _first_names(theirs)
    return [
        _work(story, author, signed.get(story.pk, ""), is_read=story.pk in readable)
        for story in stories.select_related("community").order_by("-opens_at", "-pk")
    ]


def fragment(identifier: UUID, author: UUID, language: str) -> str | None:
    """All that the author wrote in a story, and its numbers, for live pages."""
    story = Story.objects.filter(pk=identifier).first()
    if story is None:
        return None
    parts = story.contributions.filter(author=author, is_unseen=False).order_by("position")
    pieces = [rendering.part_html(part, story, language) for part in parts]
    return "".join([*pieces, rendering.numbers_html(rendering.numbers_of(story), language)])


def _first_names(theirs: QuerySet[Contribution]) -> Mapping[UUID, str]:
    """The first name that one person signed with in each story."""
    names: dict[UUID, str] = {}
    rows = theirs.order_by("position").values_list("story_id", Coalesce("signed", F("signature")))
    for story, name in rows:
        names[story] = names.get(story) or name
    return names


def _work(story: Story, author: Member, signed: str, *, is_read: bool) -> Work:
    return Work(
        reference=queries.work_of(story),
        author=author,
        thing=story,
        community=story.community_id,
        title=story.title,
        language=story.language,
        signed=signed,
        is_printed=story.released_at is not None,
        url=story.get_absolute_url() if is_read else "",
        texts_url=f"/stories/{story.pk}/mine/",
    )
