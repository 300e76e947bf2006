"""Reading stories."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from potager.authorship.queries import digest_of, has_agreed
from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing
from potager.journal.models import Activity
from potager.lib.permission import may
from potager.lib.statements import first_where, greatest, primary_key_where
from potager.members.models import Member
from potager.stories.arranging import order_now
from potager.stories.models import Contribution, Correction, Host, Illustration, Story, Word
from potager.stories.permissions import knows

OUT = (Contribution.State.DECLINED, Contribution.State.WITHDRAWN)
BOOKABLE = (Contribution.State.SHOWN, Contribution.State.SET_ASIDE)  # what editors order and correct


def visible_to(member: Member | None) -> QuerySet[Story]:
    """The stories of the communities that the member may read; a call put down for later, if they host it.

    What a decision hides is in no list: `read` alone finds it.
    """
    readable = communities.readable_by(member)
    rows = Story.objects.filter(community__in=readable.values("pk"), hidden_at=None)
    stories = rows.select_related("community", "host")
    return stories if member and member.is_owner else stories.filter(_is_known_to(member))


def _is_known_to(member: Member | None) -> Q:
    """Whose call is published, or who hosts the story (permissions.hosts, for many at once)."""
    called = Q(is_scheduled=False)
    if member is None:
        return called
    mine = Membership.objects.taking_part().filter(member=member)
    animated = mine.filter(role__in=[Membership.Role.OWNER, Membership.Role.ANIMATEUR])
    named = Q(host=member) | Q(pk__in=Host.objects.filter(member=member).values("story"))
    hosted = named & Q(community__in=mine.values("community")) | Q(community__in=animated.values("community"))
    return called | Q(is_scheduled=True) & hosted


def read(identifier: UUID, member: Member | None) -> tuple[Story, Standing] | None:
    """A story and the member's standing in its community; None if they may not read it.

    Two or three lean queries; `story.host` is read when it is asked for.
    """
    story = first_where(Story, id=identifier)
    community = first_where(Community, id=story.community_id) if story else None
    if story is None or community is None:
        return None
    story.community = community
    membership = first_where(Membership, member=member.pk, community=community.pk) if member else None
    standing = Standing(member=member, community=community, membership=membership)
    return (story, standing) if standing.reads and knows(standing, story) else None


@dataclass(frozen=True)
class Chapter:
    """A part of the book; what stands before the first chapter mark has an empty title."""

    title: str
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class Text:
    """What the book prints, in the order of the editors: agreed words only."""

    opening: str
    chapters: tuple[Chapter, ...]
    afterword: str


def text_of(story: Story) -> Text:
    """The opening, the contributions shown, by chapter, and the afterword ("" if there is none). Two queries.

    A chapter in which nothing is shown is left out; there is always one.
    """
    shown = story.contributions.filter(state=Contribution.State.SHOWN)
    by_position = {found.position: found for found in shown}
    order = order_now(story)
    chapters: list[tuple[str, list[Contribution]]] = [("", [])]
    for item in order.items:
        if item < 0:
            chapters.append((order.titles.get(item, ""), []))
        elif item in by_position:
            chapters[-1][1].append(by_position[item])
    filled = [Chapter(title, tuple(found)) for title, found in chapters if found]
    return Text(story.opening, tuple(filled) or (Chapter("", ()),), story.afterword)


def book_contributions(story: Story) -> list[Contribution]:
    """What the book holds, in its order, whatever the chapter."""
    return [found for chapter in text_of(story).chapters for found in chapter.contributions]


def arrived_since(story: Story, seen: int, *, besides: UUID) -> QuerySet[Contribution]:
    """What others added after position `seen`, in order."""
    arrived = story.contributions.filter(position__gt=seen, is_unseen=False)
    return arrived.exclude(Q(author=besides) | Q(state__in=OUT))


def waiting_in(story: Story) -> QuerySet[Contribution]:
    """What waits for a host's yes, in order."""
    waiting = story.contributions.filter(state=Contribution.State.WAITING)
    return waiting.select_related("author").order_by("position")


def read_up_to(story: Story) -> int:
    """The position of the last contribution that readers know of, 0 if there is none."""
    if not story.accepts_first:
        return story.length
    seen = story.contributions.filter(is_unseen=False).order_by("-position")
    return seen.values_list("position", flat=True).first() or 0


MOST_ILLUSTRATIONS = 200  # rows of the page that lists them


def illustrations_in(story: Story) -> QuerySet[Illustration]:
    """The pictures that readers see, in the order of the page."""
    return story.illustrations.filter(state=Illustration.State.SHOWN).order_by("after", "added_at", "pk")


def illustrations_by(member: Member, story: Story) -> tuple[int, int]:
    """How many pictures of a story are the member's, and how many there are; without those withdrawn."""
    there = story.illustrations.exclude(state=Illustration.State.WITHDRAWN)
    found = there.aggregate(mine=Count("pk", filter=Q(by=member)), all=Count("pk"))
    return found["mine"], found["all"]


def sees_illustration(member: Member | None, found: Illustration) -> bool:
    """Whether the member, who may read the story, sees the picture: what waits or was declined, few do."""
    if found.is_shown:
        return True
    is_there = found.state != Illustration.State.WITHDRAWN
    return (
        is_there and member is not None and (found.by_id == member.pk or may(member, "moderate", found.story))
    )


def words_in(story: Story) -> QuerySet[Word]:
    """What hosts said in the margin and have not withdrawn, in the order of the page."""
    return (
        story.words.filter(withdrawn_at__isnull=True).select_related("by").order_by("after", "said_at", "pk")
    )


