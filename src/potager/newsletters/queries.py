"""Reading letters, and who receives them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.lib.statements import first_where
from potager.members.models import Member
from potager.newsletters.models import Issue, Sending, Subscriber
from potager.newsletters.permissions import reads

GIVEN_UP = timedelta(days=6)  # the outbox gives a mail up after five
State = Issue.State
CONFIRMED = Q(confirmed_at__isnull=False)
REACHABLE = Q(member=None) | Q(member__is_active=True)


def sent_in(community: Community) -> QuerySet[Issue]:
    """The letters that readers may read, the newest first."""
    return Issue.objects.filter(community=community, number__isnull=False).order_by("-number")


def on_desk(community: Community) -> QuerySet[Issue]:
    """What is written, waits or is on its way, the last touched first."""
    open_states = [State.DRAFT, State.SCHEDULED, State.SENDING, State.PAUSED]
    return Issue.objects.filter(community=community, state__in=open_states).order_by("-written_at")


def numbered(community: Community, number: int) -> Issue | None:
    """A letter that was sent."""
    return Issue.objects.filter(community=community, number=number).first()


def last_sent_at(community: Community) -> datetime | None:
    """When the last letter began to leave."""
    return sent_in(community).values_list("begun_at", flat=True).first()


def find(identifier: UUID, member: Member | None) -> tuple[Issue, Standing] | None:
    """A letter and the member's standing in its community; None if they may not know of it."""
    issue = first_where(Issue, id=identifier)
    community = first_where(Community, id=issue.community_id) if issue else None
    if issue is None or community is None:
        return None
    issue.community = community
    standing = standing_of(member, community)
    return (issue, standing) if reads(standing, issue) else None


def subscribers_of(community: Community) -> QuerySet[Subscriber]:
    """Who receives the letter: confirmed, and, where only members read, members of today."""
    found = Subscriber.objects.filter(CONFIRMED, REACHABLE, community=community)
    if not community.is_public:
        inside = Membership.objects.taking_part().filter(community=community)
        found = found.filter(member__in=inside.values("member"))
    return found.select_related("member")


def readers_of(issue: Issue) -> QuerySet[Subscriber]:
    """To whom the letter goes, in order, without those to whom it was handed already."""
    found = subscribers_of(issue.community)
    if issue.begun_at:
        found = found.filter(confirmed_at__lte=issue.begun_at)
    return (found.filter(pk__gt=issue.reached) if issue.reached else found).order_by("pk")


def also_members(community: Community, addresses: list[str]) -> set[str]:
    """Those of these addresses at which a member receives the letter already."""
    mine = Subscriber.objects.filter(CONFIRMED, community=community, member__email__in=addresses)
    return set(mine.values_list("member__email", flat=True))


def counts_of(issue: Issue) -> dict[str, int]:
    """How many letters wait, are in the outbox, have left, were refused."""
    rows = Sending.objects.filter(issue=issue).order_by().values_list("state").annotate(number=Count("pk"))
    counts = {"handed": 0, "left": 0, "refused": 0, **dict(rows)}
    if issue.ended_at:
        counts |= {"left": issue.arrived, "refused": issue.refused}
    is_on_its_way = issue.state in {State.SENDING, State.PAUSED}
    return {**counts, "waiting": readers_of(issue).count() if is_on_its_way else 0}


def in_outbox(now: datetime) -> int:
    """How many letters, of all communities, were handed to the outbox and have not left."""
    return Sending.objects.filter(state=Sending.State.HANDED, handed_at__gt=now - GIVEN_UP).count()


def on_their_way() -> QuerySet[Issue]:
    """The letters that are being sent, the one that waited longest first."""
    return Issue.objects.filter(state=State.SENDING).order_by(F("handed_at").asc(nulls_first=True), "pk")


def due_to_leave(now: datetime) -> QuerySet[Issue]:
    """Scheduled letters whose moment has come."""
    due = Issue.objects.filter(state=State.SCHEDULED, due_at__lte=now)
    return due.select_related("community", "due_by").order_by("due_at")


def subscription_of(member: Member | None, community: Community) -> Subscriber | None:
    """The member's own subscription."""
    return first_where(Subscriber, member=member.pk, community=community.pk) if member else None


def subscriber(identifier: UUID) -> Subscriber | None:
    """A subscription, confirmed or not, with its community."""
    return Subscriber.objects.select_related("community", "member").filter(pk=identifier).first()
