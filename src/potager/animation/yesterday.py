"""What happened in a community since a moment, as plain facts: who came, which conversations woke up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from potager.communities.models import Community, Membership
from potager.conversations.models import Post, Topic

MOST = 500  # conversations of one day that are looked at
ASLEEP = timedelta(days=14)  # without a word: whatever is said then wakes a conversation up


@dataclass(frozen=True)
class Happened:
    """How many people arrived, conversations were opened, and conversations woke up after at least ASLEEP."""

    arrived: int = 0
    opened: int = 0
    woken: int = 0

    def sentences(self) -> list[str]:
        """Each in words; what did not happen is not told."""
        said = (
            (self.arrived, _("One person has arrived."), _("%(count)d people have arrived.")),
            (
                self.opened,
                _("One conversation has been opened."),
                _("%(count)d conversations have been opened."),
            ),
            (self.woken, _("One conversation has woken up."), _("%(count)d conversations have woken up.")),
        )
        return [one if count == 1 else many % {"count": count} for count, one, many in said if count]


def happened_since(community: Community, since: datetime) -> Happened:
    """Two lean queries, three where old conversations moved; of conversations, those that everybody reads there."""
    arrived = Membership.objects.taking_part().filter(community=community, joined_at__gte=since).count()
    moving = Topic.objects.filter(community=community, last_at__gte=since, hidden_at=None, is_private=False)
    rows = list(moving.values_list("pk", "opened_at", "about")[:MOST])
    opened = sum(1 for _pk, at, about in rows if at >= since and not about)
    older = [pk for pk, at, _about in rows if at < since - ASLEEP]
    return Happened(arrived=arrived, opened=opened, woken=_woken(older, since))


def _woken(topics: list[UUID], since: datetime) -> int:
    if not topics:
        return 0
    shown = Post.objects.filter(topic__in=topics, state=Post.State.SHOWN)
    rows = (
        shown.order_by()
        .values("topic")
        .annotate(
            before=Max("written_at", filter=Q(written_at__lt=since)),
            after=Count("pk", filter=Q(written_at__gte=since)),
        )
    )
    return sum(1 for row in rows if row["after"] and row["before"] and row["before"] < since - ASLEEP)