def hosts_of(story: Story) -> list[Member]:
    """Who hosts the story: the first host, then those who were added, while they belong to the community."""
    active = Membership.objects.taking_part().filter(community=story.community_id)
    added = Member.objects.filter(hosts__story=story, is_active=True, pk__in=active.values("member"))
    return [story.host, *added.order_by("hosts__added_at", "pk")]


def last_of(story: Story, member: Member) -> Contribution | None:
    """The member's newest contribution to the story, declined or not."""
    return story.contributions.filter(author=member).order_by("-position").first()


def last_author(story: Story, *, before: int) -> UUID | None:
    """Who wrote the newest contribution before a position that was not declined."""
    newest = first_where(Contribution, story=story.pk, position=before - 1)  # lean: nearly always the one
    if newest is not None and newest.state not in OUT:
        return newest.author_id
    rest = story.contributions.exclude(state__in=OUT).order_by("-position")
    return rest.values_list("author_id", flat=True).first()


def has_written(story: Story, member: Member) -> bool:
    """Whether the member has contributed already."""
    return primary_key_where(Contribution, story=story.pk, author=member.pk) is not None


def work_of(story: Story) -> str:
    """How a story is written where works of all kinds stand side by side."""
    return f"story:{story.pk}"


def signed_names(contributions: QuerySet[Contribution]) -> dict[UUID, str]:
    """The first name that each author signed with, whatever they chose since; "" for whoever never signed."""
    names: dict[UUID, str] = {}
    rows = contributions.order_by("position").values_list("author_id", Coalesce("signed", F("signature")))
    for author, name in rows:
        names[author] = names.get(author) or name
    return names


def names_in(contributions: Iterable[Contribution]) -> dict[UUID, str]:
    """The same for contributions that were read already, in their order."""
    names: dict[UUID, str] = {}
    for one in contributions:
        signed = one.signature if one.signed is None else one.signed
        names[one.author_id] = names.get(one.author_id) or signed
    return names


def authors_of(story: Story) -> QuerySet[Member]:
    """Whose sentences are shown in the story, and who still has an account."""
    shown = Contribution.objects.filter(story=story, state=Contribution.State.SHOWN)
    return Member.objects.filter(is_active=True, pk__in=shown.values("author")).order_by("pk")


def agrees(story: Story, member: Member) -> bool:
    """Whether the member has agreed to the story's words."""
    return has_agreed(member.pk, work_of(story), digest_of(story.agreement))


def last_position_of(story: Story) -> int:
    """The journal's position of the newest act in the story, 0 if there is none."""
    return greatest(Activity, "position", place=f"story:{story.pk}") or 0


def due_to_begin(now: datetime) -> QuerySet[Story]:
    """Announced stories whose minute has come."""
    announced = Story.objects.filter(opened_at__isnull=True, closed_at__isnull=True, is_scheduled=False)
    announced = announced.filter(hidden_at=None)
    return announced.filter(opens_at__lte=now).order_by("opens_at")


def due_to_publish(now: datetime) -> QuerySet[Story]:
    """Calls that were put down for an hour that has come."""
    due = Story.objects.filter(is_scheduled=True, publishes_at__lte=now, hidden_at=None)
    return due.select_related("community", "host").order_by("publishes_at")


def due_to_close(now: datetime) -> QuerySet[Story]:
    """Stories whose last minute has passed and that nobody closed."""
    running = Story.objects.filter(closed_at__isnull=True, is_scheduled=False, hidden_at=None)
    return running.filter(closes_at__lte=now).order_by("closes_at")


def correction(identifier: UUID) -> Correction | None:
    """A correction with its people, its contribution and its story; who may see it is asked elsewhere."""
    rows = Correction.objects.select_related("contribution", "story__community", "author", "editor")
    return rows.filter(pk=identifier).first()


def corrections_in(story: Story) -> dict[str, int]:
    """How many corrections stand in the text of the book, and how many of these silence agreed to. One query."""
    standing = story.corrections.filter(contribution__state=Contribution.State.SHOWN)
    tacit = Q(state=Correction.State.TACIT)
    return standing.aggregate(
        agreed=Count("pk", filter=tacit | Q(state=Correction.State.AGREED)), tacit=Count("pk", filter=tacit)
    )


def asked_of(story: Story, member: Member) -> Correction | None:
    """A correction of the member's words that waits for their answer. One lean query."""
    return first_where(Correction, story=story.pk, author=member.pk, state=Correction.State.OPEN)


def due_to_agree(now: datetime) -> QuerySet[Correction]:
    """Open corrections whose delay has passed in silence, of texts that may change."""
    due = Correction.objects.filter(state=Correction.State.OPEN, silence_at__lte=now)
    there = due.filter(author__is_active=True, story__released_at=None, contribution__state__in=BOOKABLE)
    there = there.filter(story__hidden_at=None)
    return there.select_related("story").order_by("silence_at")[:100]


def shelf_of(stories: QuerySet[Story], now: datetime | None = None) -> dict[str, list[Story]]:
    """The stories by state: running, announced, finished, and calls put down; each in the order given."""
    moment = now or timezone.now()
    shelf: dict[str, list[Story]] = {"running": [], "announced": [], "finished": [], "scheduled": []}
    names = {"open": "running", "paused": "running", "announced": "announced", "scheduled": "scheduled"}
    for story in stories:
        shelf[names.get(story.state_at(moment), "finished")].append(story)
    return shelf
